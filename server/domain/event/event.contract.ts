import { z } from 'zod';
import { uuidSchema } from '#domain/text/text.contract.ts';

/** What other open pages are told. */
export const changeEventSchema = z
  .object({
    kind: z.enum(['site', 'scene', 'annotation', 'assessment', 'structure', 'look', 'overlay']),
    siteId: uuidSchema,
    id: uuidSchema,
    version: z.number().int().nonnegative().optional().meta({
      description:
        'The present version of a scene, or revision of an annotation; left out where it has neither',
    }),
  })
  .meta({
    id: 'ChangeEvent',
    description: 'Which thing of which site changed, and its version or revision now',
  });
export type ChangeEvent = z.infer<typeof changeEventSchema>;
