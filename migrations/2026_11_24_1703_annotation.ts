import { type Kysely, sql } from 'kysely';

/**
 * The head holds what may change without touching the claim; each change of the claim adds a version,
 * which is never altered. `bounds` is the claim's box in degrees: longitude is x, latitude y.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table annotation (
      id uuid primary key,
      site_id uuid not null references site (id),
      structure_id uuid not null references structure (id),
      number integer not null,
      title text,
      description text,
      count integer,
      viewing jsonb,
      status text not null check (
        status in ('observed', 'in_review', 'corroborated', 'disputed', 'rejected', 'superseded')),
      review_requested boolean not null default false,
      superseded_by uuid references annotation (id),
      version integer not null default 1,
      revision integer not null default 1,
      request_sha256 text not null,
      claim_by text not null,
      created_by text not null,
      created_at timestamptz not null,
      updated_by text not null,
      updated_at timestamptz not null,
      deleted_at timestamptz,
      unique (site_id, number),
      check ((status = 'superseded') = (superseded_by is not null))
    )`.execute(database);
  await sql`
    create table annotation_version (
      annotation_id uuid not null references annotation (id),
      version integer not null,
      geometry jsonb not null,
      bounds box not null,
      structure text not null,
      structure_other text,
      change text not null,
      damage_grade text,
      before_scene_id uuid not null references scene (id),
      after_scene_id uuid not null references scene (id),
      area double precision not null,
      created_by text not null,
      created_at timestamptz not null,
      primary key (annotation_id, version),
      check (before_scene_id <> after_scene_id)
    )`.execute(database);
  await sql`create index annotation_of_structure on annotation (structure_id)`.execute(database);
  await sql`create index annotation_superseded_by on annotation (superseded_by)`.execute(database);
  await sql`create index annotation_version_bounds on annotation_version using gist (bounds)`.execute(
    database,
  );
  await sql`create index annotation_version_before on annotation_version (before_scene_id)`.execute(database);
  await sql`create index annotation_version_after on annotation_version (after_scene_id)`.execute(database);
}
