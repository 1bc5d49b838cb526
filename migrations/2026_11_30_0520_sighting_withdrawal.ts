import { type Kysely, sql } from 'kysely';

/** A sighting is never altered: that its observer took it back is a row of its own. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table sighting_withdrawal (
      sighting_id uuid primary key references sighting (id),
      by text not null,
      at timestamptz not null
    )`.execute(database);
  await sql`
    create trigger sighting_withdrawal_is_append_only
    before update or delete or truncate on sighting_withdrawal
    for each statement execute function refuse_alteration()`.execute(database);
}
