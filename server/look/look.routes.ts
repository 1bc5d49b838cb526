import { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import {
  type Histogram,
  histogramSchema,
  lookSchema,
  percentileSteps,
  storedLookSchema,
} from '#domain/look/look.contract.ts';
import { lookFault } from '#domain/look/look.rules.ts';
import type { Band } from '#domain/scene/scene.contract.ts';
import type { readHistograms } from '#imagery/pixel/histogram.ts';
import { asideOf } from '../aside/aside.ts';
import { imageTooMuch } from '../aside/too-much.ts';
import type { Database } from '../database/client.ts';
import { notify } from '../event/event.queries.ts';
import { analystHeader, body, ids, type Paths, refusal, reply } from '../http/openapi.ts';
import { invalid, problem } from '../http/problem.ts';
import { type Environment, readId, readIfMatch, readJson, readQuery, versionTag } from '../http/request.ts';
import type { IngestOrders } from '../scene/ingest-job.queries.ts';
import { mendScene } from '../scene/lost-files.acts.ts';
import { displayNotReady } from '../scene/not-there.ts';
import { requireScene, type SceneRow } from '../scene/scene.queries.ts';
import { requireSite } from '../site/site.queries.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { lookForFiles } from '../storage/lost-files.ts';
import { findHistograms, findLook, keepHistograms, listLooks, lockLook, putLook } from './look.queries.ts';

const histogramQuerySchema = z.strictObject({
  index: z
    .string()
    .regex(/^\d{1,5},\d{1,5}$/, 'Give the two bands of the index as 4,3.')
    .optional(),
});

const aside = asideOf<{ readHistograms: typeof readHistograms }>('#imagery/pixel/histogram.ts', imageTooMuch);

/**
 * How scenes are looked at: no claim about the ground, so not in the history. The last one who sets a look
 * wins, unless If-Match asks otherwise.
 */
export function lookRoutes({
  database,
  blobs,
  ingests,
}: {
  database: Kysely<Database>;
  blobs: BlobStore;
  ingests: IngestOrders;
}) {
  const routes = new Hono<Environment>();
  const counting = new Map<string, Promise<(Histogram | null)[]>>();

  routes.get('/api/sites/:siteId/looks', async (context) => {
    const siteId = readId(context, 'siteId');
    await requireSite(database, siteId);
    return context.json({ items: await listLooks(database, siteId) });
  });

  routes.get('/api/scenes/:sceneId/look', async (context) => {
    const scene = await requireScene(database, readId(context, 'sceneId'));
    const stored = await findLook(database, scene.id);
    return context.json(stored, 200, { ETag: versionTag(stored.version) });
  });

  routes.put('/api/scenes/:sceneId/look', async (context) => {
    const sceneId = readId(context, 'sceneId');
    const ifMatch = context.req.header('If-Match') === undefined ? undefined : readIfMatch(context);
    const look = await readJson(context, lookSchema);
    const acting = { by: context.get('actor').name, at: new Date() };
    const stored = await database.transaction().execute(async (transaction) => {
      await lockLook(transaction, sceneId);
      const scene = readyScene(await requireScene(transaction, sceneId));
      const fault = lookFault(look, scene.bands as Band[]);
      if (fault) throw invalid([fault]);
      const current = await findLook(transaction, sceneId);
      if (ifMatch !== undefined && ifMatch !== current.version)
        throw problem('stale_version', { detail: 'This look has been changed meanwhile.', current });
      const put = await putLook(transaction, sceneId, look, acting);
      await notify(transaction, { kind: 'look', siteId: scene.site_id, id: sceneId, version: put.version });
      return put;
    });
    return context.json(stored, 200, { ETag: versionTag(stored.version) });
  });

  routes.get('/api/scenes/:sceneId/histogram', async (context) => {
    const scene = readyScene(await withDisplay(await requireScene(database, readId(context, 'sceneId'))));
    const { index } = readQuery(context, histogramQuerySchema);
    const bands = scene.bands as Band[];
    const pair = index?.split(',').map(Number) as [number, number] | undefined;
    const fault = pair && lookFault({ colours: { kind: 'index', first: pair[0], second: pair[1] } }, bands);
    if (fault)
      throw problem('invalid_query', {
        detail: fault.detail,
        errors: [{ pointer: '?index', detail: fault.detail }],
      });
    const subject = pair ? `index ${pair.join(' ')}` : 'bands';
    const place = { sceneId: scene.id, subject, displaySha256: scene.display_sha256! };
    const kept = await findHistograms(database, place);
    if (kept) return context.json({ items: kept });
    const key = `${place.displaySha256} ${scene.id} ${subject}`;
    const running =
      counting.get(key) ??
      aside('readHistograms', {
        displayPath: blobs.displayPath(scene.id),
        alphaBand: bands.some((band) => band.alpha) ? bands.findIndex((band) => band.alpha) : null,
        percentiles: percentileSteps,
        ...(pair && { index: [pair[0] - 1, pair[1] - 1] as const }),
      });
    counting.set(key, running);
    const counted = await running.finally(() => counting.delete(key));
    const items = counted.map((each, band) => (pair ? (each ?? EMPTY) : exact(each ?? EMPTY, bands[band]!)));
    await keepHistograms(database, place, items);
    return context.json({ items });
  });

  /** The scene as it is once a display copy that is gone has been noticed. */
  const withDisplay = async (scene: SceneRow) =>
    (await lookForFiles(scene, blobs)).display ? mendScene({ database, blobs, ingests }, scene.id) : scene;

  return routes;
}

const EMPTY: Histogram = {
  low: 0,
  high: 0,
  counts: [],
  below: 0,
  above: 0,
  percentiles: percentileSteps.map(() => 0),
};

function readyScene(scene: SceneRow): SceneRow {
  if (scene.state !== 'ready') throw displayNotReady(scene);
  return scene;
}

/** The percentiles that the ingest took from every pixel stand; those between fit in with them. */
function exact(histogram: Histogram, { min, p2, p98, max }: Band): Histogram {
  const known = new Map([
    [0, min],
    [2, p2],
    [98, p98],
    [100, max],
  ]);
  const within = (percent: number, value: number) => {
    const [least, most] = percent < 2 ? [min, p2] : percent < 98 ? [p2, p98] : [p98, max];
    return Math.min(Math.max(value, least), most);
  };
  return {
    ...histogram,
    percentiles: percentileSteps.map(
      (percent, place) => known.get(percent) ?? within(percent, histogram.percentiles[place]!),
    ),
  };
}

const storedLook = storedLookSchema.meta({ id: 'Look' });
const oneScene = ids('sceneId');

export const lookPaths: Paths = {
  '/api/sites/{siteId}/looks': {
    get: {
      summary: 'What was set for the scenes of a site, so that each is seen alike by everybody',
      requestParams: { path: ids('siteId') },
      responses: {
        '200': reply(
          'One for each scene that has a look of its own',
          z.object({ items: z.array(storedLook) }),
        ),
        '404': refusal('No such site'),
      },
    },
  },
  '/api/scenes/{sceneId}/look': {
    get: {
      summary: 'How a scene is looked at; version 0 and an empty look where nothing was set',
      requestParams: { path: oneScene },
      responses: { '200': reply('The look', storedLook), '404': refusal('No such scene') },
    },
    put: {
      summary: 'Set how a scene is looked at. The last one wins, unless If-Match names a version',
      requestParams: {
        path: oneScene,
        header: analystHeader.extend({ 'If-Match': z.string().optional() }),
      },
      requestBody: body(lookSchema),
      responses: {
        '200': reply('The look as it is now', storedLook),
        '404': refusal('No such scene'),
        '409': refusal('The scene is not ready'),
        '412': refusal('Changed meanwhile; `current` holds what is there'),
        '422': refusal('A band that the scene does not have, or limits that are no limits'),
      },
    },
  },
  '/api/scenes/{sceneId}/histogram': {
    get: {
      summary: 'Histograms of the bands, or of an index of two, from a level of at most a million pixels',
      requestParams: { path: oneScene, query: histogramQuerySchema },
      responses: {
        '200': reply('One for each band, or one', z.object({ items: z.array(histogramSchema) })),
        '404': refusal('No such scene'),
        '409': refusal('The scene is not ready'),
      },
    },
  },
};
