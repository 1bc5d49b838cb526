import { type Kysely, sql } from 'kysely';

export async function up(database: Kysely<unknown>): Promise<void> {
  // Of what older scenes state, nobody noted where it came from: they keep no origins.
  await sql`
    alter table scene
      add column instrument text,
      add column origins jsonb not null default '{}',
      add column claims jsonb not null default '[]'`.execute(database);
}
