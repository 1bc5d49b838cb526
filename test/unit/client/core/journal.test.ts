import { beforeEach, describe, expect, test, vi } from 'vitest';
import { journalModel, NoLonger } from '../../../../client/core/journal.ts';
import { notice, tell } from '../../../../client/core/notice.store.ts';
import { makeWorkspace, type Workspace } from '../../../../client/core/workspace.ts';

describe('what is done at a site', () => {
  let workspace: Workspace;
  let journal: ReturnType<typeof journalModel>;
  /** What stands, as the changes of these tests leave it. */
  let stands: string[];

  beforeEach(() => {
    notice.value = undefined;
    workspace = makeWorkspace('valley');
    journal = workspace.get(journalModel);
    stands = [];
  });

  function write(word: string, more: { draft?: boolean; joins?: string; isSeen?: () => boolean } = {}) {
    const before = stands;
    journal.transact({
      label: `writing ${word}`,
      affects: [word.slice(0, 1)],
      do: () => {
        stands = [...before, word];
      },
      undo: () => {
        stands = before;
      },
      ...more,
    });
  }

  test('is taken back and done again in turn, by name', async () => {
    write('one');
    write('two');
    expect(journal.undoes.value).toBe('writing two');
    await journal.undo();
    expect(stands).toEqual(['one']);
    expect([journal.undoes.value, journal.redoes.value]).toEqual(['writing one', 'writing two']);
    await journal.undo();
    await journal.undo();
    expect(stands).toEqual([]);
    expect(journal.undoes.value).toBeUndefined();
    await journal.redo();
    await journal.redo();
    expect(stands).toEqual(['one', 'two']);
  });

  test('cannot be done again once something else is done', async () => {
    write('one');
    await journal.undo();
    write('two');
    expect(journal.redoes.value).toBeUndefined();
  });

  test('is said where it is not in front of whoever takes it back', async () => {
    write('one');
    await journal.undo();
    expect(notice.value?.text).toBe('Undone: writing one.');
    await journal.redo();
    expect(notice.value?.text).toBe('Done again: writing one.');
    notice.value = undefined;
    write('two', { isSeen: () => true });
    await journal.undo();
    expect(notice.value).toBeUndefined();
  });

  test('is one step as long as it follows without a pause under one name', async () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000);
    write('a', { joins: 'title' });
    clock.mockReturnValue(2_000);
    write('b', { joins: 'title' });
    clock.mockReturnValue(2_100);
    write('c', { joins: 'count' });
    clock.mockReturnValue(4_000);
    write('d', { joins: 'count' });
    clock.mockRestore();
    await journal.undo();
    expect(stands).toEqual(['a', 'b', 'c']);
    await journal.undo();
    expect(stands).toEqual(['a', 'b']);
    await journal.undo();
    expect(stands).toEqual([]);
    expect(journal.undoes.value).toBeUndefined();
  });

  test('of a draft is settled once that is saved; what was saved of it stays', async () => {
    write('alpha', { draft: true });
    write('beta');
    write('again', { draft: true });
    journal.settle('a');
    expect(journal.past.value.map(({ label }) => label)).toEqual(['writing beta']);
  });

  test('stays on the list where it could not be taken back, and goes where it never can be', async () => {
    let refuses: Error | undefined = new Error('The server is away.');
    journal.transact({
      label: 'deleting C22-011',
      affects: ['x'],
      do: () => {},
      undo: () => {
        if (refuses) throw refuses;
      },
    });
    await journal.undo();
    expect(notice.value).toMatchObject({
      kind: 'fault',
      text: expect.stringContaining('Not undone: deleting C22-011.'),
    });
    expect(journal.undoes.value).toBe('deleting C22-011');
    refuses = new NoLonger('C22-011 was changed since.');
    await journal.undo();
    expect(notice.value).toMatchObject({ kind: 'fault', text: 'C22-011 was changed since.' });
    expect([journal.undoes.value, journal.redoes.value]).toEqual([undefined, undefined]);
  });

  test('is taken back down to a step that is chosen, and done again up to one', async () => {
    for (const word of ['one', 'two', 'three']) write(word);
    await journal.undoTo(journal.past.value[1]!);
    expect(stands).toEqual(['one']);
    await journal.redoTo(journal.future.value[0]!);
    expect(stands).toEqual(['one', 'two', 'three']);
  });

  test('is taken back alone from the word that told of it', async () => {
    write('one');
    journal.sayDone('one written.');
    write('two');
    notice.value?.action?.run();
    await vi.waitUntil(() => journal.past.value.length === 1, { timeout: 15_000 });
    expect(journal.undoes.value).toBe('writing two');
  });

  test('is no step where it failed', async () => {
    const failing = journal.transact({
      label: 'saving',
      affects: ['x'],
      do: () => Promise.reject(new Error('refused')),
      undo: () => {},
    });
    await expect(failing).rejects.toThrow('refused');
    expect(journal.undoes.value).toBeUndefined();
  });

  test('is taken back once, however quickly it is asked for twice', async () => {
    const taken: string[] = [];
    for (const word of ['first', 'second'])
      journal.transact({
        label: word,
        affects: [word],
        do: () => {},
        undo: async () => {
          await Promise.resolve();
          taken.push(word);
        },
      });
    await Promise.all([journal.undo(), journal.undo(), journal.undo()]);
    expect(taken).toEqual(['second', 'first']);
  });

  test('ends with the site, and with it what was said of it', () => {
    write('one');
    journal.sayDone('one written.');
    workspace.leave();
    expect(notice.value).toBeUndefined();
    expect(makeWorkspace('other').get(journalModel).undoes.value).toBeUndefined();
    tell('said of all');
    workspace.leave();
    expect(notice.value?.text).toBe('said of all');
  });
});
