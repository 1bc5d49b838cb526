import pg from 'pg';
import { inject } from 'vitest';
import { createLog } from '../../../server/base/log.ts';
import { type DatabaseClient, openDatabase } from '../../../server/database/client.ts';
import { until } from '../base/until.ts';
import { TEMPLATE } from './postgres.setup.ts';

const INSUFFICIENT_PRIVILEGE = '42501';

/** A migrated database of its own, open as the serving role, and a connection string parts for its owner. */
export type FreshDatabase = DatabaseClient & { owner: pg.ClientConfig; serving: pg.ClientConfig };

/** The address of a database that is reached by a socket, as DATABASE_URL names it. */
export function databaseUrl({ host, port, user, database }: pg.ClientConfig): string {
  return `postgres://${user}@/${database}?host=${encodeURIComponent(String(host))}&port=${port}`;
}

/** Clones the template. `close` takes the clone away again. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { owner, serving } = inject('postgres');
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  const maintenance = (statement: string) => query({ ...owner, database: 'postgres' }, statement);
  await maintenance(`create database ${name} template ${TEMPLATE}`);
  const own = { owner: { ...owner, database: name }, serving: { ...serving, database: name } };
  // A clone has the id of the template, by which its data folder is to know it.
  await query({ ...owner, database: name }, 'update installation set id = gen_random_uuid()');
  const client = openDatabase(own.serving, createLog('silent'));
  return {
    ...client,
    ...own,
    async close() {
      await client.close();
      await until(async () => {
        try {
          await maintenance(`drop database ${name} with (force)`);
          return true;
        } catch (error) {
          // An autovacuum worker that is in the database just now belongs to the superuser, and ends by itself.
          if ((error as pg.DatabaseError).code !== INSUFFICIENT_PRIVILEGE) throw error;
          return false;
        }
      });
    },
  };
}

/**
 * Changes rows as nobody may today, by the owner of the tables and past their triggers: what an earlier version stored.
 * `statement` follows 'update TABLE'.
 */
export async function overwrite(
  { owner }: Pick<FreshDatabase, 'owner'>,
  table: string,
  statement: string,
  values: readonly unknown[],
): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query(`alter table ${table} disable trigger user`);
    await client.query(`update ${table} ${statement}`, [...values]);
    await client.query(`alter table ${table} enable trigger user`);
  } finally {
    await client.end();
  }
}

async function query(connection: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
