import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { StartupError } from '../../base/config.ts';
import type { PostgresAccount } from './postgres-account.ts';

export const SUPERUSER = 'postgres';
export const OWNER = 'afterimage_owner';
export const SERVING = 'afterimage';
export const DATABASE = 'afterimage';
const MAJOR_VERSION = '18';

/** Where the embedded Postgres of a data folder keeps its files. */
export function clusterOf(dataDirectory: string): string {
  return path.join(dataDirectory, 'postgres-18');
}

/** True where there is one; an empty folder (a disk that is not mounted) is none. */
export function hasCluster(dataDirectory: string): boolean {
  const cluster = clusterOf(dataDirectory);
  return existsSync(cluster) && (!statSync(cluster).isDirectory() || readdirSync(cluster).length > 0);
}

/** Refuses what is no whole cluster, or one of another PostgreSQL. Throws a StartupError. */
export function requireSound(cluster: string): void {
  const file = path.join(cluster, 'PG_VERSION');
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  if (version === MAJOR_VERSION) return;
  throw new StartupError(
    version
      ? `${cluster} was made by PostgreSQL ${version.slice(0, 20)}, and this is PostgreSQL ${MAJOR_VERSION}. Start the Afterimage that made it, or bring it over with pg_upgrade.`
      : `${cluster} holds no whole database: PG_VERSION is missing or empty. Restore the folder from a backup.`,
  );
}

/** True where Postgres complains of a disk without room. */
export function saysFull(text: string): boolean {
  return /No space left on device|Check free disk space|Disk quota exceeded/.test(text);
}

/** Made beside its place and moved there when whole, so that a cluster cut short is never taken for one. */
export async function createCluster(
  cluster: string,
  account: PostgresAccount,
  password: string | undefined,
): Promise<void> {
  const unfinished = `${cluster}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (account.owner) chownSync(unfinished, account.owner.uid, account.owner.gid);
  const { file, args, options } = account.command(account.binaries.initdb, [
    ...['-D', unfinished, '-U', SUPERUSER, '-E', 'UTF8', '--locale=C', '--no-instructions'],
    ...(password === undefined
      ? ['--auth=trust']
      : ['--auth=scram-sha-256', `--pwfile=${path.join(path.dirname(cluster), 'postgres-18.password')}`]),
  ]);
  // A process group of its own: Ctrl+C in the terminal reaches us alone, and we stop when there is a cluster to stop.
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const [[status], said] = await Promise.all([once(child, 'close'), text(child.stderr)]).catch(
    (error: Error) => [[null], error.message] as const,
  );
  if (status !== 0)
    throw new StartupError(
      saysFull(said)
        ? `The database could not be created in ${cluster}, because the disk is full. A new one needs about 100 MB: free some space and start again.`
        : `The database could not be created in ${cluster}: ${said.trim()}`,
    );
  renameSync(unfinished, cluster);
}

/** The tables' owner, and the role that serves and owns nothing: what it may do, migrations grant. */
export async function ensureRoles(
  client: pg.Client,
  superuser: pg.ClientConfig,
  password: string | undefined,
): Promise<void> {
  for (const role of [OWNER, SERVING]) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
    if (!rowCount) await client.query(`create role ${role} login`);
    if (password !== undefined)
      await client.query(`alter role ${role} password ${client.escapeLiteral(password)}`);
  }
  const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
  if (!rowCount) await client.query(`create database ${DATABASE} owner ${OWNER}`);
  const inside = new pg.Client({ ...superuser, database: DATABASE });
  await inside.connect();
  await inside.query(`revoke create on schema public from public; alter schema public owner to ${OWNER}`);
  await inside.end();
}
