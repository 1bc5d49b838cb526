import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { StartupError } from '../config.ts';
import { isRunning } from '../process.ts';
import { withProcessLock } from '../process-lock.ts';
import { createCluster, DATABASE, ensureRoles, OWNER, SERVING, SUPERUSER } from './cluster.ts';
import { chooseAccount, type PostgresAccount } from './postgres-account.ts';
import { findPostgres } from './postgres-binaries.ts';
import { answers, eventually, mayBePostgres, type Postmaster, readPostmaster } from './postmaster.ts';

/** Marks the one connection that each server process holds for as long as it needs Postgres. */
const PRESENCE = 'afterimage presence';
const PORT = 5432;
/** A unix socket's path has 107 bytes on Linux and 103 on macOS, '/.s.PGSQL.5432' included. */
const MAXIMUM_SOCKET_FOLDER = 103 - `/.s.PGSQL.${PORT}`.length;
const SECONDS_TO_START = 60;
const SECONDS_TO_STOP = 60;
const MILLISECONDS_BEFORE_TRYING_AGAIN = 1_000;

/** A running embedded Postgres: the owner of the tables and the role that serves, and the way to let go of it. */
export type EmbeddedPostgres = {
  owner: pg.ClientConfig;
  serving: pg.ClientConfig;
  /** Stops Postgres cleanly, unless another process still uses it. */
  release: () => Promise<void>;
};

/**
 * Starts the Postgres of a data folder, or adopts one that already serves it: left by a server that was
 * killed, or in use by another. The cluster lies in `postgres-18` within the folder; its sockets in a short
 * private folder among the temporary ones (on Windows: TCP on the loopback interface, with a password).
 * One that dies while it is held is started again at the same place. Throws a StartupError with a sentence where that cannot be.
 */
export async function startEmbedded(dataDirectory: string, log: Logger): Promise<EmbeddedPostgres> {
  const cluster = path.join(dataDirectory, 'postgres-18');
  const lock = path.join(dataDirectory, 'postgres-18.lock');
  mkdirSync(dataDirectory, { recursive: true });
  return withProcessLock(lock, async () => {
    const account = chooseAccount(cluster, findPostgres());
    const password = passwordOf(dataDirectory);
    if (!existsSync(cluster)) createCluster(cluster, account, password);
    const postmaster =
      (await adopt(cluster, password, log)) ?? (await launch(cluster, account, password, log));
    const superuser = connectionTo(postmaster, SUPERUSER, password);
    let released = false;
    const bringBack = async () => {
      if (released) return;
      log.error('the embedded Postgres is gone and is started again');
      while (!released)
        try {
          await withProcessLock(lock, async () => {
            if (released) return;
            (await adopt(cluster, password, log)) ??
              (await launch(cluster, account, password, log, postmaster));
            presence = await bePresent(superuser, bringBack);
          });
          return;
        } catch (error) {
          // What is left of one that was killed holds the cluster for a moment.
          log.error({ err: error }, 'the embedded Postgres does not come back yet');
          await sleep(MILLISECONDS_BEFORE_TRYING_AGAIN);
        }
    };
    let presence = await bePresent(superuser, bringBack);
    await ensureRoles(presence, superuser, password);
    return {
      owner: { ...connectionTo(postmaster, OWNER, password), database: DATABASE },
      serving: { ...connectionTo(postmaster, SERVING, password), database: DATABASE },
      release: () => {
        released = true;
        return withProcessLock(lock, () => release(cluster, presence, log));
      },
    };
  });
}

/** Holds a connection by which other server processes see that this one needs Postgres. */
async function bePresent(superuser: pg.ClientConfig, onLost: () => void): Promise<pg.Client> {
  const presence = new pg.Client({ ...superuser, database: 'postgres', application_name: PRESENCE });
  // The end of the connection follows, and that is what counts.
  presence.on('error', () => {});
  await presence.connect();
  presence.once('end', onLost);
  return presence;
}

