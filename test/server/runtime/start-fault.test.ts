import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest';
import {
  end,
  ROOT,
  runCommand,
  type ServerProcess,
  startServerProcess,
} from '../../support/server/server-process.ts';
import { mayMount, withClosedCopy, withMount } from '../../support/server/small-disk.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'afterimage-fault-'));
const running: ServerProcess[] = [];
let made = 0;

const newPath = () => path.join(folder, String(++made));

function newFolder(...below: string[]): string {
  const own = newPath();
  mkdirSync(path.join(own, ...below), { recursive: true });
  return own;
}

async function start(environment: Record<string, string>): Promise<ServerProcess> {
  const server = await startServerProcess(environment, { page: false });
  running.push(server);
  return server;
}

/** What is said where the server does not start; without a line of a stack trace. */
async function refusal(
  environment: Record<string, string>,
  { args = ['start'], cwd = ROOT } = {},
): Promise<string> {
  const settings = { PORT: '0', SAMPLE: 'off', LOG_LEVEL: 'warn', ...environment };
  const { output, ended } = runCommand(args, settings, { cwd });
  expect([await ended, output.out]).toEqual([1, '']);
  expect(output.log).not.toMatch(/^\s+at .*:\d+/m);
  return output.log;
}

/** The same where it may start after all, since the database happens to need no more room than there is. */
async function startsOrTells(environment: Record<string, string>, sentence: RegExp): Promise<void> {
  try {
    await end((await startServerProcess(environment)).child, 'SIGTERM');
  } catch (error) {
    expect(String(error)).toMatch(sentence);
    expect(String(error)).not.toMatch(/^\s+at .*:\d+/m);
  }
}

afterEach(async () => {
  for (const { child } of running.splice(0)) await end(child, 'SIGTERM');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a data folder that cannot be used is told of in a sentence', () => {
  it.each<[string, () => string, RegExp]>([
    [
      'a file',
      () => {
        const file = newPath();
        writeFileSync(file, 'x');
        return file;
      },
      /^DATA_DIR is .* which cannot be written to: a file stands where a folder should be\. .*DATA_DIR/,
    ],
    ['below a file', () => path.join('/dev/null', 'data'), /^DATA_DIR is \/dev\/null\/data, which cannot be/],
    [
      'where nobody may make one',
      () => '/proc/data',
      /^DATA_DIR is \/proc\/data, which cannot be written to: /,
    ],
    ['of a name that is too long', () => path.join(newPath(), 'a'.repeat(300)), /the path is too long/],
    [
      'of a path that is too long for a database',
      () => path.join(newPath(), ...Array.from({ length: 6 }, () => 'b'.repeat(200))),
      /^DATA_DIR is .*, whose path is too long for a database\./,
    ],
    [
      'with the database of another PostgreSQL',
      () => {
        const own = newFolder('postgres-18');
        writeFileSync(path.join(own, 'postgres-18', 'PG_VERSION'), '17\n');
        return own;
      },
      /was made by PostgreSQL 17, and this is PostgreSQL 18\./,
    ],
    [
      'with a part of a database',
      () => newFolder('postgres-18', 'base'),
      /holds no whole database: PG_VERSION is missing/,
    ],
    [
      'with a damaged lock',
      () => {
        const own = newFolder();
        writeFileSync(path.join(own, 'postgres-18.lock'), 'no lock');
        return own;
      },
      /^The lock .* cannot be taken: the file is damaged\. Remove it and start again\.$/m,
    ],
    [
      'with images, and without the database that knows them',
      () => {
        const own = newFolder('originals');
        writeFileSync(path.join(own, 'originals', '0'.repeat(64)), 'x');
        return own;
      },
      /belongs to a database, but does not hold it: postgres-18 is missing or empty\. Nothing was changed\./,
    ],
  ])('%s', async (_, make, sentence) => {
    expect(await refusal({ DATA_DIR: make() })).toMatch(sentence);
  });

  it('that is used with a database elsewhere, and is started without it', async () => {
    const name = `test_elsewhere_${process.pid}`;
    const own = newFolder();
    await withDatabase(name, async (url) => {
      const { child } = await start({ DATA_DIR: own, DATABASE_URL: url });
      await end(child, 'SIGTERM');
      expect(await refusal({ DATA_DIR: own })).toMatch(/postgres-18 is missing or empty/);
      expect(existsSync(path.join(own, 'postgres-18'))).toBe(false);
    });
  });

  it('also where its database is started, and the command line asks', async () => {
    const file = newPath();
    writeFileSync(file, 'x');
    expect(await refusal({ DATA_DIR: file }, { args: ['verify', 'originals'] })).toMatch(/^DATA_DIR is/);
  });

  it.skipIf(!mayMount)('on a disk that is too small for a database', async () => {
    await withMount('20m', async (disk) => {
      const log = await refusal({ DATA_DIR: path.join(disk, 'data') });
      expect(log).toMatch(/^The database could not be created in .*, because the disk is full\. .* 100 MB/);
    });
  });

  it.skipIf(!mayMount)('on a disk that is full, or nearly so, or closed for writing', async () => {
    await withMount('100m', async (disk, remount) => {
      const DATA_DIR = path.join(disk, 'data');
      await end((await start({ DATA_DIR })).child, 'SIGTERM');
      const filler = path.join(disk, 'filler');
      fill(filler, 0);
      expect(await refusal({ DATA_DIR })).toMatch(/^DATA_DIR is .*: the disk is full\. Free some space/);
      fill(filler, 300_000);
      await startsOrTells({ DATA_DIR }, /because the disk of .* is full\. Free some space/);
      rmSync(filler);
      // What a Postgres that failed has started ends a moment after it.
      await expect.poll(() => remount('ro')).toBeUndefined();
      expect(await refusal({ DATA_DIR })).toMatch(/^DATA_DIR is .*: the disk is closed for writing/);
      expect(await refusal({ DATA_DIR: path.join(disk, 'new') })).toMatch(/the disk is closed for writing/);
      remount('rw');
      await end((await start({ DATA_DIR })).child, 'SIGTERM');
    });
  });

  it('and a note of a server’s address that is damaged keeps nobody from anything', async () => {
    const own = newFolder();
    writeFileSync(path.join(own, 'server.json'), '{"address": 7');
    const { address, child } = await start({ DATA_DIR: own });
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    writeFileSync(path.join(own, 'server.json'), 'no JSON');
    expect(await end(child, 'SIGTERM')).toBe(0);
  });
});

