import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../../server/base/log.ts';
import { isRunning } from '../../../../server/base/process.ts';
import { type EmbeddedPostgres, startEmbedded } from '../../../../server/database/embedded/embedded.ts';
import { findPostgres, requireLinks } from '../../../../server/database/embedded/postgres-binaries.ts';
import { readPostmaster } from '../../../../server/database/embedded/postmaster.ts';
import { until } from '../../../support/base/until.ts';

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
    await expect.poll(() => ask(owner, 'select figure from kept').catch(() => [])).toEqual([{ figure: 7 }]);
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

  it.runIf(process.platform === 'linux')(
    'waits until the number of one that was killed is free',
    async () => {
      const folder = newFolder();
      const launcher = await launchAndStay(folder);
      try {
        // Its parent does not hear of its end: the number stays taken.
        launcher.kill('SIGSTOP');
        process.kill(pidOf(folder)!, 'SIGKILL');
        const again = start(folder);
        await until(() =>
          readFileSync(path.join(folder, 'postgres-18.log'), 'utf8').includes('already exists'),
        );
        launcher.kill('SIGKILL');
        expect(await ask((await again).owner, 'select 1 as one')).toEqual([{ one: 1 }]);
      } finally {
        launcher.kill('SIGKILL');
      }
    },
  );

  it('is stopped also where it recovers from a crash as it is let go', async () => {
    const folder = newFolder();
    const { owner, release } = await start(folder);
    const pid = pidOf(folder)!;
    const [{ held }] = await ask(
      owner,
      "select pid as held from pg_stat_activity where application_name = 'afterimage presence'",
    );
    process.kill(held, 'SIGKILL');
    await release();
    expect(isRunning(pid)).toBe(false);
    expect(existsSync(String(owner.host))).toBe(false);
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

  it('leaves another Postgres alone whose process number stands in a stale lock file', async () => {
    const [folder, other] = [newFolder(), newFolder()];
    const first = await start(folder);
    await ask(first.owner, 'create table kept as select 7 as figure');
    await first.release();
    await start(other);
    const neighbour = pidOf(other)!;
    pretendToBe(folder, neighbour, '/nowhere');
    const again = await start(folder);
    expect(await ask(again.owner, 'select figure from kept')).toEqual([{ figure: 7 }]);
    expect([isRunning(neighbour), pidOf(other)]).toEqual([true, neighbour]);
  });

  it('leaves another Postgres alone to which the lock file leads in every way', async () => {
    const [folder, other] = [newFolder(), newFolder()];
    await (await start(folder)).release();
    const { owner } = await start(other);
    const neighbour = pidOf(other)!;
    cpSync(lockFileOf(other), lockFileOf(folder));
    const again = await start(folder);
    expect(await ask(again.owner, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await ask(owner, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect([isRunning(neighbour), pidOf(other)]).toEqual([true, neighbour]);
  });

  it('leaves another Postgres alone when it lets go, and when its own dies', async () => {
    const [folder, other] = [newFolder(), newFolder()];
    const held = await start(folder);
    await start(other);
    const [own, neighbour] = [pidOf(folder)!, pidOf(other)!];
    pretendToBe(folder, neighbour, '/nowhere');
    await held.release();
    expect([isRunning(neighbour), pidOf(other)]).toEqual([true, neighbour]);
    process.kill(own, 'SIGKILL');
    const again = await start(folder);
    pretendToBe(folder, neighbour, '/nowhere', (pid) => process.kill(pid, 'SIGKILL'));
    await expect
      .poll(() => ask(again.owner, 'select 1 as one').catch(() => []), { timeout: 30_000 })
      .toEqual([{ one: 1 }]);
    expect([isRunning(neighbour), pidOf(other)]).toEqual([true, neighbour]);
  });

  it.runIf(process.platform === 'linux')('leaves another program alone that is called postgres', async () => {
    const folder = newFolder();
    await (await start(folder)).release();
    const program = path.join(newFolder(), 'postgres');
    cpSync('/bin/sleep', program);
    const child = spawn(program, ['1000'], { cwd: folder });
    try {
      pretendToBe(folder, child.pid!, '/nowhere');
      const { owner } = await start(folder);
      expect(await ask(owner, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(child.exitCode ?? child.signalCode).toBeNull();
    } finally {
      child.kill();
    }
  });

  it('starts on the copy of a folder that is in use, and neither stops nor unplugs the one in use', async () => {
    const folder = newFolder();
    const original = await start(folder);
    await ask(original.owner, 'create table kept as select 7 as figure');
    const running = pidOf(folder)!;
    const copy = newFolder();
    spawnSync('cp', ['-a', `${folder}/.`, copy]);
    const copied = await start(copy);
    await ask(copied.owner, 'insert into kept values (8)');
    expect(pidOf(copy)).not.toBe(pidOf(folder));
    expect(await ask(original.owner, 'select figure from kept')).toEqual([{ figure: 7 }]);
    await copied.release();
    expect(await ask(original.owner, 'select figure from kept')).toEqual([{ figure: 7 }]);
    expect([isRunning(running), pidOf(folder)]).toEqual([true, running]);
  });

  it('goes on with what was stored where its folder was moved while it ran', async () => {
    const folder = newFolder();
    await killedLauncher(folder);
    const orphan = pidOf(folder)!;
    const moved = path.join(newFolder(), 'moved');
    renameSync(folder, moved);
    const { owner } = await start(moved);
    expect(await ask({ ...owner, user: 'postgres' }, 'show data_directory')).toEqual([
      { data_directory: path.join(moved, 'postgres-18') },
    ]);
    expect(isRunning(orphan)).toBe(false);
  });

  it('is known for the same below another name of its folder', async () => {
    const folder = newFolder();
    const first = await start(folder);
    const name = path.join(newFolder(), 'name');
    symlinkSync(folder, name);
    const second = await start(name);
    const pid = pidOf(folder)!;
    await second.release();
    expect(isRunning(pid)).toBe(true);
    expect(await ask(first.serving, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it.each(['', 'nonsense', '0', '-1', '1', '-7', '99999999999', 'NaN'])(
    "starts past a lock file that names '%s', and signals nobody",
    async (named) => {
      const folder = newFolder();
      await (await start(folder)).release();
      writeFileSync(lockFileOf(folder), named === '' ? '' : `${named}\n${folder}\n1\n5432\n/nowhere\n`);
      const { output, ended } = launchApart(folder);
      await ended;
      expect(output.text).toBe('started\n');
    },
  );

  it.runIf(process.platform === 'linux')(
    'is not started beside one that a damaged lock file hides',
    async () => {
      const folder = newFolder();
      await killedLauncher(folder);
      const orphan = pidOf(folder)!;
      try {
        writeFileSync(lockFileOf(folder), '');
        await expect(start(folder)).rejects.toThrow(/^A Postgres works in .* End it and start again\.$/);
        expect(isRunning(orphan)).toBe(true);
      } finally {
        process.kill(orphan, 'SIGKILL');
      }
    },
  );

  it.runIf(process.platform === 'linux')('is not misled by the number of a thread', async () => {
    const thread = readdirSync('/proc/self/task')
      .map(Number)
      .find((id) => id !== process.pid)!;
    expect(isRunning(thread)).toBe(false);
    const folder = newFolder();
    await (await start(folder)).release();
    pretendToBe(folder, thread, '/nowhere');
    expect(await ask((await start(folder)).owner, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is reached again within seconds where its sockets are cleaned away while it is held', async () => {
    const folder = newFolder();
    const { owner, release } = await start(folder);
    await ask(owner, 'create table kept as select 7 as figure');
    rmSync(String(owner.host), { recursive: true });
    await expect
      .poll(() => ask(owner, 'select figure from kept').catch(() => []), { timeout: 30_000 })
      .toEqual([{ figure: 7 }]);
    const pid = pidOf(folder)!;
    await release();
    expect(isRunning(pid)).toBe(false);
  });

  it('is found where it was by those who hold it, whoever starts it again', async () => {
    const folder = path.join(newFolder(), 'a'.repeat(100));
    const first = await start(folder);
    process.kill(pidOf(folder)!, 'SIGKILL');
    const second = await start(folder);
    expect(second.owner.host).toBe(first.owner.host);
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

const lockFileOf = (folder: string) => path.join(folder, 'postgres-18', 'postmaster.pid');

/** Writes a lock file that names a process; something may happen to the one that it named before. */
function pretendToBe(
  folder: string,
  pid: number,
  socketFolder: string,
  meanwhile: (former: number) => void = () => {},
): void {
  const former = pidOf(folder);
  const lines = [pid, path.join(folder, 'postgres-18'), 1, 5432, socketFolder, '', '', 'ready   ', ''];
  writeFileSync(lockFileOf(folder), lines.join('\n'));
  if (former !== undefined) meanwhile(former);
}

/** Starts and stops the embedded Postgres in a process that leads a group of its own. */
function launchApart(folder: string) {
  const script = `
    const { release } = await startEmbedded(${JSON.stringify(folder)}, pino({ level: 'silent' }));
    console.log('started');
    await release();
    process.exit();`;
  const child = runLauncher(script, { detached: true });
  const output = { text: '' };
  child.stdout.on('data', (text) => {
    output.text += text;
  });
  return { output, ended: once(child, 'close') };
}

/** Starts the launcher in a process of its own and kills that process, and not Postgres. */
async function killedLauncher(folder: string): Promise<void> {
  const child = await launchAndStay(folder);
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Starts the embedded Postgres in a process of its own, which holds it. */
async function launchAndStay(folder: string) {
  const child = runLauncher(`
    await startEmbedded(${JSON.stringify(folder)}, pino({ level: 'silent' }));
    console.log('started');
    setInterval(() => {}, 1000);`);
  await once(child.stdout, 'data');
  return child;
}

function runLauncher(script: string, options: { detached?: boolean } = {}) {
  const launcher = path.join(import.meta.dirname, '../../../../server/database/embedded/embedded.ts');
  const imports = `
    import { startEmbedded } from ${JSON.stringify(launcher)};
    import { pino } from ${JSON.stringify(import.meta.resolve('pino'))};`;
  return spawn(process.execPath, ['--input-type=module', '-e', imports + script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
}
