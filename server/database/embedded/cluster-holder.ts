import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { isRunning, statusOf } from '../../base/process.ts';
import type { PostgresAccount } from './postgres-account.ts';
import { isSameFolder } from './postmaster.ts';

/**
 * What a process is to a cluster: its postmaster, somebody else, or gone. 'unknown' where the system does not tell:
 * then it must neither be signalled nor taken for gone.
 */
export type Standing = 'postmaster' | 'another' | 'gone' | 'unknown';

/**
 * What the process of this number is to a cluster. A crash, a copied folder, a restart of the machine can leave a
 * number in postmaster.pid that is anybody's now, another Postgres's too. So a name is not enough: a postmaster
 * works in its cluster, and in no other folder.
 */
export function standingOf(
  pid: number,
  cluster: string,
  command: PostgresAccount['command'],
  platform: NodeJS.Platform = process.platform,
): Standing {
  if (!isRunning(pid)) return 'gone';
  if (platform === 'linux') return standingOnLinux(pid, cluster, command);
  if (platform === 'win32') return standingOnWindows(pid);
  return standingByLsof(pid, cluster);
}

function standingOnLinux(pid: number, cluster: string, command: PostgresAccount['command']): Standing {
  const status = statusOf(pid);
  if (!status) return isRunning(pid) ? 'unknown' : 'gone';
  if (status.Name !== 'postgres') return 'another';
  const [, effectiveUser] = (status.Uid ?? '').split(/\s+/);
  // Postgres serves nothing but what its own user owns.
  if (Number(effectiveUser) !== statSync(cluster).uid) return 'another';
  const works = worksIn(pid, cluster, command);
  if (works === undefined) return isRunning(pid) ? 'unknown' : 'gone';
  // What a postmaster has started works there, too.
  const parent = Number(status.PPid);
  const isChild = statusOf(parent)?.Name === 'postgres' && worksIn(parent, cluster, command);
  return works && !isChild ? 'postmaster' : 'another';
}

/** Root may be denied a look at the processes of others (in most containers): then their own user looks. */
function worksIn(pid: number, cluster: string, command: PostgresAccount['command']): boolean | undefined {
  const folder = `/proc/${pid}/cwd`;
  try {
    statSync(folder);
    return isSameFolder(folder, cluster);
  } catch {
    const { file, args, options } = command('stat', ['-L', '-c', '%d %i', folder]);
    const { status, stdout } = spawnSync(file, args, { ...options, encoding: 'utf8' });
    const { dev, ino } = statSync(cluster, { bigint: true });
    return status === 0 ? String(stdout).trim() === `${dev} ${ino}` : undefined;
  }
}

/** lsof gives numbers of devices and folders, which no way of writing a path can hide. */
function standingByLsof(pid: number, cluster: string): Standing {
  const lsof = ['/usr/sbin/lsof', '/usr/bin/lsof'].find((program) => existsSync(program));
  if (!lsof) return 'unknown';
  const { stdout } = spawnSync(lsof, ['-a', '-p', String(pid), '-d', 'cwd', '-F', 'cDi'], {
    encoding: 'utf8',
  });
  const told = (field: string) => new RegExp(`^${field}(.+)$`, 'm').exec(stdout ?? '')?.[1];
  const [name, device, folder] = [told('c'), told('D'), told('i')];
  if (name === undefined || folder === undefined) return isRunning(pid) ? 'unknown' : 'gone';
  const { dev, ino } = statSync(cluster, { bigint: true });
  if (name !== 'postgres' || folder !== String(ino)) return 'another';
  return device !== undefined && BigInt(device) === dev ? 'postmaster' : 'unknown';
}

/** Windows tells a process's program, and not where it works. */
function standingOnWindows(pid: number): Standing {
  const { status, stdout } = spawnSync('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], {
    encoding: 'utf8',
  });
  if (status !== 0) return 'unknown';
  return /^"postgres\.exe"/im.test(stdout) ? 'unknown' : 'another';
}

/**
 * Whether any Postgres works in a cluster; undefined where the system does not tell. For where postmaster.pid
 * names nobody.
 */
export function isHeld(cluster: string, command: PostgresAccount['command']): boolean | undefined {
  if (process.platform !== 'linux') return undefined;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const standings = pids.map((pid) => standingOf(Number(pid), cluster, command));
  if (standings.includes('postmaster')) return true;
  return standings.includes('unknown') ? undefined : false;
}
