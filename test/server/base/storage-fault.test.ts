import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { end, type ServerProcess, startServerProcess } from '../../support/server/server-process.ts';
import { mayMount, withMount, withReadOnly } from '../../support/server/small-disk.ts';
import { uploadForm, valleyTiff } from '../../support/server/upload.ts';

const running: ServerProcess[] = [];

async function start(environment: Record<string, string>): Promise<ServerProcess> {
  const settings = { DISK_RESERVE: '1 B', LOG_LEVEL: 'silent', ...environment };
  const server = await startServerProcess(settings, { page: false });
  running.push(server);
  return server;
}

const stop = async () => {
  for (const { child } of running.splice(0)) await end(child, 'SIGTERM');
};
afterEach(stop);

type Told = { status: number; body: { id: string; type?: string; detail?: string; state?: string } };

async function post(address: string, body: unknown): Promise<Told> {
  const form = body instanceof FormData;
  const reply = await fetch(address, {
    method: 'POST',
    headers: { Analyst: 'Ana', ...(!form && { 'Content-Type': 'application/json' }) },
    body: form ? body : JSON.stringify(body),
  });
  return { status: reply.status, body: (await reply.json()) as Told['body'] };
}

/** Takes what is free of a disk, but for so many bytes. */
function fill(disk: string, leaving: number): string {
  const file = path.join(disk, 'filler');
  const free = execFileSync('df', ['--output=avail', '-B1', disk], { encoding: 'utf8' });
  const bytes = Number(free.trim().split('\n').at(-1)) - leaving;
  execFileSync('sh', ['-c', `head -c ${bytes} /dev/zero > "$0" || true`, file], { stdio: 'ignore' });
  return file;
}

const form = (shade: number) => uploadForm({ acquired: '2012' }, valleyTiff(shade));
const sentence = expect.stringMatching(/^[A-Z].*\.$/);

describe.skipIf(!mayMount)('a disk that fills up while the server runs', () => {
  it('is told of by 507 or 503 and a sentence, and all is well once there is room again', async () => {
    await withMount('140m', async (disk) => {
      const { address } = await start({ DATA_DIR: path.join(disk, 'data') });
      const { body: site } = await post(`${address}/api/sites`, { name: 'Valley' });
      const scenes = `${address}/api/sites/${site.id}/scenes`;
      const filler = fill(disk, 0);
      for (let tries = 0; tries < 40; tries++) {
        const reply = await post(`${address}/api/sites`, {
          name: `Site ${tries}`,
          description: 'y'.repeat(1_900),
        });
        // What the database has room for within its files is saved; what it has not is refused.
        expect([201, 503, 507]).toContain(reply.status);
        if (reply.status !== 201) expect(reply.body).toMatchObject({ detail: sentence });
      }
      const refused = await post(scenes, form(81));
      expect([503, 507]).toContain(refused.status);
      expect(refused.body).toMatchObject({ detail: sentence });
      expect((await fetch(`${address}/healthz`)).status).toBe(200);
      rmSync(filler);
      await expect.poll(async () => (await post(scenes, form(82))).status, { timeout: 60_000 }).toBe(202);
      await stop();
    });
  });
});

describe.skipIf(!mayMount)('a folder that is closed for writing while the server runs', () => {
  it('is told of by 503 and a sentence, to whoever sends files, and all is well once it is open', async () => {
    await withMount('200m', async (disk) => {
      const data = path.join(disk, 'data');
      const { address } = await start({ DATA_DIR: data });
      const { body: site } = await post(`${address}/api/sites`, { name: 'Valley' });
      const scenes = `${address}/api/sites/${site.id}/scenes`;
      await withReadOnly(path.join(data, 'uploads'), async () => {
        const { status, body } = await post(scenes, form(83));
        expect([status, body]).toMatchObject([
          503,
          {
            type: '/problems/unavailable',
            detail: expect.stringContaining('closed for writing (read-only)'),
          },
        ]);
      });
      let failed = '';
      await withReadOnly(path.join(data, 'display'), async () => {
        const { status, body } = await post(scenes, form(84));
        expect(status).toBe(202);
        failed = `${address}/api/scenes/${body.id}`;
        await expect
          .poll(async () => ((await (await fetch(failed)).json()) as Told['body']).state, { timeout: 30_000 })
          .toBe('failed');
        expect(await (await fetch(failed)).json()).toMatchObject({
          failure: { code: 'storage_failed', detail: expect.stringContaining('closed for writing') },
        });
      });
      expect((await post(`${failed}/retry`, {})).status).toBe(202);
      await expect
        .poll(async () => ((await (await fetch(failed)).json()) as Told['body']).state, { timeout: 30_000 })
        .toBe('ready');
      await stop();
    });
  });
});
