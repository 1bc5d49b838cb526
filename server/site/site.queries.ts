import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Polygon } from '#domain/geometry/geometry.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import type { Dependent } from '#domain/vocabulary/dependent.contract.ts';
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

/** A part of all sites that were not removed, oldest first, after the one that a cursor names. */
export function listSites(
  database: Kysely<Database>,
  { limit, after }: { limit: number; after: { createdAt: string; id: string } | undefined },
): Promise<SiteRow[]> {
  let query = selectSites(database)
    .where('site.removed_at', 'is', null)
    .orderBy('site.created_at')
    .orderBy('site.id')
    .limit(limit);
  if (after)
    query = query.where(
      sql<boolean>`(site.created_at, site.id) > (${after.createdAt}::timestamptz, ${after.id}::uuid)`,
    );
  return query.execute();
}

/** One site. Throws a problem (404) where it is not there, or was removed. */
export async function requireSiteRow(database: Kysely<Database>, id: string): Promise<SiteRow> {
  const row = await findSiteRow(database, id);
  if (!row) throw problem('not_found', { detail: 'There is no site under this id.' });
  if (row.removed_at) throw problem('not_found', { detail: 'The site was removed; its history is kept.' });
  return row;
}

/** One site, also where it was removed, or undefined where it is not there. */
export function findSiteRow(database: Kysely<Database>, id: string): Promise<SiteRow | undefined> {
  return selectSites(database).where('site.id', '=', id).executeTakeFirst();
}

/** One site as the API gives it. Throws a problem (404) where it is not there. */
export async function requireSite(database: Kysely<Database>, id: string): Promise<Site> {
  return toSite(await requireSiteRow(database, id));
}

/** Whether there is a site, or was one. */
export async function hasSites(database: Kysely<Database>): Promise<boolean> {
  return (await database.selectFrom('site').select('id').limit(1).executeTakeFirst()) !== undefined;
}

export type SiteColumns = {
  name: string;
  description: string | null;
  /** GeoJSON as text. */
  boundary: string | null;
  reference_scene_id: string | null;
  closed_by: string | null;
  closed_at: Date | null;
};
type NewSiteColumns = Pick<SiteColumns, 'name' | 'description' | 'boundary'>;

/** Stores a site under an id and a code. Undefined where another site has one of them. */
export async function insertSite(
  transaction: Transaction<Database>,
  site: NewSiteColumns & { id: string; code: string } & Acting,
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

/** Marks a site as removed, which frees its code; the row stays, since its history refers to it. */
export async function markRemoved(
  transaction: Transaction<Database>,
  id: string,
  { by, at }: Acting,
): Promise<void> {
  await transaction
    .updateTable('site')
    .set({ removed_by: by, removed_at: at, updated_at: at, revision: sql`revision + 1` })
    .where('id', '=', id)
    .execute();
}

/** What a site holds that stands against its removal, with how many; empty where nothing does. */
export async function listSiteDependents(database: Kysely<Database>, id: string): Promise<Dependent[]> {
  const { rows } = await sql<Dependent & { deleted: number }>`
    select 'scene' as kind, count(*)::integer as count, 0 as deleted from scene where site_id = ${id}
    union all
    select 'annotation', count(*)::integer, count(deleted_at)::integer from annotation where site_id = ${id}
    union all select 'overlay', count(*)::integer, 0 from overlay where site_id = ${id}
    union all select 'source', count(*)::integer, 0 from source where site_id = ${id}
    union all
    select 'structure', count(*)::integer, 0 from structure where site_id = ${id}
      and not exists (select from annotation where structure_id = structure.id)
    union all
    select 'upload', count(*)::integer, 0 from upload where site_id = ${id} and expires_at > now()`.execute(
    database,
  );
  return rows
    .filter(({ count }) => count > 0)
    .map(({ kind, count, deleted }) => ({ kind, count, ...(deleted > 0 && { deleted }) }));
}

/** Who closed something and when, as the API gives it; nothing where it is open. */
export function toClosed({ closed_by, closed_at }: Pick<SiteColumns, 'closed_by' | 'closed_at'>) {
  return closed_by !== null && closed_at !== null
    ? { closed: { by: closed_by, at: closed_at.toISOString() } }
    : {};
}

/** The columns that close something or offer it again; none where it is so already, or nothing was said. */
export function closedColumns(
  before: Pick<SiteColumns, 'closed_at'>,
  closed: boolean | null | undefined,
  { by, at }: Acting,
): Partial<Pick<SiteColumns, 'closed_by' | 'closed_at'>> {
  if (closed === undefined || (closed ?? false) === (before.closed_at !== null)) return {};
  return closed ? { closed_by: by, closed_at: at } : { closed_by: null, closed_at: null };
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
    ...toClosed(row),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
