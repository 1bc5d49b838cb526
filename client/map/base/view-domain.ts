import type { BoundingBox, Position } from '#domain/geometry/geometry.contract.ts';
import { middle, utmZone } from '#domain/geometry/utm.rules.ts';

/** West, south, east, north in the units of a system. */
export type Extent = [west: number, south: number, east: number, north: number];

/** A system that maps are drawn in: its code, and its definition for proj4. Units are metres, north is up in its middle. */
export type ViewSystem = { code: string; definition: string };

/**
 * Degrees of longitude from a zone's meridian up to which a site is drawn in the zone: half a zone beyond its edge. Metres
 * there are at most 0.5% too long, and north is at most 6 degrees off upright.
 */
const ZONE_REACH = 6;
/** Where UTM ends. Nearer to a pole, a few kilometres are many degrees. */
const ZONE_SOUTH = -80;
const ZONE_NORTH = 84;

/**
 * Metres east and west of a zone's meridian within which it is used: about 30 degrees. To go there and back by proj4 is
 * exact to 0.01 micrometres (at 60 degrees to 10, at 70 to 2 mm, at 75 to 7 cm, at 85 there is no way), and it agrees
 * with PROJ 9.1.1 in every digit that cs2cs writes; a metre is drawn 1.155 long.
 */
const ZONE_HALF_WIDTH = 3_510_000;
/** Metres along a zone's meridian from the equator to a pole, to the next millimetre. Beyond, the way down again begins. */
const TO_POLE = 9_997_964.944;

/**
 * Metres from the middle of a stereographic view up to which it is used: 120 degrees. To go there and back by proj4 is
 * exact to 4 micrometres, and it agrees with PROJ 9.1.1 in every digit; shapes are kept to 0.003%. A metre is
 * drawn 1.0007 long at 3 degrees, 1.008 at 10, 1.018 at 15, 1.07 at 30, 1.34 at 60, 2 at 90 and 4 at 120. (The
 * transverse Mercator projection: 1.0014, 1.015, 1.035, 1.155, 2, and no place at 85. Lambert's azimuthal one, and the
 * equidistant one, shear what lies at 15 degrees by 2 and 1%.)
 */
const STEREOGRAPHIC_REACH = 22_100_000;

/** The UTM zone of the middle of a box, where all of some boxes lie in or near it; else undefined. */
export function zoneHolding(box: BoundingBox, all: readonly BoundingBox[]): ViewSystem | undefined {
  const zone = utmZone(middle(box));
  const meridian = meridianOf(zone.code);
  const holds = ([west, south, east, north]: BoundingBox) => {
    const from = west - meridian - 360 * Math.round((west - meridian) / 360);
    return (
      from >= -ZONE_REACH && from + (east - west) <= ZONE_REACH && south >= ZONE_SOUTH && north <= ZONE_NORTH
    );
  };
  return [box, ...all].every(holds) ? zone : undefined;
}

/**
 * The system in which a box is drawn: the UTM zone of its middle, in which most scenes come, so that they are shown
 * pixel by pixel; where the box is too wide for a zone or too near to a pole, a stereographic projection around
 * its middle, or around the pole where that is nearer to all of it. The middle is taken to the whole degree, so that
 * a box that grows a little keeps its system.
 */
export function viewSystemAround(box: BoundingBox): ViewSystem {
  const zone = zoneHolding(box, []);
  if (zone) return zone;
  const [longitude, latitude] = middle(box);
  const turned = longitude - 360 * Math.floor((longitude + 180) / 360);
  const middles: Position[] = [
    [Math.round(turned), Math.round(latitude)],
    [0, 90],
    [0, -90],
  ];
  const edge = edgeOf(box);
  const reaches = middles.map((one) => Math.max(...edge.map((position) => degreesApart(one, position))));
  const [lon, lat] = middles[reaches.indexOf(Math.min(...reaches))]!;
  return {
    code: `afterimage:stereographic ${lon} ${lat}`,
    definition: `+proj=stere +lat_0=${lat} +lon_0=${lon} +k=1 +datum=WGS84 +units=m +no_defs`,
  };
}

/** The middle of a stereographic view's system, longitude and latitude; undefined of any other system. */
export function stereographicMiddle(system: string): Position | undefined {
  const [, lon, lat] = /^afterimage:stereographic (-?\d+) (-?\d+)$/.exec(system) ?? [];
  return lon === undefined ? undefined : [Number(lon), Number(lat)];
}

/** The part of a view's system in which it is exact; what lies beyond has no place in the view. */
export function isInDomain(
  [east = Number.NaN, north = Number.NaN]: readonly number[],
  system: string,
): boolean {
  if (stereographicMiddle(system)) return Math.hypot(east, north) <= STEREOGRAPHIC_REACH;
  const [west, south, mostEast, mostNorth] = domainExtent(system);
  return east >= west && east <= mostEast && north >= south && north <= mostNorth;
}

/** The smallest extent around that part. */
export function domainExtent(system: string): Extent {
  if (stereographicMiddle(system))
    return [-STEREOGRAPHIC_REACH, -STEREOGRAPHIC_REACH, STEREOGRAPHIC_REACH, STEREOGRAPHIC_REACH];
  const equator = system.startsWith('EPSG:327') ? 10_000_000 : 0;
  return [500_000 - ZONE_HALF_WIDTH, equator - TO_POLE, 500_000 + ZONE_HALF_WIDTH, equator + TO_POLE];
}

function meridianOf(code: string): number {
  return 6 * (Number(code.slice(-2)) - 1) - 177;
}

/** Positions along the edge of a box, an eighth of its sides apart. */
function edgeOf([west, south, east, north]: BoundingBox): Position[] {
  return Array.from({ length: 9 }, (_, step) => step / 8).flatMap((share): Position[] => {
    const [across, up] = [west + (east - west) * share, south + (north - south) * share];
    return [
      [across, south],
      [across, north],
      [west, up],
      [east, up],
    ];
  });
}

/** On a sphere. */
function degreesApart([lon1, lat1]: Position, [lon2, lat2]: Position): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const cosine =
    Math.sin(radians(lat1)) * Math.sin(radians(lat2)) +
    Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.cos(radians(lon1 - lon2));
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
}
