import pg from 'pg';
import type { Logger } from 'pino';
import { type Config, StartupError } from '../base/config.ts';
import { requireDataFolder } from '../base/data-folder.ts';
import { openDatabase } from '../database/client.ts';
import { assertDurable } from '../database/durability.ts';
import { startEmbedded } from '../database/embedded/embedded.ts';
import { migrate } from '../database/migrate.ts';
import { refuseOrphans } from '../installation/pairing.acts.ts';

const MILLISECONDS_TO_CONNECT = 10_000;

/**
 * A database that is up to date and durable: how to reach it as the serving role, the same past any pooler, and
 * how to let go of it.
 */
export type PreparedDatabase = {
  serving: pg.ClientConfig;
  direct: pg.ClientConfig;
  release: () => Promise<void>;
};

/**
 * Starts or reaches the database, migrates it and checks its durability. Throws a StartupError with a sentence, also
 * where the data folder cannot be used.
 */
export async function prepareDatabase(config: Config, log: Logger): Promise<PreparedDatabase> {
  await requireDataFolder(config.dataDirectory);
  const { owner, serving, direct, release } = await reach(config, log);
  try {
    const role = await ask(serving, 'DATABASE_URL', 'select current_user as told');
    await ask(owner, 'MIGRATION_DATABASE_URL', 'select 1 as told');
    await migrate(owner, role);
    await requireSame(owner, serving);
    const client = openDatabase(serving, log, config);
    try {
      await assertDurable(client.database);
      if (!config.preparedStatements) await warnOfNoTimeouts(client.pool, log);
    } finally {
      await client.close();
    }
  } catch (error) {
    await release();
    if (error instanceof pg.DatabaseError)
      throw new StartupError(`The database cannot be made ready: ${error.message}.${hintOf(error.message)}`);
    throw error;
  }
  return { serving, direct, release };
}

async function reach(config: Config, log: Logger): Promise<PreparedDatabase & { owner: pg.ClientConfig }> {
  if (config.databaseUrl) return external(config.databaseUrl, config, log);
  refuseOrphans(config.dataDirectory);
  const { owner, serving, release } = await startEmbedded(config.dataDirectory, log);
  return { owner, serving, direct: serving, release };
}

function external(databaseUrl: string, { migrationDatabaseUrl, directDatabaseUrl }: Config, log: Logger) {
  if (!migrationDatabaseUrl)
    log.warn(
      'one database role both owns the tables and serves: set MIGRATION_DATABASE_URL to the owner, and DATABASE_URL to a role that owns nothing, so that the history cannot be altered',
    );
  const direct = { connectionString: directDatabaseUrl ?? databaseUrl };
  return {
    // Bringing the tables up to date takes a lock of its session.
    owner: migrationDatabaseUrl ? { connectionString: migrationDatabaseUrl } : direct,
    serving: { connectionString: databaseUrl },
    direct,
    release: async () => {},
  };
}

/** What to do where it was a pooler that refused. */
function hintOf(message: string): string {
  return message.includes('unsupported startup parameter')
    ? ' This is a pooler that shares connections between transactions: set PREPARED_STATEMENTS=off, and DIRECT_DATABASE_URL.'
    : '';
}

/** Behind a pooler no session is ours to limit: the role is. */
async function warnOfNoTimeouts(pool: pg.Pool, log: Logger): Promise<void> {
  const { rows } = await pool.query(
    `select name from pg_settings
     where name in ('statement_timeout', 'idle_in_transaction_session_timeout') and setting = '0'`,
  );
  for (const { name } of rows)
    log.warn(`the role of DATABASE_URL has no ${name}: give it one by ALTER ROLE … SET ${name} = '60s'`);
}

/** Both roles must see one database: rights given in another are of no use. */
async function requireSame(owner: pg.ClientConfig, serving: pg.ClientConfig): Promise<void> {
  const id = 'select id as told from installation';
  const [one, other] = [await ask(owner, 'MIGRATION_DATABASE_URL', id), await tryToAsk(serving, id)];
  if (one !== other)
    throw new StartupError(
      'DATABASE_URL and MIGRATION_DATABASE_URL lead to different databases. Set both to the same one.',
    );
}

async function ask(connection: pg.ClientConfig, setting: string, question: string): Promise<string> {
  try {
    return await answer(connection, question);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new StartupError(`The database of ${setting} cannot be reached: ${detail}`);
  }
}

function tryToAsk(connection: pg.ClientConfig, question: string): Promise<string | undefined> {
  return answer(connection, question).catch(() => undefined);
}

async function answer(connection: pg.ClientConfig, question: string): Promise<string> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: MILLISECONDS_TO_CONNECT });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(question)).rows[0].told;
  } finally {
    await client.end().catch(() => {});
  }
}
