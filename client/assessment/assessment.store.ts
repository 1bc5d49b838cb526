import { type Signal, signal } from '@preact/signals';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { type Assessment, newAssessmentSchema } from '#domain/assessment/assessment.contract.ts';
import { jsonPointer } from '#domain/problem/pointer.rules.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import {
  api,
  newId,
  problemOf,
  refusedFor,
  resource,
  sentenceOf,
  tell,
  type Workspace,
  write,
} from '../core/index.ts';
import { fetchAssessments } from './assessment.api.ts';
import { type AssessmentDraft, assessmentOf, isOfAnotherVersion, isStated } from './assessment-draft.ts';
import {
  assessmentDraftOf,
  assessmentDrafts,
  editAssessment,
  forgetAssessmentDraft,
  restoreAssessmentDrafts,
} from './typed-assessment.store.ts';

const TYPED_SINCE = ' What you typed since is not: saving it adds a further one.';

/** The assessments of the annotation that is selected, and what is typed of a further one. */
export function assessmentModel(workspace: Workspace) {
  /** The annotation whose assessment form is open. */
  const assessing: Signal<string | undefined> = signal(undefined);
  /** Why the assessment of an annotation was not taken. Pointers lead into the assessment. */
  const assessmentFaults: Signal<{ annotationId: string; sentence: string; faults: Fault[] } | undefined> =
    signal(undefined);

  /** What is wrong with the assessment typed of an annotation. */
  function judgementFaultsOf(annotationId: string): readonly Fault[] {
    const refused = assessmentFaults.value;
    return refused?.annotationId === annotationId ? refused.faults : [];
  }

  /** The annotation whose assessments are on screen: whoever selects it says so. */
  const assessed: Signal<Annotation | undefined> = signal(undefined);
  /** All assessments of it, oldest first; undefined until they are there. */
  const assessments: Signal<readonly Assessment[] | undefined> = signal(undefined);

  /** Those: fetched whenever it is another annotation, or its revision changes. */
  const assessmentsResource = resource<Assessment[]>({
    subject: () => assessed.value?.id,
    version: () => assessed.value?.properties.revision,
    fetch: fetchAssessments,
    take: (items) => {
      assessments.value = items;
    },
    clear: () => {
      assessments.value = undefined;
    },
  });
  workspace.onLeave(assessmentsResource.follow());
  // onStorageFault has told that this browser keeps nothing, or will at the first write.
  void restoreAssessmentDrafts().catch(() => {});

  /** Changes what is typed of an annotation. It begins as a judgement of the version that is on screen then. */
  function typeAssessment(annotationId: string, change: Partial<AssessmentDraft>): void {
    const draft = assessmentDraftOf(annotationId);
    const shown = assessed.peek()?.id === annotationId ? assessed.peek()?.properties.version : undefined;
    const version = isStated(draft) ? (draft.version ?? shown) : shown;
    editAssessment(annotationId, { ...change, version });
    // Another verdict needs something else: what was wrong with the former one is no more to be read.
    if (change.verdict !== undefined && change.verdict !== draft.verdict) forgetFaults(annotationId);
  }

  function forgetFaults(annotationId: string): void {
    if (assessmentFaults.peek()?.annotationId === annotationId) assessmentFaults.value = undefined;
  }

  /** True where the claim is another by now than the one that was judged in what is typed. */
  function isOutdated({ id, properties }: Annotation): boolean {
    return isOfAnotherVersion(assessmentDrafts.value.get(id), properties.version);
  }

  /** Makes what is typed a judgement of the present version: the analyst has looked at it again. */
  function judgePresent({ id, properties }: Annotation): void {
    editAssessment(id, { version: properties.version });
    forgetFaults(id);
  }

  /** Gives up what was typed. */
  function discardAssessment(annotationId: string): void {
    forgetAssessmentDraft(annotationId);
    if (assessing.value === annotationId) assessing.value = undefined;
    forgetFaults(annotationId);
  }

  /** What the server would refuse of what was typed with an annotation; nothing where nothing was. */
  function typedFaults(annotationId: string): Fault[] {
    const draft = assessmentDrafts.value.get(annotationId);
    // The note has its field in the form of the assessment, which opens where it is missing once the rest is stored.
    return isStated(draft) ? assessmentDraftFaults(draft).filter(({ pointer }) => pointer !== '/note') : [];
  }

  /**
   * Sends what was typed with an annotation, once that is stored. `builtOn` is the version that was changed; undefined
   * for a new drawing. A claim that the analyst just stored is the one judged; one that was there already is only
   * where it was on screen when the judgement was begun.
   */
  async function sendTyped(
    annotation: Annotation,
    refresh: (id: string) => Promise<void>,
    builtOn: number | undefined,
  ): Promise<void> {
    const { id, properties } = annotation;
    const draft = assessmentDrafts.value.get(id);
    if (!isStated(draft)) return;
    // Who judges a claim while drawing it agrees with it; said here, so that it stands where sending fails.
    editAssessment(id, {
      ...(draft.verdict === '' && { verdict: 'agree' }),
      ...(properties.version !== builtOn && { version: properties.version }),
    });
    await sendAssessment(annotation, refresh);
  }

  /**
   * Sends what was typed as a judgement of the annotation's present version. True where it was taken; where another
   * version was judged, nothing is sent. `refresh` fetches the annotation anew: its status follows from what is said of
   * it.
   */
  async function sendAssessment(
    annotation: Annotation,
    refresh: (id: string) => Promise<void>,
  ): Promise<boolean> {
    const { id, properties } = annotation;
    if (isOutdated(annotation)) {
      assessing.value = id;
      return false;
    }
    // So that, where the claim is changed while this is on its way, it is known which one was judged.
    editAssessment(id, { version: properties.version });
    const draft = assessmentDraftOf(id);
    const formerFaults = assessmentFaults.peek();
    const refuse = (sentence: string, faults: Fault[] = []) => {
      assessmentFaults.value = { annotationId: id, sentence, faults };
      assessing.value = id;
      return false;
    };
    const faults = assessmentDraftFaults(draft);
    if (faults.length > 0) return refuse('Not saved yet: some of it is missing or wrong.', faults);
    try {
      const body = assessmentOf(draft, properties.version);
      await write((signed) =>
        api.POST('/api/annotations/{annotationId}/assessments', { params: of(id), body, ...signed }),
      );
    } catch (error) {
      const problem = problemOf(error);
      // A first sending had arrived after all: what was typed since is an assessment of its own.
      const taken = refusedFor('id_taken', error) !== undefined;
      if (taken) editAssessment(id, { id: newId() });
      if (problem?.status === 409) await refresh(id);
      return refuse(
        taken
          ? 'An earlier form of this assessment is saved already. Save once more to add this one after it.'
          : problem?.status === 409
            ? 'Not saved yet: the claim was changed meanwhile. What you wrote is kept.'
            : sentenceOf(error),
        problem?.errors,
      );
    }
    const now = assessmentDrafts.peek().get(id);
    const isTypedSince = now !== undefined && now !== draft;
    if (isTypedSince) {
      editAssessment(id, { id: newId() });
      if (assessmentFaults.value === formerFaults) assessmentFaults.value = undefined;
    } else discardAssessment(id);
    await refresh(id);
    await assessmentsResource.load();
    tell(`Assessment of ${properties.number} saved.${isTypedSince ? TYPED_SINCE : ''}`);
    return true;
  }

  return {
    assessing,
    assessmentFaults,
    judgementFaultsOf,
    assessed,
    assessments,
    assessmentsResource,
    typeAssessment,
    isOutdated,
    judgePresent,
    discardAssessment,
    typedFaults,
    sendTyped,
    sendAssessment,
  };
}

const of = (annotationId: string) => ({ path: { annotationId } });

/** What the server would refuse, by its own contract. */
function assessmentDraftFaults(draft: AssessmentDraft): Fault[] {
  const parsed = newAssessmentSchema.safeParse(assessmentOf(draft, 1));
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue) => {
    // A union tells its own faults below it: the second branch is the source that is named here.
    const inner = issue.code === 'invalid_union' ? (issue.errors[1] ?? []) : undefined;
    return (inner ?? [issue]).map(({ path, message }) => ({
      pointer: jsonPointer([...(inner ? issue.path : []), ...path]),
      detail: message,
    }));
  });
}
