import { z } from 'zod';
import { sightingStateSchema } from './structure.contract.ts';

/** `state` where sightings told it and agree, else it is as the claim says. */
const seenSchema = z.object({
  sceneId: z.uuid(),
  acquired: z.string(),
  state: sightingStateSchema.optional(),
});

/** Last scene that shows the earlier state, first that shows the later one; an end that nobody saw is left out. */
export const changeBracketSchema = z
  .object({
    lastBefore: seenSchema.optional(),
    firstAfter: seenSchema.optional(),
  })
  .meta({ id: 'ChangeBracket' });
export type ChangeBracket = z.infer<typeof changeBracketSchema>;

/** What the sightings of one observer alone tell. */
export const observerBracketSchema = changeBracketSchema
  .extend({ observer: z.string() })
  .meta({ id: 'ObserverBracket' });
export type ObserverBracket = z.infer<typeof observerBracketSchema>;
