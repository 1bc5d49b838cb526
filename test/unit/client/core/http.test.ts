import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import {
  failureOf,
  failureWords,
  NO_ANSWER,
  nextPage,
  RequestFailure,
  request,
} from '../../../../client/core/http.ts';

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

it('a write carries the name of the analyst, in whatever script, and the revision that it changes', async () => {
  const { asked, origin } = await listening(() => ({ status: 200, body: '{}' }));
  await request('PUT', `${origin}/api`, { body: {}, analyst: '김하나', ifMatch: '"3"' });
  expect(decodeURIComponent(asked[0]!.analyst!)).toBe('김하나');
  expect(asked[0]!.ifMatch).toBe('"3"');
});

it('a read that was not answered is sent again; a write never is by itself', async () => {
  const { asked, origin } = await listening((count) =>
    count < 3 ? 'hang up' : { status: 200, body: '{"a":1}' },
  );
  expect((await request<{ a: number }>('GET', `${origin}/api`)).data).toEqual({ a: 1 });
  expect(asked).toHaveLength(3);
  server!.close();
  const again = await listening(() => 'hang up');
  const failure = await request('POST', `${again.origin}/api`, { body: {} }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(RequestFailure);
  expect((failure as RequestFailure).message).toBe(NO_ANSWER);
  expect(again.asked).toHaveLength(1);
});

it('a refusal names each field that caused it, and what is stored now', () => {
  const { message, problem } = failureOf(
    412,
    JSON.stringify({
      type: '/problems/stale_version',
      title: 'It has been changed meanwhile',
      detail: 'Changed by Ben.',
      errors: [{ pointer: '/geometry', detail: 'The ring is open.' }, 'no fault'],
      current: { id: 'x' },
    }),
  );
  expect(message).toBe('Changed by Ben.');
  expect(problem).toMatchObject({ status: 412, current: { id: 'x' } });
  expect(problem?.errors).toEqual([{ pointer: '/geometry', detail: 'The ring is open.' }]);
});

it('a refusal says what is to be accepted of a place, where it is told in a form that is known', () => {
  const doubts = [{ code: 'mirrored', sentence: 'The image would be mirrored.' }];
  const accuracy = { metres: 30, reason: 'Of NAD 27.' };
  const told = (members: object) => failureOf(422, JSON.stringify({ detail: 'No.', ...members })).problem;
  expect(told({ doubts, accuracy })).toMatchObject({ doubts, accuracy });
  expect(told({ doubts: 'many', accuracy: { metres: 'far' } })).not.toHaveProperty('doubts.0');
  expect(told({ doubts: [{ code: 'odd' }] })?.doubts).toBeUndefined();
});

it('a reply that is no problem document is still told in a sentence', () => {
  expect(failureOf(502, '<html>Bad gateway</html>').message).toBe(
    'The server answered 502 without a reason. If that goes on, tell whoever runs it.',
  );
});

it('the next page is read from the Link header', () => {
  expect(nextPage('</api/x?cursor=1>; rel="next", </api/y>; rel="self"')).toBe('/api/x?cursor=1');
  expect(nextPage('</api/y>; rel="self"')).toBeUndefined();
  expect(nextPage(null)).toBeUndefined();
});

it('what failed is not said to be undone where nobody knows whether it was done', () => {
  const told = (members: object) =>
    failureOf(503, JSON.stringify({ detail: 'The database is away.', ...members }));
  const words = (error: unknown) => failureWords('The sketch is not shared.', error);
  expect(words(told({}))).toBe('The sketch is not shared. The database is away.');
  expect(words(told({ outcome: 'unknown' }))).toBe('The database is away.');
  expect(words(new RequestFailure(NO_ANSWER, { unanswered: true }))).toBe(NO_ANSWER);
});
