import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rangeLoader } from '../../../client/map/range-loader.ts';

/** A file whose bytes tell their own place, served by range as our server does. */
const file = Uint8Array.from({ length: 4_000_000 }, (_, index) => (index * 31 + (index >> 8)) & 255);
const asked: string[] = [];
let refusals = 0;
const server = createServer((request, response) => {
  const [, start, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  asked.push(`${start}-${last}`);
  if (refusals > 0) {
    refusals--;
    request.socket.destroy();
    return;
  }
  const part = file.subarray(Number(start), Number(last) + 1);
  response.writeHead(206, { 'Content-Range': `bytes ${start}-${last}/${file.length}` });
  response.end(part);
});
let files = 0;
/** A new address each time, since what was read stays at hand. */
const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${files++}`;

describe('reading a display copy', () => {
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  beforeEach(() => {
    asked.length = 0;
  });

  test('takes whatever lies in the head from one request', async () => {
    const read = reader(rangeLoader(address(), 10_000));
    const parts = await Promise.all([read(0, 1_024), read(500, 9_000), read(9_999, 10_000)]);
    expect(parts).toEqual([file.slice(0, 1_024), file.slice(500, 9_000), file.slice(9_999, 10_000)]);
    expect(asked).toEqual(['0-9999']);
  });

  test('joins tiles that lie together and are asked for together, and no others', async () => {
    const read = reader(rangeLoader(address(), 1_000));
    const wanted = [
      [200_008, 300_000],
      [100_000, 200_000],
      [2_000_000, 2_100_000],
    ] as const;
    const parts = await Promise.all(wanted.map(([start, end]) => read(start, end)));
    expect(parts).toEqual(wanted.map(([start, end]) => file.slice(start, end)));
    expect(asked.toSorted()).toEqual(['100000-299999', '2000000-2099999']);
  });

  test('reads nothing twice', async () => {
    const read = reader(rangeLoader(address(), 1_000));
    await read(50_000, 60_000);
    expect(await read(50_000, 60_000)).toEqual(file.slice(50_000, 60_000));
    expect(asked).toHaveLength(1);
  });

  test('asks again where no answer came', async () => {
    refusals = 1;
    const read = reader(rangeLoader(address(), 1_000));
    expect(await read(50_000, 60_000)).toEqual(file.slice(50_000, 60_000));
    expect(asked).toHaveLength(2);
  });

  test('does not ask for what was given up before it was sent', async () => {
    const load = rangeLoader(address(), 1_000);
    const given = new AbortController();
    void load('', { Range: 'bytes=50000-59999' }, given.signal);
    given.abort();
    expect(await reader(load)(70_000, 80_000)).toEqual(file.slice(70_000, 80_000));
    expect(asked).toEqual(['70000-79999']);
  });
});

function reader(load: ReturnType<typeof rangeLoader>) {
  return async (start: number, end: number) => {
    const response = await load('', { Range: `bytes=${start}-${end - 1}` }, new AbortController().signal);
    expect(response.status).toBe(206);
    return new Uint8Array(await response.arrayBuffer());
  };
}
