import { type Kysely, sql } from 'kysely';

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table structure (
      id uuid primary key default gen_random_uuid(),
      site_id uuid not null references site (id),
      created_by text not null,
      created_at timestamptz not null
    )`.execute(database);
  await sql`
    create table sighting (
      id uuid primary key default gen_random_uuid(),
      structure_id uuid not null references structure (id),
      scene_id uuid not null references scene (id),
      state text not null,
      obscured_by text,
      note text,
      observer text not null,
      at timestamptz not null,
      ordinal bigint generated always as identity,
      check ((state = 'obscured') = (obscured_by is not null))
    )`.execute(database);
  await sql`create index sighting_of_structure on sighting (structure_id, scene_id)`.execute(database);
  await sql`create index sighting_of_scene on sighting (scene_id)`.execute(database);
}
