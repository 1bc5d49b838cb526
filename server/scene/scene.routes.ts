import type { Kysely } from 'kysely';
import { z } from 'zod';
import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import { type Scene, scenePatchSchema, sceneSchema } from '#domain/scene/scene.contract.ts';
import { paginationQuerySchema } from '#domain/text/text.contract.ts';
import { dependentsSchema } from '#domain/vocabulary/dependent.contract.ts';
import type { Database } from '../database/client.ts';
import { itemsReply } from '../http/list-text.ts';
import { cursorParts, decodeCursor, paginate } from '../http/pagination.ts';
import { empty, json, jsonBody } from '../http/replies.ts';
import { versionTag } from '../http/request.ts';
import { route } from '../http/route.ts';
import { requireSite } from '../site/site.queries.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { changeScene, deleteScene, sceneDependents } from './scene.acts.ts';
import { listScenes, requireScene, toScene } from './scene.queries.ts';

type Tools = { database: Kysely<Database>; blobs: BlobStore };

const PLACE = z
  .tuple([cursorParts.instant, cursorParts.instant, cursorParts.id])
  .transform(([start, end, id]) => ({ start, end, id }));

function placeOf({ acquired, id }: Scene): string[] {
  const { start, end } = readAcquired(acquired)!;
  return [start.toISOString(), end.toISOString(), id];
}

/** Scenes: list, read, change, delete. */
export const sceneRoutes = [
  route(
    {
      id: 'scenes.list',
      tag: 'Scenes',
      method: 'get',
      path: '/api/sites/{siteId}/scenes',
      summary: 'Scenes of a site, oldest acquisition first',
      query: paginationQuerySchema,
      replies: { 200: json('A page of scenes', z.object({ items: z.array(sceneSchema) }), 'Link') },
    },
    async ({ params: { siteId }, query: { limit, cursor }, context }, { database }: Tools) => {
      await requireSite(database, siteId);
      const after = cursor ? decodeCursor(cursor, PLACE) : undefined;
      const scenes = await listScenes(database, siteId, { limit: limit + 1, after });
      return itemsReply(context, paginate(context, scenes, limit, placeOf));
    },
  ),

  route(
    {
      id: 'scenes.get',
      tag: 'Scenes',
      method: 'get',
      path: '/api/scenes/{sceneId}',
      summary: 'One scene',
      replies: { 200: json('The scene', sceneSchema, 'ETag') },
    },
    async ({ params: { sceneId } }, { database }: Tools) => {
      const row = await requireScene(database, sceneId);
      return { status: 200, body: toScene(row), headers: { ETag: versionTag(row.version) } };
    },
  ),

  route(
    {
      id: 'scenes.change',
      tag: 'Scenes',
      method: 'patch',
      path: '/api/scenes/{sceneId}',
      summary: 'Change what is stated about a scene; null forgets a value, what is left out stays',
      description:
        'Refused is a date with which an annotation would have its before scene after its after scene.',
      ifMatch: 'required',
      body: jsonBody(scenePatchSchema),
      replies: { 200: json('The scene as it is now', sceneSchema, 'ETag') },
      problems: {
        stale_version: 'Changed meanwhile; `current` holds what is there',
        original_missing:
          'The pixel size is to be taken from the original, and that is gone from the server; the sentence says what to restore',
        file_refused: 'The pixel size is to be taken from the original, which cannot be read',
      },
    },
    async ({ params: { sceneId }, ifMatch, body, acting }, { database, blobs }: Tools) => {
      const row = await changeScene(database, blobs, sceneId, ifMatch, body, acting);
      return { status: 200, body: toScene(row), headers: { ETag: versionTag(row.version) } };
    },
  ),

  route(
    {
      id: 'scenes.listDependents',
      tag: 'Scenes',
      method: 'get',
      path: '/api/scenes/{sceneId}/dependents',
      summary: 'What stands against taking a scene away',
      replies: { 200: json('What names it', dependentsSchema) },
    },
    async ({ params: { sceneId } }, { database }: Tools) => ({
      status: 200,
      body: await sceneDependents(database, sceneId),
    }),
  ),

  route(
    {
      id: 'scenes.delete',
      tag: 'Scenes',
      method: 'delete',
      path: '/api/scenes/{sceneId}',
      summary: 'Take a scene away for good, with its files, where nothing names it',
      ifMatch: 'optional',
      replies: { 204: empty('Deleted') },
      problems: {
        stale_version: 'Changed meanwhile; `current` holds what is there',
        scene_in_use: 'Something names the scene; `dependents` says what',
      },
    },
    async ({ params: { sceneId }, ifMatch, acting }, { database, blobs }: Tools) => {
      await deleteScene(database, blobs, sceneId, ifMatch, acting);
      return { status: 204 };
    },
  ),
];
