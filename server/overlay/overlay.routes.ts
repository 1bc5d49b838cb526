import type { Kysely } from 'kysely';
import { z } from 'zod';
import { newOverlaySchema, overlaySchema } from '#domain/overlay/overlay.contract.ts';
import type { Database } from '../database/client.ts';
import { itemsReply } from '../http/list-text.ts';
import { empty, json, jsonBody } from '../http/replies.ts';
import { route } from '../http/route.ts';
import { requireSite } from '../site/site.queries.ts';
import { shareOverlay, withdrawOverlay } from './overlay.acts.ts';
import { listOverlays } from './overlay.queries.ts';

type Tools = { database: Kysely<Database> };

/** Overlays that somebody chose to share with those who work on a site. */
export const overlayRoutes = [
  route(
    {
      id: 'overlays.list',
      tag: 'Overlays',
      method: 'get',
      path: '/api/sites/{siteId}/overlays',
      summary: 'Overlays shared at a site: for orientation, never part of an annotation or report',
      replies: { 200: json('All of them, oldest first', z.object({ items: z.array(overlaySchema) })) },
      problems: { not_found: 'No such site' },
    },
    async ({ params: { siteId }, context }, { database }: Tools) => {
      await requireSite(database, siteId);
      return itemsReply(context, await listOverlays(database, siteId));
    },
  ),

  route(
    {
      id: 'overlays.share',
      tag: 'Overlays',
      method: 'post',
      path: '/api/sites/{siteId}/overlays',
      summary: 'Share an overlay with all who open the site',
      body: jsonBody(newOverlaySchema),
      repeatable: 'by id',
      replies: {
        200: json('The same was sent before', overlaySchema),
        201: json('The overlay', overlaySchema),
      },
      problems: {
        not_found: 'No such site',
        conflict: 'The site has as many overlays as can be shared',
        id_taken: 'Another overlay has the id',
      },
    },
    async ({ params: { siteId }, body, acting }, { database }: Tools) => {
      const { overlay, created } = await shareOverlay(database, siteId, body, acting);
      return created ? { status: 201, body: overlay } : { status: 200, body: overlay };
    },
  ),

  route(
    {
      id: 'overlays.withdraw',
      tag: 'Overlays',
      method: 'delete',
      path: '/api/overlays/{overlayId}',
      summary: 'Withdraw a shared overlay from all who open the site',
      replies: { 204: empty('Withdrawn') },
      problems: { not_found: 'No such overlay' },
    },
    async ({ params: { overlayId }, acting }, { database }: Tools) => {
      await withdrawOverlay(database, overlayId, acting);
      return { status: 204 };
    },
  ),
];
