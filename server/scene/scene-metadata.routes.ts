import { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { metadataFileSchema } from '#domain/vocabulary/statement.contract.ts';
import type { Database } from '../database/client.ts';
import { body, changeHeaders, ids, type Paths, refusal, reply } from '../http/openapi.ts';
import { type Environment, readId, readIfMatch, readJson, versionTag } from '../http/request.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { toScene } from './scene.queries.ts';
import { scene } from './scene.routes.ts';
import { addMetadataFile } from './scene-metadata.acts.ts';

/** Metadata files of scenes that are there. */
export function sceneMetadataRoutes(parts: { database: Kysely<Database>; blobs: BlobStore }) {
  const routes = new Hono<Environment>();

  routes.post('/api/scenes/:sceneId/metadata-files', async (context) => {
    const id = readId(context, 'sceneId');
    const ifMatch = readIfMatch(context);
    const given = await readJson(context, metadataFileSchema);
    const acting = { by: context.get('actor').name, at: new Date() };
    const row = await addMetadataFile(parts, id, ifMatch, given, acting);
    return context.json(toScene(row), 200, { ETag: versionTag(row.version) });
  });

  return routes;
}

export const sceneMetadataPaths: Paths = {
  '/api/scenes/{sceneId}/metadata-files': {
    post: {
      summary: 'Keep a metadata file with a scene; it fills what is unsaid and overwrites nothing',
      requestParams: { path: ids('sceneId'), header: changeHeaders },
      requestBody: body(metadataFileSchema),
      responses: {
        '200': reply('The scene as it is now', scene),
        '404': refusal('No such scene'),
        '412': refusal('Changed meanwhile; `current` holds what is there'),
        '422': refusal('Not a metadata file that is read'),
        '428': refusal('If-Match is missing'),
      },
    },
  },
};
