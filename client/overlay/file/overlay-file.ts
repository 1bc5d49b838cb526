import { isRecord } from './found-feature.ts';
import { decodedText } from './overlay-text.ts';
import { zipEntries } from './zip.ts';

/** Larger files are not read. */
export const MOST_BYTES = 50 * 2 ** 20;
const IMAGE = /^(?:II[*+]\0|MM\0[*+])/;
/** How text that may be an overlay begins, in any encoding, and how archives do. */
const BEGINNINGS = /^(?:PK|[\s\0]*[<{[]|\xef\xbb\xbf|\xff\xfe|\xfe\xff)/;

/**
 * True for a file that is laid over the images, not taken in as a scene nor as what lies beside one: its content tells,
 * and its name where that is of none of these. Metadata of a scene are no overlay, though they be GeoJSON.
 */
export async function isOverlay(file: File): Promise<boolean> {
  const isNamedSo = /\.(?:geojson|kml|kmz)(?:\.gz)?$/i.test(file.name);
  try {
    const start = String.fromCharCode(...new Uint8Array(await file.slice(0, 64).arrayBuffer()));
    if (IMAGE.test(start)) return false;
    if (isNamedSo || file.size > MOST_BYTES || !BEGINNINGS.test(start)) return isNamedSo;
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (start.startsWith('PK')) return zipEntries(bytes).some(({ name }) => /\.kml$/i.test(name));
    const text = decodedText(bytes).text.trimStart();
    if (text.startsWith('<')) return /<(?:[\w-]+:)?kml[\s>]/.test(text.slice(0, 4_096));
    return isDrawing(JSON.parse(text));
  } catch {
    // Whoever takes it in says what is wrong with it.
    return isNamedSo;
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
