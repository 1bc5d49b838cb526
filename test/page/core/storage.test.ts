import { describe, expect, test, vi } from 'vitest';
import { keptMap } from '../../../client/core/index.ts';

type Word = { key: string; text: string };

/** Does something while the browser reads a table: what is read then still holds what it held before. */
function whileReading(act: () => void): void {
  const { getAll } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementationOnce(function (
    this: IDBObjectStore,
    ...asked
  ) {
    const reading = getAll.apply(this, asked);
    act();
    return reading;
  });
}

describe('what this browser keeps', () => {
  /** The same table as a page holds it that was opened just now. */
  const openAnew = (name: string) => keptMap<Word>(name, 'key');
  const texts = ({ values }: ReturnType<typeof openAnew>) =>
    Object.fromEntries([...values.value.values()].map(({ key, text }) => [key, text]));

  async function keptBefore(name: string) {
    const before = openAnew(name);
    for (const key of ['one', 'two', 'three']) before.keep({ key, text: 'Kept before' });
    await before.restore();
    return openAnew(name);
  }

  test('comes back on a page that is opened anew, without what is forgotten while it is read', async () => {
    const words = await keptBefore('words-forgotten');
    whileReading(() => {
      words.forget('one');
      words.keep({ key: 'two', text: 'Kept since' });
      words.forget('three');
      words.keep({ key: 'three', text: 'Anew' });
    });
    await words.restore();
    expect(texts(words)).toEqual({ two: 'Kept since', three: 'Anew' });
    // All that is kept and forgotten above has been written once it is read again.
    await words.restore();
    const later = openAnew('words-forgotten');
    await later.restore();
    expect(texts(later)).toEqual({ two: 'Kept since', three: 'Anew' });
  });
});
