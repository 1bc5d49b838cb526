import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ANNOTATIONS,
  FILE_BYTES,
  type StreamingServer,
  startStreamingServer,
} from '../../support/server/streaming-server.ts';
import { tusMetadata } from '../../support/server/tus.ts';

let desk: StreamingServer;
beforeAll(async () => {
  desk = await startStreamingServer();
});
afterAll(() => desk.close());

const HALF = FILE_BYTES / 2;
const MORE = 3 * 2 ** 20;
const TUS = { Analyst: 'Ana', 'Tus-Resumable': '1.0.0' };

/** A stream under way: some of it has come, or was sent, and it rests. */
type Flow = {
  /** Breaks the line off. */
  leave: () => void;
  /** Takes a few more megabytes, then rests again. Does nothing for what is sent. */
  goOn: () => Promise<void>;
  /** Goes on to the end: all that came, or undefined where the line broke. */
  finish: () => Promise<Buffer | undefined>;
};

/** Asks for something long and takes the first piece of it. */
async function readSome(address: string, headers: Record<string, string> = {}): Promise<Flow> {
  const asked = request(`${desk.server.address}${address}`, { headers, agent: false });
  asked.on('error', () => {});
  asked.end();
  const [reply] = (await once(asked, 'response')) as [IncomingMessage];
  expect([200, 206]).toContain(reply.statusCode);
  const pieces: Buffer[] = [];
  await once(reply, 'readable');
  pieces.push(reply.read() as Buffer);
  return {
    leave: () => asked.destroy(),
    goOn: async () => {
      const more = () => (reply.read() as Buffer | null) ?? undefined;
      for (let taken = 0; taken < MORE && !reply.destroyed && !reply.readableEnded; ) {
        const piece = more();
        if (piece) pieces.push(piece);
        else await Promise.race([once(reply, 'readable'), once(reply, 'close')]).catch(() => {});
        taken += piece?.length ?? 0;
      }
    },
    finish: async () => {
      try {
        for await (const piece of reply) pieces.push(piece as Buffer);
        return Buffer.concat(pieces);
      } catch {
        return undefined;
      }
    },
  };
}

/** Sends half of a body, of which the server has taken something. */
async function sendHalf(asked: ClientRequest, [first, second]: [Buffer, Buffer]): Promise<Flow> {
  asked.on('error', () => {});
  await new Promise<unknown>((resolve) => asked.write(first, resolve));
  return {
    leave: () => asked.destroy(),
    goOn: async () => {},
    finish: async () => {
      const answered = once(asked, 'response').catch(() => []);
      asked.end(second);
      const [reply] = (await answered) as IncomingMessage[];
      if (!reply) return undefined;
      const pieces: Buffer[] = [Buffer.from(`${reply.statusCode} `)];
      for await (const piece of reply) pieces.push(piece as Buffer);
      return Buffer.concat(pieces);
    },
  };
}

async function patchUpload(): Promise<Flow> {
  const reply = await fetch(`${desk.server.address}/api/uploads`, {
    method: 'POST',
    headers: {
      ...TUS,
      'Upload-Length': String(FILE_BYTES),
      'Upload-Metadata': tusMetadata({ filename: 'notes.txt', siteId: desk.siteId, role: 'beside' }),
    },
  });
  const { id } = (await reply.json()) as { id: string };
  const asked = request(`${desk.server.address}/api/uploads/${id}`, {
    method: 'PATCH',
    agent: false,
    headers: {
      ...TUS,
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': '0',
      'Content-Length': String(FILE_BYTES),
    },
  });
  return sendHalf(asked, [desk.bytes.subarray(0, HALF), desk.bytes.subarray(HALF)]);
}

