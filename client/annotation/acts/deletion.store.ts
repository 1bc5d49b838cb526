import { type Signal, signal } from '@preact/signals';
import { type Annotation, deletionSchema } from '#domain/annotation/annotation.contract.ts';
import { deletionNeedsReason } from '#domain/annotation/deletion.rules.ts';
import { faultsOf } from '#domain/problem/fault.rules.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import { samePerson } from '#domain/text/analyst-name.rules.ts';
import { recordedName } from '../../account/index.ts';
import { fetchAssessments } from '../../assessment/index.ts';
import {
  faultsIn,
  journalModel,
  keptMap,
  NoLonger,
  sentenceOf,
  tellFault,
  type Workspace,
} from '../../core/index.ts';
import { stepWords } from '../../i18n/index.ts';
import { annotationsModel } from '../base/annotation.store.ts';
import { draftModel } from '../base/draft.store.ts';
import { changesNothing } from '../base/draft.ts';
import { currentOf, storedModel } from './stored.store.ts';

/** A deletion whose reason is asked for. */
export type AskedDeletion = {
  annotation: Annotation;
  isJudged: boolean;
  /** What the server, or this page, refuses of the reason. */
  faults: readonly Fault[];
  sentence?: string;
};

const reasons = keptMap<{ annotationId: string; reason: string }>('afterimage-deletions', 'annotationId');

/** Takes annotations away and brings them back, each a step that can be taken back. */
export function deletionModel(workspace: Workspace) {
  const { putAnnotation } = workspace.get(annotationsModel);
  const { drafts, discardDraft } = workspace.get(draftModel);
  const { takeAway, bringBack, onUnchanged } = workspace.get(storedModel);
  const { transact, sayDone } = workspace.get(journalModel);
  // onStorageFault has told that this browser keeps nothing, or will at the first write.
  void reasons.restore().catch(() => {});

  const askedDeletion: Signal<AskedDeletion | undefined> = signal(undefined);

  /** What is typed as the reason for deleting an annotation; kept in this browser until that is done. */
  function reasonFor(annotationId: string): string {
    return reasons.values.value.get(annotationId)?.reason ?? '';
  }

  function typeReason(annotationId: string, reason: string): void {
    reasons.keep({ annotationId, reason });
  }

  /** Takes an annotation away, or asks for the reason first: where it is another's, or was judged. */
  async function remove(annotation: Annotation): Promise<void> {
    try {
      const isJudged = await wasJudged(annotation.id);
      if (needsReason(annotation, isJudged)) askedDeletion.value = { annotation, isJudged, faults: [] };
      else await removeFor(annotation, undefined);
    } catch (error) {
      const current = currentOf(error);
      if (current) putAnnotation(current);
      tellFault(current ? `${sentenceOf(error)} ${LOOK_AGAIN}` : sentenceOf(error));
    }
  }

  /** Takes the annotation away for the reason that was typed; where that is refused, it says so and asks again. */
  async function removeAsked(): Promise<void> {
    const asked = askedDeletion.peek();
    if (!asked) return;
    const { annotation } = asked;
    const given = deletionSchema.required().safeParse({ reason: reasonFor(annotation.id) });
    if (!given.success) {
      askedDeletion.value = { ...asked, faults: faultsOf(given.error) };
      return;
    }
    // The ask for a name lies below a modal sheet: the sheet gives way, and comes back where it is refused.
    askedDeletion.value = undefined;
    try {
      await removeFor(annotation, given.data.reason);
      reasons.forget(annotation.id);
    } catch (error) {
      const current = currentOf(error);
      if (current) putAnnotation(current);
      askedDeletion.value = {
        ...asked,
        annotation: current ?? annotation,
        faults: faultsIn(error),
        sentence: current ? `${sentenceOf(error)} ${LOOK_AGAIN}` : sentenceOf(error),
      };
    }
  }

  /** Brings back what was deleted, by whomever. Throws RequestFailure. */
  async function restore({ id, properties }: Annotation): Promise<void> {
    const { number, deletedReason } = properties;
    let restored: Annotation | undefined;
    await transact({
      label: stepWords.restoring(number),
      affects: [id],
      do: async () => {
        restored = await bringBack(id);
      },
      undo: () => takeBack(restored!, deletedReason),
    });
    sayDone(`${number} restored.`);
  }

  async function removeFor(annotation: Annotation, reason: string | undefined): Promise<void> {
    const { id, properties } = annotation;
    await transact({
      label: stepWords.deleting(properties.number),
      affects: [id],
      do: () => takeAway(id, properties.revision, reason),
      undo: () => bringBack(id),
      redo: () => takeBack(annotation, reason),
    });
    // What was typed of it, before or meanwhile, is kept: it can be brought back.
    const draft = drafts.value.get(id);
    const isTyped = draft !== undefined && !changesNothing(draft);
    if (draft && !isTyped) discardDraft(id);
    sayDone(`${properties.number} deleted.${isTyped ? ' What you typed of it is kept.' : ''}`);
  }

  /** Takes away what claims what it was left with. Throws NoLonger where others had a part in it, and no reason is given. */
  function takeBack(left: Annotation, reason?: string): Promise<void> {
    return onUnchanged(left, async (now) => {
      const judgements = await fetchAssessments(now.id);
      const isOthers = needsReason(
        now,
        judgements.some(({ by }) => !isOwn(by)),
      );
      if (reason === undefined && isOthers) throw new NoLonger(stepWords.needsReason(now.properties.number));
      const why = reason ?? (judgements.length > 0 ? stepWords.drawingUndone : undefined);
      await takeAway(now.id, now.properties.revision, why);
    });
  }

  return { askedDeletion, reasonFor, typeReason, remove, removeAsked, restore, takeBack };
}

const LOOK_AGAIN = 'Look at it again before you delete it.';

function needsReason({ properties }: Annotation, isJudged: boolean): boolean {
  const authors = { drawnBy: properties.createdBy, claimBy: properties.claimBy };
  return deletionNeedsReason(recordedName.peek() ?? '', authors, isJudged);
}

function isOwn(by: string): boolean {
  return samePerson(by, recordedName.peek() ?? '');
}

async function wasJudged(id: string): Promise<boolean> {
  return (await fetchAssessments(id)).length > 0;
}
