import { openDB } from 'idb';
import { describe, expect, test, vi } from 'vitest';
import { keptCache, keptMap, keptTable } from '../../../client/core/index.ts';

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

  test('is read from a store that pages of before made, by its own names', async () => {
    const former = await openDB('words-of-before', 1, {
      upgrade(fresh) {
        fresh.createObjectStore('word', { keyPath: 'key' }).createIndex('said', 'text');
      },
    });
    await former.put('word', { key: 'one', text: 'Kept before' });
    former.close();
    const words = keptTable<Word>('words-of-before', 'key', { store: 'word', indexes: { said: 'text' } });
    words.keep({ key: 'two', text: 'Kept since' });
    expect(await words.done()).toBe(true);
    expect(await words.all()).toHaveLength(2);
    expect(await words.all({ index: 'said', key: 'Kept before' })).toEqual([
      { key: 'one', text: 'Kept before' },
    ]);
  });

  test('and can be made again is kept once of its kind, and those used last where there are too many', async () => {
    const shape = { store: 'word', oneOf: { index: 'said', member: 'text' }, most: 2 } as const;
    const words = keptCache<Word>('words-to-make-again', 'key', shape);
    const now = vi.spyOn(Date, 'now').mockReturnValue(1);
    await words.keep({ key: 'one', text: 'First' });
    now.mockReturnValue(2);
    await words.keep({ key: 'two', text: 'Second' });
    now.mockReturnValue(3);
    expect(await words.use('one')).toMatchObject({ text: 'First' });
    now.mockReturnValue(4);
    await words.keep({ key: 'three', text: 'Third' });
    expect(await words.use('two')).toBeUndefined();
    await words.keep({ key: 'four', text: 'Third' });
    expect(await words.use('three')).toBeUndefined();
    expect(await words.use('one')).toMatchObject({ text: 'First' });
    now.mockRestore();
  });
});
