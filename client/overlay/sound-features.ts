import {
  MOST_POSITIONS,
  type OverlayFeature,
  type OverlayGeometry,
  overlayFeatureSchema,
} from '../../server/overlay/overlay.contract.ts';
import { isolated, plainLine } from '../../server/text.rules.ts';
import { OverlayRefusal } from './overlay-refusal.ts';

/** A feature as it was found, of which nothing is known yet. */
export type FoundFeature = { geometry: unknown; name: string | undefined };

type Members = Record<string, unknown>;
/** Collections within collections beyond this are no drawing of anybody's. */
const DEEPEST_COLLECTION = 20;

/** A feature without its collections, each of whose parts becomes one of its own. What has no geometry gives none. */
export function flattened(feature: unknown): FoundFeature[] {
  if (!isRecord(feature)) return [];
  const name = nameIn(isRecord(feature.properties) ? feature.properties : {});
  return partsOf(feature.geometry, 0).map((geometry) => ({ geometry, name }));
}

function partsOf(geometry: unknown, depth: number): unknown[] {
  if (geometry === null || geometry === undefined) return [];
  if (!isRecord(geometry) || geometry.type !== 'GeometryCollection') return [geometry];
  if (depth > DEEPEST_COLLECTION)
    throw new OverlayRefusal('Its collections lie within each other without end. Export it again.');
  const { geometries } = geometry;
  return Array.isArray(geometries) ? geometries.flatMap((part) => partsOf(part, depth + 1)) : [];
}

/**
 * Features that can be laid over: each sound, all of them within the bound. Throws OverlayRefusal, naming the first
 * that is not sound.
 */
export function soundFeatures(found: readonly FoundFeature[]): OverlayFeature[] {
  const sound: OverlayFeature[] = [];
  let positions = 0;
  for (const [place, { geometry, name }] of found.entries()) {
    const count = countArrays(geometry);
    positions += count;
    if (positions > MOST_POSITIONS)
      throw new OverlayRefusal(
        `It holds more than ${MOST_POSITIONS.toLocaleString('en')} positions: simplify it or cut out the part around the site.`,
      );
    const parsed = overlayFeatureSchema.safeParse({ geometry, ...(name !== undefined && { name }) });
    if (!parsed.success) {
      const called = name === undefined ? '' : ` (${isolated(name)})`;
      throw new OverlayRefusal(
        `Its feature ${place + 1}${called} is broken. ${sentence(parsed.error.issues)}`,
      );
    }
    if (count > 0) sound.push(rounded(parsed.data));
  }
  if (sound.length === 0) throw new OverlayRefusal('It holds no point, line or area.');
  return sound;
}

/** Positions of what is not known to be a geometry, before each of them is looked at; beyond the bound not all of them. */
function countArrays(geometry: unknown): number {
  let count = 0;
  const waiting: unknown[] = [isRecord(geometry) ? geometry.coordinates : undefined];
  for (let part = waiting.pop(); part !== undefined && count <= MOST_POSITIONS; part = waiting.pop())
    if (Array.isArray(part)) {
      if (typeof part[0] === 'number') count++;
      else for (const inner of part) if (Array.isArray(inner)) waiting.push(inner);
    }
  return count;
}

/** Our own words where the schema has some; its library's are no sentences for analysts. */
function sentence([issue]: readonly { code: string; message: string; path: PropertyKey[] }[]): string {
  if (issue?.code === 'invalid_union') return 'It has a kind of geometry that is not known.';
  const ours = issue && (issue.code === 'custom' || /^A position/.test(issue.message));
  return ours ? issue.message : 'Its coordinates are not as GeoJSON has them.';
}

/** To seven decimals, about a centimetre: what programs write beyond is noise. */
function rounded({ geometry, ...rest }: OverlayFeature): OverlayFeature {
  const round = (part: unknown): unknown =>
    Array.isArray(part) ? part.map(round) : Math.round((part as number) * 1e7) / 1e7;
  return { ...rest, geometry: { ...geometry, coordinates: round(geometry.coordinates) } as OverlayGeometry };
}

/** Other programs write the name of a place under one of these. */
function nameIn(properties: Members): string | undefined {
  const found = ['name', 'Name', 'NAME', 'title', 'label', 'number', 'id']
    .map((key) => properties[key])
    .find((value) => (typeof value === 'string' && value.trim() !== '') || typeof value === 'number');
  if (found === undefined) return undefined;
  return plainLine(String(found)).slice(0, 200).toWellFormed().trim() || undefined;
}

function isRecord(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
