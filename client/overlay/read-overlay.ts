import type { OverlayFeature } from '../../server/overlay/overlay.contract.ts';
import { askWorker, WorkerFailure } from '../worker.ts';
import type { KmzWord } from './kmz.ts';
import { OverlayRefusal } from './overlay-refusal.ts';
import { readGeoJson } from './read-geojson.ts';
import { readKml } from './read-kml.ts';
import { soundFeatures } from './sound-features.ts';

const MOST_BYTES = 50 * 2 ** 20;

/** True for names of files that are laid over the images, not taken in as scenes. */
export function isOverlayName(fileName: string): boolean {
  return /\.(geojson|kml|kmz)$/i.test(fileName);
}

/**
 * What a GeoJSON, KML or KMZ file holds, as features in WGS 84; which of them it is, its content tells. Pictures and
 * links that a KML names are not followed: the file alone is read. Throws an Error with a sentence where nothing can
 * be laid over.
 */
export async function readOverlay(file: File): Promise<OverlayFeature[]> {
  if (file.size > MOST_BYTES)
    throw new OverlayRefusal('It is larger than 50 MB: cut out the part around the site.');
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return soundFeatures(isZip(bytes) ? readKml(await textInside(bytes)) : readText(textOf(bytes)));
  } catch (error) {
    if (error instanceof OverlayRefusal || error instanceof WorkerFailure) throw error;
    // The browser's own words (a file that was moved, memory that is out) stand behind ours.
    throw new OverlayRefusal(`It cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

async function textInside(kmz: Uint8Array<ArrayBuffer>): Promise<string> {
  const worker = new Worker(new URL('./kmz.worker.ts', import.meta.url), { type: 'module' });
  const word = await askWorker<KmzWord>(worker, { kmz, most: MOST_BYTES }, { transfer: [kmz.buffer] });
  if ('fault' in word) throw new OverlayRefusal(word.fault);
  return textOf(word.kml);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function readText(text: string) {
  const start = text.trimStart();
  if (start === '') throw new OverlayRefusal('It is empty.');
  if (start.startsWith('<')) return readKml(text);
  if (start.startsWith('{') || start.startsWith('[')) return readGeoJson(text);
  throw new OverlayRefusal('It is none of GeoJSON, KML and KMZ: save it as one of these.');
}
