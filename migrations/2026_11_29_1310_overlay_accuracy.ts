import { type Kysely, sql } from 'kysely';

/** How far an overlay may lie off, and what of its file is left out, are kept with it. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table overlay add column accuracy jsonb, add column lacks text`.execute(database);
}
