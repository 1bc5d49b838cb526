import type { BoundingBox } from '#domain/geometry/geometry.contract.ts';
import { type OverlayAccuracy, type OverlayFeature, positionsOf } from '#domain/overlay/overlay.contract.ts';
import { conversion } from '../../coordinates/index.ts';
import { type FoundFeature, mapPositions } from './found-feature.ts';
import { type LostPart, lostSentence } from './lost-parts.ts';
import type { OverlayContent } from './overlay-content.ts';
import { OverlayRefusal } from './overlay-refusal.ts';

/** A reference system as our server tells of it. */
export type KnownSystem = {
  /** In the language of PROJ, x east and y north. */
  definition: string;
  /** Area of use: west, south, east, north in degrees. */
  area: BoundingBox;
  /** How far places may be off once they are in WGS 84; null for at most a metre. */
  accuracy: OverlayAccuracy | null;
};

/** What can be laid over, in WGS 84. */
export type PlacedOverlay = {
  features: OverlayFeature[];
  /** What of the file is not shown, in sentences. */
  lacks?: string;
  /** How far it may lie off. */
  accuracy?: OverlayAccuracy;
};

/** How far from the area of its system a place may lie, in degrees: what lies further off is mistaken. */
const MARGIN = 1;
/** What a way to WGS 84 and back may change, in units of the system: where it changes more there is no such place. */
const STRAYED = { degrees: 1e-6, metres: 0.1 };
const WGS84 = '+proj=longlat +datum=WGS84 +no_defs';

/**
 * Brings what a file holds to WGS 84 by the systems that it names, by their EPSG codes. Throws OverlayRefusal where
 * nothing of it has a place there.
 */
export function placedOverlay(
  { features, lost: lostBefore, remarks }: OverlayContent,
  systems: ReadonlyMap<number, KnownSystem>,
): PlacedOverlay {
  const ways = new Map([...systems].map(([epsg, system]) => [epsg, wayFrom(system, epsg)]));
  const lost = [...lostBefore];
  const placed: OverlayFeature[] = [];
  for (const { geometry, name, epsg } of features) {
    const bring = epsg === undefined ? withinDegrees : ways.get(epsg)!;
    let why: LostPart['why'] | undefined;
    const brought = mapPositions(geometry, (position) => {
      const [at, fault] = bring(position);
      why ??= fault;
      return at;
    });
    if (why) lost.push({ why, name });
    else placed.push({ geometry: brought, ...(name !== undefined && { name }) });
  }
  if (placed.length === 0) throw new OverlayRefusal(refusal(features, lost, remarks));
  const lacks = [lostSentence(lost, placed.length), ...remarks].filter((one) => one !== undefined).join(' ');
  const accuracy = worst([...systems.values()]);
  return {
    features: placed,
    ...(lacks !== '' && { lacks }),
    ...(accuracy && { accuracy }),
  };
}

type Way = (
  position: readonly [x: number, y: number],
) => readonly [at: readonly [longitude: number, latitude: number], fault?: LostPart['why']];

const withinDegrees: Way = (position) => {
  const [longitude, latitude] = position;
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? [position] : [position, 'outside'];
};

/** A file whose system our server does not know, or proj4 cannot bring to WGS 84. */
export function unknownSystem(epsg: number): OverlayRefusal {
  return new OverlayRefusal(
    `Its coordinates are in EPSG:${epsg}, which cannot be brought to WGS 84 here: export it again in WGS 84 (EPSG:4326).`,
  );
}

function wayFrom({ definition, area: [west, south, east, north] }: KnownSystem, epsg: number): Way {
  const way = wayToWgs84(definition, epsg);
  const isGeographic = /\+proj=longlat\b/.test(definition);
  const width = (east - west + 360) % 360 || 360;
  return (position) => {
    const nowhere = [[0, 0], isGeographic ? 'outside' : 'nowhere'] as const;
    if (isGeographic && withinDegrees(position)[1]) return nowhere;
    const [longitude, latitude] = way.forward(position);
    const [x, y] = way.inverse([longitude, latitude]);
    const strayed = Math.hypot(x - position[0], y - position[1]);
    if (!(strayed < (isGeographic ? STRAYED.degrees : STRAYED.metres))) return nowhere;
    const isNear =
      latitude > south - MARGIN &&
      latitude < north + MARGIN &&
      (longitude - west + MARGIN + 720) % 360 < width + 2 * MARGIN;
    return isNear ? [[longitude, latitude]] : [[0, 0], 'nowhere'];
  };
}

function wayToWgs84(definition: string, epsg: number): ReturnType<typeof conversion> {
  try {
    return conversion(definition, WGS84);
  } catch {
    throw unknownSystem(epsg);
  }
}

function worst(systems: readonly KnownSystem[]): OverlayAccuracy | undefined {
  return systems
    .flatMap(({ accuracy }) => accuracy ?? [])
    .toSorted((one, other) => other.metres - one.metres)[0];
}

function refusal(
  features: readonly FoundFeature[],
  lost: readonly LostPart[],
  remarks: readonly string[],
): string {
  if (lost.length > 0 && lost.every(({ why }) => why === 'link'))
    return 'It only links to another file, which is not fetched: open that, save it and lay it over.';
  const positions = features
    .filter(({ epsg }) => epsg === undefined)
    .flatMap(({ geometry }) => positionsOf(geometry));
  if (positions.length > 0 && positions.every(([x, y]) => Math.abs(x) > 180 || Math.abs(y) > 180))
    return 'Its coordinates are no degrees: they look like metres of a projected system, and it does not say of which. Export it again in WGS 84 (EPSG:4326).';
  if (positions.length > 0 && positions.every(([x, y]) => Math.abs(y) > 90 && Math.abs(x) <= 90))
    return 'Its latitudes come before its longitudes: GeoJSON and KML have the longitude first. Export it again.';
  return [lostSentence(lost, 0) ?? 'It holds no point, line or area.', ...remarks].join(' ');
}
