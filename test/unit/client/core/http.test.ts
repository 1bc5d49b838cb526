import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { nextCursor } from '../../../../client/core/api.ts';
import {
  failureOf,
  failureWords,
  faultsIn,
  RequestFailure,
  refusedFor,
} from '../../../../client/core/failure.ts';
import { exchange, NO_ANSWER } from '../../../../client/core/http.ts';
import { signedBy } from '../../../../client/core/write.ts';

let server: Server | undefined;
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

/** A server that answers as told, and what it was asked. */
async function listening(answer: (count: number) => { status: number; body?: string } | 'hang up') {
  const asked: { method: string | undefined; analyst: string | undefined; ifMatch: string | undefined }[] =
    [];
  server = createServer((incoming, outgoing) => {
    const { analyst, 'if-match': ifMatch } = incoming.headers;
    asked.push({ method: incoming.method, analyst: analyst as string | undefined, ifMatch });
    const told = answer(asked.length);
    if (told === 'hang up') incoming.socket.destroy();
    else outgoing.writeHead(told.status).end(told.body ?? '');
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return { asked, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it('a write carries the name of the analyst, in whatever script', async () => {
  const { asked, origin } = await listening(() => ({ status: 200, body: '{}' }));
  await exchange(new Request(`${origin}/api`, { method: 'PUT', body: '{}', ...signedBy('김하나') }));
  expect(decodeURIComponent(asked[0]!.analyst!)).toBe('김하나');
});

it('a read that was not answered is sent again; a write never is by itself', async () => {
  const { asked, origin } = await listening((count) =>
    count < 3 ? 'hang up' : { status: 200, body: '{"a":1}' },
  );
  expect(await (await exchange(new Request(`${origin}/api`))).json()).toEqual({ a: 1 });
  expect(asked).toHaveLength(3);
  server!.close();
  const never = await listening(() => 'hang up');
  const read = await exchange(new Request(`${never.origin}/api`)).catch((error: unknown) => error);
  expect(read).toMatchObject({ message: NO_ANSWER, unanswered: false });
  server!.close();
  const again = await listening(() => 'hang up');
  const post = new Request(`${again.origin}/api`, { method: 'POST', body: '{}' });
  const failure = await exchange(post).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(RequestFailure);
  expect(failure).toMatchObject({ message: NO_ANSWER, unanswered: true });
  expect(again.asked).toHaveLength(1);
});

it('a read that is broken off is not sent again', async () => {
  const { asked, origin } = await listening(() => 'hang up');
  const leaving = new AbortController();
  const reading = exchange(new Request(`${origin}/api`, { signal: leaving.signal }));
  leaving.abort();
  await expect(reading).rejects.toThrow('aborted');
  expect(asked.length).toBeLessThan(2);
});

const stale = {
  type: '/problems/stale_version',
  title: 'It has been changed meanwhile',
  status: 412,
  detail: 'Changed by Ben.',
  errors: [{ pointer: '/geometry', detail: 'The ring is open.' }],
  current: { id: 'x' },
};

it('a refusal names each field that caused it, and what is stored now', () => {
  const failure = failureOf(412, JSON.stringify(stale));
  expect(failure).toMatchObject({ message: 'Changed by Ben.', status: 412 });
  expect(refusedFor('stale_version', failure)).toEqual(stale);
  expect(refusedFor('conflict', failure)).toBeUndefined();
});

it('a refusal says what is to be accepted of a place', () => {
  const doubts = [{ code: 'mirrored', sentence: 'The image would be mirrored.' }];
  const accuracy = { metres: 30, reason: 'Of NAD 27.' };
  const { problem } = failureOf(422, JSON.stringify({ ...stale, doubts, accuracy }));
  expect(problem).toMatchObject({ doubts, accuracy });
});

it.each([
  ['a code of a newer server', '/problems/too_soon'],
  ["a proxy's own type", 'about:blank'],
])('a refusal of %s is told in its words, beside its fields', (_, type) => {
  const failure = failureOf(422, JSON.stringify({ ...stale, type }));
  expect(failure.message).toBe('Changed by Ben.');
  expect(faultsIn(failure)).toEqual(stale.errors);
});

it.each([
  ['has no more than a sentence', { detail: 'Changed by Ben.' }],
  ['has faults that are none', { ...stale, errors: ['no fault'] }],
])('a refusal that %s is told in its words', (_, told) => {
  const failure = failureOf(502, JSON.stringify(told));
  expect(failure).toMatchObject({ message: 'Changed by Ben.', status: 502, problem: undefined });
});

it.each([
  ['no JSON', '<html>Bad gateway</html>'],
  ['JSON without a sentence', '{"error":"No."}'],
])('a reply that is %s is still told in a sentence, with its status', (_, text) => {
  const failure = failureOf(502, text);
  expect(failure.problem).toBeUndefined();
  expect(failure).toMatchObject({
    message: 'The server answered 502 without a reason. If that goes on, tell whoever runs it.',
    status: 502,
  });
});

it('where the next page begins is read from the Link header', () => {
  expect(nextCursor('</api/x?q=a&cursor=1>; rel="next", </api/y>; rel="self"')).toBe('1');
  expect(nextCursor('</api/y>; rel="self"')).toBeUndefined();
  expect(nextCursor(null)).toBeUndefined();
});

it('what failed is not said to be undone where nobody knows whether it was done', () => {
  const told = (members: object) =>
    failureOf(
      503,
      JSON.stringify({
        ...stale,
        type: '/problems/unavailable',
        detail: 'The database is away.',
        ...members,
      }),
    );
  const words = (error: unknown) => failureWords('The sketch is not shared.', error);
  expect(words(told({}))).toBe('The sketch is not shared. The database is away.');
  expect(words(told({ outcome: 'unknown' }))).toBe('The database is away.');
  const unanswered = new RequestFailure(NO_ANSWER, { unanswered: true });
  expect(words(unanswered)).toBe(NO_ANSWER);
  expect(failureWords('Not undone.', unanswered, 'Perhaps not undone.')).toBe(
    `Perhaps not undone. ${NO_ANSWER}`,
  );
});