describe('a project folder that is closed for writing', () => {
  it.skipIf(!mayMount)('and has no page yet is told of in a sentence', async () => {
    await withClosedCopy(ROOT, 'client/dist', async (cwd) => {
      const log = await refusal({ DATA_DIR: newFolder() }, { cwd });
      expect(log).toMatch(
        /^The page is not built, and cannot be built in .*: the disk is closed for writing .* run 'npm run afterimage -- build' where it can be written to\.\n$/,
      );
    });
  });
});

describe('the command line', () => {
  it('does not take the server of the folder that its own was copied from', async () => {
    const [original, copy] = [newFolder(), newFolder()];
    await start({ DATA_DIR: original });
    cpSync(path.join(original, 'server.json'), path.join(copy, 'server.json'));
    const image = path.join(folder, 'valley.tif');
    const { valleyTiff } = await import('../../support/server/upload.ts');
    writeFileSync(image, valleyTiff(71));
    const { output, ended } = runCommand(['ingest', image, '--site', 'Mine', '--acquired', '2012'], {
      DATA_DIR: copy,
      LOG_LEVEL: 'warn',
    });
    expect([await ended, output.log]).toEqual([0, '']);
    const { address } = running.at(-1)!;
    expect(await (await fetch(`${address}/api/sites`)).json()).toEqual({ items: [] });
  });
});

