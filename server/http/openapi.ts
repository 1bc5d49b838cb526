import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';

/** The routes of one domain, as the OpenAPI document describes them. */
export type Paths = ZodOpenApiPathsObject;

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457. Pointers are JSON pointers into the body, or ?name.' });

/** A reply with a body. */
export function reply(description: string, schema: z.ZodType, mediaType = 'application/json') {
  return { description, content: { [mediaType]: { schema } } };
}

/** A reply that refuses. */
export function refusal(description: string) {
  return reply(description, problemSchema, 'application/problem+json');
}

/** A request body. */
export function body(schema: z.ZodType, mediaType = 'application/json') {
  return { required: true, content: { [mediaType]: { schema } } };
}

/** The ids in a path. */
export function ids<Name extends string>(...names: Name[]) {
  return z.object(Object.fromEntries(names.map((name) => [name, z.uuid()])) as Record<Name, z.ZodUUID>);
}

export const analystHeader = z.object({
  Analyst: z.string().meta({ description: "Who acts: percent-encoded UTF-8, or 'unnamed'." }),
});
export const changeHeaders = analystHeader.extend({
  'If-Match': z.string().meta({ description: 'The strong ETag that the change builds on.' }),
});
