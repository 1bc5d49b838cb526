import { type Signal, signal } from '@preact/signals';
import { z } from 'zod';
import {
  type Annotation,
  type AnnotationInput,
  annotationSchema,
} from '#domain/annotation/annotation.contract.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import { assessmentModel } from '../../assessment/index.ts';
import {
  failureWords,
  faultsIn,
  isRefusal,
  journalModel,
  NoLonger,
  RequestFailure,
  refusedFor,
  sentenceOf,
  tell,
  tellFault,
  unlessGone,
  type Workspace,
  workspaceOf,
} from '../../core/index.ts';
import { stepWords } from '../../i18n/index.ts';
import { sceneModel } from '../../scene/index.ts';
import {
  deleteAnnotation,
  fetchAnnotation,
  fetchHistory,
  postAnnotation,
  replaceAnnotation,
  restoreAnnotation,
} from './annotation.api.ts';
import { annotationsModel } from './annotation.store.ts';
import { inputFaults } from './check.ts';
import { draftModel } from './draft.store.ts';
import { type ClosedDraft, changesNothing, type Draft, draftOf, inputOf, isClosed } from './draft.ts';
import { listModel } from './list.store.ts';
import { differences, merge } from './merge.ts';
import { rememberPreset } from './preset.ts';

const NOT_YET = 'Not saved yet: some of it is missing or wrong.';
const TYPED_SINCE = 'What you typed since is not saved yet.';

/** Acts that change what an annotation says, whoever's they were. */
const CHANGES: ReadonlySet<string> = new Set(['annotation.claim_changed', 'annotation.details_changed']);

