import { type Kysely, sql } from 'kysely';

/**
 * One row: by its id the database and the data folder with its files know each other. `paired_at` says since when
 * there is a folder that bears the id.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table installation (
      only_row boolean primary key default true check (only_row),
      id uuid not null default gen_random_uuid(),
      paired_at timestamptz
    )`.execute(database);
  await sql`insert into installation default values`.execute(database);
}
