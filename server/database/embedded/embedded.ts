import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { StartupError } from '../../base/config.ts';
import { isRunning } from '../../base/process.ts';
import { withProcessLock } from '../../base/process-lock.ts';
import {
  clusterOf,
  createCluster,
  DATABASE,
  ensureRoles,
  hasCluster,
  OWNER,
  requireSound,
  SERVING,
  SUPERUSER,
} from './cluster.ts';
import { chooseAccount, type PostgresAccount } from './postgres-account.ts';
import { adopt, stopConnected, stopPostmaster } from './postgres-adoption.ts';
import { findPostgres } from './postgres-binaries.ts';
import { launch } from './postgres-launch.ts';
import { eventually, isSameFolder, type Postmaster, readPostmaster } from './postmaster.ts';
import { removeSocketFolder, socketOf } from './socket-folder.ts';

/** Marks the one connection that each server process holds for as long as it needs Postgres. */
const PRESENCE = 'afterimage presence';
/** Bytes that SQLite, by which the lock is held, takes; Postgres takes twice as many. */
const MAXIMUM_PATH = 500;
const MILLISECONDS_BEFORE_TRYING_AGAIN = 1_000;
const SECONDS_TO_BE_TOLD = 15;
const MILLISECONDS_BETWEEN_LOOKS = 1_000;
const MILLISECONDS_BETWEEN_LOOKS_AT_PROGRAMS = 5_000;

/** A running embedded Postgres: the owner of the tables and the role that serves, and the way to let go of it. */
export type EmbeddedPostgres = {
  owner: pg.ClientConfig;
  serving: pg.ClientConfig;
  /** Stops Postgres cleanly, unless another process still uses it. */
  release: () => Promise<void>;
};

/**
 * Starts the Postgres of a data folder, or adopts one that already serves it: left by a server that was
 * killed, or in use by another. The cluster lies in `postgres-18` within the folder, its sockets beside it (see
 * `openSocketFolder`; on Windows: TCP on the loopback interface, with a password). One that dies while it is held,
 * or whose socket is taken away, is started again at the same place. Throws a StartupError with a sentence where
 * that cannot be.
 */
export async function startEmbedded(dataDirectory: string, log: Logger): Promise<EmbeddedPostgres> {
  const cluster = clusterOf(dataDirectory);
  const lock = path.join(dataDirectory, 'postgres-18.lock');
  mkdirSync(dataDirectory, { recursive: true });
  if (Buffer.byteLength(lock) > MAXIMUM_PATH)
    throw new StartupError(
      `DATA_DIR is ${dataDirectory}, whose path is too long for a database. Set DATA_DIR to a shorter one.`,
    );
  return withProcessLock(lock, async () => {
    const account = chooseAccount(cluster, findPostgres());
    const password = passwordOf(dataDirectory);
    if (!hasCluster(dataDirectory)) await createCluster(cluster, account, password);
    requireSound(cluster);
    const connect = (postmaster: Postmaster) => connectionTo(postmaster, SUPERUSER, password);
    const start = async (account: PostgresAccount, former?: Postmaster) =>
      (await adopt({ cluster, account }, connect, log)) ??
      (await launch({ cluster, account, former }, connect, log));
    const postmaster = await start(account);
    const superuser = connect(postmaster);

    let released = false;
    let presence: pg.Client | undefined;
    let restoring: Promise<void> | undefined;
    const isReachable = () => password !== undefined || existsSync(socketOf(postmaster));
    const bePresent = async () => {
      const client = await connectAsPresent(superuser);
      presence = client;
      client.once('end', () => {
        if (presence === client) presence = undefined;
        restore();
      });
    };
    const tryToRestore = async () => {
      if (released || (presence && isReachable())) return;
      // Programs that lay among temporary files may have been cleaned away as well.
      await start(chooseAccount(cluster, findPostgres()), postmaster);
      await bePresent();
    };
    const restore = () => {
      if (released || restoring) return;
      log.error('the embedded Postgres is gone, or cannot be reached, and is started again');
      restoring = untilDone(() => withProcessLock(lock, tryToRestore)).finally(() => {
        restoring = undefined;
      });
    };
    const untilDone = async (work: () => Promise<void>) => {
      while (!released)
        try {
          return await work();
        } catch (error) {
          // What is left of one that was killed holds the cluster for a moment.
          log.error({ err: error }, 'the embedded Postgres does not come back yet');
          await sleep(MILLISECONDS_BEFORE_TRYING_AGAIN);
        }
    };
    try {
      await bePresent();
      await ensureRoles(presence!, superuser, password);
    } catch (error) {
      released = true;
      await release({ cluster, account }, superuser, presence, log);
      throw error;
    }
    const watching = [
      setInterval(() => {
        if (!isReachable()) restore();
      }, MILLISECONDS_BETWEEN_LOOKS).unref(),
      setInterval(() => keepPrograms(account, log), MILLISECONDS_BETWEEN_LOOKS_AT_PROGRAMS).unref(),
    ];
    return {
      owner: { ...connectionTo(postmaster, OWNER, password), database: DATABASE },
      serving: { ...connectionTo(postmaster, SERVING, password), database: DATABASE },
      release: async () => {
        released = true;
        for (const timer of watching) clearInterval(timer);
        await restoring;
        await withProcessLock(lock, () => release({ cluster, account }, superuser, presence, log));
      },
    };
  });
}