/** Only TCP needs a password; a socket is kept by its folder, which is closed to other users. */
function passwordOf(dataDirectory: string): string | undefined {
  if (process.platform !== 'win32') return undefined;
  const file = path.join(dataDirectory, 'postgres-18.password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

function connectionTo(postmaster: Postmaster, user: string, password: string | undefined): pg.ClientConfig {
  const host = password === undefined ? postmaster.socketFolder : '127.0.0.1';
  return {
    host,
    port: postmaster.port,
    user,
    database: 'postgres',
    ...(password !== undefined && { password }),
  };
}

/**
 * The server that already serves this cluster, if it answers. One that is starting or stopping is waited
 * for; one that runs but cannot be reached (its socket was cleaned away) is stopped.
 */
async function adopt(
  cluster: string,
  password: string | undefined,
  log: Logger,
): Promise<Postmaster | undefined> {
  const found = readPostmaster(cluster);
  if (!found) return undefined;
  const gone = () => !isRunning(found.pid);
  let answered = false;
  // Without its socket it will never answer; otherwise it may be starting, or about to stop.
  if (mayBePostgres(found.pid) && (password !== undefined || existsSync(found.socketFolder)))
    await eventually(SECONDS_TO_STOP / 4, async () => {
      answered = await answers(connectionTo(found, SUPERUSER, password), cluster);
      return answered || gone();
    });
  if (answered) {
    log.info({ pid: found.pid }, 'adopted the embedded Postgres that was running');
    return found;
  }
  if (!gone() && mayBePostgres(found.pid)) {
    log.warn({ pid: found.pid }, 'stopping an embedded Postgres that does not answer');
    interrupt(cluster, found.pid);
    if (!(await eventually(SECONDS_TO_STOP, gone)))
      throw new StartupError(
        `The Postgres with process number ${found.pid} holds ${cluster}, and neither answers nor stops. End it and start again.`,
      );
  }
  if (readPostmaster(cluster)?.pid === found.pid)
    rmSync(path.join(cluster, 'postmaster.pid'), { force: true });
  removeSocketFolder(found);
  return undefined;
}

/** Starts Postgres on the cluster: where `former` stood, so that who knew that one finds this one, else anywhere. */
async function launch(
  cluster: string,
  account: PostgresAccount,
  password: string | undefined,
  log: Logger,
  former?: Postmaster,
): Promise<Postmaster> {
  if (former && password === undefined) remakeSocketFolder(former, account);
  const place: Postmaster =
    former ??
    (password === undefined
      ? { pid: 0, socketFolder: makeSocketFolder(account), port: PORT }
      : { pid: 0, socketFolder: '', port: await freePort() });
  const settings = {
    listen_addresses: password === undefined ? '' : '127.0.0.1',
    port: place.port,
    unix_socket_directories: place.socketFolder,
    log_min_messages: 'warning',
    max_connections: 100,
  };
  const { file, args, options } = account.command(account.binaries.postgres, [
    '-D',
    cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const logFile = `${cluster}.log`;
  const output = openSync(logFile, 'w', 0o600);
  // A process group of its own: Ctrl+C in the terminal reaches us alone, and we stop Postgres after the last request.
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', 'ignore', output] });
  closeSync(output);
  let ended: string | undefined;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended ??= `it ended with ${signal ?? code}`;
    log.debug({ code, signal }, 'the embedded Postgres ended');
  });
  child.unref();
  const connection = connectionTo(place, SUPERUSER, password);
  const started = await eventually(
    SECONDS_TO_START,
    async () => ended !== undefined || answers(connection, cluster),
  );
  if (ended !== undefined || !started) {
    removeSocketFolder(place);
    const said = readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n');
    throw new StartupError(`The embedded Postgres did not start: ${ended ?? 'it does not answer'}.\n${said}`);
  }
  return { ...place, pid: child.pid ?? 0 };
}

function makeSocketFolder(account: PostgresAccount): string {
  const parent = [tmpdir(), '/tmp'].find(
    (folder) => Buffer.byteLength(path.join(folder, 'afterimage-XXXXXX')) <= MAXIMUM_SOCKET_FOLDER,
  );
  const folder = mkdtempSync(path.join(parent ?? '/tmp', 'afterimage-'));
  if (account.owner) chownSync(folder, account.owner.uid, account.owner.gid);
  return folder;
}

function remakeSocketFolder(former: Postmaster, account: PostgresAccount): void {
  removeSocketFolder(former);
  mkdirSync(former.socketFolder, { mode: 0o700 });
  if (account.owner) chownSync(former.socketFolder, account.owner.uid, account.owner.gid);
}

/** Only a folder of our own making, and only when nothing is left in it but the socket. */
function removeSocketFolder({ socketFolder, port }: Postmaster): void {
  if (!/^afterimage-\w{6}$/.test(path.basename(socketFolder))) return;
  for (const name of [`.s.PGSQL.${port}`, `.s.PGSQL.${port}.lock`])
    rmSync(path.join(socketFolder, name), { force: true });
  rmSync(socketFolder, { recursive: true, force: true });
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : PORT;
}

async function release(cluster: string, presence: pg.Client, log: Logger): Promise<void> {
  const others = await presence
    .query(
      'select count(*)::integer as n from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
      [PRESENCE],
    )
    .then(({ rows }) => rows[0].n as number)
    .catch(() => 1);
  await presence.end().catch(() => {});
  const postmaster = readPostmaster(cluster);
  if (others > 0 || !postmaster || !isRunning(postmaster.pid)) return;
  interrupt(cluster, postmaster.pid);
  const stopped = await eventually(SECONDS_TO_STOP, () => !isRunning(postmaster.pid));
  if (!stopped) log.error({ pid: postmaster.pid }, 'the embedded Postgres did not stop');
  else removeSocketFolder(postmaster);
}

/** Asks Postgres to end its connections, write everything down and stop. Windows knows no such signal. */
function interrupt(cluster: string, pid: number): void {
  if (process.platform === 'win32')
    spawnSync(findPostgres().pgCtl, ['stop', '-m', 'fast', '-W', '-D', cluster]);
  else process.kill(pid, 'SIGINT');
}
