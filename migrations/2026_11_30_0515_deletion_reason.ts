import { type Kysely, sql } from 'kysely';

/** Why an annotation was deleted is kept with it, for the list of deleted ones. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table annotation add column deletion_reason text`.execute(database);
}
