import { Hono } from 'hono';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { z } from 'zod';
import { accuracySchema } from '#domain/placement/placement.contract.ts';
import { rangesSchema } from '#domain/scene/display-ranges.contract.ts';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import { listedSystem } from '#imagery/reference-system/base/listed-systems.ts';
import { referenceSystem } from '#imagery/reference-system/base/reference-system.ts';
import type { Database } from '../database/client.ts';
import { FileLost } from '../http/open-files.ts';
import { ids, type Paths, refusal, reply } from '../http/openapi.ts';
import { invalid, problem } from '../http/problem.ts';
import { serveFile, serveParts } from '../http/range.ts';
import { type Environment, readId, readQuery } from '../http/request.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { lostOriginals } from '../storage/lost-files.ts';
import { createDisplayLookup } from './display-lookup.ts';
import type { IngestOrders } from './ingest-job.queries.ts';
import { mendScene } from './lost-files.acts.ts';
import { displayNotReady, originalMissing } from './not-there.ts';
import { requireScene, type SceneDisplay } from './scene.queries.ts';
import { mediaTypeOf, toStacItem } from './stac-item.ts';

type DownloadTools = { database: Kysely<Database>; blobs: BlobStore; ingests: IngestOrders; log: Logger };

/** What never changes under its address: an original, and a display copy that is asked for by its hash. */
const FOREVER = 'private, max-age=31536000, immutable';

/** The files of scenes, and what is needed to read them. */
export function sceneDownloadRoutes({ database, blobs, ingests, log }: DownloadTools) {
  const routes = new Hono<Environment>();
  const displays = createDisplayLookup(database, blobs);

  routes.get('/api/scenes/:sceneId/display.tif', async (context) => {
    const { sha256, ranges } = readQuery(context, displayQuerySchema);
    const id = readId(context, 'sceneId');
    const serve = (scene: SceneDisplay) => {
      const { state, display_size: size, display_sha256: hash } = scene;
      if (state !== 'ready' || size === null) throw displayNotReady(scene);
      if (sha256 !== undefined && sha256 !== hash)
        throw problem('stale_version', {
          detail: 'The display copy was made again since; ask for the new one.',
        });
      const file = {
        path: blobs.displayPath(id),
        size,
        etag: `"${hash}"`,
        headers: {
          'Content-Type': ranges ? 'application/octet-stream' : 'image/tiff',
          'Cache-Control': sha256 ? FOREVER : 'private, no-cache',
        },
      };
      return ranges ? serveParts(context, file, ranges, log) : serveFile(context, file, log);
    };
    try {
      return await serve(await displays.find(id, sha256));
    } catch (error) {
      if (!(error instanceof FileLost)) throw error;
      return serve(await mendScene({ database, blobs, ingests }, id));
    }
  });

  routes.get('/api/scenes/:sceneId/original', async (context) => {
    const scene = await requireScene(database, readId(context, 'sceneId'));
    const { sha256 } = readQuery(context, fileQuerySchema);
    const [first, ...others] = scene.originals.filter(
      (part) => sha256 === undefined || part.sha256 === sha256,
    );
    if (!first) throw problem('not_found', { detail: 'No file of this scene has this SHA-256.' });
    const { role, fileName, size } = first;
    const several = role === 'band' || role === 'tile';
    if (sha256 === undefined && several)
      throw invalid([
        {
          pointer: '?sha256',
          detail: `The scene is made of ${others.length + 1} files: ask for each by its SHA-256 (?sha256=), which its 'parts' name.`,
        },
      ]);
    const headers = {
      'Content-Type': mediaTypeOf(role),
      'Content-Disposition': attachment(fileName),
      'Cache-Control': FOREVER,
    };
    const path = blobs.originalPath(first.sha256);
    const serve = () => serveFile(context, { path, size, etag: `"${first.sha256}"`, headers }, log);
    try {
      return await serve();
    } catch (error) {
      if (!(error instanceof FileLost)) throw error;
      await mendScene({ database, blobs, ingests }, scene.id);
      const lost = await lostOriginals({ originals: [first] }, blobs);
      if (lost.length > 0) throw originalMissing(lost);
      return serve();
    }
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
      const { definition, accuracy } = referenceSystem(epsg);
      const { name, area } = listedSystem(epsg)!;
      return context.json({ code: `EPSG:${epsg}`, name, definition, area, accuracy });
    } catch (error) {
      if (error instanceof ImageryRefusal) throw problem('not_found', { detail: error.detail });
      throw error;
    }
  });

  return routes;
}

const fileQuerySchema = z.strictObject({
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Give SHA-256 as 64 hex digits in lower case.')
    .optional()
    .meta({
      description:
        'Which of several originals (each stands in the `parts` of its scene), or which display copy is meant',
    }),
});

const displayQuerySchema = fileQuerySchema.extend({
  ranges: rangesSchema.optional().meta({
    description:
      'Ranges of bytes (first-last,first-last, none overlapping): these alone are sent, one behind the other in this order, as application/octet-stream',
    override: { type: 'string', example: '0-8191,65536-131071' },
  }),
});

/** RFC 6266: the name in UTF-8, and one in ASCII for those who do not read that. */
function attachment(fileName: string): string {
  const ascii = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

const referenceSystemSchema = z.object({
  code: z.string(),
  name: z.string().meta({ description: "EPSG's name of it" }),
  definition: z.string().meta({ description: 'In the language of PROJ, x east and y north' }),
  area: z
    .tuple([z.number(), z.number(), z.number(), z.number()])
    .meta({ description: 'Area of use: west, south, east, north in degrees' }),
  accuracy: accuracySchema
    .pick({ metres: true, reason: true })
    .nullable()
    .meta({ description: 'How far places may be off once they are in WGS 84; null for at most a metre' }),
});

const oneScene = { path: ids('sceneId') };
const tiff = { content: { 'image/tiff': { schema: z.string().meta({ format: 'binary' }) } } };

export const sceneDownloadPaths: Paths = {
  '/api/scenes/{sceneId}/display.tif': {
    get: {
      summary: 'The display copy, a Cloud Optimized GeoTIFF, whole or in part',
      requestParams: { ...oneScene, query: displayQuerySchema },
      responses: {
        '200': {
          description: 'All of it, or the ranges of the query one behind the other',
          content: { ...tiff.content, 'application/octet-stream': tiff.content['image/tiff'] },
        },
        '206': { description: 'The range that the header asks for', ...tiff },
        '304': { description: 'Unchanged' },
        '400': refusal('The ranges are malformed, reversed, too many or too long, or overlap'),
        '404': refusal('No such scene'),
        '409': refusal('It is not ready, or is being made again since it was lost'),
        '412': refusal('It was made again since'),
        '416': refusal('A range lies outside the file'),
      },
    },
  },
  '/api/scenes/{sceneId}/original': {
    get: {
      summary: 'The bytes as they were uploaded: of the image, or of any one file that came with it',
      requestParams: { ...oneScene, query: fileQuerySchema },
      responses: {
        '200': { description: 'All of it', ...tiff },
        '206': { description: 'The range asked for', ...tiff },
        '404': refusal('No such scene, or no such file of it'),
        '503': refusal('The file is gone from the server, which says what to restore'),
        '422': refusal('The scene is made of several files, and none was named'),
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
        '200': reply('Its definition', referenceSystemSchema),
        '404': refusal('It is not known, or cannot be used here'),
      },
    },
  },
};