describe('a password in an address of a database', () => {
  const word = 's3cr%t';
  const SECRETS = ['Tr0ub4dor', 's3cr', 'hunter2', '12345678'];

  it.each([
    ['of another kind', 'mysql://ana:Tr0ub4dor@localhost/afterimage'],
    ['as libpq takes it', 'host=localhost user=ana password=Tr0ub4dor'],
    ['with a space', 'postgres://ana:Tr0ub4dor hunter2@localhost/afterimage'],
    ['with a slash', 'postgres://ana:Tr0ub4dor/hunter2@localhost/afterimage'],
    ['with a hash', 'postgres://ana:Tr0ub4dor#hunter2@localhost/afterimage'],
    ['of figures and a hash', 'postgres://ana:1234#hunter2@localhost/afterimage'],
    ['of figures and a question mark', 'postgres://ana:1234?hunter2@localhost/afterimage'],
    ['in the path', 'postgres://localhost/ana:Tr0ub4dor@afterimage'],
    ['before a port that is none', 'postgres://ana:Tr0ub4dor@localhost:port/afterimage'],
    ['beside a port that is none', 'postgres://ana:Tr0ub4dor@localhost/afterimage?port=x'],
    ['in the query', 'postgres://ana@localhost:1 2/afterimage?password=Tr0ub4dor'],
    ['with a percent sign', `postgres://ana:${word}@127.0.0.1:1/afterimage`],
    ['that is cut short in its encoding', 'postgres://ana:s3cr%E0%A4%A@127.0.0.1:1/afterimage'],
    ['with an at sign', 'postgres://ana:Tr0ub4dor@hunter2@127.0.0.1:1/afterimage'],
    ['at a port where nobody is', 'postgres://ana:Tr0ub4dor@127.0.0.1:1/afterimage?password=hunter2'],
    ['at a name that nobody has', 'postgres://ana:Tr0ub4dor@nowhere.invalid/afterimage'],
    ['with a certificate that is not there', 'postgres://ana:Tr0ub4dor@127.0.0.1:1/a?sslrootcert=/none.pem'],
  ])('%s is never printed', async (_, address) => {
    const settings = { DATABASE_URL: address, MIGRATION_DATABASE_URL: address };
    const log = await refusal({ DATA_DIR: newFolder(), LOG_LEVEL: 'trace', ...settings });
    expect(log).toMatch(/DATABASE_URL/);
    for (const secret of SECRETS) expect(log).not.toContain(secret);
  });

  it('does not come to light in the log either, when connections are lost', async () => {
    const name = `test_secret_${process.pid}`;
    await withDatabase(name, async (url) => {
      const secret = `${url.replace('@/', ':Tr0ub4dor@/')}&password=hunter2`;
      const { address, output } = await start({
        DATA_DIR: newFolder(),
        DATABASE_URL: secret,
        LOG_LEVEL: 'trace',
      });
      await fetch(`${address}/api/sites`);
      await asOwner(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`,
      );
      await expect.poll(() => output.log, { timeout: 15_000 }).toContain('was lost');
      await expect
        .poll(async () => (await fetch(`${address}/api/sites`)).status, { timeout: 15_000 })
        .toBe(200);
      for (const hidden of SECRETS) expect(output.log).not.toContain(hidden);
    });
  });

  it.each([
    ['postgres://ana@127.0.0.1:1/none', /^The database of DATABASE_URL cannot be reached: /m],
    ['postgres://ana:pa%2Fss@127.0.0.1:1/none', /^The database of DATABASE_URL cannot be reached: /m],
  ])('leaves a good address good: %s', async (address, sentence) => {
    expect(await refusal({ DATA_DIR: newFolder(), DATABASE_URL: address })).toMatch(sentence);
  });
});

describe('two addresses', () => {
  it('that lead to different databases are told of, and one that cannot be reached is named', async () => {
    const [one, other] = [`test_one_${process.pid}`, `test_other_${process.pid}`];
    await withDatabase(one, (first) =>
      withDatabase(other, async (second) => {
        const settings = { DATA_DIR: newFolder(), DATABASE_URL: first, MIGRATION_DATABASE_URL: second };
        expect(await refusal(settings)).toMatch(/lead to different databases\. Set both to the same one\.$/m);
        const lost = { ...settings, MIGRATION_DATABASE_URL: 'postgres://ana:Tr0ub4dor@127.0.0.1:1/none' };
        const log = await refusal(lost);
        expect(log).toMatch(/^The database of MIGRATION_DATABASE_URL cannot be reached/m);
        expect(log).not.toContain('Tr0ub4dor');
      }),
    );
  });
});

/** Leaves so many bytes of a disk free. */
function fill(file: string, leaving: number): void {
  rmSync(file, { force: true });
  const free = execFileSync('df', ['--output=avail', '-B1', path.dirname(file)], { encoding: 'utf8' });
  const bytes = Number(free.trim().split('\n').at(-1)) - leaving;
  execFileSync('sh', ['-c', `head -c ${bytes} /dev/zero > "$0" || true`, file], { stdio: 'ignore' });
  expect(readFileSync(file).length).toBeGreaterThan(0);
}

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ ...inject('postgres').owner, database: 'postgres' });
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function withDatabase(name: string, work: (url: string) => Promise<unknown>): Promise<void> {
  const { host, port, user } = inject('postgres').owner;
  await asOwner(`create database ${name}`);
  try {
    await work(`postgres://${user}@/${name}?host=${encodeURIComponent(String(host))}&port=${port}`);
  } finally {
    for (const { child } of running.splice(0)) await end(child, 'SIGTERM');
    await asOwner(`drop database ${name} with (force)`);
  }
}
