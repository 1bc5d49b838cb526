import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { until } from '../../support/base/until.ts';
import { makeTiffHead, valleyGeoreference } from '../../support/imagery/geotiff.ts';
import {
  end,
  runCommand,
  type ServerProcess,
  startServerProcess,
} from '../../support/server/server-process.ts';
import { tusMetadata } from '../../support/server/tus.ts';
import { valleyTiff } from '../../support/server/upload.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'afterimage-interruption-'));
const running: ServerProcess[] = [];

async function start(): Promise<ServerProcess> {
  const server = await startServerProcess({ DATA_DIR: folder }, { page: false });
  running.push(server);
  return server;
}

afterEach(async () => {
  for (const { child } of running.splice(0)) await end(child, 'SIGTERM');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TUS = { Analyst: 'Ana', 'Tus-Resumable': '1.0.0' };
const BYTES = { ...TUS, 'Content-Type': 'application/offset+octet-stream' };

async function json<T>(address: string, body?: unknown): Promise<T> {
  const reply = await fetch(address, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Analyst: 'Ana', ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return (await reply.json()) as T;
}

async function openUpload(address: string, siteId: string, size: number, more: Record<string, string> = {}) {
  const reply = await fetch(`${address}/api/uploads`, {
    method: 'POST',
    headers: {
      ...TUS,
      'Upload-Length': String(size),
      'Upload-Metadata': tusMetadata({ filename: 'valley.tif', siteId, ...more }),
    },
  });
  return ((await reply.json()) as { id: string }).id;
}

async function offsetOf(address: string, id: string): Promise<number> {
  const reply = await fetch(`${address}/api/uploads/${id}`, { method: 'HEAD', headers: TUS });
  return Number(reply.headers.get('Upload-Offset'));
}

/** Several starts, and ten seconds until a process that is gone is missed. */
const MILLISECONDS = 240_000;

it(
  'an upload goes on after its server was killed in the middle of it, byte for byte',
  async () => {
    const first = await start();
    const { id: siteId } = await json<{ id: string }>(`${first.address}/api/sites`, { name: 'Killed' });
    const file = valleyTiff(80);
    const sha256 = createHash('sha256').update(file).digest('hex');
    const id = await openUpload(first.address, siteId, file.length, { sha256 });
    const patch = { method: 'PATCH', headers: { ...BYTES, 'Upload-Offset': '0' } };
    await fetch(`${first.address}/api/uploads/${id}`, {
      ...patch,
      body: new Uint8Array(file.subarray(0, 1000)),
    });
    const sending = request(`${first.address}/api/uploads/${id}`, {
      method: 'PATCH',
      headers: { ...BYTES, 'Upload-Offset': '1000', 'Content-Length': file.length - 1000 },
    });
    sending.on('error', () => {});
    sending.write(file.subarray(1000, 2000));
    await expect.poll(() => readFileSync(path.join(folder, 'uploads', id)).length).toBe(2000);
    await end(first.child, 'SIGKILL');
    const { address } = await start();
    const offset = await offsetOf(address, id);
    expect(offset).toBe(2000);
    const rest = await fetch(`${address}/api/uploads/${id}`, {
      method: 'PATCH',
      headers: { ...BYTES, 'Upload-Offset': String(offset) },
      body: new Uint8Array(file.subarray(offset)),
    });
    expect(rest.status).toBe(204);
    const { items } = await json<{ items: object[] }>(`${address}/api/sites/${siteId}/uploads`);
    expect(items).toMatchObject([{ id, state: 'received', sha256 }]);
  },
  MILLISECONDS,
);

it(
  'an ingest whose server is killed is taken up by another, and a spoilt original is found',
  async () => {
    const servers = [await start(), await start()];
    const { address } = servers[0]!;
    const { id: siteId } = await json<{ id: string }>(`${address}/api/sites`, { name: 'Shared' });
    const side = 12_000;
    const head = makeTiffHead({ width: side, height: side, rowsPerStrip: 64, fields: valleyGeoreference });
    const size = head.length + side * side;
    const uploadId = await openUpload(address, siteId, size);
    const file = path.join(folder, 'uploads', uploadId);
    writeFileSync(file, head);
    truncateSync(file, size - 1);
    await fetch(`${address}/api/uploads/${uploadId}`, {
      method: 'PATCH',
      headers: { ...BYTES, 'Upload-Offset': String(size - 1) },
      body: new Uint8Array(1),
    });
    const { id } = await json<Scene>(`${address}/api/sites/${siteId}/scenes`, {
      metadata: { acquired: '2012' },
      uploads: [uploadId],
    });
    const worker = await whoeverDecodes(servers);
    const other = servers.find((server) => server !== worker)!;
    await end(worker.child, 'SIGKILL');
    const scene = await until(
      async () => {
        const now = await json<Scene>(`${other.address}/api/scenes/${id}`);
        if (now.job?.attempt === 2) expect(now.job.stage).toMatch(/reading|writing_overviews/);
        return now;
      },
      ({ state }) => state !== 'ingesting',
      { timeout: 120_000 },
    );
    expect(scene).toMatchObject({ state: 'ready', progress: 1 });
    expect(readdirSync(path.join(folder, 'display'))).toEqual([`${id}.tif`]);

    const verify = async () => {
      const { output, ended } = runCommand(['verify', 'originals'], { DATA_DIR: folder });
      return { code: await ended, ...output };
    };
    expect(await verify()).toMatchObject({
      code: 0,
      out: expect.stringMatching(/all are as they were received/),
    });
    const original = path.join(folder, 'originals', scene.original.sha256);
    const extra = path.join(folder, 'originals', 'f'.repeat(64));
    rmSync(original);
    writeFileSync(original, head);
    truncateSync(original, size);
    writeFileSync(original, '!', { flag: 'r+' });
    writeFileSync(extra, 'x');
    await end(other.child, 'SIGTERM');
    const found = await verify();
    expect(found.code).toBe(1);
    expect(found.out).toMatch(
      new RegExp(`^differs: its bytes hash to \\w{64}  ${scene.original.sha256}  valley`, 'm'),
    );
    expect(found.out).toMatch(/^extra, no scene is made of it {2}f{64}$/m);
  },
  MILLISECONDS,
);

/** The server whose decoding process runs, told by the kernel. */
async function whoeverDecodes(servers: ServerProcess[]): Promise<ServerProcess> {
  const decodes = ({ child: { pid } }: ServerProcess) =>
    readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .some((child) => child !== '' && isDecoder(child));
  return (await until(() => servers.find(decodes)))!;
}

function isDecoder(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('ingest.child.ts');
  } catch {
    return false;
  }
}
