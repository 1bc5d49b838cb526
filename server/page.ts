import type { Context } from 'hono';
import { problem } from './problem.ts';

/** An opaque place in a list, as the Link header names it. */
export function encodeCursor(place: string): string {
  return Buffer.from(place).toString('base64url');
}

/** The place that a cursor names, which has the given form. Throws a problem for a cursor that is not ours. */
export function decodeCursor(cursor: string, form: RegExp): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (!form.test(place))
    throw problem('invalid_query', {
      detail: 'The cursor is not one that this list gave: begin at its first page.',
      errors: [{ pointer: '?cursor', detail: 'This is no cursor of this list.' }],
    });
  return place;
}

/** Names the next page in the Link header (RFC 8288), its address relative to this server. */
export function linkNext(context: Context, cursor: string): void {
  const url = new URL(context.req.url);
  url.searchParams.set('cursor', cursor);
  context.header('Link', `<${url.pathname}${url.search}>; rel="next"`);
}
