import { type Kysely, sql } from 'kysely';

/** How much of a file has come is told by the file itself; `sha256` is the server's, `claimed_sha256` the sender's. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table upload (
      id uuid primary key,
      site_id uuid not null references site (id),
      role text not null check (role in ('image', 'beside')),
      file_name text not null,
      size bigint not null check (size >= 0),
      last_modified timestamptz,
      claimed_sha256 text check (claimed_sha256 ~ '^[0-9a-f]{64}$'),
      sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
      state text not null check (state in ('receiving', 'received', 'refused')),
      inspection jsonb,
      failure_code text,
      failure_detail text,
      created_by text not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      check ((state = 'received') <= (sha256 is not null)),
      check ((state = 'refused') = (failure_code is not null))
    )`.execute(database);
  await sql`create index upload_of_site on upload (site_id, created_at)`.execute(database);
  await sql`create index upload_by_expiry on upload (expires_at)`.execute(database);
  await sql`
    alter table scene
      add column display_kept boolean not null default false,
      add column display_checked text not null default 'every_tile'
        check (display_checked in ('structure', 'every_tile'))`.execute(database);
}
