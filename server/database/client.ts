import { Kysely } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { PreparingClient } from './preparing-client.ts';
import type { Database } from './schema.generated.ts';
import { ServingDialect } from './serving-dialect.ts';

export type { Database };

const MILLISECONDS_TO_CONNECT = 5_000;
const CONNECTIONS = 16;

/** Sent as each session begins; a pooler refuses them, since its sessions are nobody's own. */
const SESSION = {
  Client: PreparingClient,
  statement_timeout: 60_000,
  idle_in_transaction_session_timeout: 60_000,
};

const INT8 = pg.types.builtins.INT8;

/** Counts and sizes fit a double without loss; what does not is refused rather than rounded. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a number of JavaScript.`);
  return value;
}

/** How pg reads columns: bigint as number, timestamptz as Date, all else as is its custom. */
const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8 && format !== 'binary' ? parseInt8 : pg.types.getTypeParser(oid, format),
};

export type DatabaseClient = { database: Kysely<Database>; pool: pg.Pool; close: () => Promise<void> };

/**
 * Opens a pool on a database. Nothing connects before the first query. With `preparedStatements` off nothing is
 * sent that outlives a transaction, so that a pooler may hand each transaction another connection.
 */
export function openDatabase(
  connection: pg.PoolConfig,
  log: Logger,
  { preparedStatements = true }: { preparedStatements?: boolean } = {},
): DatabaseClient {
  const pool = new pg.Pool({
    ...(preparedStatements && SESSION),
    max: CONNECTIONS,
    application_name: 'afterimage',
    connectionTimeoutMillis: MILLISECONDS_TO_CONNECT,
    keepAlive: true,
    types: typeParsers,
    ...connection,
  });
  let closing = false;
  // A connection lost while idle is replaced by the pool; without a listener it would end the process. One that is being
  // given up may still hear that the database ends.
  pool.on('error', (error) => {
    if (!closing) log.warn({ err: error }, 'a connection to the database was lost');
  });
  // The pool listens only while a connection lies idle, and one lost may complain again once it was handed out.
  pool.on('connect', (client) => client.on('error', () => {}));
  const database = new Kysely<Database>({ dialect: new ServingDialect({ pool }) });
  const close = () => {
    closing = true;
    return database.destroy();
  };
  return { database, pool, close };
}
