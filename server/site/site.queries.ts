import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Polygon } from '#domain/geometry/geometry.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import { withoutNulls } from '../base/without-nulls.ts';
import type { Database } from '../database/client.ts';
import type { Acting } from '../http/acting.ts';
import { problem } from '../http/problem.ts';

export type SiteRow = Selectable<Database['site']> & { reference: string | null };

/** Sites with the scene on which the others are laid: the one named, else the earliest that is ready. */
function selectSites(database: Kysely<Database>) {
  return database
    .selectFrom('site')
    .selectAll('site')
    .select(
      sql<string | null>`coalesce(site.reference_scene_id, (
        select id from scene where scene.site_id = site.id and scene.state = 'ready'
        order by acquired_start, acquired_end, id limit 1))`.as('reference'),
    );
}

/** A part of all sites, oldest first, after the one that a cursor names. */
export function listSites(
  database: Kysely<Database>,
  { limit, after }: { limit: number; after: { createdAt: string; id: string } | undefined },
): Promise<SiteRow[]> {
  let query = selectSites(database).orderBy('site.created_at').orderBy('site.id').limit(limit);
  if (after)
    query = query.where(
      sql<boolean>`(site.created_at, site.id) > (${after.createdAt}::timestamptz, ${after.id}::uuid)`,
    );
  return query.execute();
}

/** One site. Throws a problem (404) where it is not there. */
export async function requireSiteRow(database: Kysely<Database>, id: string): Promise<SiteRow> {
  const row = await findSiteRow(database, id);
  if (!row) throw problem('not_found', { detail: 'There is no site under this id.' });
  return row;
}

/** One site, or undefined where it is not there. */
export function findSiteRow(database: Kysely<Database>, id: string): Promise<SiteRow | undefined> {
  return selectSites(database).where('site.id', '=', id).executeTakeFirst();
}

/** One site as the API gives it. Throws a problem (404) where it is not there. */
export async function requireSite(database: Kysely<Database>, id: string): Promise<Site> {
  return toSite(await requireSiteRow(database, id));
}

export async function hasSites(database: Kysely<Database>): Promise<boolean> {
  return (await database.selectFrom('site').select('id').limit(1).executeTakeFirst()) !== undefined;
}

export type SiteColumns = {
  name: string;
  description: string | null;
  /** GeoJSON as text. */
  boundary: string | null;
  reference_scene_id: string | null;
};

/** Stores a site under an id and a code. Undefined where another site has one of them. */
export async function insertSite(
  transaction: Transaction<Database>,
  site: Omit<SiteColumns, 'reference_scene_id'> & { id: string; code: string } & Acting,
): Promise<string | undefined> {
  const { by, at, ...columns } = site;
  const row = await transaction
    .insertInto('site')
    .values({ ...columns, created_by: by, created_at: at, updated_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function updateSite(
  transaction: Transaction<Database>,
  id: string,
  change: Partial<SiteColumns>,
  at: Date,
): Promise<void> {
  await transaction
    .updateTable('site')
    .set({ ...change, revision: sql`revision + 1`, updated_at: at })
    .where('id', '=', id)
    .execute();
}

/** A site as the API gives it. */
export function toSite(row: SiteRow): Site {
  return {
    id: row.id,
    name: row.name,
    code: row.code,
    ...withoutNulls({
      description: row.description,
      boundary: row.boundary as Polygon | null,
      referenceSceneId: row.reference,
    }),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
