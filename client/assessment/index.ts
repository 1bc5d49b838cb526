export {
  assessed,
  assessing,
  assessmentFaults,
  assessments,
  assessmentsLoader,
  discardAssessment,
  sendTyped,
  typedFaults,
} from './assessment.store.ts';
export { isStated } from './assessment-draft.ts';
export { nextStep, nextStepWords } from './next-step.ts';
export {
  assessmentDrafts,
  restoreAssessmentDrafts,
  statedAssessments,
} from './typed-assessment.store.ts';
