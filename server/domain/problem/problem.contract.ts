import { z } from 'zod';
import { placementDoubtsSchema } from '#domain/placement/placement.contract.ts';
import { dependentSchema } from '#domain/vocabulary/dependent.contract.ts';

/** What a request can be refused for, as the `type` of a problem names it: '/problems/id_taken'. */
export const problemCodes = [
  'malformed',
  'invalid_query',
  'analyst_missing',
  'foreign_origin',
  'foreign_host',
  'too_slow',
  'not_found',
  'method_not_allowed',
  'deleted',
  'conflict',
  'id_taken',
  'site_code_taken',
  'scene_duplicate',
  'scene_in_use',
  'site_in_use',
  'scene_not_ready',
  'upload_superseded',
  'upload_unfinished',
  'stale_version',
  'precondition_missing',
  'too_large',
  'unsupported_media_type',
  'not_a_tiff',
  'range_not_satisfiable',
  'invalid',
  'placement_not_accepted',
  'accuracy_not_accepted',
  'file_refused',
  'hash_mismatch',
  'too_many_uploads',
  'internal',
  'original_missing',
  'storage_full',
  'unavailable',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** The `type` of a problem: an address, relative to the server, at which a page explains it. */
export function problemType<Code extends ProblemCode>(code: Code): `/problems/${Code}` {
  return `/problems/${code}`;
}

const faultSchema = z
  .object({
    pointer: z.string().meta({
      description: 'A JSON pointer (RFC 6901) into the body, or ?name of a query parameter',
      example: '/properties/change',
    }),
    detail: z.string().meta({ description: 'One plain sentence' }),
  })
  .meta({ id: 'Fault', description: 'One thing within a request that is refused' });
export type Fault = z.infer<typeof faultSchema>;

/** What a problem may hold beside its own words. Each stands only where its sentence says that it does. */
const toldSchema = z
  .object({
    errors: z.array(faultSchema).meta({ description: 'What is refused, and where it stands' }),
    current: z.unknown().meta({ description: 'What is stored now, where a change built on something older' }),
    dependents: z.array(dependentSchema).meta({ description: 'What stands against a removal' }),
    sceneId: z.uuid().meta({ description: 'The scene that the file is already' }),
    accuracy: z
      .object({ metres: z.number(), reason: z.string() })
      .meta({ description: 'How far a place may be off, to be accepted by acceptAccuracy' }),
    doubts: placementDoubtsSchema.meta({
      description: 'What is unusual about a place, to be accepted by acceptPlacement',
    }),
    outcome: z.literal('unknown').meta({ description: 'Nobody knows whether what was asked for was done' }),
    reason: z.string().meta({ description: 'Why a file is refused, in one word' }),
    free: z.number().meta({ description: 'Bytes that are free on the disk' }),
    needed: z.number().meta({ description: 'Bytes that would have to be free' }),
    sent: z.string().meta({ description: 'The SHA-256 that was declared' }),
    received: z.string().meta({ description: 'The SHA-256 of what arrived' }),
  })
  .partial();
/** Members of a problem beside type, title, status and detail. */
export type Told = z.infer<typeof toldSchema>;

/** A request that is refused, as it is told (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.templateLiteral(['/problems/', z.enum(problemCodes)]),
    title: z.string().meta({ description: 'What kind of problem it is; does not vary' }),
    status: z.number().int(),
    detail: z.string().meta({ description: 'One plain sentence: what is wrong here, and what to do' }),
    ...toldSchema.shape,
  })
  .meta({
    id: 'Problem',
    description: 'RFC 9457. At the address in `type`, relative to this server, a page explains the problem.',
  });
export type Problem = z.infer<typeof problemSchema>;
