import { type Signal, signal } from '@preact/signals';
import { z } from 'zod';
import { type Annotation, annotationSchema } from '#domain/annotation/annotation.contract.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import { assessmentModel } from '../../assessment/index.ts';
import {
  failureWords,
  faultsIn,
  journalModel,
  refusedFor,
  sentenceOf,
  tell,
  tellFault,
  type Workspace,
  workspaceOf,
} from '../../core/index.ts';
import { stepWords } from '../../i18n/index.ts';
import { sceneModel } from '../../scene/index.ts';
import { fetchAnnotation, fetchHistory, postAnnotation } from '../base/annotation.api.ts';
import { annotationsModel } from '../base/annotation.store.ts';
import { lastKept } from '../base/draft.storage.ts';
import { draftModel } from '../base/draft.store.ts';
import { type ClosedDraft, type Draft, inputOf, isClosed } from '../base/draft.ts';
import { listModel } from '../base/list.store.ts';
import { differences, merge } from '../base/merge.ts';
import { rememberPreset } from '../base/preset.ts';
import { inputFaults } from './check.ts';
import { deletionModel } from './deletion.store.ts';
import { settingAsideModel } from './setting-aside.store.ts';
import { currentOf, storedModel } from './stored.store.ts';

const NOT_YET = 'Not saved yet: some of it is missing or wrong.';
const TYPED_SINCE = 'What you typed since is not saved yet.';

/** Acts that change what an annotation says, whoever's they were. */
const CHANGES: ReadonlySet<string> = new Set(['annotation.claim_changed', 'annotation.details_changed']);

/** Sends what was drawn and typed, each time a step that can be taken back. */
export function savingModel(workspace: Workspace) {
  const { putAnnotation } = workspace.get(annotationsModel);
  const { drafts, putDraft, savingIds } = workspace.get(draftModel);
  const { refreshAnnotation } = workspace.get(listModel);
  const { making, replace, bringBack, replaceUnchanged } = workspace.get(storedModel);
  const { maySetAside } = workspace.get(settingAsideModel);
  const { takeBack } = workspace.get(deletionModel);
  const { assessmentFaults, sendTyped, typedFaults } = workspace.get(assessmentModel);
  const { sceneById } = workspace.get(sceneModel);
  const { transact } = workspace.get(journalModel);

  /** Why drafts were not taken. Pointers lead into the Feature that was sent. */
  const refusals: Signal<ReadonlyMap<string, { sentence: string; faults: Fault[] }>> = signal(new Map());
  /** What is stored now of drafts whose annotations were changed by someone else meanwhile. */
  const conflicts: Signal<ReadonlyMap<string, Annotation>> = signal(new Map());

  // What stood against a draft goes with it.
  workspace.effect(() => {
    for (const said of [refusals, conflicts] as Signal<ReadonlyMap<string, unknown>>[])
      for (const id of said.value.keys()) if (!drafts.value.has(id)) take(said, id);
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
      put(refusals, id, { sentence: NOT_YET, faults });
      return;
    }
    take(refusals, id);
    savingIds.value = new Set(savingIds.value).add(id);
    try {
      if (!(await maySetAside(draft))) return;
      await finishSave(draft, await (draft.base ? change(draft, draft.base.annotation) : create(draft)));
    } catch (error) {
      failSave(draft, error);
    } finally {
      savingIds.value = new Set([...savingIds.value].filter((one) => one !== id));
    }
  }

  /** Sends the draft with the fields chosen from both versions. */
  function saveMerged(draft: ClosedDraft): Promise<void> {
    take(conflicts, draft.id);
    putDraft(draft);
    return saveDraft(draft.id);
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
      undo: () => takeBack(made!),
      redo: () => bringBack(draft.id),
    });
  }

  async function post(draft: ClosedDraft): Promise<Annotation> {
    const input = inputOf(draft);
    let stored: Annotation;
    let isAsSent = true;
    try {
      stored = await making(draft.id, 1, () => postAnnotation(draft.siteId, input));
    } catch (error) {
      if (!refusedFor('id_taken', error)) throw error;
      stored = await fetchAnnotation(draft.id);
      isAsSent = false;
    }
    const now = heldNow(draft);
    // Newer words were saved, or it was given up: these are not to go over what is there.
    if (!now || now.begunAt !== draft.begunAt) return stored;
    const isTypedSince = now.touchedAt !== draft.touchedAt;
    if (isTypedSince ? stored.properties.revision === 1 : isAsSent) return stored;
    // A first sending that seemed unanswered had arrived: what was typed since goes on top of it.
    const history = await fetchHistory(draft.id);
    if (history.some(({ act }) => CHANGES.has(act)))
      throw new ChangedMeanwhile(stored, firstForm(stored, history[0]?.change));
    return isTypedSince ? stored : replace(input, draft.id, stored.properties.revision);
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
    // Opened anew meanwhile, the site has the draft, and what was typed of it, in a workspace of its own.
    const { get } = workspaceOf(draft.siteId) ?? workspace;
    const { dropDraft, putDraft } = get(draftModel);
    const now = heldNow(draft);
    const isOther = now !== undefined && now.begunAt !== draft.begunAt;
    const isTypedSince = now !== undefined && !isOther && now.touchedAt !== draft.touchedAt;
    if (!isOther) get(journalModel).settle(draft.id);
    if (isTypedSince) putDraft({ ...now, base: { revision, version, annotation } });
    else if (!isOther) dropDraft(draft.id);
    const warnings = (annotation.afterimage?.warnings ?? []).map((warning) => warning.detail);
    tell([`${number} saved.`, ...(isTypedSince ? [TYPED_SINCE] : []), ...warnings].join(' '));
    await sendTyped(annotation, refreshAnnotation, draft.base?.version);
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
        put(conflicts, draft.id, theirs);
        return;
      }
      putDraft(merge(draft, theirs, new Map()));
      queueMicrotask(() => void saveDraft(draft.id));
      return;
    }
    put(refusals, draft.id, { sentence: sentenceOf(error), faults: faultsIn(error) });
  }

  /** A draft as it is now: since it was sent, the site may have been left, opened, typed at and left again. */
  function heldNow(draft: ClosedDraft): Draft | undefined {
    return workspaceOf(draft.siteId)?.get(draftModel).drafts.peek().get(draft.id) ?? lastKept(draft);
  }

  return {
    refusals,
    conflicts,
    saveDraft,
    saveMerged,
    /** Shows both versions of a draft before it is sent. */
    seeBoth: (theirs: Annotation) => put(conflicts, theirs.id, theirs),
  };
}

function put<Said>(all: Signal<ReadonlyMap<string, Said>>, id: string, said: Said): void {
  all.value = new Map(all.peek()).set(id, said);
}

function take(all: Signal<ReadonlyMap<string, unknown>>, id: string): void {
  if (all.peek().has(id)) all.value = new Map([...all.peek()].filter(([one]) => one !== id));
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
