import type { Kysely, Transaction } from 'kysely';
import { geometryFault, isLong, normalised } from '#domain/geometry/ring.rules.ts';
import { canonicalText } from '#domain/history/chain.rules.ts';
import { codesFor } from '#domain/site/code.rules.ts';
import type { NewSite, SitePatch } from '#domain/site/site.contract.ts';
import type { Dependents } from '#domain/vocabulary/dependent.contract.ts';
import { dependentsOfSite } from '#domain/vocabulary/dependent.rules.ts';
import { asideOf } from '../aside/aside.ts';
import { outlineTooMuch } from '../aside/too-much.ts';
import type { Database } from '../database/client.ts';
import { notify } from '../event/event.queries.ts';
import { appendHistory, listHistory, lockSite, wasJustDone } from '../history/history.queries.ts';
import type { Acting } from '../http/acting.ts';
import { invalid, problem } from '../http/problem.ts';
import {
  closedColumns,
  findSiteRow,
  insertSite,
  listSiteDependents,
  markRemoved,
  requireSiteRow,
  type SiteColumns,
  type SiteRow,
  toSite,
  updateSite,
} from './site.queries.ts';

const aside = asideOf<{ geometryFault: typeof geometryFault }>(
  '#domain/geometry/ring.rules.ts',
  outlineTooMuch,
);

/**
 * Stores a site, or gives the one that is there where the same was sent before (`created` false); where no code is
 * given, one is made from its name. Throws 409 for a code or an id that is taken.
 */
export function createSite(
  database: Kysely<Database>,
  { id = crypto.randomUUID(), ...site }: NewSite,
  { by, at }: Acting,
): Promise<{ row: SiteRow; created: boolean }> {
  return database.transaction().execute(async (transaction) => {
    const there = await sameSite(transaction, id, site);
    if (there) return { row: there, created: false };
    const columns = {
      id,
      name: site.name,
      description: site.description ?? null,
      boundary: await boundaryText(site.boundary ?? null),
      by,
      at,
    };
    const inserted = site.code
      ? await insertSite(transaction, { ...columns, code: site.code })
      : await insertUnderFreeCode(transaction, columns);
    if (!inserted) {
      // The same may have come by another line meanwhile.
      const now = await sameSite(transaction, id, site);
      if (now) return { row: now, created: false };
      throw problem('site_code_taken', {
        detail: `Another site has the code ${site.code}.`,
        errors: [{ pointer: '/code', detail: 'Choose another code.' }],
      });
    }
    const row = await requireSiteRow(transaction, id);
    await appendHistory(transaction, {
      siteId: id,
      at,
      actor: by,
      act: 'site.created',
      entity: 'site',
      entityId: id,
      version: row.revision,
      change: { ...site, code: row.code },
    });
    await notify(transaction, { kind: 'site', siteId: id, id, version: row.revision });
    return { row, created: true };
  });
}

/** The site that was made of this very request before, as its history tells. 409 where the id is another's. */
async function sameSite(
  transaction: Transaction<Database>,
  id: string,
  site: Omit<NewSite, 'id'>,
): Promise<SiteRow | undefined> {
  const row = await findSiteRow(transaction, id);
  if (!row) return undefined;
  if (row.removed_at)
    throw problem('id_taken', {
      detail: 'A site that was removed had this id: send yours with an id of its own.',
      errors: [{ pointer: '/id', detail: 'A site that was removed had this id.' }],
    });
  const [made] = await listHistory(transaction, { siteId: id, after: 0, limit: 1 });
  const told = (made?.change ?? {}) as NewSite;
  const sent = JSON.parse(JSON.stringify({ ...site, code: site.code ?? told.code }));
  if (canonicalText(told) !== canonicalText(sent))
    throw problem('id_taken', {
      detail: 'Another site has this id: send yours with an id of its own.',
      errors: [{ pointer: '/id', detail: 'Another site has this id.' }],
    });
  return row;
}

