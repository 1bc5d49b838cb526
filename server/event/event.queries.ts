import { type Kysely, sql, type Transaction } from 'kysely';
import type { ChangeEvent } from '#domain/event/event.contract.ts';
import type { Database } from '../database/client.ts';

/** The channel of LISTEN and NOTIFY on which all server processes of one database hear each other. */
export const CHANNEL = 'afterimage_change';

/** Tells all open pages of a change, if and when the transaction commits. */
export async function notify(transaction: Transaction<Database>, event: ChangeEvent): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(event)})`.execute(transaction);
}

/** Says something that nobody but who listens at this channel hears. */
export async function call(database: Kysely<Database>, channel: string): Promise<void> {
  await sql`select pg_notify(${channel}, '')`.execute(database);
}
