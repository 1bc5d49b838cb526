import { type Kysely, sql, type Transaction } from 'kysely';
import { anyOf } from '../database/any-of.ts';
import type { Database } from '../database/client.ts';

/** The id of this database, and whether a data folder bears it. The row is held until the transaction ends. */
export async function lockInstallation(
  transaction: Transaction<Database>,
): Promise<{ id: string; paired: boolean }> {
  const { id, paired_at } = await transaction
    .selectFrom('installation')
    .select(['id', 'paired_at'])
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { id, paired: paired_at !== null };
}

export async function notePaired(transaction: Transaction<Database>, at: Date): Promise<void> {
  await transaction.updateTable('installation').set({ paired_at: at }).execute();
}

/** How many originals the scenes name, and how many of some files are theirs. */
export async function countKnown(
  database: Kysely<Database>,
  files: { originals: readonly string[]; displays: readonly string[]; uploads: readonly string[] },
): Promise<{ originals: number; known: { originals: number; named: number } }> {
  const { rows } = await sql<{ originals: number; kept: number; named: number }>`
    select
      (select count(distinct sha256) from scene_original) as originals,
      (select count(distinct sha256) from scene_original where sha256 = ${anyOf(files.originals)}) as kept,
      (select count(*) from scene where id::text = ${anyOf(files.displays)})
        + (select count(*) from upload where id::text = ${anyOf(files.uploads)}) as named`.execute(database);
  const { originals, kept, named } = rows[0]!;
  return { originals, known: { originals: kept, named } };
}
