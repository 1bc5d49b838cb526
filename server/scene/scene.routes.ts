import { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import { type Scene, scenePatchSchema, sceneSchema } from '#domain/scene/scene.contract.ts';
import { paginationQuerySchema } from '#domain/text/text.contract.ts';
import type { Database } from '../database/client.ts';
import { itemsReply } from '../http/list-text.ts';
import { analystHeader, body, changeHeaders, ids, type Paths, refusal, reply } from '../http/openapi.ts';
import { cursorParts, decodeCursor, paginate } from '../http/pagination.ts';
import { type Environment, readId, readIfMatch, readJson, readQuery, versionTag } from '../http/request.ts';
import { requireSite } from '../site/site.queries.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { changeScene, deleteScene } from './scene.acts.ts';
import { listScenes, requireScene, toScene } from './scene.queries.ts';

const PLACE = z
  .tuple([cursorParts.instant, cursorParts.instant, cursorParts.id])
  .transform(([start, end, id]) => ({ start, end, id }));

/** Scenes: list, read, change, delete. */
export function sceneRoutes({ database, blobs }: { database: Kysely<Database>; blobs: BlobStore }) {
  const routes = new Hono<Environment>();

  routes.get('/api/sites/:siteId/scenes', async (context) => {
    const siteId = readId(context, 'siteId');
    const { limit, cursor } = readQuery(context, z.strictObject(paginationQuerySchema.shape));
    await requireSite(database, siteId);
    const after = cursor ? decodeCursor(cursor, PLACE) : undefined;
    const scenes = await listScenes(database, siteId, { limit: limit + 1, after });
    return itemsReply(context, paginate(context, scenes, limit, placeOf));
  });

  routes.get('/api/scenes/:sceneId', async (context) => {
    const row = await requireScene(database, readId(context, 'sceneId'));
    return context.json(toScene(row), 200, { ETag: versionTag(row.version) });
  });

  routes.patch('/api/scenes/:sceneId', async (context) => {
    const id = readId(context, 'sceneId');
    const ifMatch = readIfMatch(context);
    const patch = await readJson(context, scenePatchSchema);
    const acting = { by: context.get('actor').name, at: new Date() };
    const row = await changeScene(database, blobs, id, ifMatch, patch, acting);
    return context.json(toScene(row), 200, { ETag: versionTag(row.version) });
  });

  routes.delete('/api/scenes/:sceneId', async (context) => {
    const id = readId(context, 'sceneId');
    const ifMatch = context.req.header('If-Match') === undefined ? undefined : readIfMatch(context);
    await deleteScene(database, blobs, id, ifMatch, { by: context.get('actor').name, at: new Date() });
    return context.body(null, 204);
  });

  return routes;
}

function placeOf({ acquired, id }: Scene): string[] {
  const { start, end } = readAcquired(acquired)!;
  return [start.toISOString(), end.toISOString(), id];
}

/** A scene, as the description of the API names it. */
export const scene = sceneSchema.meta({ id: 'Scene' });
const oneScene = ids('sceneId');

export const scenePaths: Paths = {
  '/api/sites/{siteId}/scenes': {
    get: {
      summary: 'Scenes of a site, oldest acquisition first',
      requestParams: { path: ids('siteId'), query: paginationQuerySchema },
      responses: {
        '200': reply('A page; the next one is in the Link header', z.object({ items: z.array(scene) })),
        '404': refusal('No such site'),
      },
    },
  },
  '/api/scenes/{sceneId}': {
    get: {
      summary: 'One scene',
      requestParams: { path: oneScene },
      responses: { '200': reply('The scene', scene), '404': refusal('No such scene') },
    },
    patch: {
      summary: 'Change what is stated about a scene; null forgets a value, what is left out stays',
      requestParams: { path: oneScene, header: changeHeaders },
      requestBody: body(scenePatchSchema),
      responses: {
        '200': reply('The scene as it is now', scene),
        '404': refusal('No such scene'),
        '412': refusal('Changed meanwhile; `current` holds what is there'),
        '422': refusal('Refused'),
        '428': refusal('If-Match is missing'),
      },
    },
    delete: {
      summary: 'Take a scene away, with its files',
      requestParams: { path: oneScene, header: analystHeader },
      responses: {
        '204': { description: 'Deleted' },
        '404': refusal('No such scene'),
        '409': refusal('Something names the scene'),
        '412': refusal('Changed meanwhile'),
      },
    },
  },
};
