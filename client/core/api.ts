import createClient from 'openapi-fetch';
import type { paths } from './api.generated.ts';
import { failureOf } from './failure.ts';
import { exchange } from './http.ts';

/**
 * The server, as the description of its API gives it: `api.GET('/api/sites/{siteId}', { params: { path: { siteId } } })`.
 * What it refuses, and what it does not answer, is thrown as RequestFailure.
 */
export const api = createClient<paths>({
  baseUrl: location.origin,
  headers: { Accept: 'application/json, application/geo+json' },
  fetch: exchange,
  // Values of a filter are parted by commas, which need not be escaped.
  querySerializer: { array: { style: 'form', explode: false } },
});

/** A reply that was understood. `next` is the cursor of the next page of a list. */
export type Reply<T> = { data: T; etag: string | undefined; next: string | undefined };

/** What the client gives for a request. */
export type Asking<T> = Promise<
  | { data: T; error?: never; response: Response }
  | { data?: never; error: NonNullable<unknown>; response: Response }
>;

/** The reply to a request. Throws RequestFailure. */
export async function told<T>(asking: Asking<T>): Promise<Reply<T>> {
  const answer = await asking;
  const { response } = answer;
  if (answer.error !== undefined) throw failureOf(response.status, JSON.stringify(answer.error));
  return {
    data: answer.data,
    etag: response.headers.get('ETag') ?? undefined,
    next: nextCursor(response.headers.get('Link')),
  };
}

/** All items of a list that comes in pages. `ask` asks for the page that a cursor names, or the first. Throws RequestFailure. */
export async function allPages<T>(ask: (cursor: string | undefined) => Asking<{ items: T[] }>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await told(ask(cursor));
    items.push(...page.data.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return items;
}

/** The cursor of the next page from a Link header (RFC 8288), or undefined on the last page. */
export function nextCursor(link: string | null): string | undefined {
  const address = link
    ?.split(',')
    .map((part) => /<([^>]*)>\s*;.*\brel="?next"?/.exec(part)?.[1])
    .find((one) => one !== undefined);
  if (address === undefined) return undefined;
  return new URL(address, location.origin).searchParams.get('cursor') ?? undefined;
}