function postForm(): Promise<Flow> {
  const boundary = 'between';
  const head = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="metadata"',
    '',
    '{"acquired":"2012"}',
    `--${boundary}`,
    'Content-Disposition: form-data; name="file"; filename="valley.tif"',
    'Content-Type: image/tiff',
    '',
    '',
  ].join('\r\n');
  const asked = request(`${desk.server.address}/api/sites/${desk.siteId}/scenes`, {
    method: 'POST',
    agent: false,
    headers: { Analyst: 'Ana', 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  });
  return sendHalf(asked, [
    Buffer.concat([Buffer.from(head), desk.bytes.subarray(0, HALF)]),
    Buffer.concat([desk.bytes.subarray(HALF), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  ]);
}

const isFile = (bytes: Buffer) => bytes.equals(desk.bytes);
const isHalf = (bytes: Buffer) => bytes.equals(desk.bytes.subarray(0, HALF));
const isExport = (bytes: Buffer) => {
  const { features, afterimage } = JSON.parse(bytes.toString());
  return features.length === ANNOTATIONS && afterimage.counts.annotations === ANNOTATIONS;
};
const isZippedExport = (bytes: Buffer) => isExport(gunzipSync(bytes));
const isEvents = (bytes: Buffer) => bytes.toString().startsWith('retry: ');
const status =
  (...expected: number[]) =>
  (bytes: Buffer) =>
    expected.includes(Number(bytes.subarray(0, 3)));

const readExport = (headers: Record<string, string> = {}) =>
  readSome(`/api/sites/${desk.siteId}/export.geojson`, headers);
const ZIPPED = { 'Accept-Encoding': 'gzip' };
const followEvents = () => readSome('/api/events');

const streams: [string, () => Promise<Flow>, (whole: Buffer) => boolean][] = [
  ['the export', () => readExport(), isExport],
  ['the export, compressed', () => readExport(ZIPPED), isZippedExport],
  ['an original', () => readSome(`/api/scenes/${desk.sceneId}/original`), isFile],
  ['a display copy', () => readSome(`/api/scenes/${desk.sceneId}/display.tif`), isFile],
  [
    'a range of a display copy',
    () => readSome(`/api/scenes/${desk.sceneId}/display.tif`, { Range: `bytes=0-${HALF - 1}` }),
    isHalf,
  ],
  [
    'ranges of a display copy',
    () => readSome(`/api/scenes/${desk.sceneId}/display.tif?ranges=0-999999,1000000-${HALF - 1}`),
    isHalf,
  ],
  ['the events', followEvents, isEvents],
  ['an upload that can go on', patchUpload, status(204, 503)],
  // Random bytes are no TIFF: the answer is a refusal once all of it was received.
  ['an upload in one request', postForm, status(415, 503)],
];

describe('while it is under way, nothing is left taken and the server goes on where', () => {
  it.each(streams)('the reader or sender of %s leaves', async (_, begin) => {
    const flow = await begin();
    flow.leave();
    expect(await desk.unsettled()).toEqual([]);
  });

  it.each(streams)(
    'the database of %s is cut, and what came is whole or told as broken',
    async (_, begin, isWhole) => {
      const flow = await begin();
      await desk.cutDatabase();
      const all = await flow.finish();
      if (all) expect(isWhole(all)).toBe(true);
      expect(await desk.unsettled()).toEqual([]);
    },
  );
});

describe('an export', () => {
  it.each([
    ['', {}],
    [', compressed', ZIPPED],
  ])(
    'whose database is lost in its middle%s breaks off, never looks whole, and is logged once',
    async (_, headers) => {
      const cutShort = () => desk.log().filter(({ msg }) => msg === 'a reply was cut short').length;
      const before = cutShort();
      await desk.owner.query('begin');
      await desk.owner.query('lock table assessment in access exclusive mode');
      const flow = await readExport(headers);
      await desk.cutDatabase();
      await desk.owner.query('rollback');
      expect(await flow.finish()).toBeUndefined();
      expect(await desk.unsettled()).toEqual([]);
      expect(cutShort() - before).toBe(1);
      expect(desk.server.output.log).not.toMatch(/^(?!\{)./m);
    },
  );

  it('rests as long as its reader likes: its connection is free, and the database may go meanwhile', async () => {
    const flow = await readExport();
    await expect.poll(desk.taken, { timeout: 15_000 }).toBe(0);
    await desk.cutDatabase();
    await expect.poll(desk.isReady, { timeout: 15_000 }).toBe(true);
    expect(isExport((await flow.finish())!)).toBe(true);
    expect(await desk.unsettled()).toEqual([]);
  });

  it('leaves connections and writes to all others, though seventeen are asked for and not read', async () => {
    const flows = await Promise.all(Array.from({ length: 17 }, () => readExport()));
    expect(await desk.save()).toBe(201);
    await expect.poll(desk.taken, { timeout: 15_000 }).toBe(0);
    const [first, ...others] = flows;
    const one = (await first!.finish())!;
    expect(isExport(one)).toBe(true);
    for (const flow of others) expect((await flow.finish())?.length).toBe(one.length);
    expect(await desk.unsettled()).toEqual([]);
  });

  it('that nobody waits for any more is not read from the database', async () => {
    await desk.owner.query('begin');
    await desk.owner.query('lock table scene in access exclusive mode');
    for (let count = 0; count < 5; count++) {
      const asked = request(`${desk.server.address}/api/sites/${desk.siteId}/export.geojson`, {
        agent: false,
      });
      asked.on('error', () => {});
      asked.end();
      await once(asked, 'finish');
      asked.destroy();
    }
    await desk.owner.query('rollback');
    expect(await desk.unsettled()).toEqual([]);
  });

  it('tells its headers alone to who asks by HEAD', async () => {
    for (let count = 0; count < 20; count++) {
      const reply = await fetch(`${desk.server.address}/api/sites/${desk.siteId}/export.geojson`, {
        method: 'HEAD',
      });
      expect(reply.status).toBe(200);
      expect(reply.headers.get('Content-Type')).toBe('application/geo+json');
    }
    expect(await desk.unsettled()).toEqual([]);
  });
});

describe('when all have gone', () => {
  it('no file is held, not even those that are kept open for who reads on', async () => {
    await expect.poll(desk.heldFiles, { timeout: 30_000 }).toEqual([]);
  });
});

describe('a stream of events that is asked for by HEAD', () => {
  it('ends', async () => {
    const reply = await fetch(`${desk.server.address}/api/events`, { method: 'HEAD' });
    expect([reply.status, reply.headers.get('Content-Type')]).toEqual([200, 'text/event-stream']);
  });
});
