export {
  assessed,
  assessing,
  assessmentDraftFaults,
  assessmentFaults,
  assessments,
  assessmentsLoader,
  discardAssessment,
  sendAssessment,
} from './assessment.store.ts';
export { isStated } from './assessment-draft.ts';
export { nextStep, nextStepWords } from './next-step.ts';
export {
  assessmentDrafts,
  editAssessment,
  restoreAssessmentDrafts,
  statedAssessments,
} from './typed-assessment.store.ts';
