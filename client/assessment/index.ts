export { fetchAssessments } from './assessment.api.ts';
export { assessmentModel } from './assessment.store.ts';
export { isStated } from './assessment-draft.ts';
export { nextStep, nextStepWords } from './next-step.ts';
export { assessmentDrafts, statedAssessments } from './typed-assessment.store.ts';
