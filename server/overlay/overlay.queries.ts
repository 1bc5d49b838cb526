import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type {
  NewOverlay,
  Overlay,
  OverlayAccuracy,
  OverlayFeature,
} from '#domain/overlay/overlay.contract.ts';
import type { Database } from '../database/client.ts';
import type { Acting } from '../http/acting.ts';

/** The overlays that are shared at a site, oldest first. */
export async function listOverlays(database: Kysely<Database>, siteId: string): Promise<Overlay[]> {
  const rows = await database
    .selectFrom('overlay')
    .selectAll()
    .where('site_id', '=', siteId)
    .orderBy('shared_at')
    .orderBy('id')
    .execute();
  return rows.map(toOverlay);
}

export async function findOverlay(database: Kysely<Database>, id: string): Promise<Overlay | undefined> {
  const row = await database.selectFrom('overlay').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toOverlay(row);
}

/** How many overlays are shared at a site, and the bytes of their features. */
export async function countShared(
  transaction: Transaction<Database>,
  siteId: string,
): Promise<{ overlays: number; bytes: number }> {
  return transaction
    .selectFrom('overlay')
    .select((select) => [
      select.fn.countAll<number>().as('overlays'),
      sql<number>`coalesce(sum(octet_length(features::text)), 0)::bigint`.as('bytes'),
    ])
    .where('site_id', '=', siteId)
    .executeTakeFirstOrThrow();
}

/** Stores an overlay; false where its id is taken. */
export async function insertOverlay(
  transaction: Transaction<Database>,
  siteId: string,
  { id, name, features, accuracy, lacks }: NewOverlay,
  { by, at }: Acting,
): Promise<boolean> {
  const row = await transaction
    .insertInto('overlay')
    .values({
      id,
      site_id: siteId,
      name,
      features: JSON.stringify(features),
      accuracy: accuracy ? JSON.stringify(accuracy) : null,
      lacks: lacks ?? null,
      shared_by: by,
      shared_at: at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function removeOverlay(transaction: Transaction<Database>, id: string): Promise<void> {
  await transaction.deleteFrom('overlay').where('id', '=', id).execute();
}

function toOverlay(row: Selectable<Database['overlay']>): Overlay {
  return {
    id: row.id,
    siteId: row.site_id,
    name: row.name,
    features: row.features as OverlayFeature[],
    ...(row.accuracy !== null && { accuracy: row.accuracy as OverlayAccuracy }),
    ...(row.lacks !== null && { lacks: row.lacks }),
    sharedBy: row.shared_by,
    sharedAt: row.shared_at.toISOString(),
  };
}
