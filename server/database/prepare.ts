import type pg from 'pg';
import type { Logger } from 'pino';
import { type Config, StartupError } from '../config.ts';
import { openDatabase } from './client.ts';
import { assertDurable } from './durability.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

/** A database that is up to date and durable: how to reach it as the serving role, and how to let go of it. */
export type PreparedDatabase = { serving: pg.ClientConfig; release: () => Promise<void> };

/** Starts or reaches the database, migrates it and checks its durability. Throws a StartupError with a sentence. */
export async function prepareDatabase(config: Config, log: Logger): Promise<PreparedDatabase> {
  const { owner, serving, release } = config.databaseUrl
    ? external(config.databaseUrl, config.migrationDatabaseUrl, log)
    : await startEmbedded(config.dataDirectory, log);
  try {
    const client = openDatabase(serving, log);
    try {
      await migrate(owner, await currentUser(client.pool));
      await assertDurable(client.database);
    } finally {
      await client.close();
    }
  } catch (error) {
    await release();
    throw error;
  }
  return { serving, release };
}

function external(databaseUrl: string, migrationDatabaseUrl: string | undefined, log: Logger) {
  if (!migrationDatabaseUrl)
    log.warn(
      'one database role both owns the tables and serves: set MIGRATION_DATABASE_URL to the owner, and DATABASE_URL to a role that owns nothing, so that the history cannot be altered',
    );
  return {
    owner: { connectionString: migrationDatabaseUrl ?? databaseUrl },
    serving: { connectionString: databaseUrl },
    release: async () => {},
  };
}

async function currentUser(pool: pg.Pool): Promise<string> {
  try {
    const { rows } = await pool.query('select current_user as name');
    return rows[0].name;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new StartupError(`The database of DATABASE_URL cannot be reached: ${detail}`);
  }
}
