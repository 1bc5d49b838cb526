import { kml } from '@tmcw/togeojson';
import { unzip } from 'fflate';
import {
  countPositions,
  MOST_POSITIONS,
  newOverlaySchema,
  type OverlayFeature,
  type OverlayGeometry,
} from '../../server/overlay/overlay.contract.ts';

const MEBIBYTE = 2 ** 20;
const MOST_BYTES = 50 * MEBIBYTE;

/** True for names of files that are laid over the images, not taken in as scenes. */
export function isOverlayName(fileName: string): boolean {
  return /\.(geojson|kml|kmz)$/i.test(fileName);
}

/**
 * What a GeoJSON, KML or KMZ file holds, as features in WGS 84. Pictures and links that a KML names are not
 * followed: the file alone is read. Throws an Error with a sentence where nothing can be laid over.
 */
export async function readOverlay(file: File): Promise<OverlayFeature[]> {
  if (file.size > MOST_BYTES) throw new Error('It is larger than 50 MB: cut out the part around the site.');
  const features = /\.geojson$/i.test(file.name)
    ? fromGeoJson(await file.text())
    : fromKml(/\.kmz$/i.test(file.name) ? await kmlInside(file) : await file.text());
  const sound = newOverlaySchema.shape.features.safeParse(features);
  if (sound.success) return sound.data.map(rounded);
  if (features.length === 0) throw new Error('It holds no point, line or area.');
  if (countPositions(features) > MOST_POSITIONS)
    throw new Error(
      `It holds more than ${MOST_POSITIONS.toLocaleString('en')} positions: simplify it or cut out the part around the site.`,
    );
  throw new Error(sound.error.issues[0]!.message);
}

/** To seven decimals, about a centimetre: what programs write beyond is noise. */
function rounded({ geometry, ...rest }: OverlayFeature): OverlayFeature {
  const round = (part: unknown): unknown =>
    Array.isArray(part) ? part.map(round) : Math.round((part as number) * 1e7) / 1e7;
  return { ...rest, geometry: { ...geometry, coordinates: round(geometry.coordinates) } as OverlayGeometry };
}

type AnyGeometry = { type: string; coordinates?: unknown; geometries?: AnyGeometry[] } | null;
type AnyFeature = { geometry: AnyGeometry; properties: Record<string, unknown> | null };

function fromGeoJson(text: string): OverlayFeature[] {
  let read: Record<string, unknown>;
  try {
    read = JSON.parse(text);
  } catch {
    throw new Error('It is no JSON: it may be cut short. Export it again as GeoJSON.');
  }
  const system = (read?.crs as { properties?: { name?: string } } | undefined)?.properties?.name;
  if (system && !/CRS84|EPSG:{1,2}4326/i.test(system))
    throw new Error(`Its coordinates are in ${system}. Export it again in WGS 84 (EPSG:4326).`);
  if (read?.type === 'FeatureCollection' && Array.isArray(read.features))
    return (read.features as AnyFeature[]).flatMap(flatten);
  if (read?.type === 'Feature') return flatten(read as AnyFeature);
  if (typeof read?.type === 'string') return flatten({ geometry: read as AnyGeometry, properties: null });
  throw new Error('It is no GeoJSON: it has neither features nor a geometry.');
}

function fromKml(text: string): OverlayFeature[] {
  const parsed = new DOMParser().parseFromString(text, 'text/xml');
  if (parsed.querySelector('parsererror'))
    throw new Error('It is no KML: its XML is broken. Save it again from the program that made it.');
  return (kml(parsed, { skipNullGeometry: true }).features as AnyFeature[]).flatMap(flatten);
}

/** The first KML of a KMZ, which is a ZIP; a bomb is stopped by the size it declares. */
async function kmlInside(file: File): Promise<string> {
  const zip = new Uint8Array(await file.arrayBuffer());
  const entries = await new Promise<Record<string, Uint8Array>>((resolve, reject) => {
    unzip(
      zip,
      { filter: ({ name, originalSize }) => /\.kml$/i.test(name) && originalSize <= MOST_BYTES },
      (error, found) => (error ? reject(new Error('It is no KMZ: the ZIP is broken.')) : resolve(found)),
    );
  });
  const [first] = Object.values(entries);
  if (!first) throw new Error('It holds no KML.');
  return new TextDecoder().decode(first);
}

function flatten({ geometry, properties }: AnyFeature): OverlayFeature[] {
  if (!geometry) return [];
  if (geometry.type === 'GeometryCollection')
    return (geometry.geometries ?? []).flatMap((part) => flatten({ geometry: part, properties }));
  const name = nameIn(properties ?? {});
  return [{ geometry: geometry as OverlayGeometry, ...(name && { name }) }];
}

/** Other programs write the name of a place under one of these. */
function nameIn(properties: Record<string, unknown>): string | undefined {
  const found = ['name', 'Name', 'NAME', 'title', 'label', 'number', 'id']
    .map((key) => properties[key])
    .find((value) => (typeof value === 'string' && value.trim() !== '') || typeof value === 'number');
  return found === undefined ? undefined : String(found).replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}
