import { isRecord } from './found-feature.ts';
import { decodedText } from './overlay-text.ts';
import { zipEntries } from './zip.ts';

/** Larger files than are read are no overlays. */
const MOST_BYTES = 50 * 2 ** 20;
/** Of what may lie beside an image, or has no ending that tells. */
const TOLD_BY_CONTENT = /\.(?:json|xml|txt|zip)$|^[^.]+$/i;

/**
 * True for a file that is laid over the images, not taken in as a scene nor as what lies beside one: told by the name
 * where it is that of an overlay, else by the content. Metadata of a scene are no overlay, though they be GeoJSON.
 */
export async function isOverlay(file: File): Promise<boolean> {
  if (/\.(?:geojson|kml|kmz)(?:\.gz)?$/i.test(file.name)) return true;
  if (!TOLD_BY_CONTENT.test(file.name) || file.size > MOST_BYTES) return false;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes[0] === 0x50 && bytes[1] === 0x4b)
      return zipEntries(bytes).some(({ name }) => /\.kml$/i.test(name));
    const text = decodedText(bytes).text.trimStart();
    if (text.startsWith('<')) return /^(?:<[?!][^>]*>\s*)*<(?:[\w-]+:)?kml[\s>]/.test(text);
    return /^[{[]/.test(text) && isDrawing(JSON.parse(text));
  } catch {
    // Whoever takes it in says what is wrong with it.
    return false;
  }
}

function isDrawing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isDrawing);
  if (!isRecord(value)) return false;
  if (['stac_version', 'assets', '_links', '_permissions'].some((member) => member in value)) return false;
  if (Array.isArray(value.features)) return value.features.length === 0 || value.features.some(isDrawing);
  if (value.type === 'Feature') return true;
  return 'coordinates' in value || 'geometries' in value;
}
