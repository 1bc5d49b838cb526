import { round7 } from '#domain/geometry/geometry.contract.ts';
import type { OverlayGeometry } from '#domain/overlay/overlay.contract.ts';
import { plainLine } from '#domain/text/text.rules.ts';
import type { LostPart } from './lost-parts.ts';

/** A feature whose coordinates are numbers, x before y, in the system that its file names. */
export type FoundFeature = {
  geometry: OverlayGeometry;
  name?: string | undefined;
  /** The EPSG code of its reference system; undefined where it is WGS 84. */
  epsg?: number | undefined;
};

/** What a file holds. */
export type Found = {
  features: FoundFeature[];
  lost: LostPart[];
  /** Pictures laid over the ground, of which the outline is among the features. */
  pictures: number;
  /** Whether the file ends before its end. */
  isCut: boolean;
};

/** How deep the coordinates of each kind of geometry lie, 0 being one position, and what is least at each depth. */
const KINDS = {
  Point: [],
  MultiPoint: [1],
  LineString: [2],
  MultiLineString: [1, 2],
  Polygon: [1, 3],
  MultiPolygon: [1, 1, 3],
} as const;

/** A geometry as it can be laid over, or why it cannot. Nothing is known of what is given. */
export function readGeometry(given: unknown): OverlayGeometry | Pick<LostPart, 'why'> {
  if (!isRecord(given)) return { why: given === null || given === undefined ? 'none' : 'coordinates' };
  const { type, coordinates } = given;
  if (typeof type !== 'string' || !Object.hasOwn(KINDS, type)) return { why: 'kind' };
  if (coordinates === undefined || coordinates === null) return { why: 'none' };
  const least = KINDS[type as keyof typeof KINDS];
  const read = readPart(coordinates, least, type.endsWith('Polygon'));
  return typeof read === 'string' ? { why: read } : ({ type, coordinates: read } as OverlayGeometry);
}

/** Coordinates with nothing but longitude and latitude in a position, rings closed, or what is wrong with them. */
function readPart(
  part: unknown,
  [least, ...deeper]: readonly number[],
  isArea: boolean,
): unknown[] | 'none' | 'few' | 'coordinates' {
  if (!Array.isArray(part)) return 'coordinates';
  if (part.length === 0) return 'none';
  if (least === undefined) {
    const [x, y] = part;
    return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : 'coordinates';
  }
  const read: unknown[] = [];
  for (const inner of part) {
    const one = readPart(inner, deeper, isArea);
    if (typeof one === 'string') return one;
    read.push(one);
  }
  if (deeper.length > 0 || least === 1) return read;
  const positions = (read as [number, number][]).filter(
    ([x, y], at, all) => at === 0 || x !== all[at - 1]![0] || y !== all[at - 1]![1],
  );
  if (!isArea) return positions.length < least ? 'few' : positions;
  const [first, last] = [positions[0]!, positions.at(-1)!];
  const isClosed = positions.length > 1 && first[0] === last[0] && first[1] === last[1];
  const ring = isClosed ? positions : [...positions, first];
  return ring.length <= least ? 'few' : ring;
}

/** A geometry each of whose positions is brought elsewhere, at seven decimals: what programs write beyond is noise. */
export function mapPositions(
  geometry: OverlayGeometry,
  bring: (position: readonly [number, number]) => readonly [number, number],
): OverlayGeometry {
  const map = (part: unknown[]): unknown[] =>
    typeof part[0] === 'number'
      ? bring(part as [number, number]).map(round7)
      : (part as unknown[][]).map(map);
  return { ...geometry, coordinates: map(geometry.coordinates) } as OverlayGeometry;
}

/** Other programs write the name of a place under one of these. */
const NAMES = ['name', 'Name', 'NAME', 'title', 'label', 'number', 'id'];

/** What a feature is called, told by its properties: one line without what is not seen. */
export function nameIn(properties: unknown): string | undefined {
  if (!isRecord(properties)) return undefined;
  const found = NAMES.map((key) => properties[key]).find(
    (value) => (typeof value === 'string' && plainLine(value) !== '') || typeof value === 'number',
  );
  if (found === undefined) return undefined;
  return plainLine(String(found).slice(0, 2_000)).slice(0, 200).toWellFormed().trim() || undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
