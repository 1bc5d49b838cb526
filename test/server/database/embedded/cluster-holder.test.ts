import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../../../server/base/log.ts';
import { standingOf } from '../../../../server/database/embedded/cluster-holder.ts';
import { type EmbeddedPostgres, startEmbedded } from '../../../../server/database/embedded/embedded.ts';
import { chooseAccount } from '../../../../server/database/embedded/postgres-account.ts';
import { findPostgres } from '../../../../server/database/embedded/postgres-binaries.ts';
import { readPostmaster } from '../../../../server/database/embedded/postmaster.ts';

const folders = ['own', 'other'].map((name) => mkdtempSync(path.join(tmpdir(), `afterimage-${name}-`)));
const [cluster, other] = folders.map((folder) => path.join(folder, 'postgres-18')) as [string, string];
const started: EmbeddedPostgres[] = [];
const { command } = chooseAccount(cluster, findPostgres());

beforeAll(async () => {
  for (const folder of folders) started.push(await startEmbedded(folder, createLog('silent')));
});
afterAll(async () => {
  for (const { release } of started) await release();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const pidOf = (folder: string) => readPostmaster(folder)!.pid;

describe.each<[string, NodeJS.Platform, boolean]>([
  ['Linux', 'linux', process.platform === 'linux'],
  ['macOS, by lsof', 'darwin', existsSync('/usr/bin/lsof') || existsSync('/usr/sbin/lsof')],
])('on %s', (_, platform, offered) => {
  const standing = (pid: number, folder = cluster) => standingOf(pid, folder, command, platform);

  it.runIf(offered)('a postmaster is known for that of its own cluster alone', () => {
    expect(standing(pidOf(cluster))).toBe('postmaster');
    expect(standing(pidOf(other), other)).toBe('postmaster');
    expect(standing(pidOf(other))).toBe('another');
    expect(standing(process.pid)).toBe('another');
    expect([0, -1, -pidOf(cluster), Number.NaN, 2 ** 40].map((pid) => standing(pid))).toEqual(
      Array(5).fill('gone'),
    );
  });
});

describe.runIf(process.platform === 'linux')('on Linux', () => {
  it('what a postmaster has started is not taken for it', () => {
    const children = readdirSync('/proc').filter(
      (name) =>
        /^\d+$/.test(name) &&
        existsSync(`/proc/${name}/status`) &&
        readFileSync(`/proc/${name}/status`, 'utf8').includes(`\nPPid:\t${pidOf(cluster)}\n`),
    );
    expect(children.length).toBeGreaterThan(0);
    for (const child of children) expect(standingOf(Number(child), cluster, command)).toBe('another');
  });

  it.runIf(process.getuid?.() === 0)(
    'root that may not look at processes of others, as in containers, knows it',
    () => {
      const module = (name: string) =>
        JSON.stringify(path.join(import.meta.dirname, '../../../../server/database/embedded', name));
      const script = `
      import { statSync } from 'node:fs';
      import { standingOf } from ${module('cluster-holder.ts')};
      import { chooseAccount } from ${module('postgres-account.ts')};
      import { findPostgres } from ${module('postgres-binaries.ts')};
      const [cluster, ...pids] = process.argv.slice(1);
      const { command } = chooseAccount(cluster, findPostgres());
      let denied = false;
      try { statSync('/proc/' + pids[0] + '/cwd'); } catch { denied = true; }
      console.log([denied, ...pids.map((pid) => standingOf(Number(pid), cluster, command))].join());`;
      const { stdout } = spawnSync(
        'setpriv',
        [
          ...['--bounding-set=-sys_ptrace', '--inh-caps=-sys_ptrace'],
          ...[process.execPath, '--input-type=module', '-e', script, cluster],
          ...[pidOf(cluster), pidOf(other)].map(String),
        ],
        { encoding: 'utf8' },
      );
      expect(stdout.trim()).toBe('true,postmaster,another');
    },
  );
});
