import { AsyncLocalStorage } from 'node:async_hooks';
import { mayHaveArrived } from './failure.ts';

const followed = new AsyncLocalStorage<{ changes: number }>();

/** Runs a request so that it can be asked, when it fails, whether it may have changed something. */
export function followChanges<T>(work: () => T): T {
  return followed.run({ changes: 0 }, work);
}

/** True where the request under way has stored something, or nobody knows whether it has. */
export function mayHaveChanged(): boolean {
  return (followed.getStore()?.changes ?? 0) > 0;
}

/** Notes that the request under way has stored something outside of the database. */
export function noteChange(): void {
  const request = followed.getStore();
  if (request) request.changes++;
}

/**
 * Sends the database what stores something for good: a COMMIT, or a statement outside of a transaction. Where the
 * database refuses, nothing is stored; where the line breaks before it answers, nobody knows.
 */
export async function changing<T>(send: () => Promise<T>): Promise<T> {
  const request = followed.getStore();
  if (!request) return send();
  request.changes++;
  try {
    return await send();
  } catch (error) {
    if (!mayHaveArrived(error)) request.changes--;
    throw error;
  }
}
