import type { Context } from 'hono';
import { z } from 'zod';
import { uuidSchema } from '#domain/text/text.contract.ts';
import { problem } from './problem.ts';

/** What the place of a row in a list is made of, as a cursor of that list holds it. */
export const cursorParts = {
  id: uuidSchema,
  /** As Date writes it, of a year that stands in four digits. */
  instant: z.string().refine((text) => {
    const date = new Date(text);
    return /^\d{4}-/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString() === text;
  }),
  /** Of an annotation within its site: PostgreSQL's integer. */
  number: numberUpTo(2 ** 31 - 1),
  /** Of an entry within its site's history. */
  seq: numberUpTo(Number.MAX_SAFE_INTEGER),
};

function numberUpTo(most: number) {
  return z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .refine((number) => number <= most);
}

/** The place that a cursor names, part by part. Throws a problem for a cursor that is not ours. */
export function decodeCursor<T extends z.ZodType>(cursor: string, parts: T): z.output<T> {
  const place = parts.safeParse(Buffer.from(cursor, 'base64url').toString().split(' '));
  if (!place.success)
    throw problem('invalid_query', {
      detail: 'The cursor is not one that this list gave: begin at its first page.',
      errors: [{ pointer: '?cursor', detail: 'This is no cursor of this list.' }],
    });
  return place.data;
}

/**
 * What is answered of rows that were read with one more than `limit`. Where that one is there, the Link header (RFC
 * 8288) says where the list goes on, relative to this server; `placeOf` gives the place of a row.
 */
export function paginate<Row>(
  context: Context,
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => readonly (string | number)[],
): Row[] {
  const given = rows.slice(0, limit);
  const last = given.at(-1);
  if (last && rows.length > limit) {
    const url = new URL(context.req.url);
    url.searchParams.set('cursor', Buffer.from(placeOf(last).join(' ')).toString('base64url'));
    context.header('Link', `<${url.pathname}${url.search}>; rel="next"`);
  }
  return given;
}
