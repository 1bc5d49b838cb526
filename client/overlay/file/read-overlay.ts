import { api, askWorker, statusOf, told, WORKER_LOST } from '../../core/index.ts';
import type { ContentWord } from './overlay.worker.ts';
import type { OverlayContent } from './overlay-content.ts';
import { MOST_BYTES } from './overlay-file.ts';
import { OverlayRefusal } from './overlay-refusal.ts';
import { type KnownSystem, type PlacedOverlay, placedOverlay, unknownSystem } from './placed-overlay.ts';

/**
 * What a GeoJSON, KML or KMZ file holds, as features in WGS 84; which of them it is, its content tells. Pictures that a
 * KML names and links that lead out of it are not followed: the file alone is read. Throws an Error with a sentence
 * where nothing can be laid over.
 */
export async function readOverlay(file: File): Promise<PlacedOverlay> {
  if (file.size > MOST_BYTES)
    throw new OverlayRefusal('It is larger than 50 MB: cut out the part around the site.');
  const content = await contentOf(await bytesOf(file));
  const codes = new Set(content.features.flatMap(({ epsg }) => epsg ?? []));
  const systems = await Promise.all([...codes].map(async (epsg) => [epsg, await knownSystem(epsg)] as const));
  return placedOverlay(content, new Map(systems));
}

async function contentOf(bytes: Uint8Array<ArrayBuffer>): Promise<OverlayContent> {
  const worker = new Worker(new URL('./overlay.worker.ts', import.meta.url), { type: 'module' });
  const word = await askWorker<ContentWord>(
    worker,
    { bytes, most: MOST_BYTES },
    { transfer: [bytes.buffer] },
  ).catch(() => ({ fault: WORKER_LOST }));
  if ('fault' in word) throw new OverlayRefusal(word.fault);
  return word.content;
}

async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new OverlayRefusal(
      'The browser can no longer read it: it was moved, changed or locked. Give it again.',
    );
  }
}

async function knownSystem(epsg: number): Promise<KnownSystem> {
  try {
    const params = { path: { code: `EPSG:${epsg}` } };
    return (await told(api.GET('/api/reference-systems/{code}', { params }))).data;
  } catch (error) {
    throw statusOf(error) === 404 ? unknownSystem(epsg) : error;
  }
}
