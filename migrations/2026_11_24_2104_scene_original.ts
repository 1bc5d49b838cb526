import { type Kysely, sql } from 'kysely';

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table scene_original (
      scene_id uuid not null references scene (id) on delete cascade,
      position integer not null check (position >= 0),
      role text not null check (role in ('image', 'band', 'tile', 'mask', 'metadata', 'placement')),
      band_name text,
      file_name text not null,
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      size bigint not null,
      resampled_from double precision,
      primary key (scene_id, position)
    )`.execute(database);
  await sql`create index scene_original_of_file on scene_original (sha256)`.execute(database);
  await sql`
    insert into scene_original (scene_id, position, role, file_name, sha256, size)
    select id, 0, 'image', original_file_name, original_sha256, original_size from scene`.execute(database);
}
