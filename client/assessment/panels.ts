export { JudgementFields, RivalFields } from './assessment-fields.panel.tsx';
export { Assessments } from './assessments.panel.tsx';
