import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import { createLog } from '../../server/log.ts';
import { problemResponse } from '../../server/problem.ts';
import { serveFile } from '../../server/range.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'afterimage-range-'));
const file = path.join(folder, 'letters');
writeFileSync(file, 'abcdefghij');
afterAll(() => rmSync(folder, { recursive: true }));

const ETAG = '"letters"';
const app = new Hono();
app.onError((error, context) => problemResponse(context, error, createLog('silent')));
app.get('/letters', (context) =>
  serveFile(context, { path: file, size: 10, etag: ETAG, headers: { 'Content-Type': 'image/tiff' } }),
);

async function get(headers: Record<string, string> = {}, method = 'GET') {
  const response = await app.request('/letters', { method, headers });
  const { status } = response;
  return { status, headers: response.headers, text: await response.text() };
}

describe('a served file', () => {
  it.each([
    ['bytes=0-3', 'abcd', '0-3'],
    ['bytes=4-4', 'e', '4-4'],
    ['bytes=7-', 'hij', '7-9'],
    ['bytes=7-99', 'hij', '7-9'],
    ['bytes=-2', 'ij', '8-9'],
    ['bytes=-99', 'abcdefghij', '0-9'],
    ['BYTES=0-0', 'a', '0-0'],
    ['bytes = 0 - 1 ', 'ab', '0-1'],
  ])('gives the range %s', async (range, text, told) => {
    const reply = await get({ Range: range });
    expect(reply.status).toBe(206);
    expect(reply.text).toBe(text);
    expect(reply.headers.get('Content-Range')).toBe(`bytes ${told}/10`);
    expect(reply.headers.get('Content-Length')).toBe(String(text.length));
    expect(reply.headers.get('ETag')).toBe(ETAG);
  });

  it.each(['bytes=10-', 'bytes=10-12', 'bytes=-0', 'bytes=99999999999999999999-'])(
    'says that %s lies outside',
    async (range) => {
      const reply = await get({ Range: range });
      expect(reply.status).toBe(416);
      expect(reply.headers.get('Content-Range')).toBe('bytes */10');
      expect(JSON.parse(reply.text).type).toBe('/problems/range_not_satisfiable');
    },
  );

  it.each(['bytes=3-1', 'bytes=-', 'bytes=a-b', 'lines=0-3', 'bytes=0-1,4-5', 'bytes', ''])(
    'is given whole where the range is malformed, of another unit or manifold: %s',
    async (range) => {
      const reply = await get({ Range: range });
      expect(reply.status).toBe(200);
      expect(reply.text).toBe('abcdefghij');
      expect(reply.headers.get('Accept-Ranges')).toBe('bytes');
    },
  );

  it.each([
    [ETAG, 206],
    ['"older"', 200],
    [`W/${ETAG}`, 200],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 200],
  ])('gives a range to If-Range %s only where nothing has changed', async (tag, status) => {
    expect((await get({ Range: 'bytes=0-3', 'If-Range': tag })).status).toBe(status);
  });

  it.each([ETAG, `W/${ETAG}`, `"other", ${ETAG}`, '*'])(
    'is not sent again to who has it: %s',
    async (tag) => {
      const reply = await get({ 'If-None-Match': tag });
      expect(reply.status).toBe(304);
      expect(reply.text).toBe('');
      expect(reply.headers.get('ETag')).toBe(ETAG);
    },
  );

  it('is sent to who has another', async () => {
    expect((await get({ 'If-None-Match': '"other"' })).status).toBe(200);
  });

  it('tells HEAD its length and no more, whatever the range', async () => {
    const reply = await get({ Range: 'bytes=0-3' }, 'HEAD');
    expect(reply.status).toBe(200);
    expect(reply.text).toBe('');
    expect(reply.headers.get('Content-Length')).toBe('10');
  });
});
