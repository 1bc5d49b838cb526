import { apply } from '../base/affine.ts';
import { groundDistance } from '../base/ground-distance.ts';
import { ImageryRefusal } from '../base/refusal.ts';
import type { Georeference } from './georeference.ts';

type Position = [longitude: number, latitude: number];

/** A raster's outline as GeoJSON: longitude, latitude in WGS 84, seven decimals, counter-clockwise. */
export type Footprint =
  | { type: 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] };

export type RasterPlace = Georeference & {
  width: number;
  height: number;
};

/** Every edge is cut into at least 2^3 pieces, so that no step is longer than half the globe, and at most 2^8. */
const LEAST_DEPTH = 3;
const MOST_DEPTH = 8;

/** Of a meridian. */
const METRES_PER_DEGREE = 111_320;

/**
 * The outline of a raster's whole extent, edges bent where the reference system bends them (to half a pixel), cut in
 * two where it crosses the antimeridian (RFC 7946, 3.1.9), closed over the pole where it encloses one. Throws
 * ImageryRefusal not_on_earth where a corner or edge has no place on Earth; what referenceSystem throws.
 */
export function footprintOf(place: RasterPlace): Footprint {
  const ring = closeOverPole(unwrapped(outline(place)));
  const tolerance = Math.max(1e-7, groundSampleDistance(place) / 2 / METRES_PER_DEGREE);
  const finished = (part: Position[]) => closed(simplified(rounded(part), tolerance));
  const west = Math.min(...ring.map(([longitude]) => longitude));
  const turn = -360 * Math.floor((west + 180) / 360 + 1e-9);
  const shifted = ring.map(([longitude, latitude]): Position => [longitude + turn, latitude]);
  const east = Math.max(...shifted.map(([longitude]) => longitude));
  if (east <= 180 + 1e-7) return { type: 'Polygon', coordinates: [finished(shifted)] };
  const westernPart = clip(shifted, (longitude) => 180 - longitude);
  const easternPart = clip(shifted, (longitude) => longitude - 180).map(
    ([longitude, latitude]): Position => [longitude - 360, latitude],
  );
  return { type: 'MultiPolygon', coordinates: [[finished(westernPart)], [finished(easternPart)]] };
}

/**
 * Ground sample distance in metres at the raster's centre: the geometric mean of a pixel's width and height on
 * the WGS 84 ellipsoid.
 */
export function groundSampleDistance(place: RasterPlace): number {
  const at = (column: number, row: number) => place.system.toWgs84(...apply(place.affine, column, row));
  const column = place.width / 2;
  const row = place.height / 2;
  const across = groundDistance(at(column - 0.5, row), at(column + 0.5, row));
  const down = groundDistance(at(column, row - 0.5), at(column, row + 0.5));
  return Math.sqrt(across * down);
}

/** The outline as positions, first one not repeated. */
function outline(place: RasterPlace): Position[] {
  const { width, height, affine, system } = place;
  const pixel = Math.min(Math.hypot(affine[1], affine[4]), Math.hypot(affine[2], affine[5]));

  const locate = (x: number, y: number): Position => {
    const position = system.toWgs84(x, y);
    const [longitude, latitude] = position;
    const inRange = Math.abs(latitude) <= 90 + 1e-9 && longitude >= -540 && longitude <= 540;
    const back = inRange ? system.fromWgs84(longitude, latitude) : [Number.NaN, Number.NaN];
    // Geographic longitudes may come back a turn away; projected positions must come back where they were.
    const miss = system.geographic ? 0 : Math.hypot(back[0]! - x, back[1]! - y);
    if (!inRange || !(miss <= pixel))
      throw new ImageryRefusal(
        'not_on_earth',
        system.geostationary
          ? "The image reaches beyond the edge of the Earth's disc, where no pixel has a longitude and latitude. Cut the part you need to EPSG:4326 first (gdalwarp -t_srs EPSG:4326 -te west south east north)."
          : `The image reaches to ${round(x, 2)}, ${round(y, 2)}, which is no place on Earth in ${system.name}. Check its reference system and georeference.`,
      );
    return position;
  };

  const edge = (fromX: number, fromY: number, toX: number, toY: number, depth: number): Position[] => {
    const x = (fromX + toX) / 2;
    const y = (fromY + toY) / 2;
    const start = locate(fromX, fromY);
    if (depth >= MOST_DEPTH) return [start];
    if (depth >= LEAST_DEPTH) {
      const end = nearest(locate(toX, toY), start);
      const [middleX, middleY] = system.fromWgs84((start[0] + end[0]) / 2, (start[1] + end[1]) / 2);
      if (!(Math.hypot(middleX - x, middleY - y) > pixel / 2) || system.geographic) return [start];
    }
    return [...edge(fromX, fromY, x, y, depth + 1), ...edge(x, y, toX, toY, depth + 1)];
  };

  const corners = [
    apply(affine, 0, 0),
    apply(affine, 0, height),
    apply(affine, width, height),
    apply(affine, width, 0),
  ];
  return corners.flatMap(([x, y], index) => edge(x, y, ...corners[(index + 1) % 4]!, 0));
}

