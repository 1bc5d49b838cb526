import { type Kysely, sql } from 'kysely';

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table site (
      id uuid primary key default gen_random_uuid(),
      name text not null,
      code text not null unique check (code ~ '^[A-Z0-9]{2,6}$'),
      description text,
      boundary jsonb,
      reference_scene_id uuid,
      next_annotation_number integer not null default 1,
      revision integer not null default 1,
      created_by text not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(database);
}
