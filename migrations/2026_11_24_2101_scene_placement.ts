import { type Kysely, sql } from 'kysely';

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table scene
      add column projection text,
      add column placement jsonb not null default '{"origin": "file", "resampled": false}',
      add column accuracy jsonb`.execute(database);
}
