import type { Annotation, AnnotationInput } from '#domain/annotation/annotation.contract.ts';
import { annotationSchema } from '#domain/annotation/annotation.contract.ts';
import {
  isRefusal,
  NoLonger,
  RequestFailure,
  refusedFor,
  unlessGone,
  type Workspace,
} from '../../core/index.ts';
import { stepWords } from '../../i18n/index.ts';
import {
  deleteAnnotation,
  fetchAnnotation,
  replaceAnnotation,
  restoreAnnotation,
} from '../base/annotation.api.ts';
import { annotationsModel } from '../base/annotation.store.ts';
import { draftModel } from '../base/draft.store.ts';
import { changesNothing, draftOf, inputOf } from '../base/draft.ts';
import { listModel } from '../base/list.store.ts';
import { differences } from '../base/merge.ts';
import { settingAsideModel } from './setting-aside.store.ts';

/** What is done to annotations that the server holds, and taken back where they are as they were left. */
export function storedModel(workspace: Workspace) {
  const { annotations, selectedId, revisionsHere, putAnnotation, dropAnnotation } =
    workspace.get(annotationsModel);
  const { drafts, discardDraft } = workspace.get(draftModel);
  const { refreshAnnotation } = workspace.get(listModel);
  const { maySetAside } = workspace.get(settingAsideModel);

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

  async function takeAway(id: string, revision: number, reason: string | undefined): Promise<void> {
    await making(id, revision + 1, () => deleteAnnotation(id, revision, reason).catch(unlessGone));
    dropAnnotation(id);
  }

  async function bringBack(id: string): Promise<Annotation> {
    const annotation = await making(id, (revisionsHere.get(id) ?? 0) + 1, () => restoreAnnotation(id));
    putAnnotation(annotation);
    selectedId.value = id;
    return annotation;
  }

  function replaceUnchanged(expected: Annotation, by: Annotation): Promise<void> {
    return onUnchanged(expected, async (now) => {
      const { id, properties } = now;
      const draft = { ...draftOf(by), base: { ...properties, annotation: now } };
      if (!(await maySetAside(draft))) throw new RequestFailure(stepWords.judgementsKept(properties.number));
      putAnnotation(await replace(inputOf(draft), id, properties.revision));
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

  return { making, replace, takeAway, bringBack, replaceUnchanged, onUnchanged };
}

/** The annotation as it is now, where a change of it was refused since somebody else had changed it. */
export function currentOf(error: unknown): Annotation | undefined {
  return annotationSchema.safeParse(refusedFor('stale_version', error)?.current).data;
}
