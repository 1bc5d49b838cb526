import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** What a running server of PostgreSQL says of itself in postmaster.pid. */
export type Postmaster = { pid: number; socketFolder: string; port: number };

export function postmasterFile(cluster: string): string {
  return path.join(cluster, 'postmaster.pid');
}

/**
 * Reads postmaster.pid; undefined where there is none, and where it names no process: it was cut short, or damaged.
 * A single-user Postgres writes its number with a minus before it, and no port.
 */
export function readPostmaster(cluster: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(postmasterFile(cluster), 'utf8').split('\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const [first = '', , , port, socketFolder = ''] = lines;
  const [, pid] = /^-?([1-9]\d{0,9})$/.exec(first.trim()) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), port: Number(port), socketFolder };
}

/** Who answers at an address: the server of this very cluster, one of another that is there, or nobody known. */
export async function whoAnswers(
  connection: pg.ClientConfig,
  cluster: string,
): Promise<'this' | 'another' | 'nobody'> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query('show data_directory');
    const serves: string = rows[0].data_directory;
    if (isSameFolder(serves, cluster)) return 'this';
    return existsSync(serves) ? 'another' : 'nobody';
  } catch {
    return 'nobody';
  } finally {
    await client.end().catch(() => {});
  }
}

/** True where two paths lead to one folder. Names tell nothing: there are links, mounts and folders that were moved. */
export function isSameFolder(one: string, other: string): boolean {
  try {
    const [first, second] = [statSync(one, { bigint: true }), statSync(other, { bigint: true })];
    return first.dev === second.dev && first.ino === second.ino;
  } catch {
    return false;
  }
}

/** Waits until a condition holds. False where it does not within the time. */
export async function eventually(
  seconds: number,
  condition: () => boolean | Promise<boolean>,
): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await sleep(25);
  }
  return true;
}
