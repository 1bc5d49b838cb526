import { z } from 'zod';

/** How far an annotation has come: what follows from who judged it, on which sources. */
export const statuses = [
  'observed',
  'in_review',
  'corroborated',
  'disputed',
  'rejected',
  'superseded',
] as const;
export const statusSchema = z.enum(statuses).meta({ id: 'AnnotationStatus' });
export type Status = z.infer<typeof statusSchema>;
