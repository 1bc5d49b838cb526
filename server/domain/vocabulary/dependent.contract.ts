import { z } from 'zod';
import { instantSchema } from '#domain/text/text.contract.ts';

export const dependentSchema = z
  .object({
    kind: z
      .enum(['scene', 'annotation', 'sighting', 'source', 'overlay', 'structure', 'upload', 'site'])
      .meta({
        description: 'site: it is laid on this scene, which is named as its reference scene',
      }),
    count: z.number().int().positive(),
    deleted: z.number().int().positive().optional().meta({ description: 'So many of them are deleted' }),
    numbers: z
      .array(z.string())
      .optional()
      .meta({
        description: 'The first ten, with a word where it is deleted or an earlier version',
        example: ['C22-001', 'C22-004 (deleted)'],
      }),
  })
  .meta({ id: 'Dependent', description: 'What would be lost or left without ground by a removal' });
export type Dependent = z.infer<typeof dependentSchema>;

/** What depends on something, and the same as one sentence. */
export const dependentsSchema = z
  .object({
    items: z.array(dependentSchema).meta({ description: 'Empty where it can be removed' }),
    sentence: z
      .string()
      .optional()
      .meta({ description: 'Why it cannot be removed, where something depends' }),
  })
  .meta({ id: 'Dependents', description: 'What stands against a removal' });
export type Dependents = z.infer<typeof dependentsSchema>;

export const closedSchema = z
  .object({ by: z.string(), at: instantSchema })
  .optional()
  .meta({ description: 'Who closed it, and when: it is kept, and no more offered' });