function keepPrograms({ keepPrograms }: PostgresAccount, log: Logger): void {
  try {
    keepPrograms?.();
  } catch (error) {
    log.warn({ err: error }, 'the programs of Postgres could not be put back');
  }
}

/** Holds a connection by which other server processes see that this one needs Postgres. */
async function connectAsPresent(superuser: pg.ClientConfig): Promise<pg.Client> {
  const presence = new pg.Client({ ...superuser, database: 'postgres', application_name: PRESENCE });
  // The end of the connection follows, and that is what counts.
  presence.on('error', () => {});
  await presence.connect();
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

/** Lets go of Postgres, and stops it where no other process needs it and it is known to be that of this cluster. */
async function release(
  { cluster, account }: { cluster: string; account: PostgresAccount },
  superuser: pg.ClientConfig,
  presence: pg.Client | undefined,
  log: Logger,
): Promise<void> {
  const runs = () => isRunning(readPostmaster(cluster)?.pid ?? 0);
  let told = await stateOf(presence);
  // It may be recovering from a crash of its own, and take connections again in a moment.
  await eventually(SECONDS_TO_BE_TOLD, async () => {
    if (!told && runs()) told = await stateOf(await connectAsPresent(superuser).catch(() => undefined));
    return told !== undefined || !runs();
  });
  const postmaster = readPostmaster(cluster);
  if (!postmaster || !runs()) return;
  if (told && (told.others > 0 || !isSameFolder(told.serves, cluster))) return;
  // One that tells nothing serves nobody; only Windows does not know otherwise whether it works in this cluster.
  if (!told && process.platform === 'win32') return;
  const stop = process.platform === 'win32' ? stopConnected : stopPostmaster;
  if (await stop({ cluster, account }, postmaster.pid)) removeSocketFolder(postmaster);
  else log.error({ pid: postmaster.pid }, 'the embedded Postgres did not stop');
}

/** What a connection tells of its server, before it ends: whether others need it, and which cluster it serves. */
async function stateOf(
  presence: pg.Client | undefined,
): Promise<{ others: number; serves: string } | undefined> {
  const state = await presence
    ?.query(
      `select current_setting('data_directory') as serves, (
        select count(*)::integer from pg_stat_activity
        where application_name = $1 and pid <> pg_backend_pid()) as others`,
      [PRESENCE],
    )
    .then(({ rows }) => rows[0])
    .catch(() => undefined);
  await presence?.end().catch(() => {});
  return state;
}
