import { type Kysely, sql } from 'kysely';

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table scene_look (
      scene_id uuid primary key references scene (id) on delete cascade,
      look jsonb not null,
      version integer not null default 1,
      updated_by text not null,
      updated_at timestamptz not null
    )`.execute(database);
  await sql`
    create table scene_histogram (
      scene_id uuid not null references scene (id) on delete cascade,
      subject text not null,
      display_sha256 text not null,
      histograms jsonb not null,
      primary key (scene_id, subject)
    )`.execute(database);
}
