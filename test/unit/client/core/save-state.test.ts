import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { reportUnsaved, saveState, whileSaving } from '../../../../client/core/notice.store.ts';

test('counts all work that is reported as not saved, whenever it was reported and as it changes', () => {
  expect(saveState.value).toEqual({ kind: 'saved' });
  const drafts = signal(new Set(['one', 'other']));
  reportUnsaved(drafts);
  expect(saveState.value).toEqual({ kind: 'unsaved', count: 2 });
  reportUnsaved(signal(new Map([['note', 'typed']])));
  expect(saveState.value).toEqual({ kind: 'unsaved', count: 3 });
  drafts.value = new Set();
  expect(saveState.value).toEqual({ kind: 'unsaved', count: 1 });
});

test('says that it saves until the write has ended, refused or not', async () => {
  const write = whileSaving(Promise.reject(new Error('refused')));
  expect(saveState.value).toEqual({ kind: 'saving' });
  await expect(write).rejects.toThrow('refused');
  expect(saveState.value).not.toEqual({ kind: 'saving' });
});
