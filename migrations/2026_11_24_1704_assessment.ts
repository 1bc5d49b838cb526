import { type Kysely, sql } from 'kysely';

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table assessment (
      id uuid primary key,
      annotation_id uuid not null,
      version integer not null,
      ordinal bigint generated always as identity,
      verdict text not null check (verdict in ('agree', 'disagree', 'no_such_change', 'cannot_tell')),
      confidence text,
      confidence_reason text,
      likelihood text,
      rivals jsonb not null,
      settles text,
      note text,
      second_reading boolean not null,
      status_after text not null,
      request_sha256 text not null,
      by text not null,
      self_declared boolean not null,
      at timestamptz not null,
      foreign key (annotation_id, version) references annotation_version (annotation_id, version)
    )`.execute(database);
  await sql`create index assessment_of_version on assessment (annotation_id, version, ordinal)`.execute(
    database,
  );
  await sql`
    create table source (
      id uuid primary key default gen_random_uuid(),
      site_id uuid not null references site (id),
      kind text not null,
      title text not null,
      reference text,
      url text,
      scene_id uuid references scene (id),
      date text,
      reliability text not null check (reliability in ('A', 'B', 'C', 'D', 'E', 'F')),
      withheld boolean not null,
      created_by text not null,
      created_at timestamptz not null
    )`.execute(database);
  await sql`create index source_of_site on source (site_id)`.execute(database);
  await sql`create index source_of_scene on source (scene_id)`.execute(database);
  await sql`
    create table assessment_source (
      assessment_id uuid not null references assessment (id),
      source_id uuid not null references source (id),
      ordinal integer not null,
      credibility integer not null check (credibility between 1 and 6),
      note text,
      primary key (assessment_id, ordinal)
    )`.execute(database);
  await sql`create index assessment_source_source on assessment_source (source_id)`.execute(database);
}
