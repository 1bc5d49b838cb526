import { OverlayRefusal } from './overlay-refusal.ts';
import { type FoundFeature, flattened } from './sound-features.ts';

/** The features of a GeoJSON text, as they stand there. Throws OverlayRefusal. */
export function readGeoJson(text: string): FoundFeature[] {
  const read = parse(text);
  const system = nameOfSystem(read.crs);
  if (system && !/CRS84|EPSG:{1,2}4326/i.test(system))
    throw new OverlayRefusal(`Its coordinates are in ${system}. Export it again in WGS 84 (EPSG:4326).`);
  if (read.type === 'FeatureCollection' && Array.isArray(read.features))
    return read.features.flatMap((feature: unknown) => flattened(feature));
  if (read.type === 'Feature') return flattened(read);
  if (read.type === 'Topology')
    throw new OverlayRefusal('It is TopoJSON, which is not read: save it as GeoJSON.');
  if (typeof read.type === 'string') return flattened({ geometry: read });
  throw new OverlayRefusal('It is no GeoJSON: it has neither features nor a geometry.');
}

function parse(text: string): Record<string, unknown> {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new OverlayRefusal('It is no JSON: it may be cut short. Export it again as GeoJSON.');
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw new OverlayRefusal('It is no GeoJSON: it has neither features nor a geometry.');
  return read as Record<string, unknown>;
}

function nameOfSystem(crs: unknown): string | undefined {
  const name = (crs as { properties?: { name?: unknown } } | null | undefined)?.properties?.name;
  return typeof name === 'string' ? name : undefined;
}