/** Sends what was drawn and typed, and takes annotations away: each a step that can be taken back. */
export function savingModel(workspace: Workspace) {
  const { annotations, selectedId, revisionsHere, putAnnotation, dropAnnotation } =
    workspace.get(annotationsModel);
  const here = workspace.get(draftModel);
  const { drafts, putDraft, discardDraft } = here;
  const { refreshAnnotation } = workspace.get(listModel);
  const { assessmentFaults, sendTyped, typedFaults } = workspace.get(assessmentModel);
  const { sceneById } = workspace.get(sceneModel);
  const { transact, settle, sayDone } = workspace.get(journalModel);

  /** Why a draft was not taken. Pointers lead into the Feature that was sent. */
  const saveFaults: Signal<{ id: string; sentence: string; faults: Fault[] } | undefined> = signal(undefined);
  /** A draft whose annotation was changed by someone else meanwhile, and what is stored now. */
  const conflict: Signal<{ id: string; theirs: Annotation } | undefined> = signal(undefined);
  /** The drafts that are being sent. */
  const savingIds: Signal<ReadonlySet<string>> = signal(new Set());

  // What stood against a draft goes with it.
  workspace.effect(() => {
    const isGone = (said: { id: string } | undefined) => said !== undefined && !drafts.value.has(said.id);
    if (isGone(saveFaults.value)) saveFaults.value = undefined;
    if (isGone(conflict.value)) conflict.value = undefined;
  });

  /** Sends a draft, and then the assessment typed with it. Whatever fails, all that was typed stays. */
  async function saveDraft(id: string): Promise<void> {
    const draft = drafts.value.get(id);
    if (!isClosed(draft) || savingIds.value.has(id)) return;
    const input = inputOf(draft);
    const faults = inputFaults(input, sceneById);
    const judgementFaults = typedFaults(id);
    assessmentFaults.value =
      judgementFaults.length > 0
        ? { annotationId: id, sentence: NOT_YET, faults: judgementFaults }
        : undefined;
    if (faults.length + judgementFaults.length > 0) {
      saveFaults.value = { id, sentence: NOT_YET, faults };
      return;
    }
    saveFaults.value = undefined;
    savingIds.value = new Set(savingIds.value).add(id);
    try {
      await finishSave(draft, await (draft.base ? change(draft, draft.base.annotation) : create(draft)));
    } catch (error) {
      failSave(draft, error);
    } finally {
      savingIds.value = new Set([...savingIds.value].filter((one) => one !== id));
    }
  }

  /** Sends the draft with the fields chosen from both versions. */
  function saveMerged(draft: ClosedDraft): Promise<void> {
    conflict.value = undefined;
    putDraft(draft);
    return saveDraft(draft.id);
  }

  /** Takes an annotation away, after which it can be brought back. */
  async function remove(annotation: Annotation): Promise<void> {
    const { id, properties } = annotation;
    try {
      await transact({
        label: stepWords.deleting(properties.number),
        affects: [id],
        do: () => takeAway(id, properties.revision),
        undo: () => bringBack(id),
        redo: () => takeAwayUnchanged(annotation),
      });
      // What was typed of it, before or meanwhile, is kept: it can be brought back.
      const draft = drafts.value.get(id);
      const isTyped = draft !== undefined && !changesNothing(draft);
      if (draft && !isTyped) discardDraft(id);
      sayDone(`${properties.number} deleted.${isTyped ? ' What you typed of it is kept.' : ''}`);
    } catch (error) {
      const current = currentOf(error);
      if (current) putAnnotation(current);
      tellFault(current ? `${sentenceOf(error)} Look at it again before you delete it.` : sentenceOf(error));
    }
  }

  async function create(draft: ClosedDraft): Promise<Annotation> {
    let made: Annotation | undefined;
    return transact({
      label: ({ properties }: Annotation) => stepWords.drawing(properties.number),
      affects: [draft.id],
      do: async () => {
        made = await post(draft);
        return made;
      },
      undo: () => takeAwayUnchanged(made!),
      redo: () => bringBack(draft.id),
    });
  }

  async function post(draft: ClosedDraft): Promise<Annotation> {
    const input = inputOf(draft);
    try {
      return await making(draft.id, 1, () => postAnnotation(draft.siteId, input));
    } catch (error) {
      // A first sending that seemed unanswered had arrived: what was typed since goes on top of it.
      if (!refusedFor('id_taken', error)) throw error;
      const stored = await fetchAnnotation(draft.id);
      // Newer words wait, or were saved: these are not to go over them.
      if (heldNow(draft)?.touchedAt !== draft.touchedAt) return stored;
      const history = await fetchHistory(draft.id);
      if (history.some(({ act }) => CHANGES.has(act)))
        throw new ChangedMeanwhile(stored, firstForm(stored, history[0]?.change));
      return replace(input, draft.id, stored.properties.revision);
    }
  }

  async function change(draft: ClosedDraft, former: Annotation): Promise<Annotation> {
    let latter: Annotation | undefined;
    return transact({
      label: stepWords.changing(former.properties.number),
      affects: [draft.id],
      do: async () => {
        latter = await replace(inputOf(draft), draft.id, draft.base!.revision);
        return latter;
      },
      undo: () => replaceUnchanged(latter!, former),
      redo: () => replaceUnchanged(former, latter!),
    });
  }

  async function finishSave(draft: ClosedDraft, annotation: Annotation): Promise<void> {
    rememberPreset(draft.properties);
    putAnnotation(annotation);
    const { number, revision, version } = annotation.properties;
    const there = workspaceOf(draft.siteId)?.get(draftModel);
    const now = heldNow(draft);
    const isOther = now !== undefined && now.begunAt !== draft.begunAt;
    const isTypedSince = now !== undefined && !isOther && now.touchedAt !== draft.touchedAt;
    if (!isOther) settle(draft.id);
    if (isTypedSince) (there ?? here).putDraft({ ...now, base: { revision, version, annotation } });
    else if (!isOther) {
      here.dropDraft(draft.id);
      there?.dropDraft(draft.id);
    }
    const warnings = (annotation.afterimage?.warnings ?? []).map((warning) => warning.detail);
    tell([`${number} saved.`, ...(isTypedSince ? [TYPED_SINCE] : []), ...warnings].join(' '));
    await sendTyped(annotation, refreshAnnotation);
  }

  /** Where someone else changed it meanwhile, both versions are shown, unless they touch nothing of the draft. */
  function failSave({ id, siteId, begunAt, base }: ClosedDraft, error: unknown): void {
    // It is kept, and offered where its site is open again: nothing here is on screen.
    if (workspaceOf(siteId) !== workspace) {
      const what = base?.annotation.properties.number ?? 'What you drew';
      tellFault(failureWords(`${what} is not saved.`, error));
      return;
    }
    // More may have been typed since, or it may have been given up and begun anew.
    const now = drafts.peek().get(id);
    if (!isClosed(now) || now.begunAt !== begunAt) return;
    const taken = error instanceof ChangedMeanwhile ? error : undefined;
    const theirs = taken?.stored ?? currentOf(error);
    const draft: ClosedDraft = taken ? { ...now, base: taken.base } : now;
    if (taken) putDraft(draft);
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

  /** Sends what will make a revision: the event that tells of it, before the answer or after, need not be asked about. */
  async function making<T>(id: string, revision: number, send: () => Promise<T>): Promise<T> {
    const former = revisionsHere.get(id);
    revisionsHere.set(id, revision);
    try {
      return await send();
    } catch (error) {
      // The revision may be that of somebody else.
      if (former === undefined) revisionsHere.delete(id);
      else revisionsHere.set(id, former);
      const isOutdated = refusedFor('stale_version', error) !== undefined || !isRefusal(error);
      if (isOutdated && former !== undefined) void refreshAnnotation(id);
      throw error;
    }
  }

  function replace(input: AnnotationInput, id: string, revision: number): Promise<Annotation> {
    return making(id, revision + 1, () => replaceAnnotation(input, id, revision));
  }

  async function takeAway(id: string, revision: number): Promise<void> {
    await making(id, revision + 1, () => deleteAnnotation(id, revision).catch(unlessGone));
    dropAnnotation(id);
  }

  async function bringBack(id: string): Promise<void> {
    putAnnotation(await making(id, (revisionsHere.get(id) ?? 0) + 1, () => restoreAnnotation(id)));
    selectedId.value = id;
  }

  function takeAwayUnchanged(expected: Annotation): Promise<void> {
    return onUnchanged(expected, ({ id, properties }) => takeAway(id, properties.revision));
  }

  function replaceUnchanged(expected: Annotation, by: Annotation): Promise<void> {
    return onUnchanged(expected, async ({ id, properties }) => {
      putAnnotation(await replace(inputOf(draftOf(by)), id, properties.revision));
      selectedId.value = id;
    });
  }

  /** Does something to an annotation that claims what it was left with, whatever was said of it since. */
  async function onUnchanged(left: Annotation, act: (now: Annotation) => Promise<void>): Promise<void> {
    const draft = drafts.peek().get(left.id);
    if (draft && !changesNothing(draft))
      throw new RequestFailure(stepWords.beingChanged(left.properties.number));
    try {
      await act(await unchanged(left));
    } catch (error) {
      const current = currentOf(error);
      if (!current) throw error;
      putAnnotation(current);
      await act(await unchanged(left));
    }
    const open = drafts.peek().get(left.id);
    if (open && changesNothing(open)) discardDraft(left.id);
  }

  /** An annotation as it is now. Throws NoLonger where it claims something else than what was left there. */
  async function unchanged(left: Annotation): Promise<Annotation> {
    const now = annotations.peek().get(left.id) ?? (await fetchAnnotation(left.id));
    if (differences(left, draftOf(left), now).length > 0)
      throw new NoLonger(stepWords.changedSince(left.properties.number));
    return now;
  }

  /** A draft as it is now: the site may have been left and opened again since it was sent. */
  function heldNow({ id, siteId }: ClosedDraft): Draft | undefined {
    return (workspaceOf(siteId)?.get(draftModel) ?? here).drafts.peek().get(id);
  }

  return { saveFaults, conflict, savingIds, saveDraft, saveMerged, remove };
}

/** What was drawn is stored already, and was changed there since; `base` is what was drawn first. */
class ChangedMeanwhile extends Error {
  stored: Annotation;
  base: NonNullable<Draft['base']>;

  constructor(stored: Annotation, first: Annotation) {
    super('It was changed meanwhile.');
    const { revision, version } = stored.properties;
    this.stored = stored;
    this.base = { revision, version, annotation: first };
  }
}

const drawnSchema = z.object({
  claim: z.looseObject({ geometry: z.unknown() }),
  details: z.looseObject({}),
});

/** An annotation as it was first drawn, by the entry of its history. */
function firstForm(stored: Annotation, drawn: unknown): Annotation {
  const read = drawnSchema.safeParse(drawn).data;
  if (!read) return stored;
  const { geometry, ...claim } = read.claim;
  const { title, description, count, structureOther, damageGrade, ...properties } = stored.properties;
  const first = { ...stored, geometry, properties: { ...properties, ...claim, ...read.details } };
  return annotationSchema.safeParse(first).data ?? stored;
}

function currentOf(error: unknown): Annotation | undefined {
  return annotationSchema.safeParse(refusedFor('stale_version', error)?.current).data;
}
