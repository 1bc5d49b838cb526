import { type Kysely, sql } from 'kysely';

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table scene (
      id uuid primary key default gen_random_uuid(),
      site_id uuid not null references site (id),
      title text not null,
      acquired text not null,
      acquired_precision text not null check (acquired_precision in ('instant', 'day', 'month', 'year')),
      acquired_start timestamptz not null,
      acquired_end timestamptz not null check (acquired_end >= acquired_start),
      platform text,
      provider text,
      licence text,
      catalogue_id text,
      gsd double precision not null,
      off_nadir double precision,
      incidence_angle double precision,
      view_azimuth double precision,
      sun_azimuth double precision,
      sun_elevation double precision,
      cloud_cover double precision,
      synthetic boolean not null,
      state text not null check (state in ('ingesting', 'ready', 'failed')),
      progress double precision not null default 0 check (progress between 0 and 1),
      failure_code text,
      failure_detail text,
      footprint jsonb not null,
      epsg integer,
      affine double precision[] not null,
      width integer not null,
      height integer not null,
      bands jsonb not null,
      no_data double precision,
      original_file_name text not null,
      original_sha256 text not null check (original_sha256 ~ '^[0-9a-f]{64}$'),
      original_size bigint not null,
      display_sha256 text check (display_sha256 ~ '^[0-9a-f]{64}$'),
      display_size bigint,
      offset_east double precision not null default 0,
      offset_north double precision not null default 0,
      offset_residual double precision,
      offset_note text,
      version integer not null default 1,
      created_by text not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(database);
  await sql`create index scene_of_site on scene (site_id, acquired_start, acquired_end)`.execute(database);
  await sql`
    create unique index scene_once_a_site on scene (site_id, original_sha256)
    where state <> 'failed'`.execute(database);
  await sql`
    alter table site add constraint site_reference_scene
    foreign key (reference_scene_id) references scene (id)`.execute(database);
}
