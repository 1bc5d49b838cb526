import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbedded } from '../../../server/database/embedded.ts';
import { findPostgres, requireLinks } from '../../../server/database/postgres-binaries.ts';
import { readPostmaster } from '../../../server/database/postmaster.ts';
import { createLog } from '../../../server/log.ts';
import { isRunning } from '../../../server/process.ts';

const log = createLog('silent');
const folders: string[] = [];
const started: EmbeddedPostgres[] = [];

function newFolder(parent = tmpdir()): string {
  const folder = mkdtempSync(path.join(parent, 'afterimage-launch-'));
  folders.push(folder);
  return folder;
}

async function start(folder: string): Promise<EmbeddedPostgres> {
  const postgres = await startEmbedded(folder, log);
  started.push(postgres);
  return postgres;
}

async function ask(connection: pg.ClientConfig, statement: string) {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const pidOf = (folder: string) => readPostmaster(path.join(folder, 'postgres-18'))?.pid;

afterEach(async () => {
  for (const { release } of started.splice(0)) await release().catch(() => {});
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the embedded Postgres', () => {
  it('keeps what was stored from one start to the next, and stops when it is let go', async () => {
    const folder = newFolder();
    const first = await start(folder);
    const pid = pidOf(folder)!;
    const socketFolder = String(first.owner.host);
    await ask(first.owner, 'create table kept as select 7 as figure');
    await first.release();
    expect(isRunning(pid)).toBe(false);
    expect(existsSync(socketFolder)).toBe(false);
    const second = await start(folder);
    expect(await ask(second.owner, 'select figure from kept')).toEqual([{ figure: 7 }]);
  });

  it('is started again where it was when it dies, with all that was stored', async () => {
    const folder = newFolder();
    const { owner, release } = await start(folder);
    await ask(owner, 'create table kept as select 7 as figure');
    const killed = pidOf(folder)!;
    process.kill(killed, 'SIGKILL');
    await expect
      .poll(() => ask(owner, 'select figure from kept').catch(() => []), { timeout: 30_000 })
      .toEqual([{ figure: 7 }]);
    const pid = pidOf(folder)!;
    expect(pid).not.toBe(killed);
    await release();
    expect(isRunning(pid)).toBe(false);
    expect(existsSync(String(owner.host))).toBe(false);
  });

  it('serves with durable settings, UTF-8 and page checksums', async () => {
    const { owner } = await start(newFolder());
    const [settings] = await ask(
      owner,
      `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
        current_setting('synchronous_commit') as commit, current_setting('data_checksums') as checksums,
        current_setting('server_encoding') as encoding, current_setting('listen_addresses') as listen`,
    );
    expect(settings).toEqual({
      fsync: 'on',
      pages: 'on',
      commit: 'on',
      checksums: 'on',
      encoding: 'UTF8',
      listen: '',
    });
  });

  it('gives a serving role that owns nothing and may make nothing', async () => {
    const { serving } = await start(newFolder());
    await expect(ask(serving, 'create table mine ()')).rejects.toThrow(/permission denied/);
    const [role] = await ask(
      serving,
      'select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user',
    );
    expect(Object.values(role)).toEqual([false, false, false, false]);
  });

  it('takes over the Postgres of a server that was killed', async () => {
    const folder = newFolder();
    await killedLauncher(folder);
    const orphan = pidOf(folder)!;
    expect(isRunning(orphan)).toBe(true);
    const postgres = await start(folder);
    expect(pidOf(folder)).toBe(orphan);
    expect(await ask(postgres.serving, 'select 1 as one')).toEqual([{ one: 1 }]);
    await postgres.release();
    expect(isRunning(orphan)).toBe(false);
  });

  it('replaces an orphan whose socket was cleaned away', async () => {
    const folder = newFolder();
    await killedLauncher(folder);
    const orphan = readPostmaster(path.join(folder, 'postgres-18'))!;
    rmSync(orphan.socketFolder, { recursive: true });
    await start(folder);
    expect(isRunning(orphan.pid)).toBe(false);
    expect(pidOf(folder)).not.toBe(orphan.pid);
  });

  it('starts after Postgres itself was killed, and stale lock files remain', async () => {
    const folder = newFolder();
    const first = await start(folder);
    await ask(first.owner, 'create table kept as select 7 as figure');
    process.kill(pidOf(folder)!, 'SIGKILL');
    const second = await start(folder);
    expect(await ask(second.owner, 'select figure from kept')).toEqual([{ figure: 7 }]);
  });

  it('is not misled by a lock file whose process number another program has now', async () => {
    const folder = newFolder();
    const first = await start(folder);
    await first.release();
    const lockFile = `${process.pid}\n${path.join(folder, 'postgres-18')}\n1\n5432\n/nowhere\n\n\nready   \n`;
    writeFileSync(path.join(folder, 'postgres-18', 'postmaster.pid'), lockFile);
    const second = await start(folder);
    expect(await ask(second.serving, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is shared by two that start at once, and stays until the last lets go', async () => {
    const folder = newFolder();
    const [one, other] = await Promise.all([start(folder), start(folder)]);
    expect(one.serving.host).toBe(other.serving.host);
    await one.release();
    expect(await ask(other.serving, 'select 1 as one')).toEqual([{ one: 1 }]);
    const pid = pidOf(folder)!;
    await other.release();
    expect(isRunning(pid)).toBe(false);
  });

  it('begins anew where a cluster was cut short while it was made', async () => {
    const folder = newFolder();
    mkdirSync(path.join(folder, 'postgres-18.unfinished'));
    writeFileSync(path.join(folder, 'postgres-18.unfinished', 'PG_VERSION'), '18');
    const { serving } = await start(folder);
    expect(await ask(serving, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('works below a path far longer than a socket may have', async () => {
    const folder = path.join(newFolder(), 'a'.repeat(100), 'b'.repeat(100));
    mkdirSync(folder, { recursive: true });
    const { serving } = await start(folder);
    expect(await ask(serving, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it.runIf(process.getuid?.() === 0)('works for root below a folder that is closed to others', async () => {
    const closed = newFolder();
    const folder = path.join(closed, 'data');
    mkdirSync(folder);
    const { serving } = await start(folder);
    expect(await ask(serving, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('tells what Postgres said where it cannot start', async () => {
    const folder = newFolder();
    await (await start(folder)).release();
    writeFileSync(path.join(folder, 'postgres-18', 'postgresql.auto.conf'), "no_such_setting = 'x'\n");
    await expect(start(folder)).rejects.toThrow(/did not start.*no_such_setting/s);
  });

  it('names npm rebuild where the install script of its libraries has not run', () => {
    const { folder } = findPostgres();
    const copy = path.join(newFolder(), 'native');
    mkdirSync(copy);
    cpSync(path.join(folder, 'pg-symlinks.json'), path.join(copy, 'pg-symlinks.json'));
    expect(() => requireLinks(folder)).not.toThrow();
    const links = JSON.parse(readFileSync(path.join(copy, 'pg-symlinks.json'), 'utf8'));
    expect(links.length).toBeGreaterThan(0);
    expect(() => requireLinks(copy)).toThrow(/npm rebuild/);
  });
});

/** Starts the launcher in a process of its own and kills that process, and not Postgres. */
async function killedLauncher(folder: string): Promise<void> {
  const launcher = path.join(import.meta.dirname, '../../../server/database/embedded.ts');
  const script = `
    import { startEmbedded } from ${JSON.stringify(launcher)};
    import { pino } from ${JSON.stringify(import.meta.resolve('pino'))};
    await startEmbedded(${JSON.stringify(folder)}, pino({ level: 'silent' }));
    console.log('started');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
