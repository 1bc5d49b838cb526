import type { Kysely, Transaction } from 'kysely';
import type { NewSighting, Sighting } from '#domain/structure/structure.contract.ts';
import { samePerson } from '#domain/text/analyst-name.rules.ts';
import type { Database } from '../database/client.ts';
import { notify } from '../event/event.queries.ts';
import { appendHistory, lockSite } from '../history/history.queries.ts';
import type { Acting } from '../http/acting.ts';
import { invalid, problem } from '../http/problem.ts';
import { claimedScenes } from '../scene/claimed-scene.queries.ts';
import {
  findSighting,
  findWithdrawable,
  insertSighting,
  insertWithdrawal,
  listSightings,
  moveRevisions,
  selectAnnotationsOf,
} from './structure.queries.ts';

/**
 * Records what one scene shows of a structure, or gives the sighting that is there where the same was sent
 * before (`created` false). Throws a problem: 409 for an id that is taken, 422 for a scene of another site.
 */
export function recordSighting(
  database: Kysely<Database>,
  structure: { id: string; site_id: string },
  request: NewSighting,
  { by, at }: Acting,
): Promise<{ stored: Sighting; created: boolean }> {
  const siteId = structure.site_id;
  const sighting = { ...request, id: request.id ?? crypto.randomUUID() };
  return database.transaction().execute(async (transaction) => {
    await lockSite(transaction, siteId);
    const created = !(await isThere(transaction, structure.id, sighting, by));
    if (created) await record();
    const all = await listSightings(transaction, structure.id);
    return { stored: all.find(({ id }) => id === sighting.id)!, created };

    async function record() {
      const scenes = await claimedScenes(transaction, siteId, [sighting.sceneId]);
      if (!scenes.has(sighting.sceneId))
        throw invalid([{ pointer: '/sceneId', detail: 'The scene is not one of this site.' }]);
      await insertSighting(transaction, structure.id, sighting, { by, at });
      const { id: sightingId, ...seen } = sighting;
      await tell(transaction, structure, { by, at }, 'structure.sighted', { sightingId, ...seen });
    }
  });
}

/**
 * Withdraws a sighting in the name of who recorded it: it no longer stands. Done again, it changes nothing. Throws a
 * problem: 404 where there is none, 409 for that of another observer.
 */
export async function withdrawSighting(
  database: Kysely<Database>,
  sightingId: string,
  acting: Acting,
): Promise<void> {
  const { site_id, structure_id } = await requireSighting(database, sightingId);
  await database.transaction().execute(async (transaction) => {
    await lockSite(transaction, site_id);
    const { observer, withdrawn_at } = await requireSighting(transaction, sightingId);
    if (!samePerson(observer, acting.by))
      throw problem('conflict', {
        detail: 'Somebody else recorded this sighting. Only they can withdraw it.',
      });
    if (withdrawn_at) return;
    await insertWithdrawal(transaction, sightingId, acting);
    const structure = { id: structure_id, site_id };
    await tell(transaction, structure, acting, 'structure.sighting_withdrawn', { sightingId });
  });
}

async function requireSighting(database: Kysely<Database>, id: string) {
  const sighting = await findWithdrawable(database, id);
  if (!sighting) throw problem('not_found', { detail: 'There is no sighting under this id.' });
  return sighting;
}

/** Puts on record what was done to the sightings of a structure, and tells the pages that show what follows from it. */
async function tell(
  transaction: Transaction<Database>,
  { id: structureId, site_id: siteId }: { id: string; site_id: string },
  { by, at }: Acting,
  act: 'structure.sighted' | 'structure.sighting_withdrawn',
  change: Record<string, unknown>,
): Promise<void> {
  await moveRevisions(transaction, structureId);
  await appendHistory(transaction, {
    siteId,
    at,
    actor: by,
    act,
    entity: 'structure',
    entityId: structureId,
    version: 1,
    change,
  });
  for (const { id, revision } of await selectAnnotationsOf(transaction, structureId))
    await notify(transaction, { kind: 'annotation', siteId, id, version: revision });
}

/** Whether this very sighting is recorded already. Throws where its id stands for another one. */
async function isThere(
  transaction: Transaction<Database>,
  structureId: string,
  { id, sceneId, state, obscuredBy, note }: NewSighting & { id: string },
  observer: string,
): Promise<boolean> {
  const row = await findSighting(transaction, id);
  if (!row) return false;
  const same =
    row.structure_id === structureId &&
    row.scene_id === sceneId &&
    row.state === state &&
    row.obscured_by === (obscuredBy ?? null) &&
    row.note === (note ?? null) &&
    row.observer === observer;
  if (!same)
    throw problem('id_taken', {
      detail: 'Another sighting has this id: send yours with an id of its own.',
      errors: [{ pointer: '/id', detail: 'Another sighting has this id.' }],
    });
  return true;
}
