import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** What a running server of PostgreSQL says of itself in postmaster.pid. */
export type Postmaster = { pid: number; socketFolder: string; port: number };

/** Reads postmaster.pid, or undefined where there is none or none that is whole. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const [pid, , , port, socketFolder = ''] = lines;
  return { pid: Number(pid), port: Number(port), socketFolder };
}

/**
 * True where the process may be a server of PostgreSQL: a crash and a restart of the machine can leave its
 * number to anyone. Where the system does not tell, it may be.
 */
export function mayBePostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return false;
  }
}

/** True where a server answers at this address and serves this very cluster. */
export async function answers(connection: pg.ClientConfig, cluster: string): Promise<boolean> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query('show data_directory');
    return path.resolve(rows[0].data_directory) === path.resolve(cluster);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
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