/** The same place a whole number of turns away, as near to `to` as can be. */
function nearest([longitude, latitude]: Position, to: Position): Position {
  return [longitude + 360 * Math.round((to[0] - longitude) / 360), latitude];
}

function unwrapped(ring: Position[]): Position[] {
  const result: Position[] = [];
  for (const position of ring) {
    const before = result.at(-1);
    result.push(before === undefined ? position : nearest(position, before));
  }
  return result;
}

/** A ring that goes once around the globe encloses a pole: it is led there and back. */
function closeOverPole(ring: Position[]): Position[] {
  const first = ring[0]!;
  const closing = nearest(first, ring.at(-1)!);
  if (Math.abs(closing[0] - first[0]) < 180) return ring;
  const pole = first[1] > 0 ? 90 : -90;
  return [...ring, closing, [closing[0], pole], [first[0], pole]];
}

/** The part of a ring where `inside` is not negative; `inside` is linear in longitude. */
function clip(ring: Position[], inside: (longitude: number) => number): Position[] {
  return ring.flatMap((position, index) => {
    const before = ring.at(index - 1)!;
    const here = inside(position[0]);
    const there = inside(before[0]);
    const crossing = (): Position => {
      const share = there / (there - here);
      return [before[0] + (position[0] - before[0]) * share, before[1] + (position[1] - before[1]) * share];
    };
    if (here >= 0) return there >= 0 ? [position] : [crossing(), position];
    return there >= 0 ? [crossing()] : [];
  });
}

function rounded(ring: Position[]): Position[] {
  return ring
    .map(
      ([longitude, latitude]): Position => [
        Math.min(180, Math.max(-180, round(longitude, 7))),
        Math.min(90, Math.max(-90, round(latitude, 7))),
      ],
    )
    .filter((position, index, all) => {
      const before = all.at(index - 1)!;
      return position[0] !== before[0] || position[1] !== before[1];
    });
}

/** The ring without what stays within `tolerance` degrees of a straight line (Ramer, Douglas and Peucker). */
function simplified(ring: Position[], tolerance: number): Position[] {
  const first = ring[0]!;
  const distances = ring.map(([x, y]) => Math.hypot(x - first[0], y - first[1]));
  const farthest = distances.indexOf(Math.max(...distances));
  return [
    ...withoutStraight(ring.slice(0, farthest + 1), tolerance).slice(0, -1),
    ...withoutStraight([...ring.slice(farthest), first], tolerance).slice(0, -1),
  ];
}

function withoutStraight(line: Position[], tolerance: number): Position[] {
  const first = line[0]!;
  const last = line.at(-1)!;
  const distances = line.map((position) => distanceFromLine(position, first, last));
  const largest = Math.max(...distances);
  if (largest <= tolerance) return [first, last];
  const at = distances.indexOf(largest);
  return [
    ...withoutStraight(line.slice(0, at + 1), tolerance).slice(0, -1),
    ...withoutStraight(line.slice(at), tolerance),
  ];
}

/** Counter-clockwise, the first position repeated at the end. */
function closed(ring: Position[]): Position[] {
  const counterClockwise = signedArea(ring) >= 0 ? ring : ring.toReversed();
  return [...counterClockwise, counterClockwise[0]!];
}

function distanceFromLine(position: Position, from: Position, to: Position): number {
  const along: Position = [to[0] - from[0], to[1] - from[1]];
  const cross = along[0] * (position[1] - from[1]) - along[1] * (position[0] - from[0]);
  return Math.abs(cross) / (Math.hypot(...along) || 1);
}

function signedArea(ring: Position[]): number {
  return ring.reduce((sum, position, index) => {
    const next = ring[(index + 1) % ring.length]!;
    return sum + position[0] * next[1] - next[0] * position[1];
  }, 0);
}

function round(value: number, decimals: number): number {
  // Adding 0 turns -0 into 0.
  return Number(value.toFixed(decimals)) + 0;
}
