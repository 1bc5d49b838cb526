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
import { invalid, problem } from '../http/problem.ts';
import { serveFile, serveParts } from '../http/range.ts';
import { bytes, empty, geojson, json } from '../http/replies.ts';
import { route } from '../http/route.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { lostOriginals } from '../storage/lost-files.ts';
import type { DisplayLookup } from './display-lookup.ts';
import type { IngestOrders } from './ingest-job.queries.ts';
import { mendScene } from './lost-files.acts.ts';
import { displayNotReady, originalMissing } from './not-there.ts';
import { requireScene, type SceneDisplay } from './scene.queries.ts';
import { mediaTypeOf, toStacItem } from './stac-item.ts';

type Tools = {
  database: Kysely<Database>;
  blobs: BlobStore;
  displays: DisplayLookup;
  ingests: IngestOrders;
  log: Logger;
};

/** What never changes under its address: an original, and a display copy that is asked for by its hash. */
const FOREVER = 'private, max-age=31536000, immutable';

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

const codeSchema = z
  .string()
  .toUpperCase()
  .regex(/^(?:EPSG:)?\d{1,6}$/, 'This is no EPSG code.')
  .meta({ description: 'An EPSG code, with or without EPSG: before it', example: 'EPSG:32652' });

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

const fileHeaders = z.object({
  Range: z.string().optional().meta({
    description: 'One range of bytes, answered with 206; several are answered with all of the file',
    example: 'bytes=0-1023',
  }),
  'If-Range': z.string().optional().meta({
    description: 'The ETag of which a range is wanted: of any other, all of the file is sent',
  }),
  'If-None-Match': z.string().optional().meta({
    description: 'The ETag of what is known already: where it is still so, nothing is sent',
  }),
});

const OUTSIDE = 'A range lies outside the file';
/** A file that is found to be gone is noted in the database, which writes. */
const FULL = 'The disk of the server is full, so that what is gone could not be noted';

/** The files of scenes, and what is needed to read them. */
export const sceneDownloadRoutes = [
  route(
    {
      id: 'scenes.display',
      tag: 'Scenes',
      method: 'get',
      path: '/api/scenes/{sceneId}/display.tif',
      summary: 'The display copy, a Cloud Optimized GeoTIFF, whole or in part',
      query: displayQuerySchema,
      headers: fileHeaders,
      replies: {
        200: bytes(
          'All of it, or the ranges of the query one behind the other',
          ['image/tiff', 'application/octet-stream'],
          'ETag',
        ),
        206: bytes('The range that the header asks for', ['image/tiff'], 'ETag', 'Content-Range'),
        304: empty('Unchanged', 'ETag'),
      },
      problems: {
        invalid_query:
          'The SHA-256 is none, or the ranges are malformed, reversed, too many, too long, or overlap',
        scene_not_ready: 'It is not ready, or is being made again since it was lost',
        stale_version: 'It was made again since',
        range_not_satisfiable: OUTSIDE,
        storage_full: FULL,
      },
    },
    async (
      { params: { sceneId }, query: { sha256, ranges }, context },
      { database, blobs, displays, ingests, log }: Tools,
    ) => {
      const serve = (scene: SceneDisplay) => {
        const { state, display_size: size, display_sha256: hash } = scene;
        if (state !== 'ready' || size === null) throw displayNotReady(scene);
        if (sha256 !== undefined && sha256 !== hash)
          throw problem('stale_version', {
            detail: 'The display copy was made again since; ask for the new one.',
          });
        const file = {
          path: blobs.displayPath(sceneId),
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
        return await serve(await displays.find(sceneId, sha256));
      } catch (error) {
        if (!(error instanceof FileLost)) throw error;
        return serve(await mendScene({ database, blobs, ingests }, sceneId));
      }
    },
  ),

  route(
    {
      id: 'scenes.download',
      tag: 'Scenes',
      method: 'get',
      path: '/api/scenes/{sceneId}/original',
      summary: 'The bytes as they were uploaded: of the image, or of any one file that came with it',
      query: fileQuerySchema,
      headers: fileHeaders,
      replies: {
        200: bytes('All of it', ['image/tiff', 'application/octet-stream'], 'ETag', 'Content-Disposition'),
        206: bytes(
          'The range asked for',
          ['image/tiff', 'application/octet-stream'],
          'ETag',
          'Content-Range',
          'Content-Disposition',
        ),
        304: empty('Unchanged', 'ETag'),
      },
      problems: {
        not_found: 'No such scene, or no such file of it',
        invalid: 'The scene is made of several files, and none was named',
        original_missing: 'The file is gone from the server, which says what to restore',
        range_not_satisfiable: OUTSIDE,
        storage_full: FULL,
      },
    },
    async ({ params: { sceneId }, query: { sha256 }, context }, { database, blobs, ingests, log }: Tools) => {
      const scene = await requireScene(database, sceneId);
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
    },
  ),

  route(
    {
      id: 'scenes.getItem',
      tag: 'Scenes',
      method: 'get',
      path: '/api/scenes/{sceneId}/stac.json',
      summary: 'The scene as a STAC 1.0 Item',
      replies: { 200: geojson('The item', z.looseObject({ type: z.literal('Feature') })) },
    },
    async ({ params: { sceneId }, context }, { database }: Tools) => {
      const scene = await requireScene(database, sceneId);
      return { status: 200, body: toStacItem(scene, new URL(context.req.url).origin) };
    },
  ),

  route(
    {
      id: 'referenceSystems.get',
      tag: 'Scenes',
      method: 'get',
      path: '/api/reference-systems/{code}',
      summary: 'A reference system in the language of PROJ',
      params: z.object({ code: codeSchema }),
      replies: { 200: json('Its definition', referenceSystemSchema) },
      problems: { not_found: 'It is not known, or cannot be used here' },
    },
    ({ params: { code } }) => ({ status: 200, body: systemOf(Number(code.replace('EPSG:', ''))) }),
  ),
];

/** A reference system by its EPSG code. Throws a problem (404) where it is not known, or cannot be used here. */
function systemOf(epsg: number): z.infer<typeof referenceSystemSchema> {
  try {
    const { definition, accuracy } = referenceSystem(epsg);
    const { name, area } = listedSystem(epsg)!;
    return { code: `EPSG:${epsg}`, name, definition, area: [...area], accuracy };
  } catch (error) {
    if (error instanceof ImageryRefusal) throw problem('not_found', { detail: error.detail });
    throw error;
  }
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
