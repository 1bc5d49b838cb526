import { z } from 'zod';
import { uuidSchema } from '#domain/text/text.contract.ts';

export const changeEventSchema = z
  .object({
    kind: z.enum(['site', 'scene', 'annotation', 'assessment', 'look', 'overlay']),
    siteId: uuidSchema,
    id: uuidSchema.meta({ description: "Of an assessment its annotation's, of a look its scene's" }),
    version: z
      .number()
      .int()
      .nonnegative()
      .optional()
      .meta({ description: 'That of a scene or look now, or the revision of a site or annotation' }),
    deleted: z
      .literal(true)
      .optional()
      .meta({ description: 'Given where an annotation was deleted: it can be restored' }),
  })
  .meta({
    id: 'ChangeEvent',
    description: 'Which thing of which site changed, and its version or revision now',
  });
export type ChangeEvent = z.infer<typeof changeEventSchema>;
