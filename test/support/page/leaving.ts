import { vi } from 'vitest';

/**
 * Leaves the page in the same breath as what was done last: none of its transactions that is not done by now ever is,
 * as in a browser. What is imported after this is a page of its own, that is opened next.
 */
export async function leavePage(): Promise<void> {
  const { transaction } = IDBDatabase.prototype;
  let broken = 0;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...asked) {
    // That in which a database is made is part of opening it.
    if ((asked[1] as string) === 'versionchange') return transaction.apply(this, asked);
    broken++;
    throw new DOMException('The page was left.', 'AbortError');
  };
  globalThis.dispatchEvent(new Event('pagehide'));
  await vi.waitUntil(() => broken > 0, { timeout: 15_000 });
  IDBDatabase.prototype.transaction = transaction;
  vi.resetModules();
}
