import type { Kysely, Transaction } from 'kysely';
import { canonicalText, sha256Hex } from '#domain/history/chain.rules.ts';
import { MOST_SHARED, type NewOverlay, type Overlay } from '#domain/overlay/overlay.contract.ts';
import type { Database } from '../database/client.ts';
import { notify } from '../event/event.queries.ts';
import { appendHistory, lockSite } from '../history/history.queries.ts';
import type { Acting } from '../http/acting.ts';
import { problem } from '../http/problem.ts';
import { countShared, findOverlay, insertOverlay, removeOverlay } from './overlay.queries.ts';

/**
 * Shares an overlay at a site. Sent again under the same id it changes nothing; 409 id_taken where another one has the
 * id, 409 conflict where the site has as many as can be shared.
 */
export function shareOverlay(
  database: Kysely<Database>,
  siteId: string,
  given: NewOverlay,
  acting: Acting,
): Promise<{ overlay: Overlay; created: boolean }> {
  return database.transaction().execute(async (transaction) => {
    await lockSite(transaction, siteId);
    const created = await insertOverlay(transaction, siteId, given, acting);
    if (created) refuseBeyond(await countShared(transaction, siteId));
    const overlay = (await findOverlay(transaction, given.id))!;
    if (created) await record(transaction, overlay, 'overlay.shared', acting);
    else if (overlay.siteId !== siteId || !isSame(overlay, given))
      throw problem('id_taken', {
        detail: 'Another overlay has this id: send yours with an id of its own.',
      });
    return { overlay, created };
  });
}

/** Takes a shared overlay away. 404 where it is not there. */
export async function withdrawOverlay(database: Kysely<Database>, id: string, acting: Acting): Promise<void> {
  const { siteId } = await requireOverlay(database, id);
  await database.transaction().execute(async (transaction) => {
    await lockSite(transaction, siteId);
    const overlay = await requireOverlay(transaction, id);
    await removeOverlay(transaction, id);
    await record(transaction, overlay, 'overlay.withdrawn', acting);
  });
}

async function requireOverlay(database: Kysely<Database>, id: string): Promise<Overlay> {
  const overlay = await findOverlay(database, id);
  if (!overlay) throw problem('not_found', { detail: 'There is no overlay under this id.' });
  return overlay;
}

function isSame(stored: Overlay, given: NewOverlay): boolean {
  const told = ({ name, features, accuracy, lacks }: NewOverlay) =>
    canonicalText(JSON.parse(JSON.stringify({ name, features, accuracy, lacks })));
  return told(stored) === told(given);
}

function refuseBeyond({ overlays, bytes }: { overlays: number; bytes: number }): void {
  const most = (what: string) =>
    problem('conflict', { detail: `At one site ${what} are shared at the most: withdraw others first.` });
  if (overlays > MOST_SHARED.overlays) throw most(`${MOST_SHARED.overlays} overlays`);
  if (bytes > MOST_SHARED.bytes) throw most(`${MOST_SHARED.bytes / 2 ** 20} MiB of overlays`);
}

/** The history names what was shared by its hash: a sketch may show where a witness lived, and can be withdrawn. */
async function record(
  transaction: Transaction<Database>,
  { id, siteId, name, features, accuracy }: Overlay,
  act: string,
  { by, at }: Acting,
): Promise<void> {
  await appendHistory(transaction, {
    siteId,
    at,
    actor: by,
    act,
    entity: 'overlay',
    entityId: id,
    version: 1,
    change: { name, featuresSha256: digest(features), ...(accuracy && { accuracy }) },
  });
  await notify(transaction, { kind: 'overlay', siteId, id });
}

function digest(features: Overlay['features']): string {
  return sha256Hex(canonicalText(JSON.parse(JSON.stringify(features))));
}
