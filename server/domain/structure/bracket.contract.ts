import { z } from 'zod';
import { toldDateSchema } from '#domain/acquired/acquired.contract.ts';
import { sightingStateSchema } from './structure.contract.ts';

const seenSchema = z.object({
  sceneId: z.uuid(),
  acquired: toldDateSchema,
  state: sightingStateSchema
    .optional()
    .meta({ description: 'Left out where sightings differ or the claim alone says it' }),
});

export const changeBracketSchema = z
  .object({
    lastBefore: seenSchema.optional(),
    firstAfter: seenSchema.optional(),
  })
  .meta({
    id: 'ChangeBracket',
    description:
      'Last scene seen in the earlier state, first in the later one; an end that nobody saw is left out',
  });
export type ChangeBracket = z.infer<typeof changeBracketSchema>;

export const observerBracketSchema = changeBracketSchema
  .extend({ observer: z.string() })
  .meta({ id: 'ObserverBracket', description: 'What the sightings of one observer alone tell' });
export type ObserverBracket = z.infer<typeof observerBracketSchema>;
