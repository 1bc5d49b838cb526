import type { Kysely } from 'kysely';
import { type Histogram, percentileSteps } from '#domain/look/look.contract.ts';
import { lookFault } from '#domain/look/look.rules.ts';
import type { Band } from '#domain/scene/scene.contract.ts';
import type { readHistograms } from '#imagery/pixel/histogram.ts';
import { asideOf } from '../aside/aside.ts';
import { imageTooMuch } from '../aside/too-much.ts';
import type { Database } from '../database/client.ts';
import { problem } from '../http/problem.ts';
import type { IngestOrders } from '../scene/ingest-job.queries.ts';
import { mendScene } from '../scene/lost-files.acts.ts';
import { displayNotReady } from '../scene/not-there.ts';
import { requireScene, type SceneRow } from '../scene/scene.queries.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { lookForFiles } from '../storage/lost-files.ts';
import { findHistograms, keepHistograms } from './look.queries.ts';

/** Two bands by number from 1, of which (first - second) / (first + second) is made. */
type BandIndex = { first: number; second: number };

/** Histograms of display copies, each counted once and kept. */
export type Histograms = {
  /**
   * One for each band of a scene, or one of an index of two bands. Throws a problem: 404, 409 where the scene is not
   * ready, 400 for a band that it does not have.
   */
  of: (sceneId: string, index: BandIndex | undefined) => Promise<Histogram[]>;
};

type Tools = { database: Kysely<Database>; blobs: BlobStore; ingests: IngestOrders };

const aside = asideOf<{ readHistograms: typeof readHistograms }>('#imagery/pixel/histogram.ts', imageTooMuch);

/** Counts histograms aside, whoever asks for the same meanwhile waiting for the same count. */
export function createHistograms(tools: Tools): Histograms {
  const { database, blobs } = tools;
  const counting = new Map<string, Promise<(Histogram | null)[]>>();
  return {
    async of(sceneId, index) {
      const scene = await withDisplay(tools, await requireScene(database, sceneId));
      if (scene.state !== 'ready') throw displayNotReady(scene);
      const bands = scene.bands as Band[];
      if (index) refuseUnknownBands(index, bands);
      const subject = index ? `index ${index.first} ${index.second}` : 'bands';
      const place = { sceneId: scene.id, subject, displaySha256: scene.display_sha256! };
      const kept = await findHistograms(database, place);
      if (kept) return kept;
      const key = `${place.displaySha256} ${scene.id} ${subject}`;
      const running =
        counting.get(key) ??
        aside('readHistograms', {
          displayPath: blobs.displayPath(scene.id),
          alphaBand: bands.some((band) => band.alpha) ? bands.findIndex((band) => band.alpha) : null,
          percentiles: percentileSteps,
          ...(index && { index: [index.first - 1, index.second - 1] as const }),
        });
      counting.set(key, running);
      const counted = await running.finally(() => counting.delete(key));
      const histograms = counted.map((each, band) =>
        index ? (each ?? EMPTY) : exact(each ?? EMPTY, bands[band]!),
      );
      await keepHistograms(database, place, histograms);
      return histograms;
    },
  };
}

/** The scene as it is once a display copy that is gone has been noticed. */
async function withDisplay(tools: Tools, scene: SceneRow): Promise<SceneRow> {
  return (await lookForFiles(scene, tools.blobs)).display ? mendScene(tools, scene.id) : scene;
}

function refuseUnknownBands({ first, second }: BandIndex, bands: readonly Band[]): void {
  const fault = lookFault({ colours: { kind: 'index', first, second } }, bands);
  if (fault)
    throw problem('invalid_query', {
      detail: fault.detail,
      errors: [{ pointer: '?index', detail: fault.detail }],
    });
}

const EMPTY: Histogram = {
  low: 0,
  high: 0,
  counts: [],
  below: 0,
  above: 0,
  percentiles: percentileSteps.map(() => 0),
};

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
