import { type Context, Hono } from 'hono';
import type { Kysely } from 'kysely';
import type { Database } from '../database/client.ts';
import type { Acting } from '../history/acting.ts';
import { analystHeader, ids, type Paths, refusal, reply } from '../http/openapi.ts';
import { type Environment, readId, versionTag } from '../http/request.ts';
import type { IngestOrders } from '../scene/ingest-job.queries.ts';
import { type SceneRow, toScene } from '../scene/scene.queries.ts';
import { scene } from '../scene/scene.routes.ts';
import { cancelIngest, remakeDisplay, retryIngest } from './ingest.acts.ts';

type Act = (
  database: Kysely<Database>,
  ingests: IngestOrders,
  id: string,
  acting: Acting,
) => Promise<SceneRow>;

/** What is done with display copies: cancelled, tried again, ordered anew. */
export function ingestRoutes({ database, ingests }: { database: Kysely<Database>; ingests: IngestOrders }) {
  const routes = new Hono<Environment>();
  const answer = (act: Act) => async (context: Context<Environment>) => {
    const acting = { by: context.get('actor').name, at: new Date() };
    const row = await act(database, ingests, readId(context, 'sceneId'), acting);
    return context.json(toScene(row), 202, { ETag: versionTag(row.version) });
  };
  routes.post('/api/scenes/:sceneId/cancel', answer(cancelIngest));
  routes.post('/api/scenes/:sceneId/retry', answer(retryIngest));
  routes.post('/api/scenes/:sceneId/display', answer(remakeDisplay));
  return routes;
}

const post = (summary: string, conflict: string) => ({
  post: {
    summary,
    requestParams: { path: ids('sceneId'), header: analystHeader },
    responses: {
      '202': reply('The scene as it is now', scene),
      '404': refusal('No such scene'),
      '409': refusal(conflict),
    },
  },
});

export const ingestPaths: Paths = {
  '/api/scenes/{sceneId}/cancel': post(
    'Cancel what is being done with a scene; one not shown yet becomes failed',
    'Nothing is being done with it',
  ),
  '/api/scenes/{sceneId}/retry': post(
    'Try again what failed or was cancelled',
    'It neither failed nor was cancelled, or the same file was added again since',
  ),
  '/api/scenes/{sceneId}/display': post(
    'Make the display copy again from the original; the old one is served until then',
    'It is being made already, or the scene failed',
  ),
};