/** Changes a site. Throws 404, 412 for a stale revision, 422 for what cannot be. */
export function changeSite(
  database: Kysely<Database>,
  id: string,
  ifMatch: number | undefined,
  patch: SitePatch,
  { by, at }: Acting,
) {
  return database.transaction().execute(async (transaction) => {
    await lockSite(transaction, id);
    const before = await requireSiteRow(transaction, id);
    const act = { siteId: id, entityId: id, actor: by, act: 'site.changed', change: patch };
    if (ifMatch === before.revision - 1 && (await wasJustDone(transaction, act))) return before;
    refuseStale(before, ifMatch);
    const change: Partial<SiteColumns> = closedColumns(before, patch.closed, { by, at });
    if (patch.name !== undefined) change.name = patch.name;
    if (patch.description !== undefined) change.description = patch.description;
    if (patch.boundary !== undefined) change.boundary = await boundaryText(patch.boundary);
    if (patch.referenceSceneId !== undefined) {
      if (patch.referenceSceneId) await requireReadyScene(transaction, id, patch.referenceSceneId);
      change.reference_scene_id = patch.referenceSceneId;
    }
    if (Object.keys(change).length === 0) return before;
    await updateSite(transaction, id, change, at);
    const row = await requireSiteRow(transaction, id);
    await appendHistory(transaction, {
      siteId: id,
      at,
      actor: by,
      act: 'site.changed',
      entity: 'site',
      entityId: id,
      version: row.revision,
      change: patch,
    });
    await notify(transaction, { kind: 'site', siteId: id, id, version: row.revision });
    return row;
  });
}

/** What stands against the removal of a site. Throws 404. */
export async function siteDependents(database: Kysely<Database>, id: string): Promise<Dependents> {
  const { name } = await requireSiteRow(database, id);
  return dependentsOfSite(name, await listSiteDependents(database, id));
}

/**
 * Removes a site on which nothing depends; its history is kept, and its code is free. Throws 404, 409 with what
 * depends on it, 412 for a stale revision.
 */
export function removeSite(
  database: Kysely<Database>,
  id: string,
  ifMatch: number | undefined,
  acting: Acting,
): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    await lockSite(transaction, id);
    const before = await requireSiteRow(transaction, id);
    refuseStale(before, ifMatch);
    const { items, sentence } = await siteDependents(transaction, id);
    if (sentence !== undefined) throw problem('site_in_use', { detail: sentence, dependents: items });
    const version = before.revision + 1;
    await appendHistory(transaction, {
      siteId: id,
      at: acting.at,
      actor: acting.by,
      act: 'site.removed',
      entity: 'site',
      entityId: id,
      version,
      change: { name: before.name, code: before.code },
    });
    await markRemoved(transaction, id, acting);
    await notify(transaction, { kind: 'site', siteId: id, id, version });
  });
}

function refuseStale(before: SiteRow, ifMatch: number | undefined): void {
  if (ifMatch !== undefined && ifMatch !== before.revision)
    throw problem('stale_version', {
      detail: 'The site has been changed meanwhile.',
      current: toSite(before),
    });
}

async function insertUnderFreeCode(
  transaction: Transaction<Database>,
  columns: Omit<Parameters<typeof insertSite>[1], 'code'>,
): Promise<string | undefined> {
  for (const code of codesFor(columns.name)) {
    const id = await insertSite(transaction, { ...columns, code });
    if (id) return id;
  }
  return undefined;
}

async function boundaryText(boundary: NewSite['boundary'] | null): Promise<string | null> {
  if (!boundary) return null;
  const polygon = normalised({ type: 'Polygon', coordinates: boundary.coordinates });
  const fault = isLong(polygon) ? await aside('geometryFault', polygon) : geometryFault(polygon);
  if (fault) throw invalid([{ pointer: `/boundary${fault.pointer}`, detail: fault.detail }]);
  return JSON.stringify(polygon);
}

async function requireReadyScene(transaction: Transaction<Database>, siteId: string, sceneId: string) {
  const scene = await transaction
    .selectFrom('scene')
    .select('state')
    .where('id', '=', sceneId)
    .where('site_id', '=', siteId)
    .executeTakeFirst();
  if (scene?.state !== 'ready')
    throw invalid([{ pointer: '/referenceSceneId', detail: 'Name a scene of this site that is ready.' }]);
}
