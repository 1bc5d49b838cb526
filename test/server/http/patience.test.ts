import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../../server/api/app.ts';
import { createLog } from '../../../server/base/log.ts';
import { createPatientServer, PATIENCE, type Patience } from '../../../server/http/patience.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import { tusClient } from '../../support/server/tus.ts';
import { valleyTiff } from '../../support/server/upload.ts';

/** What is not to run out in a test, whatever else the machine does. */
const FOR_EVER = 600_000;
const UNHURRIED: Patience = { ...PATIENCE, headers: FOR_EVER, silence: FOR_EVER, body: FOR_EVER, look: 20 };

let server: TestApp;
let siteId: string;
const closing: (() => void)[] = [];

beforeAll(async () => {
  server = await testApp();
  siteId = (await server.ask('/api/sites', { body: { name: 'Valley' } })).body.id;
});
afterEach(() => {
  for (const close of closing.splice(0)) close();
});
afterAll(() => server.close());

/** The server behind a listener of its own, less patient than usual in what is given. */
async function listen(patience: Partial<Patience>, app: TestApp['app'] = server.app): Promise<number> {
  const http = createPatientServer(createLog('silent'), { ...UNHURRIED, ...patience });
  http.on('request', getRequestListener(app.fetch));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  closing.push(
    () => http.closeAllConnections(),
    () => http.close(),
  );
  return (http.address() as AddressInfo).port;
}

type Line = { socket: Socket; heard: () => string; isClosed: () => boolean };

/** A bare connection. */
async function dial(port: number): Promise<Line> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  let closed = false;
  socket.setEncoding('utf8');
  socket.on('data', (text) => (heard += text));
  socket.on('error', () => {});
  socket.on('close', () => (closed = true));
  closing.push(() => socket.destroy());
  await new Promise((resolve) => socket.once('connect', resolve));
  return { socket, heard: () => heard, isClosed: () => closed };
}

