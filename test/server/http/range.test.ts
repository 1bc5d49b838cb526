import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MOST_RANGES, rangesSchema } from '#domain/scene/display-ranges.contract.ts';
import { createLog } from '../../../server/base/log.ts';
import { problemResponse } from '../../../server/http/problem.ts';
import { serveFile, serveParts } from '../../../server/http/range.ts';
import { readQuery } from '../../../server/http/request.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'afterimage-range-'));
const file = path.join(folder, 'letters');
writeFileSync(file, 'abcdefghij');
afterAll(() => rmSync(folder, { recursive: true }));

const ETAG = '"letters"';
const log = createLog('silent');
const app = new Hono();
app.onError((error, context) => problemResponse(context, error, log));
app.get('/letters', (context) =>
  serveFile(context, { path: file, size: 10, etag: ETAG, headers: { 'Content-Type': 'image/tiff' } }, log),
);

app.get('/parts', (context) => {
  const { ranges } = readQuery(context, z.strictObject({ ranges: rangesSchema }));
  return serveParts(context, { path: file, size: 10, etag: ETAG, headers: {} }, ranges, log);
});

async function get(headers: Record<string, string> = {}, method = 'GET', address = '/letters') {
  const response = await app.request(address, { method, headers });
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

describe('ranges of a served file', () => {
  const ask = (ranges: string, headers = {}, method = 'GET') =>
    get(headers, method, `/parts?ranges=${ranges}`);

  it.each([
    ['0-3', 'abcd'],
    ['4-4,0-1,9-9', 'eabj'],
    ['0-4,5-9', 'abcdefghij'],
  ])('%s come one behind the other, in the order asked for', async (ranges, text) => {
    const reply = await ask(ranges);
    expect(reply.status).toBe(200);
    expect(reply.text).toBe(text);
    expect(reply.headers.get('Content-Length')).toBe(String(text.length));
    expect(reply.headers.get('ETag')).toBe(ETAG);
  });

  it('tell HEAD their length, and are not sent again to who has them', async () => {
    const head = await ask('0-3,6-7', {}, 'HEAD');
    expect([head.status, head.text, head.headers.get('Content-Length')]).toEqual([200, '', '6']);
    expect((await ask('0-3', { 'If-None-Match': ETAG })).status).toBe(304);
  });

  it.each(['8-10', '0-1,99-100', '10-10', '999999999999999-999999999999999'])(
    'are refused where one lies beyond the end: %s',
    async (ranges) => {
      const reply = await ask(ranges);
      expect(reply.status).toBe(416);
      expect(reply.headers.get('Content-Range')).toBe('bytes */10');
      expect(JSON.parse(reply.text).detail).toContain('The file has 10 bytes');
    },
  );

  const many = Array.from({ length: MOST_RANGES + 1 }, (_, at) => `${at}-${at}`).join(',');
  it.each([
    ['reversed', '3-1', 'before its first'],
    ['overlapping', '4-6,0-4', 'overlap'],
    ['given twice', '0-1,0-1', 'overlap'],
    ['too many', many, 'at most'],
    ['too long together', '0-200000000,200000001-300000000', 'in several requests'],
    ['empty', '', 'such as 0-1023'],
    ['open', '5-', 'such as 0-1023'],
    ['from the end', '-5', 'such as 0-1023'],
    ['no numbers', '0-1,x-y', 'such as 0-1023'],
    ['with spaces', '0-1,%202-3', 'such as 0-1023'],
    ['of a fraction', '0.5-2', 'such as 0-1023'],
    ['followed by nothing', '0-1,', 'such as 0-1023'],
    ['of endless digits', `0-${'9'.repeat(40)}`, 'such as 0-1023'],
  ])('are refused where they are %s', async (_, ranges, sentence) => {
    const reply = await ask(ranges);
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text).type).toBe('/problems/invalid_query');
    expect(JSON.parse(reply.text).detail).toContain(sentence);
  });
});
