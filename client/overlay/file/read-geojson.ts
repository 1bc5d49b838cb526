import { type Found, isRecord, nameIn, readGeometry } from './found-feature.ts';
import { OverlayRefusal } from './overlay-refusal.ts';
import { namedSystem } from './overlay-system.ts';

type Members = Record<string, unknown>;
type System = { epsg: number | undefined };

/** Collections within collections beyond this are no drawing of anybody's. */
const DEEPEST = 20;
/** What programs call the member that names a reference system. */
const SYSTEM_MEMBERS = ['crs', 'srs', 'srsname', 'srid', 'epsg', 'spatialreference'];
const NO_GEOJSON = 'It is no GeoJSON: it has neither features nor a geometry.';

/** What a GeoJSON text holds, or several, one a line. Throws OverlayRefusal. */
export function readGeoJson(text: string): Found {
  const found: Found = { features: [], lost: [], pictures: 0, isCut: false };
  const read = parsed(text) ?? texts(text);
  if (read === undefined)
    throw new OverlayRefusal(
      'It is no JSON: it may be cut short, or not in UTF-8. Export it again as GeoJSON.',
    );
  const all = Array.isArray(read) ? read : [read];
  if (!all.some(isGeoJson)) throw new OverlayRefusal(refusalOf(all[0]));
  for (const one of all) collect(one, { epsg: undefined }, found, 0);
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return withoutNumbersThatAreNone(text);
  }
}

/** Python writes NaN and Infinity, which JSON has not: what holds them is counted among what cannot be read. */
function withoutNumbersThatAreNone(text: string): unknown {
  if (!/\b(?:NaN|Infinity)\b/.test(text)) return undefined;
  const replaced = text.replaceAll(/"(?:[^"\\]|\\.)*"?|-?\b(?:NaN|Infinity)\b/g, (part) =>
    part.startsWith('"') ? part : 'null',
  );
  try {
    return JSON.parse(replaced);
  } catch {
    return undefined;
  }
}

function texts(text: string): unknown[] | undefined {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const read = lines.length > 1 ? lines.map(parsed) : [];
  return read.length > 0 && read.every(isRecord) ? read : undefined;
}

function isGeoJson(value: unknown): boolean {
  if (!isRecord(value) || value.type === 'Topology' || isEsri(value)) return false;
  return typeof value.type === 'string' || Array.isArray(value.features);
}

function isEsri({ geometryType, features, rings, paths }: Members): boolean {
  const [first] = Array.isArray(features) ? features : [];
  return (
    String(geometryType).startsWith('esriGeometry') ||
    rings !== undefined ||
    paths !== undefined ||
    (isRecord(first) && first.attributes !== undefined)
  );
}

function refusalOf(value: unknown): string {
  if (!isRecord(value)) return NO_GEOJSON;
  if (value.type === 'Topology') return 'It is TopoJSON, which is not read: save it as GeoJSON.';
  if (isEsri(value)) return 'It is Esri JSON, which is not read: save it as GeoJSON in WGS 84.';
  if (Array.isArray(value.elements))
    return 'It is OpenStreetMap JSON, which is not read: save it as GeoJSON.';
  return NO_GEOJSON;
}

/** A collection, a feature or a bare geometry. A system that it names holds for all that lies in it. */
function collect(value: unknown, outer: System, found: Found, depth: number): void {
  if (depth > DEEPEST)
    throw new OverlayRefusal('Its collections lie within each other without end. Export it again.');
  if (!isRecord(value)) {
    found.lost.push({ why: 'none' });
    return;
  }
  const system = systemIn(value, outer);
  if (value.type === 'FeatureCollection' || (value.type === undefined && Array.isArray(value.features))) {
    if (!Array.isArray(value.features)) found.lost.push({ why: 'none' });
    else for (const feature of value.features) collect(feature, system, found, depth + 1);
  } else if (value.type === 'Feature' || 'geometry' in value)
    collectGeometry(value.geometry, nameIn(value.properties) ?? nameIn({ id: value.id }), system, found, 0);
  else collectGeometry(value, undefined, outer, found, 0);
}

function collectGeometry(
  geometry: unknown,
  name: string | undefined,
  outer: System,
  found: Found,
  depth: number,
): void {
  if (depth > DEEPEST)
    throw new OverlayRefusal('Its collections lie within each other without end. Export it again.');
  const system = isRecord(geometry) ? systemIn(geometry, outer) : outer;
  if (isRecord(geometry) && geometry.type === 'GeometryCollection') {
    const { geometries } = geometry;
    if (!Array.isArray(geometries) || geometries.length === 0) found.lost.push({ why: 'none', name });
    else for (const part of geometries) collectGeometry(part, name, system, found, depth + 1);
    return;
  }
  const read = readGeometry(geometry);
  if ('why' in read) found.lost.push({ why: read.why, name });
  else found.features.push({ geometry: read, name, epsg: system.epsg });
}

function systemIn(value: Members, outer: System): System {
  const members = Object.keys(value).filter((key) => SYSTEM_MEMBERS.includes(key.toLowerCase()));
  const [first, ...others] = members.map((member) => namedSystem(value[member]));
  if (members.length === 0) return outer;
  if (others.some((other) => other !== first))
    throw new OverlayRefusal(
      'It names two reference systems at once: export it again in WGS 84 (EPSG:4326).',
    );
  return { epsg: first };
}
