import { Hono } from 'hono';
import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { canonicalText, sha256Hex } from '#domain/history/chain.rules.ts';
import {
  MOST_SHARED,
  newOverlaySchema,
  type Overlay,
  overlaySchema,
} from '#domain/overlay/overlay.contract.ts';
import type { Database } from '../database/client.ts';
import { notify } from '../event/event.queries.ts';
import type { Acting } from '../history/acting.ts';
import { appendHistory, lockSite } from '../history/history.queries.ts';
import { itemsReply } from '../http/list-text.ts';
import { analystHeader, body, ids, type Paths, refusal, reply } from '../http/openapi.ts';
import { problem } from '../http/problem.ts';
import { type Environment, readId, readJson } from '../http/request.ts';
import { requireSite } from '../site/site.queries.ts';
import { countShared, findOverlay, insertOverlay, listOverlays, removeOverlay } from './overlay.queries.ts';

/** Overlays that somebody chose to share with those who work on a site. */
export function overlayRoutes({ database }: { database: Kysely<Database> }) {
  const routes = new Hono<Environment>();

  routes.get('/api/sites/:siteId/overlays', async (context) => {
    const siteId = readId(context, 'siteId');
    await requireSite(database, siteId);
    return itemsReply(context, await listOverlays(database, siteId));
  });

  routes.post('/api/sites/:siteId/overlays', async (context) => {
    const siteId = readId(context, 'siteId');
    const given = await readJson(context, newOverlaySchema);
    const acting = { by: context.get('actor').name, at: new Date() };
    const { overlay, created } = await database.transaction().execute(async (transaction) => {
      await lockSite(transaction, siteId);
      const created = await insertOverlay(transaction, siteId, given, acting);
      if (created) refuseBeyond(await countShared(transaction, siteId));
      const overlay = (await findOverlay(transaction, given.id))!;
      if (created) await record(transaction, overlay, 'overlay.shared', acting);
      else if (overlay.siteId !== siteId || digest(overlay.features) !== digest(given.features))
        throw problem('id_taken', {
          detail: 'Another overlay has this id: send yours with an id of its own.',
        });
      return { overlay, created };
    });
    return context.json(overlay, created ? 201 : 200);
  });

  routes.delete('/api/overlays/:overlayId', async (context) => {
    const id = readId(context, 'overlayId');
    const acting = { by: context.get('actor').name, at: new Date() };
    const known = await findOverlay(database, id);
    if (!known) throw problem('not_found', { detail: 'There is no overlay under this id.' });
    await database.transaction().execute(async (transaction) => {
      await lockSite(transaction, known.siteId);
      const overlay = await findOverlay(transaction, id);
      if (!overlay) throw problem('not_found', { detail: 'There is no overlay under this id.' });
      await removeOverlay(transaction, id);
      await record(transaction, overlay, 'overlay.withdrawn', acting);
    });
    return context.body(null, 204);
  });

  return routes;
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

const overlay = overlaySchema.meta({ id: 'Overlay' });

export const overlayPaths: Paths = {
  '/api/sites/{siteId}/overlays': {
    get: {
      summary: 'Overlays shared at a site: for orientation, never part of an annotation or report',
      requestParams: { path: ids('siteId') },
      responses: {
        '200': reply('All of them, oldest first', z.object({ items: z.array(overlay) })),
        '404': refusal('No such site'),
      },
    },
    post: {
      summary: 'Share an overlay',
      requestParams: { path: ids('siteId'), header: analystHeader },
      requestBody: body(newOverlaySchema),
      responses: {
        '201': reply('The overlay', overlay),
        '200': reply('The same was sent before', overlay),
        '404': refusal('No such site'),
        '409': refusal('Another overlay has this id, or the site has as many as can be shared'),
        '422': refusal('Refused'),
      },
    },
  },
  '/api/overlays/{overlayId}': {
    delete: {
      summary: 'Withdraw a shared overlay',
      requestParams: { path: ids('overlayId'), header: analystHeader },
      responses: { '204': { description: 'Withdrawn' }, '404': refusal('No such overlay') },
    },
  },
};
