import { z } from 'zod';

/** An entry of a site's history. `text` is what was hashed; all but it and the hashes repeat what it says. */
export const historyEntrySchema = z.object({
  siteId: z.uuid(),
  seq: z.number().int(),
  at: z.string(),
  actor: z.object({ name: z.string(), selfDeclared: z.boolean() }),
  act: z.string(),
  entity: z.string(),
  entityId: z.uuid(),
  version: z.number().int(),
  change: z.unknown(),
  text: z.string(),
  previousHash: z.string(),
  hash: z.string(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;
