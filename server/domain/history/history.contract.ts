import { z } from 'zod';
import { instantSchema } from '#domain/text/text.contract.ts';

export const historyEntrySchema = z
  .object({
    siteId: z.uuid(),
    seq: z.number().int().meta({ description: 'Counts from 1 within the site, without a gap' }),
    at: instantSchema,
    actor: z.object({
      name: z.string(),
      selfDeclared: z.boolean().meta({ description: 'True where nobody has checked the name' }),
    }),
    act: z.string().meta({
      description: 'What was done: the word of what it was done to, a dot, and the deed',
      example: 'annotation.claim_changed',
    }),
    entity: z.string().meta({
      description: 'What it was done to: site, scene, overlay, annotation, assessment or structure',
      example: 'annotation',
    }),
    entityId: z.uuid(),
    version: z.number().int().meta({
      description:
        'Of an annotation the version of its claim, of an assessment the version that it judges, of a site or scene its version after the act; else 1',
    }),
    change: z.unknown().meta({
      description:
        'What the act made or changed, as an object whose members depend on the act. A member { old, new } tells what was and what is. In place of what may have to be withheld stands { withheld }: the SHA-256 of a salt and its canonical text',
    }),
    text: z.string().meta({
      description:
        'What was hashed: the entry as JSON in the canonical form of RFC 8785, with `format`, the version of its form',
    }),
    previousHash: z.string().meta({
      description: 'The hash of the entry before at the same site; 64 zeros before the first',
    }),
    hash: z.string().meta({
      description: 'SHA-256 over the digits of previousHash and then the UTF-8 of text, in lower-case hex',
    }),
  })
  .meta({
    id: 'HistoryEntry',
    description:
      "An entry of a site's history. `text` is what was hashed; all but it and the hashes repeat what it says",
  });
export type HistoryEntry = z.infer<typeof historyEntrySchema>;
