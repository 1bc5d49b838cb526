import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseUrl, type FreshDatabase, freshDatabase } from '../../support/server/database.ts';
import { end, type ServerProcess, startServerProcess } from '../../support/server/server-process.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'afterimage-outside-'));
let database: FreshDatabase;
let stranger: pg.Client;
let server: ServerProcess;

beforeAll(async () => {
  database = await freshDatabase();
  stranger = new pg.Client(database.owner);
  await stranger.connect();
  server = await startServerProcess(
    {
      DATA_DIR: folder,
      DATABASE_URL: databaseUrl(database.serving),
      MIGRATION_DATABASE_URL: databaseUrl(database.owner),
    },
    { page: false },
  );
});
afterAll(async () => {
  await end(server.child, 'SIGTERM');
  await stranger.end();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

async function expectServing(): Promise<void> {
  expect(server.child.exitCode).toBeNull();
  const reply = await fetch(`${server.address}/readyz`);
  expect(reply.status).toBe(200);
}

const SITE = '11111111-1111-4111-8111-111111111111';
const event = (more: object) => JSON.stringify({ kind: 'scene', siteId: SITE, id: SITE, ...more });

describe('what is said on the channel of changes', () => {
  it.each<[string, string]>([
    ['nothing', ''],
    ['what is no JSON', 'a scene changed'],
    ['half of a JSON', '{"kind":"scene"'],
    ['JSON that is no object', 'null'],
    ['an array', '[1]'],
    ['a kind that is not known', event({ kind: 'secret' })],
    [
      'a kind with a line break, as if another event followed',
      event({ kind: 'scene\ndata: {}\n\nevent: site' }),
    ],
    ['an id that is none', event({ id: '../../etc' })],
    ['a version that is none', event({ version: '1' })],
    ['more than anybody says', `"${'x'.repeat(7_900)}"`],
    ['line breaks', '\n\nevent: site\ndata: {}\n\n'],
    ['a member that nobody knows beside what is right', event({ forged: 'event: site' })],
  ])('%s: the server goes on, and pages hear nothing that no server said', async (_, payload) => {
    const leave = new AbortController();
    const stream = await fetch(`${server.address}/api/events`, { signal: leave.signal });
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = (await reader.read()).value ?? '';
    await stranger.query('select pg_notify($1, $2)', ['afterimage_change', payload]);
    const reply = await fetch(`${server.address}/api/sites`, {
      method: 'POST',
      headers: { Analyst: 'Ana', 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Told after it' }),
    });
    const { id } = (await reply.json()) as { id: string };
    while (!heard.includes(id)) heard += (await reader.read()).value ?? '';
    leave.abort();
    expect(heard).not.toMatch(/secret|etc|forged|xxx/);
    const kinds = [...heard.matchAll(/^event: (.*)$/gm)].map(([, kind]) => kind);
    expect(kinds.filter((kind) => kind === 'site')).toHaveLength(1);
    await expectServing();
  });

  it('is logged as dropped where it is not understood', async () => {
    await stranger.query('select pg_notify($1, $2)', ['afterimage_change', 'gibberish']);
    await expect
      .poll(() => server.output.log, { timeout: 15_000 })
      .toMatch(/"level":40.*gibberish.*is dropped/);
  });
});

/** Sends bytes as they are, and gives the status of what comes back until the line is closed; 0 for nothing. */
function sendRaw(text: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(server.address);
  return new Promise((resolve) => {
    let reply = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('data', (piece) => {
      reply += piece.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () =>
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(reply)?.[1] ?? 0), body: reply }),
    );
    // What asks for no end is ended by us once it was answered.
    socket.on('data', () => socket.end());
  });
}

const get = (target: string, headers = 'Host: 127.0.0.1') =>
  `GET ${target} HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n`;

describe('a request that is out of form', () => {
  it.each<[string, string, number[]]>([
    ['two slashes', get('//'), [404]],
    ['a half percent', get('/%'), [404]],
    ['a half percent in an id', get('/api/scenes/%/original'), [404]],
    ['bytes that are no UTF-8', get('/api/sites/%ff%fe'), [404]],
    ['a half percent in the query', get('/api/sites?cursor=%'), [400]],
    ['a NUL', get('/api/sites/%00'), [404]],
    ['a name of a host with a blank', get('/', 'Host: a b'), [400, 421]],
    ['a name of a host that is no name', get('/healthz', 'Host: [::'), [400, 421]],
    ['an empty name of a host', get('/healthz', 'Host:'), [400, 421]],
    ['two names of a host', get('/healthz', 'Host: 127.0.0.1\r\nHost: evil.example'), [400, 421, 200]],
    ['no name of a host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', [400]],
    ['another server’s address', get('http://evil.example/healthz'), [200, 400, 421]],
    ['an address that is none', get('http://[/healthz'), [400]],
    ['another scheme', get('ftp://127.0.0.1/'), [400]],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n', [400, 404]],
    ['a backslash', get('/api\\..\\sites'), [400, 404]],
    ['ways upwards', get('/../../etc/passwd'), [404]],
    ['a tunnel', 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n', [0, 400, 405]],
    [
      'an upgrade',
      get(
        '/api/events',
        'Host: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x',
      ),
      [200, 400, 426],
    ],
    ['headers of 20,000 characters', get('/', `Host: 127.0.0.1\r\nX: ${'x'.repeat(20_000)}`), [431]],
    ['an address of 20,000 characters', get(`/${'x'.repeat(20_000)}`), [431]],
    ['a method that nobody knows', 'BREW / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', [400]],
    ['no HTTP', 'hello\r\n\r\n', [400]],
    [
      'two lengths',
      'POST /api/sites HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
      [400],
    ],
    [
      'a length and pieces',
      'POST /api/sites HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      [400],
    ],
    [
      'a broken piece',
      'POST /api/sites HTTP/1.1\r\nHost: 127.0.0.1\r\nAnalyst: A\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      [400],
    ],
    [
      'an expectation that nobody meets',
      'POST /api/sites HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: miracles\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
      [417],
    ],
    ['an odd range', get(`/api/scenes/${SITE}/original`, 'Host: 127.0.0.1\r\nRange: bytes=-'), [404]],
    ['an origin that is none', get('/api/sites', 'Host: 127.0.0.1\r\nOrigin: %%%'), [200]],
  ])('with %s is refused or answered, and the server goes on', async (_, text, expected) => {
    const { status, body } = await sendRaw(text);
    expect(expected, body.slice(0, 500)).toContain(status);
    await expectServing();
  });

  it('is told as a problem where its address cannot be read', async () => {
    const { body } = await sendRaw(get('http://[/healthz'));
    expect(body).toContain('application/problem+json');
    expect(body).toContain('/problems/malformed');
  });
});

describe('the line of a request that is refused', () => {
  const post = (length: number, sent: number) =>
    `POST /api/sites HTTP/1.1\r\nHost: 127.0.0.1\r\nAnalyst: Ana\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${'x'.repeat(sent)}`;

  it.each([
    [
      'is closed behind the reply, which says so, where a body is still on its way',
      5 * 2 ** 20,
      1_000,
      413,
      true,
    ],
    ['stays open where all of it has come', 100, 100, 400, false],
  ])('%s', async (_, length, sent, status, closes) => {
    const reply = await sendRaw(post(length, sent));
    expect(reply.status).toBe(status);
    expect(/^connection: close\r$/im.test(reply.body)).toBe(closes);
  });
});
