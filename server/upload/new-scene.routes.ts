import { Hono } from 'hono';
import { z } from 'zod';
import { sceneFormSchema } from '#domain/scene/scene.contract.ts';
import { type NewScene, newSceneSchema } from '#domain/upload/upload.contract.ts';
import { analystHeader, ids, type Paths, refusal, reply } from '../http/openapi.ts';
import { type Environment, readBytes, readId, readJson, versionTag } from '../http/request.ts';
import { createScene } from '../scene/create-scene.acts.ts';
import { toScene } from '../scene/scene.queries.ts';
import { scene } from '../scene/scene.routes.ts';
import { requireSite } from '../site/site.queries.ts';
import { receiveUpload } from './multipart.ts';
import { requireRoomFor } from './reservation.acts.ts';
import { createSceneOfUploads, type UploadTools } from './upload.acts.ts';

/** New scenes: of uploads that have arrived, or of a file in the same request. */
export function newSceneRoutes(tools: UploadTools) {
  const { config, database, blobs } = tools;
  const routes = new Hono<Environment>();

  routes.post('/api/sites/:siteId/scenes', async (context) => {
    const siteId = readId(context, 'siteId');
    await requireSite(database, siteId);
    const by = context.get('actor').name;
    const row = /^application\/json\b/i.test(context.req.header('Content-Type') ?? '')
      ? await ofUploads(siteId, await readJson(context, newSceneSchema), by)
      : await ofForm(siteId, { headers: context.req.raw.headers, body: readBytes(context) }, by);
    return context.json(toScene(row), 202, {
      ETag: versionTag(row.version),
      Location: `/api/scenes/${row.id}`,
    });
  });

  // The same file is never a scene of the site twice, so that sending again is safe without an id too.
  const ofUploads = (siteId: string, scene: NewScene, by: string) =>
    createSceneOfUploads(tools, siteId, scene, { by, at: new Date() });
  const ofForm = async (siteId: string, request: Parameters<typeof receiveUpload>[0], by: string) => {
    const { fileName, file, ...stated } = await receiveUpload(request, blobs, config.maxUpload, (size) =>
      requireRoomFor(tools, { size, role: 'image' }, new Date()),
    );
    const order = { ...stated, images: [{ fileName, file }], beside: [] };
    try {
      return await createScene(tools, siteId, order, { by, at: new Date() });
    } finally {
      await blobs.discard(file);
    }
  };

  return routes;
}

export const newScenePaths: Paths = {
  '/api/sites/{siteId}/scenes': {
    post: {
      summary:
        'Add a scene: of uploads that have arrived, or in one request, the metadata before the GeoTIFF',
      requestParams: { path: ids('siteId'), header: analystHeader },
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: newSceneSchema },
          'multipart/form-data': {
            schema: z.object({
              metadata: sceneFormSchema,
              file: z.string().meta({ format: 'binary', description: 'A georeferenced TIFF' }),
            }),
          },
        },
      },
      responses: {
        '202': reply('The scene, whose display copy is being made', scene),
        '400': refusal('Malformed, or cut short'),
        '404': refusal('No such site'),
        '409': refusal('A scene of this site already (`sceneId` names it), or an upload has not arrived yet'),
        '413': refusal('Larger than MAX_UPLOAD'),
        '415': refusal('No TIFF'),
        '422': refusal('A TIFF that cannot become a scene, or metadata that is refused'),
        '507': refusal('The disk is full'),
      },
    },
  },
};
