import type { Kysely, Transaction } from 'kysely';
import type { NewSighting, Sighting } from '#domain/structure/structure.contract.ts';
import type { Database } from '../database/client.ts';
import { notify } from '../event/event.queries.ts';
import { appendHistory, lockSite } from '../history/history.queries.ts';
import type { Acting } from '../http/acting.ts';
import { invalid, problem } from '../http/problem.ts';
import { claimedScenes } from '../scene/claimed-scene.queries.ts';
import {
  findSighting,
  insertSighting,
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
      await moveRevisions(transaction, structure.id);
      const { id: sightingId, ...seen } = sighting;
      await appendHistory(transaction, {
        siteId,
        at,
        actor: by,
        act: 'structure.sighted',
        entity: 'structure',
        entityId: structure.id,
        version: 1,
        change: { sightingId, ...seen },
      });
      for (const { id, revision } of await selectAnnotationsOf(transaction, structure.id))
        await notify(transaction, { kind: 'annotation', siteId, id, version: revision });
    }
  });
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
