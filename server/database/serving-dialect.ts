import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type TransactionSettings,
} from 'kysely';
import { changing } from './changes.ts';

/**
 * PostgreSQL as the server speaks to it: it is followed what is sent that stores something for good (`changing`),
 * and a transaction that fails tells why it failed, not that its connection was too broken to roll it back.
 */
export class ServingDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new ServingDriver(this.#config);
  }
}

type Connection = Parameters<PostgresDriver['rollbackTransaction']>[0];

class ServingDriver extends PostgresDriver {
  readonly #known = new WeakSet<DatabaseConnection>();
  readonly #inTransaction = new WeakSet<DatabaseConnection>();

  override async acquireConnection(...given: Parameters<Driver['acquireConnection']>) {
    const connection = await super.acquireConnection(...given);
    if (this.#known.has(connection)) return connection;
    this.#known.add(connection);
    const execute = connection.executeQuery.bind(connection) as DatabaseConnection['executeQuery'];
    connection.executeQuery = (query, ...rest) =>
      this.#inTransaction.has(connection) || isReading(query)
        ? execute(query, ...rest)
        : changing(() => execute(query, ...rest));
    return connection;
  }

  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
    this.#inTransaction.add(connection);
    try {
      await super.beginTransaction(connection, settings);
    } catch (error) {
      this.#inTransaction.delete(connection);
      throw error;
    }
  }

  override async commitTransaction(connection: DatabaseConnection) {
    await changing(() => super.commitTransaction(connection));
    this.#inTransaction.delete(connection);
  }

  override async rollbackTransaction(connection: Connection) {
    try {
      await super.rollbackTransaction(connection);
    } catch {
      // The connection is dropped, and what it had begun ends with it. Why it came to this is already being told.
    }
    this.#inTransaction.delete(connection);
  }
}

function isReading({ query, sql }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode' || /^\s*select\b/i.test(sql);
}
