import { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database/client.ts';
import { referenceSystem } from '../imagery/reference-system.ts';
import { ImageryRefusal } from '../imagery/refusal.ts';
import { ids, type Paths, refusal, reply } from '../openapi.ts';
import { problem } from '../problem.ts';
import { serveFile } from '../range.ts';
import { type Environment, readId } from '../request.ts';
import type { SceneFiles } from './scene.files.ts';
import { requireScene } from './scene.queries.ts';
import { toStacItem } from './stac.ts';

/** An original and a display copy, once there, never change under their address. */
const FOREVER = 'private, max-age=31536000, immutable';

/** The files of scenes, and what is needed to read them. */
export function sceneFileRoutes({ database, files }: { database: Kysely<Database>; files: SceneFiles }) {
  const routes = new Hono<Environment>();

  routes.get('/api/scenes/:sceneId/display.tif', async (context) => {
    const scene = await requireScene(database, readId(context, 'sceneId'));
    if (scene.state !== 'ready' || scene.display_size === null)
      throw problem('scene_not_ready', { detail: 'The display copy of this scene is not there yet.' });
    return serveFile(context, {
      path: files.displayPath(scene.id),
      size: scene.display_size,
      etag: `"${scene.display_sha256}"`,
      headers: { 'Content-Type': 'image/tiff', 'Cache-Control': FOREVER },
    });
  });

  routes.get('/api/scenes/:sceneId/original', async (context) => {
    const scene = await requireScene(database, readId(context, 'sceneId'));
    return serveFile(context, {
      path: files.originalPath(scene.original_sha256),
      size: scene.original_size,
      etag: `"${scene.original_sha256}"`,
      headers: {
        'Content-Type': 'image/tiff',
        'Content-Disposition': attachment(scene.original_file_name),
        'Cache-Control': FOREVER,
      },
    });
  });

  routes.get('/api/scenes/:sceneId/stac.json', async (context) => {
    const scene = await requireScene(database, readId(context, 'sceneId'));
    return context.json(toStacItem(scene, new URL(context.req.url).origin), 200, {
      'Content-Type': 'application/geo+json',
    });
  });

  routes.get('/api/reference-systems/:code', (context) => {
    const code = context.req.param('code').toUpperCase();
    const epsg = Number(/^(?:EPSG:)?(\d{1,6})$/.exec(code)?.[1] ?? Number.NaN);
    try {
      if (Number.isNaN(epsg))
        throw new ImageryRefusal('reference_system_unsupported', 'This is no EPSG code.');
      return context.json({ code: `EPSG:${epsg}`, definition: referenceSystem(epsg).definition });
    } catch (error) {
      if (error instanceof ImageryRefusal) throw problem('not_found', { detail: error.detail });
      throw error;
    }
  });

  return routes;
}

/** RFC 6266: the name in UTF-8, and one in ASCII for those who do not read that. */
function attachment(fileName: string): string {
  const ascii = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

const oneScene = { path: ids('sceneId') };
const tiff = { content: { 'image/tiff': { schema: z.string().meta({ format: 'binary' }) } } };

export const sceneFilePaths: Paths = {
  '/api/scenes/{sceneId}/display.tif': {
    get: {
      summary: 'The display copy, a Cloud Optimized GeoTIFF, whole or in part',
      requestParams: oneScene,
      responses: {
        '200': { description: 'All of it', ...tiff },
        '206': { description: 'The range asked for', ...tiff },
        '304': { description: 'Unchanged' },
        '404': refusal('No such scene'),
        '409': refusal('It is not ready'),
        '416': refusal('The range lies outside the file'),
      },
    },
  },
  '/api/scenes/{sceneId}/original': {
    get: {
      summary: 'The bytes as they were uploaded',
      requestParams: oneScene,
      responses: {
        '200': { description: 'All of it', ...tiff },
        '206': { description: 'The range asked for', ...tiff },
        '404': refusal('No such scene'),
      },
    },
  },
  '/api/scenes/{sceneId}/stac.json': {
    get: {
      summary: 'The scene as a STAC 1.0 Item',
      requestParams: oneScene,
      responses: {
        '200': reply('The item', z.looseObject({ type: z.literal('Feature') }), 'application/geo+json'),
        '404': refusal('No such scene'),
      },
    },
  },
  '/api/reference-systems/{code}': {
    get: {
      summary: 'A reference system in the language of PROJ',
      requestParams: { path: z.object({ code: z.string().meta({ example: 'EPSG:32652' }) }) },
      responses: {
        '200': reply('Its definition', z.object({ code: z.string(), definition: z.string() })),
        '404': refusal('It is not known, or cannot be used here'),
      },
    },
  },
};
