import { computed, type ReadonlySignal } from '@preact/signals';
import { journalModel, mapPortModel, type Workspace } from '../../core/index.ts';
import { stepWords } from '../../i18n/index.ts';
import { draftModel } from '../base/draft.store.ts';

/** Takes back what was done at this site, newest first: the last corner while one is drawing, else the last step. */
export function undoModel(workspace: Workspace) {
  const { sketching } = workspace.get(draftModel);
  const { map } = workspace.get(mapPortModel);
  const journal = workspace.get(journalModel);

  /** What is taken back next, in words. */
  const undoes: ReadonlySignal<string | undefined> = computed(() =>
    sketching.value ? stepWords.cornerBack : journal.undoes.value,
  );

  return {
    undoes,
    redoes: journal.redoes,
    undo: async (): Promise<void> => {
      if (sketching.peek()) map.takeCornerBack();
      else await journal.undo();
    },
    redo: () => journal.redo(),
  };
}
