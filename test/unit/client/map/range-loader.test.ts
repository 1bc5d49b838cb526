import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { rangeLoader } from '../../../../client/map/tile/range-loader.ts';

/** A file whose bytes tell their own place, served as our server does: ranges one behind the other. */
const file = Uint8Array.from({ length: 4_000_000 }, (_, index) => (index * 31 + (index >> 8)) & 255);
const asked: string[] = [];
/** What befalls the next requests, instead of a reply. */
let mishaps: ((response: ServerResponse, body: Uint8Array) => void)[] = [];
const server = createServer((request, response) => {
  const ranges = new URL(request.url!, 'http://localhost').searchParams.get('ranges')!;
  asked.push(ranges);
  const body = Buffer.concat(
    ranges.split(',').map((range) => {
      const [first, last] = range.split('-').map(Number) as [number, number];
      return file.subarray(first, last + 1);
    }),
  );
  const mishap = mishaps.shift();
  if (mishap) mishap(response, body);
  else response.end(body);
});
let files = 0;
/** A new address each time, since what was read stays at hand. */
const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/?file=${files++}`;
const window = new EventTarget();

describe('reading a display copy', () => {
  beforeAll(async () => {
    vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
    vi.stubGlobal('removeEventListener', window.removeEventListener.bind(window));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    vi.unstubAllGlobals();
    server.closeAllConnections();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  beforeEach(() => {
    asked.length = 0;
    mishaps = [];
  });

  test('takes whatever lies in the head from one request', async () => {
    const read = reader(rangeLoader(address(), 10_000));
    const parts = await Promise.all([read(0, 1_024), read(500, 9_000), read(9_999, 10_000)]);
    expect(parts).toEqual([file.slice(0, 1_024), file.slice(500, 9_000), file.slice(9_999, 10_000)]);
    expect(asked).toEqual(['0-9999']);
  });

  test('asks once for all tiles that are wanted together, in the order in which they are wanted', async () => {
    const read = reader(rangeLoader(address(), 1_000));
    const wanted = [
      [2_000_000, 2_100_000],
      [200_008, 300_000],
      [100_000, 200_000],
    ] as const;
    const parts = await Promise.all(wanted.map(([start, end]) => read(start, end)));
    expect(parts).toEqual(wanted.map(([start, end]) => file.slice(start, end)));
    expect(asked).toEqual(['2000000-2099999,200008-299999,100000-199999']);
  });

  test('asks for nothing beyond the end of a file that is smaller than the library thinks', async () => {
    const read = reader(rangeLoader(address(), 900, () => {}, 900));
    expect(await read(0, 1_024)).toEqual(file.slice(0, 900));
    expect(asked).toEqual(['0-899']);
  });

  test('asks for no byte twice where reads overlap', async () => {
    const read = reader(rangeLoader(address(), 1_000));
    const parts = await Promise.all([read(50_000, 60_000), read(55_000, 70_000), read(50_000, 60_000)]);
    expect(parts).toEqual([
      file.slice(50_000, 60_000),
      file.slice(55_000, 70_000),
      file.slice(50_000, 60_000),
    ]);
    expect(asked).toEqual(['50000-69999']);
  });

  test('asks for many tiles in as few requests as the server allows', async () => {
    const read = reader(rangeLoader(address(), 1_000));
    await Promise.all(Array.from({ length: 450 }, (_, at) => read(2_000 + at * 20, 2_010 + at * 20)));
    expect(asked.map((ranges) => ranges.split(',').length)).toEqual([200, 200, 50]);
  });

  test('reads nothing twice, neither what is there nor what is on its way', async () => {
    const read = reader(rangeLoader(address(), 1_000));
    let reply = () => {};
    const sent = new Promise<void>((resolve) => {
      mishaps = [
        (response, body) => {
          reply = () => response.end(body);
          resolve();
        },
      ];
    });
    const first = read(50_000, 60_000);
    await sent;
    const second = read(50_000, 60_000);
    reply();
    expect(await first).toEqual(await second);
    expect(await read(50_000, 60_000)).toEqual(file.slice(50_000, 60_000));
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['no reply comes', (response: ServerResponse) => response.socket!.destroy()],
    ['the server cannot answer now', (response: ServerResponse) => response.writeHead(503).end()],
  ])('asks again where %s', async (_, mishap) => {
    mishaps = [mishap];
    const read = reader(rangeLoader(address(), 1_000));
    expect(await read(50_000, 60_000)).toEqual(file.slice(50_000, 60_000));
    expect(asked).toEqual(['50000-59999', '50000-59999']);
  });

  test('asks again for those alone that a broken reply did not hold', async () => {
    let breakOff = () => {};
    mishaps = [
      (response, body) => {
        response.writeHead(200, { 'Content-Length': body.length });
        response.write(body.subarray(0, 15_000));
        breakOff = () => response.socket!.destroy();
      },
    ];
    const read = reader(rangeLoader(address(), 1_000));
    const [one, other] = [read(50_000, 60_000), read(70_000, 80_000)];
    // It is handed on before the rest has come.
    expect(await one).toEqual(file.slice(50_000, 60_000));
    breakOff();
    expect(await other).toEqual(file.slice(70_000, 80_000));
    expect(asked).toEqual(['50000-59999,70000-79999', '70000-79999']);
  });

  test('asks again however often the line breaks, and at once when it is back', async () => {
    let lost = 0;
    const lose = (response: ServerResponse) => {
      response.socket!.destroy();
      lost++;
    };
    mishaps = Array.from({ length: 6 }, () => lose);
    const read = reader(rangeLoader(address(), 1_000))(50_000, 60_000);
    const back = setInterval(() => window.dispatchEvent(new Event('online')), 20);
    expect(await read).toEqual(file.slice(50_000, 60_000));
    clearInterval(back);
    expect(lost).toBe(6);
  });

  test('does not ask again for what the server refuses', async () => {
    mishaps = [(response) => response.writeHead(412).end()];
    await expect(reader(rangeLoader(address(), 1_000))(50_000, 60_000)).rejects.toThrow('412');
    expect(asked).toHaveLength(1);
  });

  test('does not ask for what was given up before it was sent', async () => {
    const load = rangeLoader(address(), 1_000);
    const given = new AbortController();
    void load('', { Range: 'bytes=50000-59999' }, given.signal);
    given.abort();
    expect(await reader(load)(70_000, 80_000)).toEqual(file.slice(70_000, 80_000));
    expect(asked).toEqual(['70000-79999']);
  });

  /** Holds the next request, and tells how to answer it and when it was broken off. */
  async function held(ask: () => void) {
    const { promise: sent, resolve: send } = Promise.withResolvers<() => void>();
    const { promise: brokenOff, resolve: breakOff } = Promise.withResolvers<void>();
    mishaps = [
      (response, body) => {
        response.on('close', () => breakOff());
        send(() => response.end(body));
      },
    ];
    ask();
    return { reply: await sent, brokenOff };
  }

  test('breaks a request off when the last of its tiles is given up', async () => {
    const load = rangeLoader(address(), 1_000);
    const given = [new AbortController(), new AbortController()];
    const { brokenOff } = await held(() => {
      void load('', { Range: 'bytes=50000-59999' }, given[0]!.signal);
      void load('', { Range: 'bytes=70000-79999' }, given[1]!.signal);
    });
    for (const one of given) one.abort();
    await brokenOff;
    expect(asked).toHaveLength(1);
  });

  test('goes on with a request of which a tile is given up and another is not', async () => {
    const load = rangeLoader(address(), 1_000);
    const given = new AbortController();
    let kept: Promise<Uint8Array> | undefined;
    const { reply } = await held(() => {
      void load('', { Range: 'bytes=50000-59999' }, given.signal);
      kept = reader(load)(70_000, 80_000);
    });
    given.abort();
    reply();
    expect(await kept).toEqual(file.slice(70_000, 80_000));
    expect(asked).toHaveLength(1);
  });

  test('tells of a line that is slow', async () => {
    const slow = vi.fn();
    let reply = () => {};
    mishaps = [
      (response, body) => {
        reply = () => response.end(body);
      },
    ];
    const read = reader(rangeLoader(address(), 1_000, slow))(50_000, 60_000);
    await expect.poll(() => slow.mock.calls.length).toBe(1);
    reply();
    await read;
  });
});

function reader(load: ReturnType<typeof rangeLoader>) {
  return async (start: number, end: number) => {
    const response = await load('', { Range: `bytes=${start}-${end - 1}` }, new AbortController().signal);
    expect(response.status).toBe(206);
    return new Uint8Array(await response.arrayBuffer());
  };
}
