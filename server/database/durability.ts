import { type Kysely, sql } from 'kysely';
import { StartupError } from '../base/config.ts';
import type { Database } from './client.ts';

/**
 * Refuses a Postgres that may lose what it has acknowledged. The levels of synchronous_commit other than
 * 'off' differ in what they ask of standby servers; each waits for the local disk.
 */
export async function assertDurable(database: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings
    where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'`.execute(database);
  if (rows.length === 0) return;
  const names = rows.map(({ name }) => name).join(' and ');
  throw new StartupError(
    `The database runs with ${names} off, so that a power cut could lose what analysts have saved. ` +
      `Switch ${names} on in the settings of Postgres and start again.`,
  );
}
