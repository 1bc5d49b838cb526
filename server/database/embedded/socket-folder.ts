import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PostgresAccount } from './postgres-account.ts';
import type { Postmaster } from './postmaster.ts';

export const PORT = 5432;
/** A unix socket's path has 107 bytes on Linux and 103 on macOS, '/.s.PGSQL.5432' included. */
const MAXIMUM_SOCKET_FOLDER = 103 - `/.s.PGSQL.${PORT}`.length;

export function socketOf({ socketFolder, port }: Pick<Postmaster, 'socketFolder' | 'port'>): string {
  return path.join(socketFolder, `.s.PGSQL.${port}`);
}

/**
 * Makes the private folder for the sockets of a cluster that nobody serves: beside the cluster, where no cleaner
 * of temporary files comes; among these where the path would be too long for a socket, or sockets cannot be made
 * there. The same cluster always has the same place, so that whoever starts its Postgres again is found by all
 * who knew the one before.
 */
export async function openSocketFolder(cluster: string, account: PostgresAccount): Promise<string> {
  const beside = `${cluster}.sockets`;
  if (isShort(beside) && (await takeFolder(beside, account)) && (await takesSockets(beside))) return beside;
  const { dev, ino } = statSync(cluster, { bigint: true });
  const name = createHash('sha256').update(`${dev} ${ino}`).digest('hex').slice(0, 12);
  const parent =
    [tmpdir(), '/tmp'].find((folder) => isShort(path.join(folder, `afterimage-${name}`))) ?? '/tmp';
  const usual = path.join(parent, `afterimage-${name}`);
  if (await takeFolder(usual, account)) return usual;
  const other = mkdtempSync(path.join(parent, 'afterimage-'));
  await takeFolder(other, account);
  return other;
}

/** Makes the folder anew where a postmaster's sockets stood. False where it is somebody else's now. */
export function reopenSocketFolder(socketFolder: string, account: PostgresAccount): Promise<boolean> {
  return takeFolder(socketFolder, account);
}

/** Takes the folder of a Postgres that has stopped away; one in which anything is left stays. */
export function removeSocketFolder({ socketFolder }: Postmaster): void {
  if (!/^afterimage-\w+$|\.sockets$/.test(path.basename(socketFolder))) return;
  try {
    rmdirSync(socketFolder);
  } catch {
    // Gone already, or not ours to take.
  }
}

function isShort(folder: string): boolean {
  return Buffer.byteLength(folder) <= MAXIMUM_SOCKET_FOLDER;
}

/** Makes a folder, or takes one that is ours and that nobody answers in, and clears what a killed Postgres left. */
async function takeFolder(folder: string, { owner }: PostgresAccount): Promise<boolean> {
  const socket = socketOf({ socketFolder: folder, port: PORT });
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found) {
    const ours = [process.getuid?.(), owner?.uid].includes(found.uid);
    if (!found.isDirectory() || !ours || (await isAnswered(socket))) return false;
    chmodSync(folder, 0o700);
  } else {
    mkdirSync(path.dirname(folder), { recursive: true });
    mkdirSync(folder, { mode: 0o700 });
  }
  for (const file of [socket, `${socket}.lock`]) rmSync(file, { force: true });
  if (owner) chownSync(folder, owner.uid, owner.gid);
  return true;
}

function isAnswered(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const client = net.connect(socket);
    client.once('connect', () => {
      client.destroy();
      resolve(true);
    });
    client.once('error', () => resolve(false));
  });
}

/** Network and shared folders of some kinds know no sockets. */
function takesSockets(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(path.join(folder, '.probe'), () => server.close(() => resolve(true)));
  });
}
