import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { isRunning } from '../../../server/base/process.ts';
import { readPostmaster } from '../../../server/database/embedded/postmaster.ts';
import { until } from '../../support/base/until.ts';
import { databaseUrl } from '../../support/server/database.ts';
import {
  end,
  runCommand,
  type ServerProcess,
  startServerProcess,
} from '../../support/server/server-process.ts';
import { valleyTiff } from '../../support/server/upload.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'afterimage-start-'));
const data = path.join(folder, 'data');
const running: ServerProcess[] = [];

async function start(environment: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startServerProcess({ DATA_DIR: data, ...environment });
  running.push(server);
  return server;
}

afterEach(async () => {
  for (const { child } of running.splice(0)) await end(child, 'SIGTERM');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(args: string[], environment: Record<string, string> = {}) {
  const { output, ended } = runCommand(args, { DATA_DIR: data, LOG_LEVEL: 'warn', ...environment });
  return { code: await ended, ...output };
}

describe('the server', () => {
  it.each(['SIGTERM', 'SIGHUP'] as const)(
    'says in one line where it is, serves the page, and stops cleanly by %s',
    async (signal) => {
      const { address, child, output } = await start();
      expect(output.out).toBe(`Afterimage is ready at ${address}\n`);
      expect(await (await fetch(address)).text()).toContain('<title>Afterimage</title>');
      const { pid } = readPostmaster(path.join(data, 'postgres-18'))!;
      expect(await end(child, signal)).toBe(0);
      expect(isRunning(pid)).toBe(false);
      expect(readdirSync(data)).not.toContain('server.json');
    },
  );

  it.each([
    ['makes its database', 'postgres-18.unfinished/PG_VERSION'],
    ['starts its database', 'postgres-18/postmaster.pid'],
    ['loads its sample', 'server.json'],
  ])('stops cleanly by Ctrl+C while it %s, and starts again', async (_, file) => {
    const own = mkdtempSync(path.join(folder, 'stopped-'));
    const settings = { DATA_DIR: own, SAMPLE: 'on', LOG_LEVEL: 'info' };
    const { child, output, ended } = runCommand(['start'], { PORT: '0', ...settings }, { detached: true });
    await until(() => existsSync(path.join(own, file)));
    process.kill(-child.pid!, 'SIGINT');
    expect(await ended).toBe(0);
    expect(output.log).toContain('stopping');
    expect(readPostmaster(path.join(own, 'postgres-18'))).toBeUndefined();
    expect(readdirSync(own)).not.toContain('postgres-18.unfinished');
    const again = await start(settings);
    expect(again.output.log).not.toContain('adopted');
    expect(await listOf(`${again.address}/api/sites`)).toHaveLength(1);
  });

  it('takes up the ingests that Ctrl+C broke off', async () => {
    const settings = {
      DATA_DIR: mkdtempSync(path.join(folder, 'taken-up-')),
      SAMPLE: 'on',
      LOG_LEVEL: 'info',
    };
    const { child, output, ended } = runCommand(['start'], { PORT: '0', ...settings }, { detached: true });
    await until(() => output.out.includes('is ready') && output.log.includes('ingest begins'));
    process.kill(-child.pid!, 'SIGINT');
    expect(await ended).toBe(0);
    expect(output.log).not.toContain('ingest failed');
    const { address } = await start(settings);
    const scenes = await ingestedSample(address);
    expect(scenes.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready', 'ready']);
  });

  it('stops with pages listening and an upload half sent, which leaves nothing', async () => {
    const { address, child } = await start();
    const page = await fetch(`${address}/api/events`);
    const site = await post(`${address}/api/sites`, { name: 'Half' });
    const sending = request(`${address}/api/sites/${site.id}/scenes`, {
      method: 'POST',
      headers: { Analyst: 'Ana', 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': 1e6 },
    });
    sending.on('error', () => {});
    sending.write('--x\r\nContent-Disposition: form-data; name="metadata"\r\n\r\n{"acquired":"2012"}\r\n');
    sending.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.tif"\r\n\r\nII*');
    await expect.poll(() => readdirSync(path.join(data, 'uploads'))).not.toEqual([]);
    sending.destroy();
    await expect.poll(() => readdirSync(path.join(data, 'uploads'))).toEqual([]);
    expect(await end(child, 'SIGTERM')).toBe(0);
    await page.text();
  });

  it('shows the sample site from the first moment on, marked as synthetic, and loads it but once', async () => {
    const own = { DATA_DIR: path.join(folder, 'sample'), SAMPLE: 'on' };
    const { address, child } = await start(own);
    const scenes = await ingestedSample(address);
    expect(scenes.every(({ state, synthetic }) => state === 'ready' && synthetic)).toBe(true);
    expect(scenes.every(({ title }) => title.includes('SYNTHETIC'))).toBe(true);
    await end(child, 'SIGTERM');
    const again = await start(own);
    expect((await read(`${again.address}/api/sites`)).items).toHaveLength(1);
  });

  it('answers 503 while Postgres is lost, and does not fall over', async () => {
    const { address } = await start();
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    process.kill(readPostmaster(path.join(data, 'postgres-18'))!.pid, 'SIGKILL');
    await expect.poll(async () => (await fetch(`${address}/readyz`)).status).not.toBe(200);
    const reply = await fetch(`${address}/api/sites`);
    expect(reply.status).toBe(503);
    expect(((await reply.json()) as { type: string }).type).toBe('/problems/unavailable');
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  it('does not start where its port is taken, and says so in a sentence', async () => {
    const { address } = await start();
    const { code, log } = await run(['start'], { PORT: new URL(address).port, SAMPLE: 'off' });
    expect(code).toBe(1);
    expect(log).toMatch(/^Port \d+ of 127\.0\.0\.1 is taken/m);
  });

  it('does not start for a network that nobody said to trust', async () => {
    const { code, log, out } = await run(['start'], { HOST: '0.0.0.0' });
    expect([code, out]).toEqual([1, '']);
    expect(log).toMatch(/^HOST is 0\.0\.0\.0, which other machines can reach/);
  });
});

describe('the command line', () => {
  const image = path.join(folder, 'valley.tif');
  beforeAll(() => writeFileSync(image, valleyTiff(9)));

  it('ingests through the server that runs, with progress, into a site made for it', async () => {
    const { address } = await start();
    const { code, out, log } = await run([
      ...['ingest', image, '--site', 'From afar', '--acquired', '2012-10', '--analyst', 'Añá'],
      ...['--off-nadir', '12.5', '--synthetic'],
    ]);
    expect([code, log]).toEqual([0, '']);
    expect(out).toMatch(/^Uploading 100%$/m);
    expect(out).toMatch(/'valley' \(2012-10\) is a scene of From afar now/);
    const { items: sites } = await read(`${address}/api/sites`);
    const site = sites.find(({ name }) => name === 'From afar')!;
    const { items: scenes } = await read(`${address}/api/sites/${site.id}/scenes`);
    expect(scenes).toMatchObject([{ state: 'ready', offNadir: 12.5, synthetic: true, createdBy: 'Añá' }]);
    const again = await run(['ingest', image, '--site', 'from afar', '--acquired', '2012-10']);
    expect([again.code, again.log]).toEqual([1, expect.stringContaining('of this site already')]);
  });

  it('ingests where no server runs', async () => {
    const own = path.join(folder, 'own');
    const { code, out } = await run(['ingest', image, '--site', 'Alone', '--acquired', '2012'], {
      DATA_DIR: own,
    });
    expect(code).toBe(0);
    expect(out).toContain('is a scene of Alone now');
    expect(readPostmaster(path.join(own, 'postgres-18'))).toBeUndefined();
  });

  it.each([
    ['ingest', [image, '--site', 'Broken off', '--acquired', '2012']],
    ['verify', ['originals']],
  ])('leaves no database running where Ctrl+C breaks %s off', async (command, args) => {
    const own = mkdtempSync(path.join(folder, 'broken-off-'));
    const { child, ended, output } = runCommand([command, ...args], { DATA_DIR: own }, { detached: true });
    await until(() => existsSync(path.join(own, 'postgres-18/postmaster.pid')));
    process.kill(-child.pid!, 'SIGINT');
    expect([await ended, output.log]).toEqual([130, '']);
    expect(readPostmaster(path.join(own, 'postgres-18'))).toBeUndefined();
  });

  it.each<[string[], RegExp]>([
    [['ingest'], /Name one file/],
    [['ingest', 'missing.tif', '--site', 'X', '--acquired', '2012'], /There is no file missing\.tif/],
    [['ingest', image, '--site', 'X'], /--acquired DATE/],
    [['ingest', image, '--site', 'X', '--acquired', '2012-13'], /^--acquired: Give the acquisition/],
    [['ingest', image, '--site', 'X', '--acquired', '2012', '--cloud-cover', '130'], /^--cloud-cover: /],
    [['ingest', image, '--site', 'X', '--acquired', '2012', '--colour', 'red'], /Unknown option '--colour'/],
    [['fly'], /There is no command 'fly'/],
  ])('tells what is wrong with %o', async (args, sentence) => {
    const { code, log } = await run(args);
    expect(code).toBe(1);
    expect(log).toMatch(sentence);
    expect(log).not.toMatch(/ at .*:\d+/);
  });

  it('explains itself', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('npm run afterimage -- ingest FILE --site NAME --acquired DATE');
  });
});

describe('a Postgres of one’s own', () => {
  const apart = { DATA_DIR: path.join(folder, 'external') };
  const name = `test_external_${process.pid}`;
  const url = (user: string) => databaseUrl({ ...inject('postgres').owner, user, database: name });
  const asOwner = async (statement: string) => {
    const client = new pg.Client({ ...inject('postgres').owner, database: 'postgres' });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  beforeAll(() => asOwner(`create database ${name}`));
  afterAll(() => asOwner(`drop database ${name} with (force)`));

  it('is migrated once by several servers that start at once', async () => {
    const settings = {
      ...apart,
      DATABASE_URL: url('afterimage'),
      MIGRATION_DATABASE_URL: url('afterimage_owner'),
    };
    const servers = await Promise.all([1, 2, 3].map(() => start(settings)));
    const site = await post(`${servers[0]!.address}/api/sites`, { name: 'Shared' });
    for (const { address, output } of servers) {
      expect((await read(`${address}/api/sites`)).items.map(({ id }) => id)).toEqual([site.id]);
      expect(output.log).toBe('');
    }
  });

  it('that may lose what it acknowledged is refused', async () => {
    await asOwner(`alter database ${name} set synchronous_commit = off`);
    const { code, log } = await run(['start'], {
      ...apart,
      DATABASE_URL: url('afterimage'),
      MIGRATION_DATABASE_URL: url('afterimage_owner'),
    });
    expect(code).toBe(1);
    expect(log).toMatch(/^The database runs with synchronous_commit off/m);
    await asOwner(`alter database ${name} reset synchronous_commit`);
  });

  it('with one role for owning and serving gets a warning', async () => {
    const { output } = await start({ ...apart, DATABASE_URL: url('afterimage_owner') });
    expect(output.log).toContain('set MIGRATION_DATABASE_URL');
  });

  it('that cannot be reached is told in a sentence', async () => {
    const { code, log } = await run(['start'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    expect(code).toBe(1);
    expect(log).toMatch(/^The database of DATABASE_URL cannot be reached/m);
  });
});

type SampleScene = { state: string; synthetic: boolean; title: string };

/** The scenes of the sample site, once none of them is on its way. */
function ingestedSample(address: string): Promise<SampleScene[]> {
  return until(
    async () => {
      const [site] = (await read(`${address}/api/sites`)).items;
      return site ? listOf<SampleScene>(`${address}/api/sites/${site.id}/scenes`) : [];
    },
    (now) => now.length === 4 && now.every(({ state }) => state !== 'ingesting'),
    { timeout: 90_000 },
  );
}

async function listOf<T>(address: string): Promise<T[]> {
  return ((await (await fetch(address)).json()) as { items: T[] }).items;
}

async function post(address: string, body: unknown): Promise<{ id: string }> {
  const reply = await fetch(address, {
    method: 'POST',
    headers: { Analyst: 'Ana', 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await reply.json()) as { id: string };
}

async function read(address: string): Promise<{ items: { id: string; name: string }[] }> {
  return (await (await fetch(address)).json()) as { items: { id: string; name: string }[] };
}
