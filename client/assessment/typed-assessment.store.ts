import { computed, type ReadonlySignal } from '@preact/signals';
import { keptMap } from '../core/index.ts';
import { type AssessmentDraft, blankAssessment, isStated } from './assessment-draft.ts';

const kept = keptMap<AssessmentDraft>('afterimage-assessments', 'annotationId');

/** What was typed of assessments and not sent, by annotation, kept in this browser. */
export const assessmentDrafts = kept.values;
export const restoreAssessmentDrafts = kept.restore;
export const forgetAssessmentDraft = kept.forget;

/** The assessment being typed of an annotation. */
export function assessmentDraftOf(annotationId: string): AssessmentDraft {
  return assessmentDrafts.value.get(annotationId) ?? blankAssessment(annotationId);
}

/** The annotations of which something is typed. */
export const statedAssessments: ReadonlySignal<string[]> = computed(() =>
  [...assessmentDrafts.value.values()].filter(isStated).map(({ annotationId }) => annotationId),
);

/** Changes what is typed. What is typed on screen goes through the model's `typeAssessment`. */
export function editAssessment(annotationId: string, change: Partial<AssessmentDraft>): void {
  kept.keep({ ...assessmentDraftOf(annotationId), ...change });
}
