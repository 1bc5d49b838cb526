import {
  type Annotation,
  type AnnotationInput,
  annotationSchema,
} from '#domain/annotation/annotation.contract.ts';
import { assessmentFaults, sendTyped, typedFaults } from '../../assessment/index.ts';
import {
  failureWords,
  faultsIn,
  notice,
  refusedFor,
  sentenceOf,
  tell,
  tellFault,
  unlessGone,
} from '../../core/index.ts';
import {
  deleteAnnotation,
  fetchAnnotation,
  postAnnotation,
  replaceAnnotation,
  restoreAnnotation,
} from './annotation.api.ts';
import {
  annotations,
  discardDraft,
  drafts,
  dropAnnotation,
  dropDraft,
  edits,
  finishEditing,
  putAnnotation,
  putDraft,
  revisionsHere,
  selectedId,
  sketching,
  undoLastCorner,
} from './annotation.store.ts';
import { inputFaults } from './check.ts';
import { type ClosedDraft, draftOf, inputOf, isClosed } from './draft.ts';
import { type Edit, record, settle, stepBack, stepForward } from './edit-history.ts';
import { refreshAnnotation } from './list.store.ts';
import { differences, merge } from './merge.ts';
import { rememberPreset } from './preset.ts';
import { conflict, saveFaults, savingId } from './saving.store.ts';

/** Sends a draft, and then the assessment typed with it. Whatever fails, all that was typed stays. */
export async function saveDraft(id: string): Promise<void> {
  const draft = drafts.value.get(id);
  if (!isClosed(draft) || savingId.value) return;
  const input = inputOf(draft);
  const faults = inputFaults(input);
  const judgementFaults = typedFaults(id);
  assessmentFaults.value =
    judgementFaults.length > 0 ? { annotationId: id, sentence: NOT_YET, faults: judgementFaults } : undefined;
  if (faults.length + judgementFaults.length > 0) {
    saveFaults.value = { id, sentence: NOT_YET, faults };
    return;
  }
  saveFaults.value = undefined;
  savingId.value = id;
  try {
    await finishSave(draft, input, await send(draft, input));
  } catch (error) {
    failSave(draft, error);
  } finally {
    savingId.value = undefined;
  }
}

const NOT_YET = 'Not saved yet: some of it is missing or wrong.';

/** Sends the draft with the fields chosen from both versions. */
export function saveMerged(draft: ClosedDraft): Promise<void> {
  conflict.value = undefined;
  putDraft(draft);
  return saveDraft(draft.id);
}

/** Takes an annotation away, after which it can be brought back. */
export async function remove(annotation: Annotation): Promise<void> {
  const { id, properties } = annotation;
  try {
    await takeAway(id, properties.revision);
    if (drafts.value.has(id)) discardDraft(id);
    edits.value = record(edits.value, { kind: 'deleted', id });
    tell(`${properties.number} deleted.`, { label: 'Undo', run: () => void undo() });
  } catch (error) {
    const current = currentOf(error);
    if (current) putAnnotation(current);
    tellFault(current ? `${sentenceOf(error)} Look at it again before you delete it.` : sentenceOf(error));
  }
}

/** Deletes on the server, and here. The event that tells of it need not be asked about. */
async function takeAway(id: string, revision: number): Promise<void> {
  revisionsHere.set(id, revision + 1);
  try {
    await deleteAnnotation(id, revision).catch(unlessGone);
  } catch (error) {
    revisionsHere.set(id, revision);
    throw error;
  }
  dropAnnotation(id);
}

/** Takes the newest step back: a corner while drawing, else a change of shape or words, a save, a deletion. */
export async function undo(): Promise<void> {
  if (sketching.value) {
    undoLastCorner.value++;
    return;
  }
  if (notice.value?.kind === 'done') notice.value = undefined;
  const step = stepBack(edits.value);
  if (step && (await perform(step.edit, 'undo'))) edits.value = step.history;
}

/** Does the step that was taken back last once more. */
export async function redo(): Promise<void> {
  const step = stepForward(edits.value);
  if (step && (await perform(step.edit, 'redo'))) edits.value = step.history;
}

async function perform(edit: Edit, direction: 'undo' | 'redo'): Promise<boolean> {
  try {
    if (edit.kind === 'draft') {
      const state = edit[direction];
      if (state) putDraft(state);
      else dropDraft(edit.id);
      selectedId.value = state ? edit.id : undefined;
    } else if (edit.kind === 'changed') {
      const { revision } = (annotations.value.get(edit.id) ?? (await fetchAnnotation(edit.id))).properties;
      putAnnotation(await replaceAnnotation(edit[direction], edit.id, revision));
      selectedId.value = edit.id;
    } else if ((edit.kind === 'created') === (direction === 'undo')) {
      const { revision } = (annotations.value.get(edit.id) ?? (await fetchAnnotation(edit.id))).properties;
      await takeAway(edit.id, revision);
    } else {
      putAnnotation(await restoreAnnotation(edit.id));
      selectedId.value = edit.id;
    }
    return true;
  } catch (error) {
    tellFault(
      failureWords(`That could not be ${direction === 'undo' ? 'taken back' : 'done again'}.`, error),
    );
    return false;
  }
}

async function send(draft: ClosedDraft, input: AnnotationInput): Promise<Annotation> {
  if (draft.base) return replaceAnnotation(input, draft.id, draft.base.revision);
  try {
    return await postAnnotation(draft.siteId, input);
  } catch (error) {
    // A first sending that seemed unanswered had arrived: what was typed since goes on top of it.
    if (!refusedFor('id_taken', error)) throw error;
    const stored = await fetchAnnotation(draft.id);
    return replaceAnnotation(input, draft.id, stored.properties.revision);
  }
}

async function finishSave(draft: ClosedDraft, input: AnnotationInput, annotation: Annotation): Promise<void> {
  const step: Edit = draft.base
    ? { kind: 'changed', id: draft.id, undo: inputOf(draftOf(draft.base.annotation)), redo: input }
    : { kind: 'created', id: draft.id };
  rememberPreset(draft.properties);
  finishEditing();
  putAnnotation(annotation);
  dropDraft(draft.id);
  edits.value = settle(edits.value, draft.id, step);
  const warnings = (annotation.afterimage?.warnings ?? []).map((warning) => warning.detail).join(' ');
  tell(`${annotation.properties.number} saved. ${warnings}`.trim());
  await sendTyped(annotation, refreshAnnotation);
}

/** Where someone else changed it meanwhile, both versions are shown, unless they touch nothing of the draft. */
function failSave(draft: ClosedDraft, error: unknown): void {
  const theirs = currentOf(error);
  if (theirs && draft.base) {
    const theirChanges = differences(draft.base.annotation, draft, theirs).filter(
      (one) => one.changedBy !== 'me',
    );
    if (theirChanges.length > 0) {
      conflict.value = { id: draft.id, theirs };
      return;
    }
    putDraft(merge(draft, theirs, new Map()));
    queueMicrotask(() => void saveDraft(draft.id));
    return;
  }
  saveFaults.value = { id: draft.id, sentence: sentenceOf(error), faults: faultsIn(error) };
}

function currentOf(error: unknown): Annotation | undefined {
  return annotationSchema.safeParse(refusedFor('stale_version', error)?.current).data;
}