const head = (request: string, headers: Record<string, string | number>) =>
  [
    `${request} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Analyst: Ana',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n');

const until = (holds: () => boolean | Promise<boolean>) =>
  vi.waitUntil(holds, { timeout: 15_000, interval: 20 });

/** Sends a byte at a time until it is told to stop. */
function drip({ socket }: Line, byte: string): () => void {
  const timer = setInterval(() => socket.write(byte), 20);
  const stop = () => clearInterval(timer);
  closing.push(stop);
  return stop;
}

function problemIn(text: string) {
  const [headers = '', body = ''] = text.split('\r\n\r\n');
  expect(headers).toContain('Content-Type: application/problem+json');
  return JSON.parse(body);
}

const json = { 'Content-Type': 'application/json' };

describe('a sender who does not send', () => {
  it.each([
    ['a length', { 'Content-Length': 1_000 }, '{"name":'],
    ['no length', { 'Transfer-Encoding': 'chunked' }, '8\r\n{"name":\r\n'],
  ])('is let go and told so, where a body with %s falls silent', async (_, length, part) => {
    const line = await dial(await listen({ silence: 200 }));
    line.socket.write(head('POST /api/sites', { ...json, ...length }) + part);
    await until(line.isClosed);
    expect(line.heard()).toMatch(/^HTTP\/1\.1 408 /);
    expect(problemIn(line.heard())).toMatchObject({ type: '/problems/too_slow', status: 408 });
  });

  it('is let go where JSON comes a byte now and then, though it never falls silent', async () => {
    const line = await dial(await listen({ body: 400 }));
    line.socket.write(head('POST /api/sites', { ...json, 'Content-Length': 4_000_000 }));
    drip(line, ' ');
    await until(line.isClosed);
    expect(problemIn(line.heard())).toMatchObject({ type: '/problems/too_slow', status: 408 });
  });

  it('is let go where the headers do not end', async () => {
    const line = await dial(await listen({ headers: 400 }));
    line.socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');
    drip(line, 'x');
    await until(line.isClosed);
    expect(problemIn(line.heard())).toMatchObject({ type: '/problems/too_slow', status: 408 });
  });

  it('is let go where a connection is opened and nothing is said', async () => {
    const line = await dial(await listen({ headers: 200 }));
    await until(line.isClosed);
  });

  it('is let go some time after an answer, where nothing more is asked', async () => {
    const line = await dial(await listen({ idle: 200 }));
    line.socket.write(head('GET /healthz', {}));
    await until(line.isClosed);
    expect(line.heard()).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('of a body that no route reads is let go, too', async () => {
    const line = await dial(await listen({ silence: 200 }));
    line.socket.write(head('POST /api/nothing', { 'Content-Type': 'text/plain', 'Content-Length': 9 }));
    await until(line.isClosed);
  });
});

describe('an upload', () => {
  const bytes = 'application/offset+octet-stream';
  const file = valleyTiff(70);
  const patch = (id: string, offset: number) =>
    head(`PATCH /api/uploads/${id}`, {
      'Tus-Resumable': '1.0.0',
      'Content-Type': bytes,
      'Upload-Offset': offset,
      'Content-Length': file.length - offset,
    });

  it('that falls silent is let go; what came of it stays, and it goes on from there', async () => {
    const tus = tusClient(server);
    const { id } = (await tus.open(file.length, { siteId, filename: 'silent.tif' })).body;
    const line = await dial(await listen({ silence: 200 }));
    line.socket.write(patch(id, 0));
    line.socket.write(file.subarray(0, 1_000));
    await until(line.isClosed);
    expect(problemIn(line.heard())).toMatchObject({ type: '/problems/too_slow' });
    expect(await tus.offsetOf(id)).toEqual({ status: 200, offset: '1000' });
    expect(await tus.send(id, 1_000, file.subarray(1_000))).toMatchObject({ status: 204 });
    const { body } = await server.ask(`/api/uploads/${id}`);
    expect(body).toMatchObject({ state: 'received', received: file.length });
  });

  it('over a slow line goes on as long as anything comes, far beyond what JSON may take', async () => {
    const tus = tusClient(server);
    const { id } = (await tus.open(file.length, { siteId, filename: 'slow.tif' })).body;
    const port = await listen({ body: 100, slowestBytesPerSecond: 1_000_000 });
    const line = await dial(port);
    const other = await dial(port);
    line.socket.write(patch(id, 0));
    other.socket.write(head('POST /api/sites', { ...json, 'Content-Length': 4_000_000 }));
    const stop = drip(other, ' ');
    let sent = 0;
    // As slow as the one that is let go meanwhile, and slower.
    await until(() => {
      line.socket.write(file.subarray(sent, ++sent));
      return other.isClosed();
    });
    stop();
    await until(() => {
      line.socket.write(file.subarray(sent, ++sent));
      return sent > 100;
    });
    line.socket.write(file.subarray(sent));
    await until(() => line.heard() !== '');
    expect(line.heard()).toMatch(/^HTTP\/1\.1 204 /);
  });
});

it('a sender who breaks off is no failure of the server', async () => {
  const lines: { level: number; status?: number }[] = [];
  const log = pino({}, { write: (line) => void lines.push(JSON.parse(line)) });
  const line = await dial(await listen({}, createApp({ ...server.server, log })));
  line.socket.write(`${head('POST /api/sites', { ...json, 'Content-Length': 1_000 })}{"name":`, () =>
    line.socket.destroy(),
  );
  await until(() => lines.some(({ status }) => status !== undefined));
  expect(lines).toMatchObject([{ level: pino.levels.values.info, status: 400 }]);
});

it('whoever listens to events is not let go for sending nothing', async () => {
  const port = await listen({ silence: 100, body: 100, headers: 100 });
  const line = await dial(port);
  line.socket.write(head('GET /api/events', {}));
  await until(() => line.heard().includes('retry:'));
  const silent = await dial(port);
  silent.socket.write(head('POST /api/sites', { ...json, 'Content-Length': 9 }));
  await until(silent.isClosed);
  await server.ask(`/api/sites/${siteId}/overlays`, {
    body: {
      id: crypto.randomUUID(),
      name: 'Sketch',
      features: [{ geometry: { type: 'Point', coordinates: [130, 42] } }],
    },
  });
  await until(() => line.heard().includes('event: overlay'));
  expect(line.isClosed()).toBe(false);
});

it.each([
  ['what is no HTTP', 'HELLO\r\n\r\n', 400, 'malformed'],
  ['an address that is too long', head(`GET /${'a'.repeat(20_000)}`, {}), 431, 'too_large'],
  ['a length that is none', head('POST /api/sites', { 'Content-Length': 'many' }), 400, 'malformed'],
])('%s is refused in a problem document', async (_, text, status, code) => {
  const line = await dial(await listen({}));
  line.socket.write(text);
  await until(line.isClosed);
  expect(problemIn(line.heard())).toMatchObject({ type: `/problems/${code}`, status });
});
