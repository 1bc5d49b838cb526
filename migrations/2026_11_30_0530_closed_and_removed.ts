import { type Kysely, sql } from 'kysely';

/**
 * A closed site or scene is kept and no more offered. A removed site stays as a row, since its history refers to it;
 * its code is free for another.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table site
      add column closed_by text,
      add column closed_at timestamptz,
      add column removed_by text,
      add column removed_at timestamptz,
      add check ((closed_by is null) = (closed_at is null)),
      add check ((removed_by is null) = (removed_at is null)),
      drop constraint site_code_key`.execute(database);
  await sql`create unique index site_code on site (code) where removed_at is null`.execute(database);
  await sql`
    alter table scene
      add column closed_by text,
      add column closed_at timestamptz,
      add check ((closed_by is null) = (closed_at is null))`.execute(database);
}
