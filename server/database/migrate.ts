import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import pg from 'pg';
import { StartupError } from '../base/config.ts';
import type { Database } from './client.ts';

const FOLDER = path.join(import.meta.dirname, '../../migrations');
/** Any number that no other program would choose for its advisory lock. */
const LOCK = 0x41667465;

/** What the serving role may do with each table; with all others, nothing. */
const rights: Record<keyof Database, string> = {
  annotation: 'select, insert, update',
  annotation_version: 'select, insert',
  assessment: 'select, insert',
  assessment_source: 'select, insert',
  history: 'select, insert',
  history_withheld: 'select, insert',
  ingest_job: 'select, insert, update, delete',
  installation: 'select, update',
  overlay: 'select, insert, delete',
  scene: 'select, insert, update, delete',
  scene_histogram: 'select, insert, update',
  scene_look: 'select, insert, update',
  scene_original: 'select, insert, delete',
  sighting: 'select, insert',
  sighting_withdrawal: 'select, insert',
  site: 'select, insert, update',
  source: 'select, insert',
  structure: 'select, insert',
  upload: 'select, insert, update, delete',
};

/** What pg-boss needs of its own tables: jobs come and go, all else it reads or notes. */
const jobRights: Record<string, string> = {
  bam: 'select',
  instance: 'select, insert, update, delete',
  job: 'select, insert, update, delete',
  job_common: 'select, insert, update, delete',
  job_dependency: 'select, insert, update, delete',
  queue: 'select, update',
  queue_stats: 'select',
  schedule: 'select',
  subscription: 'select',
  version: 'select, update',
  warning: 'select',
};

/**
 * Brings the tables up to date as their owner and grants the serving role its rights. Servers that start at
 * once wait for each other. Throws a StartupError where a step fails; the steps are one transaction.
 */
export async function migrate(owner: pg.ClientConfig, servingRole: string): Promise<void> {
  const pool = new pg.Pool({ ...owner, max: 2, application_name: 'afterimage migration' });
  const holder = await pool.connect();
  const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await holder.query('select pg_advisory_lock($1)', [LOCK]);
    await runMigrations(database);
    await grantRights(holder, servingRole);
  } finally {
    // Ends the session, and its lock with it.
    holder.release(true);
    await database.destroy();
  }
}

async function runMigrations(database: Kysely<unknown>): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: readMigrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (!error) return;
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName;
  const detail = error instanceof Error ? error.message : String(error);
  throw new StartupError(
    failed
      ? `The step ${failed} of bringing the database up to date failed, and nothing was changed: ${detail}`
      : `The database cannot be brought up to date; perhaps a newer Afterimage has used it: ${detail}`,
  );
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.ts')).toSorted();
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [path.basename(name, '.ts'), await import(path.join(FOLDER, name))]),
    ),
  );
}

async function grantRights(client: pg.PoolClient, servingRole: string): Promise<void> {
  const { rows } = await client.query('select current_user as owner');
  if (rows[0].owner === servingRole) return;
  const role = client.escapeIdentifier(servingRole);
  const ofJobs = Object.entries(jobRights).map(([table, granted]) => [`pgboss.${table}`, granted]);
  const grants = [...Object.entries(rights), ...ofJobs].map(
    ([table, granted]) => `revoke all on ${table} from ${role}; grant ${granted} on ${table} to ${role};`,
  );
  await client.query(`begin; grant usage on schema public, pgboss to ${role}; ${grants.join(' ')} commit`);
}
