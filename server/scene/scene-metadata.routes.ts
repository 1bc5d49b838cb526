import type { Kysely } from 'kysely';
import { sceneSchema } from '#domain/scene/scene.contract.ts';
import { metadataFileSchema } from '#domain/vocabulary/statement.contract.ts';
import type { Database } from '../database/client.ts';
import { json, jsonBody } from '../http/replies.ts';
import { versionTag } from '../http/request.ts';
import { route } from '../http/route.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { toScene } from './scene.queries.ts';
import { addMetadataFile } from './scene-metadata.acts.ts';

type Tools = { database: Kysely<Database>; blobs: BlobStore };

/** Metadata files of scenes that are there. */
export const sceneMetadataRoutes = [
  route(
    {
      id: 'scenes.describe',
      tag: 'Scenes',
      method: 'post',
      path: '/api/scenes/{sceneId}/metadata-files',
      summary: 'Keep a metadata file with a scene; it fills what is unsaid and overwrites nothing',
      ifMatch: 'required',
      body: jsonBody(metadataFileSchema),
      replies: { 200: json('The scene as it is now', sceneSchema, 'ETag') },
      problems: {
        stale_version: 'Changed meanwhile; `current` holds what is there',
        file_refused: 'Not a metadata file that is read',
      },
    },
    async ({ params: { sceneId }, ifMatch, body, acting }, tools: Tools) => {
      const row = await addMetadataFile(tools, sceneId, ifMatch, body, acting);
      return { status: 200, body: toScene(row), headers: { ETag: versionTag(row.version) } };
    },
  ),
];
