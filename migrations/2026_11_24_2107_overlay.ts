import { type Kysely, sql } from 'kysely';

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table overlay (
      id uuid primary key,
      site_id uuid not null references site (id),
      name text not null,
      features jsonb not null,
      shared_by text not null,
      shared_at timestamptz not null
    )`.execute(database);
  await sql`create index overlay_of_site on overlay (site_id, shared_at)`.execute(database);
}
