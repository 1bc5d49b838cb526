import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import { StartupError } from '../../base/config.ts';
import { saysFull } from './cluster.ts';
import type { PostgresAccount } from './postgres-account.ts';
import { eventually, type Postmaster, whoAnswers } from './postmaster.ts';
import { openSocketFolder, PORT, removeSocketFolder, reopenSocketFolder } from './socket-folder.ts';

const SECONDS_TO_START = 60;
const SECONDS_FOR_ORPHANS = 15;
const MILLISECONDS_BETWEEN_TRIES = 200;
/** Of what Postgres said, so much is told: the last lines name what ended it. */
const LINES_TOLD = 5;

type Order = { cluster: string; account: PostgresAccount; former?: Postmaster | undefined };

/**
 * Starts Postgres on a cluster that nobody serves: where `former` stood, so that who knew that one finds this one,
 * else where it is free. Throws a StartupError with what Postgres says.
 */
export async function launch(
  order: Order,
  connect: (postmaster: Postmaster) => pg.ClientConfig,
  log: Logger,
): Promise<Postmaster> {
  const deadline = Date.now() + SECONDS_FOR_ORPHANS * 1_000;
  for (;;) {
    const place = await placeOf(order);
    const fault = await tryToStart(order, place, connect(place), log);
    if ('pid' in fault) return fault;
    removeSocketFolder(place);
    if (saysFull(fault.log))
      throw new StartupError(
        `The embedded Postgres did not start, because the disk of ${order.cluster} is full. Free some space and start again.`,
      );
    // What a postmaster that was killed has started ends by itself, a moment after it; and it holds its number until
    // its parent hears of its end.
    if (
      !/pre-existing shared memory block|lock file .* already exists/.test(fault.log) ||
      Date.now() > deadline
    ) {
      const said = fault.log.trim().split('\n').slice(-LINES_TOLD).join('\n');
      throw new StartupError(`The embedded Postgres did not start: ${fault.ended}.\n${said}`);
    }
    await sleep(MILLISECONDS_BETWEEN_TRIES);
  }
}

/** The Postgres that runs now, or how it ended and what it said. */
async function tryToStart(
  { cluster, account }: Order,
  place: Postmaster,
  connection: pg.ClientConfig,
  log: Logger,
): Promise<Postmaster | { ended: string; log: string }> {
  const settings = {
    listen_addresses: place.socketFolder === '' ? '127.0.0.1' : '',
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
  const started = await eventually(
    SECONDS_TO_START,
    async () => ended !== undefined || (await whoAnswers(connection, cluster)) === 'this',
  );
  if (ended === undefined && started) return { ...place, pid: child.pid ?? 0 };
  return { ended: ended ?? 'it does not answer', log: readFileSync(logFile, 'utf8') };
}

/** Windows is given a port of the loopback interface, all others a socket. */
async function placeOf({ cluster, account, former }: Order): Promise<Postmaster> {
  if (process.platform === 'win32') return former ?? { pid: 0, socketFolder: '', port: await freePort() };
  if (!former) return { pid: 0, socketFolder: await openSocketFolder(cluster, account), port: PORT };
  if (await reopenSocketFolder(former.socketFolder, account)) return former;
  throw new StartupError(
    `${former.socketFolder}, where the sockets of Postgres stood, is not ours any more.`,
  );
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : PORT;
}
