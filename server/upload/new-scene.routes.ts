import type { Context } from 'hono';
import { z } from 'zod';
import { sceneFormSchema, sceneSchema } from '#domain/scene/scene.contract.ts';
import { newSceneSchema } from '#domain/upload/upload.contract.ts';
import type { Acting } from '../http/acting.ts';
import { bodyOf, json } from '../http/replies.ts';
import { readBytes, readJson, versionTag } from '../http/request.ts';
import { route } from '../http/route.ts';
import { createScene } from '../scene/create-scene.acts.ts';
import { toScene } from '../scene/scene.queries.ts';
import { requireSite } from '../site/site.queries.ts';
import { receiveUpload } from './multipart.ts';
import { requireRoomFor } from './reservation.acts.ts';
import { createSceneOfUploads, type UploadTools } from './upload.acts.ts';

/** New scenes: of uploads that have arrived, or of a file in the same request. */
export const newSceneRoutes = [
  route(
    {
      id: 'scenes.create',
      tag: 'Scenes',
      method: 'post',
      path: '/api/sites/{siteId}/scenes',
      summary:
        'Add a scene: of uploads that have arrived, or in one request, the metadata before the GeoTIFF',
      description:
        'An upload is named once. To send the same again is safe: where the same analyst made a scene of the site under the id, that one is answered, whatever else is sent.',
      body: bodyOf({
        'application/json': newSceneSchema,
        'multipart/form-data': z.object({
          metadata: sceneFormSchema.meta({
            description: 'In JSON, before the file; what is left out is filled in from the file and its name',
          }),
          file: z.string().meta({ format: 'binary', description: 'A georeferenced TIFF' }),
        }),
      }),
      replies: {
        202: json('The scene, whose display copy is being made', sceneSchema, 'ETag', 'Location'),
      },
      problems: {
        malformed: 'Malformed, or cut short',
        not_found: 'No such site, or no such upload',
        id_taken: 'Another scene has the id',
        scene_duplicate: 'A scene of this site already; `sceneId` names it',
        upload_unfinished: 'An upload has not arrived yet',
        too_large: 'Larger than MAX_UPLOAD, or than a body may be',
        unsupported_media_type: 'Neither JSON nor a form',
        not_a_tiff: 'No TIFF',
        invalid: 'Metadata that are refused, or an upload that is named twice or is of another site',
        placement_not_accepted: 'The place is unusual, as `doubts` say, and not accepted by acceptPlacement',
        accuracy_not_accepted:
          'The place is not exact, as `accuracy` says, and not accepted by acceptAccuracy',
        file_refused: 'A TIFF that cannot become a scene; `reason` says why in one word',
        hash_mismatch: 'An upload that arrived is not the one that was sent; it was dropped',
      },
    },
    async ({ params: { siteId }, acting, context }, tools: UploadTools) => {
      await requireSite(tools.database, siteId);
      // The same file is never a scene of the site twice, so that sending again is safe without an id too.
      const row = /^application\/json\b/i.test(context.req.header('Content-Type') ?? '')
        ? await createSceneOfUploads(tools, siteId, await readJson(context, newSceneSchema), acting)
        : await createSceneOfForm(tools, siteId, context, acting);
      const headers = { ETag: versionTag(row.version), Location: `/api/scenes/${row.id}` };
      return { status: 202, body: toScene(row), headers };
    },
  ),
];

async function createSceneOfForm(tools: UploadTools, siteId: string, context: Context, acting: Acting) {
  const { config, blobs } = tools;
  const request = { headers: context.req.raw.headers, body: readBytes(context) };
  const { fileName, file, ...stated } = await receiveUpload(request, blobs, config.maxUpload, (size) =>
    requireRoomFor(tools, { size, role: 'image' }, acting.at),
  );
  const order = { ...stated, images: [{ fileName, file }], beside: [] };
  try {
    // By now the file may have been hours on its way.
    return await createScene(tools, siteId, order, { by: acting.by, at: new Date() });
  } finally {
    await blobs.discard(file);
  }
}
