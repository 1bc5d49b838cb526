import type { Kysely } from 'kysely';
import { z } from 'zod';
import { histogramSchema, lookSchema, storedLookSchema } from '#domain/look/look.contract.ts';
import type { Database } from '../database/client.ts';
import { json, jsonBody } from '../http/replies.ts';
import { versionTag } from '../http/request.ts';
import { route } from '../http/route.ts';
import { requireScene } from '../scene/scene.queries.ts';
import { requireSite } from '../site/site.queries.ts';
import type { Histograms } from './histograms.ts';
import { setLook } from './look.acts.ts';
import { findLook, listLooks } from './look.queries.ts';

type Tools = { database: Kysely<Database>; histograms: Histograms };

const histogramQuerySchema = z.strictObject({
  index: z
    .string()
    .regex(/^\d{1,5},\d{1,5}$/, 'Give the two bands of the index as 4,3.')
    .transform((text) => {
      const [first, second] = text.split(',').map(Number);
      return { first: first!, second: second! };
    })
    .optional()
    .meta({
      description: 'Two bands by number from 1, of which (first - second) / (first + second) is counted',
      example: '4,3',
    }),
});

/**
 * How scenes are looked at: no claim about the ground, so not in the history. The last one who sets a look
 * wins, unless If-Match asks otherwise.
 */
export const lookRoutes = [
  route(
    {
      id: 'looks.list',
      tag: 'Looks',
      method: 'get',
      path: '/api/sites/{siteId}/looks',
      summary: 'What was set for the scenes of a site, so that each is seen alike by everybody',
      replies: {
        200: json(
          'One for each scene that has a look of its own',
          z.object({ items: z.array(storedLookSchema) }),
        ),
      },
    },
    async ({ params: { siteId } }, { database }: Tools) => {
      await requireSite(database, siteId);
      return { status: 200, body: { items: await listLooks(database, siteId) } };
    },
  ),

  route(
    {
      id: 'looks.get',
      tag: 'Looks',
      method: 'get',
      path: '/api/scenes/{sceneId}/look',
      summary: 'How a scene is looked at; version 0 and an empty look where nothing was set',
      replies: { 200: json('The look', storedLookSchema, 'ETag') },
    },
    async ({ params: { sceneId } }, { database }: Tools) => {
      const scene = await requireScene(database, sceneId);
      const stored = await findLook(database, scene.id);
      return { status: 200, body: stored, headers: { ETag: versionTag(stored.version) } };
    },
  ),

  route(
    {
      id: 'looks.replace',
      tag: 'Looks',
      method: 'put',
      path: '/api/scenes/{sceneId}/look',
      summary: 'Set how a scene is looked at. The last one wins, unless If-Match names a version',
      description:
        'Bands are counted from 1, and are those of the scene; bandOrder names each of them; of two limits the low one is the lower.',
      ifMatch: 'optional',
      body: jsonBody(lookSchema),
      replies: { 200: json('The look as it is now', storedLookSchema, 'ETag') },
      problems: {
        stale_version: 'Changed meanwhile; `current` holds what is there',
        scene_not_ready: 'The scene is not ready',
        invalid: 'A band that the scene does not have, or limits that are no limits',
      },
    },
    async ({ params: { sceneId }, ifMatch, body, acting }, { database }: Tools) => {
      const stored = await setLook(database, sceneId, ifMatch, body, acting);
      return { status: 200, body: stored, headers: { ETag: versionTag(stored.version) } };
    },
  ),

  route(
    {
      id: 'histograms.list',
      tag: 'Looks',
      method: 'get',
      path: '/api/scenes/{sceneId}/histogram',
      summary: 'Histograms of the bands, or of an index of two, from a level of at most a million pixels',
      query: histogramQuerySchema,
      replies: { 200: json('One for each band, or one', z.object({ items: z.array(histogramSchema) })) },
      problems: {
        invalid_query: 'The index is malformed, or of a band that the scene does not have',
        scene_not_ready: 'The scene is not ready, or its display copy is being made again since it was lost',
        storage_full: 'The disk of the server does not hold what was counted',
        file_refused: 'The display copy is damaged, or takes too long to be counted',
      },
    },
    async ({ params: { sceneId }, query: { index } }, { histograms }: Tools) => ({
      status: 200,
      body: { items: await histograms.of(sceneId, index) },
    }),
  ),
];
