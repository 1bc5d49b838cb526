import { z } from 'zod';
import { uuidSchema } from '#domain/text/text.contract.ts';

/** What other open pages are told: which thing of which site changed, and its version or revision now. */
export const changeEventSchema = z.object({
  kind: z.enum(['site', 'scene', 'annotation', 'assessment', 'structure', 'look', 'overlay']),
  siteId: uuidSchema,
  id: uuidSchema,
  /** The present version of a scene, or revision of an annotation; left out where it has neither. */
  version: z.number().int().nonnegative().optional(),
});
export type ChangeEvent = z.infer<typeof changeEventSchema>;
