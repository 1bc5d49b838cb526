import type { Kysely } from 'kysely';
import { sceneSchema } from '#domain/scene/scene.contract.ts';
import type { Database } from '../database/client.ts';
import { json } from '../http/replies.ts';
import { versionTag } from '../http/request.ts';
import { route } from '../http/route.ts';
import type { IngestOrders } from '../scene/ingest-job.queries.ts';
import { type SceneRow, toScene } from '../scene/scene.queries.ts';
import { cancelIngest, remakeDisplay, retryIngest } from './ingest.acts.ts';

type Tools = { database: Kysely<Database>; ingests: IngestOrders };

const replies = { 202: json('The scene as it is now', sceneSchema, 'ETag') };

/** What is answered once an order is given; it is carried out later. */
function accepted(row: SceneRow) {
  return { status: 202, body: toScene(row), headers: { ETag: versionTag(row.version) } } as const;
}

/** What is done with display copies: cancelled, tried again, ordered anew. */
export const ingestRoutes = [
  route(
    {
      id: 'scenes.cancel',
      tag: 'Scenes',
      method: 'post',
      path: '/api/scenes/{sceneId}/cancel',
      summary: 'Cancel what is being done with a scene; one not shown yet becomes failed',
      replies,
      problems: { conflict: 'Nothing is being done with it' },
    },
    async ({ params: { sceneId }, acting }, { database, ingests }: Tools) =>
      accepted(await cancelIngest(database, ingests, sceneId, acting)),
  ),

  route(
    {
      id: 'scenes.retry',
      tag: 'Scenes',
      method: 'post',
      path: '/api/scenes/{sceneId}/retry',
      summary: 'Try again what failed or was cancelled',
      replies,
      problems: {
        conflict: 'It neither failed nor was cancelled',
        scene_duplicate: 'The same file was added again since; `sceneId` names the scene that it is',
      },
    },
    async ({ params: { sceneId }, acting }, { database, ingests }: Tools) =>
      accepted(await retryIngest(database, ingests, sceneId, acting)),
  ),

  route(
    {
      id: 'scenes.remake',
      tag: 'Scenes',
      method: 'post',
      path: '/api/scenes/{sceneId}/display',
      summary: 'Make the display copy again from the original; the old one is served until then',
      replies,
      problems: { scene_not_ready: 'It is being made already, or the scene failed' },
    },
    async ({ params: { sceneId }, acting }, { database, ingests }: Tools) =>
      accepted(await remakeDisplay(database, ingests, sceneId, acting)),
  ),
];
