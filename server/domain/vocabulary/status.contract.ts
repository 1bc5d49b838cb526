import { z } from 'zod';

export const statuses = [
  'observed',
  'in_review',
  'corroborated',
  'disputed',
  'rejected',
  'superseded',
] as const;
export const statusSchema = z.enum(statuses).meta({
  id: 'AnnotationStatus',
  description:
    'observed: one analyst drew it; in_review: a second reading is asked for, or agrees without an own source; corroborated: it agrees with one; disputed: readers contradict each other; rejected: no such change; superseded: another takes its place',
});
export type Status = z.infer<typeof statusSchema>;
