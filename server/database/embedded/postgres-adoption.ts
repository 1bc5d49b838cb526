import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import { StartupError } from '../../base/config.ts';
import { isHeld, type Standing, standingOf } from './cluster-holder.ts';
import type { PostgresAccount } from './postgres-account.ts';
import { eventually, type Postmaster, postmasterFile, readPostmaster, whoAnswers } from './postmaster.ts';
import { socketOf } from './socket-folder.ts';

const SECONDS_TO_ANSWER = 15;
const SECONDS_TO_STOP = 60;

type Cluster = { cluster: string; account: PostgresAccount };

/**
 * The server that already serves this cluster, if it answers. One that is starting or stopping is waited for; one
 * that works in this cluster but cannot be reached (its socket was cleaned away, the data folder was moved) is
 * stopped. `connect` tells how a postmaster is reached. Throws a StartupError where it cannot be told who holds it.
 */
export async function adopt(
  { cluster, account }: Cluster,
  connect: (postmaster: Postmaster) => pg.ClientConfig,
  log: Logger,
): Promise<Postmaster | undefined> {
  const first = readPostmaster(cluster);
  if (!first) {
    if (existsSync(postmasterFile(cluster))) clearUnreadable({ cluster, account });
    return undefined;
  }
  const { found, standing, who } = await waitForAnswer({ cluster, account }, connect, first);
  if (who === 'this') {
    log.info({ pid: found.pid }, 'adopted the embedded Postgres that was running');
    return found;
  }
  if (standing === 'unknown') throw cannotTell(cluster, found.pid);
  if (standing === 'postmaster' && found.socketFolder === '')
    throw new StartupError(
      `A Postgres that Afterimage has not started (process ${found.pid}) works in ${cluster}. Stop it and start again.`,
    );
  if (standing === 'postmaster') {
    log.warn({ pid: found.pid }, 'stopping an embedded Postgres that does not answer');
    if (!(await stopPostmaster({ cluster, account }, found.pid)))
      throw new StartupError(
        `The Postgres with process number ${found.pid} holds ${cluster}, and neither answers nor stops. End it and start again.`,
      );
  }
  // Postgres itself sees that a process is gone, and not that its number is another's now.
  if (standing === 'another' && readPostmaster(cluster)?.pid === found.pid)
    rmSync(postmasterFile(cluster), { force: true });
  return undefined;
}

type Answer = { found: Postmaster; standing: Standing; who: Awaited<ReturnType<typeof whoAnswers>> };

/** Asks whoever postmaster.pid names until it answers, or is known never to do so. */
async function waitForAnswer(
  { cluster, account }: Cluster,
  connect: (postmaster: Postmaster) => pg.ClientConfig,
  first: Postmaster,
): Promise<Answer> {
  const deadline = Date.now() + SECONDS_TO_ANSWER * 1_000;
  for (;;) {
    const found = readPostmaster(cluster) ?? first;
    const standing = standingOf(found.pid, cluster, account.command);
    if (standing === 'gone') return { found, standing, who: 'nobody' };
    const named = process.platform === 'win32' || found.socketFolder !== '';
    const who = named ? await whoAnswers(connect(found), cluster) : 'nobody';
    // Who serves another folder at this address is no postmaster of this one, whatever the system tells of it.
    if (who !== 'nobody')
      return { found, standing: who === 'another' && standing === 'unknown' ? 'another' : standing, who };
    // It is known from its first moments on where its socket will be; without one it will never answer.
    const reachable = process.platform === 'win32' || !named || existsSync(socketOf(found));
    if (standing === 'another' || !reachable || Date.now() > deadline) return { found, standing, who };
    await sleep(25);
  }
}

/**
 * Asks the Postgres that works in this very cluster to end its connections, write everything down and stop, and
 * waits until it has. False where it does not, or where the process is not known to be that Postgres.
 */
export async function stopPostmaster({ cluster, account }: Cluster, pid: number): Promise<boolean> {
  if (standingOf(pid, cluster, account.command) !== 'postmaster') return false;
  process.kill(pid, 'SIGINT');
  return eventually(SECONDS_TO_STOP, () => standingOf(pid, cluster, account.command) !== 'postmaster');
}

/**
 * The same on Windows, which neither knows that signal nor tells where a process works: only for a Postgres of
 * which a connection that is open has told that it serves this cluster, and which therefore wrote postmaster.pid.
 */
export async function stopConnected({ cluster, account }: Cluster, pid: number): Promise<boolean> {
  spawnSync(account.binaries.pgCtl, ['stop', '-m', 'fast', '-W', '-D', cluster]);
  return eventually(SECONDS_TO_STOP, () => standingOf(pid, cluster, account.command) === 'gone');
}

/** An empty or damaged postmaster.pid, as a full disk or a power cut leaves it, keeps Postgres from starting. */
function clearUnreadable({ cluster, account }: Cluster): void {
  const held = isHeld(cluster, account.command);
  const file = postmasterFile(cluster);
  if (held === false) rmSync(file, { force: true });
  else
    throw new StartupError(
      held
        ? `A Postgres works in ${cluster}, and ${file} does not say which process it is. End it and start again.`
        : `${file} is damaged, and this system does not tell whether a Postgres works in that folder. ` +
            'Where none does, remove the file and start again.',
    );
}

function cannotTell(cluster: string, pid: number): StartupError {
  return new StartupError(
    `${postmasterFile(cluster)} names the process ${pid}, a Postgres that does not answer, and this system does ` +
      'not tell whether it works in that folder. If it does, end it; if it serves another folder, remove that ' +
      'file. Then start again.',
  );
}
