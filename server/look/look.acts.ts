import type { Kysely } from 'kysely';
import type { Look, StoredLook } from '#domain/look/look.contract.ts';
import { lookFault } from '#domain/look/look.rules.ts';
import type { Band } from '#domain/scene/scene.contract.ts';
import type { Database } from '../database/client.ts';
import { notify } from '../event/event.queries.ts';
import type { Acting } from '../http/acting.ts';
import { invalid, problem } from '../http/problem.ts';
import { displayNotReady } from '../scene/not-there.ts';
import { requireScene } from '../scene/scene.queries.ts';
import { findLook, lockLook, putLook } from './look.queries.ts';

/**
 * Sets how a scene is looked at. Throws a problem: 404, 409 where the scene is not ready, 412 for a stale version,
 * 422 for a look that does not fit the scene's bands.
 */
export function setLook(
  database: Kysely<Database>,
  sceneId: string,
  ifMatch: number | undefined,
  look: Look,
  acting: Acting,
): Promise<StoredLook> {
  return database.transaction().execute(async (transaction) => {
    await lockLook(transaction, sceneId);
    const scene = await requireScene(transaction, sceneId);
    if (scene.state !== 'ready') throw displayNotReady(scene);
    const fault = lookFault(look, scene.bands as Band[]);
    if (fault) throw invalid([fault]);
    const current = await findLook(transaction, sceneId);
    if (ifMatch !== undefined && ifMatch !== current.version)
      throw problem('stale_version', { detail: 'This look has been changed meanwhile.', current });
    const put = await putLook(transaction, sceneId, look, acting);
    await notify(transaction, { kind: 'look', siteId: scene.site_id, id: sceneId, version: put.version });
    return put;
  });
}
