import proj4 from 'proj4';
import { groundDistance } from '../../base/ground-distance.ts';
import type { Area, DatabaseSystem } from './epsg.queries.ts';
import { helmertOf, towgs84 } from './helmert.ts';
import { type Operation, type Position, projected, shifted } from './proj-tools.ts';

/** A place in a system: its coordinates, and its longitude and latitude before any shift of the datum. */
export type Sample = {
  /** Degrees east and north, from the prime meridian of the datum. */
  angles: Position;
  /** x east and y north, or west and south, in the system's units; null where PROJ has none. */
  plane: Position | null;
  /** One of a grid over the whole area, and not only for the sake of an operation's small area. */
  even: boolean;
};

/** Where PROJ puts a place in WGS 84. */
export type Truth = {
  place: Position;
  /** What put it there; null where nothing had to. */
  operation: Operation | null;
  /** Metres that the place itself may be wrong by; 0 where PROJ's best operation runs and is rated to be exact. */
  stated: number;
  /** The best way needs a table of shifts, at hand for PROJ or not. */
  grid: boolean;
};

/** EPSG's way to say that nobody knows how exact an operation is. */
const UNRATED_METRES = 999;

/** Samples over the areas of use of a system, and over that part of them where each operation holds, edges included. */
export async function samplesOf(
  system: DatabaseSystem,
  geodetic: DatabaseSystem,
  operations: readonly Operation[],
): Promise<Sample[]> {
  const side = system.method === null ? 21 : 9;
  const running = operations.filter(({ ballpark, gridMissing }) => !ballpark && !gridMissing);
  const places = system.areas.flatMap((area) => [
    ...gridOf(area, side).map((place) => ({ place, even: true })),
    ...running
      .flatMap((operation) => gridOf(operation.area, 3))
      .filter((place) => running.length > 1 && within(place, area))
      .map((place) => ({ place, even: false })),
  ]);
  const angles = places.map(({ place: [x, y] }): Position => [x - geodetic.meridian, y]);
  const planes = system.method === null ? angles : await projected(system, geodetic.axes, angles);
  return places.map(({ even }, index) => ({ angles: angles[index]!, plane: planes[index]!, even }));
}

/**
 * Where PROJ's best operation that runs puts each of many places; null where there is none but to take degrees of one
 * datum for those of another, or where nobody knows how exact it is. What EPSG rates a shift of nothing between
 * geocentric datums is not counted.
 */
export async function truthsOf(
  geodetic: DatabaseSystem,
  operations: readonly Operation[],
  positions: readonly Position[],
): Promise<(Truth | null)[]> {
  const unmoved = (position: Position): Truth => ({
    place: greenwich(position, geodetic),
    operation: null,
    stated: 0,
    grid: false,
  });
  if (isEqualToWgs84(geodetic)) return positions.map(unmoved);
  const truths: (Truth | null)[] = positions.map(() => null);
  const blocked = positions.map(() => false);
  let someUnmoved = /^NAD83/.test(geodetic.name);
  for (const operation of operations.filter(({ ballpark }) => !ballpark).sort(better)) {
    const open = [...positions.keys()].filter(
      (index) => truths[index] === null && within(greenwich(positions[index]!, geodetic), operation.area),
    );
    if (operation.gridMissing) for (const index of open) blocked[index] = true;
    const rated = operation.accuracy;
    if (open.length === 0 || operation.gridMissing || rated === null || rated >= UNRATED_METRES) continue;
    const places = await shifted(
      operation,
      geodetic,
      open.map((index) => positions[index]!),
    );
    const shiftless = !/\+proj=(?!pipeline|axisswap|unitconvert|longlat|noop)/.test(operation.pipeline);
    someUnmoved ||= shiftless;
    for (const [at, index] of open.entries()) {
      const place = places[at]!;
      if (place === null) continue;
      const stated = shiftless || (rated <= 1 && !blocked[index]) ? 0 : rated;
      const grid = (blocked[index]! && stated > 0) || /hgridshift/.test(operation.pipeline);
      truths[index] = { place, operation, stated, grid };
    }
  }
  // A datum that is equal to WGS 84 in one place and told to be nothing else in another is equal there too.
  if (!someUnmoved || !isModern(geodetic)) return truths;
  return truths.map((truth, index) => truth ?? unmoved(positions[index]!));
}

/** Shifts for proj4 that may bring a datum to WGS 84; none at all for a sphere, whose degrees are taken as they stand. */
export function candidateShifts(
  geodetic: DatabaseSystem,
  operations: readonly Operation[],
  samples: readonly Sample[],
  truths: readonly (Truth | null)[],
): string[] {
  if (geodetic.inverseFlattening === 0) return [''];
  const told = operations
    .filter(({ ballpark }) => !ballpark)
    .map(({ pipeline }) => helmertOf(pipeline))
    .filter((helmert) => helmert !== null)
    .map(towgs84);
  const fitted = meanShift(geodetic, samples, truths);
  const none = truths.some((truth) => truth?.stated === 0) ? ['+towgs84=0,0,0'] : [];
  return [...new Set([...none, ...told, ...fitted])];
}

/** The mean of what brings samples to where they truly lie: for operations that are no shift by lengths. */
function meanShift(
  geodetic: DatabaseSystem,
  samples: readonly Sample[],
  truths: readonly (Truth | null)[],
): string[] {
  const wgs84 = { equatorialRadius: 6_378_137, inverseFlattening: 298.257223563 };
  const shifts = samples.flatMap(({ angles, even }, index) => {
    const truth = truths[index];
    if (!truth || !even) return [];
    const from = geocentric(greenwich(angles, geodetic), geodetic);
    return [geocentric(truth.place, wgs84).map((value, axis) => value - from[axis]!)];
  });
  if (shifts.length === 0) return [];
  const mean = [0, 1, 2].map((axis) => shifts.reduce((sum, shift) => sum + shift[axis]!, 0) / shifts.length);
  return [towgs84([mean[0]!, mean[1]!, mean[2]!, 0, 0, 0, 0])];
}

/** X, Y and Z in metres of a place at height 0 on an ellipsoid. */
function geocentric(
  [longitude, latitude]: Position,
  { equatorialRadius, inverseFlattening }: Pick<DatabaseSystem, 'equatorialRadius' | 'inverseFlattening'>,
): [number, number, number] {
  const [x, y] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  const squared = (2 - 1 / inverseFlattening) / inverseFlattening;
  const normal = equatorialRadius / Math.sqrt(1 - squared * Math.sin(y) ** 2);
  return [
    normal * Math.cos(y) * Math.cos(x),
    normal * Math.cos(y) * Math.sin(x),
    normal * (1 - squared) * Math.sin(y),
  ];
}

/**
 * How far a definition puts samples from the truth, in metres, with what the truth itself may be wrong by: on average
 * and at worst over all, and at worst by the operation that holds there (null where none has to).
 */
export function measure(definition: string, samples: readonly Sample[], truths: readonly (Truth | null)[]) {
  const converter = proj4(definition, 'EPSG:4326');
  const byOperation = new Map<Operation | null, number>();
  let [sum, count, metres, grid] = [0, 0, 0, false];
  for (const [index, { plane, even }] of samples.entries()) {
    const truth = truths[index];
    if (!truth || plane === null) continue;
    const off = groundDistance(converter.forward([plane[0], plane[1]]) as [number, number], truth.place);
    const here = Number.isFinite(off) ? off + truth.stated : Number.POSITIVE_INFINITY;
    byOperation.set(truth.operation, Math.max(here, byOperation.get(truth.operation) ?? 0));
    if (even) {
      sum += here;
      count++;
    }
    if (here > metres) {
      metres = here;
      grid = truth.grid;
    }
  }
  return { mean: count === 0 ? metres : sum / count, metres, grid, byOperation };
}

/** How far proj4's projection alone is off from PROJ's, there and back, in metres. */
export function projectionError(
  definition: string,
  angles: string,
  { unit }: DatabaseSystem,
  samples: readonly Sample[],
): number {
  const converter = proj4(definition, angles);
  let most = 0;
  for (const sample of samples) {
    if (sample.plane === null) continue;
    const [x, y] = sample.plane;
    const back = converter.forward([x, y]) as [number, number];
    const there = converter.inverse([sample.angles[0], sample.angles[1]]) as [number, number];
    const off = Math.max(
      groundDistance(back, sample.angles),
      Math.hypot(there[0] - x, there[1] - y) * (unit ?? 1),
    );
    most = Math.max(most, Number.isFinite(off) ? off : Number.POSITIVE_INFINITY);
  }
  return most;
}

/**
 * Frames for the whole Earth at some epoch, geocentric ones for which EPSG has no operation, or only by way of local
 * datums, and spheres, whose degrees are by custom those of WGS 84.
 */
function isEqualToWgs84(system: DatabaseSystem): boolean {
  if (system.code === 4326 || system.inverseFlattening === 0) return true;
  return (
    isModern(system) &&
    (system.global || /^SIRGAS|^ETRF|^GDM2000$|Geodetic Coordinate System/.test(system.name))
  );
}

function isModern({ equatorialRadius, inverseFlattening }: DatabaseSystem): boolean {
  return equatorialRadius === 6_378_137 && Math.abs(inverseFlattening - 298.2572) < 1e-4;
}

/** Ten metres within the edge: at that of the map of the Earth one place has two longitudes, or all of them. */
function gridOf([west, south, east, north]: Area, side: number): Position[] {
  const inset = 1e-4;
  const width = (east < west ? east + 360 : east) - west - 2 * inset;
  const height = north - south - 2 * inset;
  return Array.from(
    { length: side * side },
    (_, index): Position => [
      west + inset + (width * (index % side)) / (side - 1),
      south + inset + (height * Math.floor(index / side)) / (side - 1),
    ],
  );
}

/** As PROJ orders them: by accuracy, then the smaller area; what is not rated comes last. */
export function better(one: Operation, other: Operation): number {
  const sine = (degrees: number) => Math.sin((degrees * Math.PI) / 180);
  const size = ({ area: [west, south, east, north] }: Operation) =>
    ((east < west ? east + 360 : east) - west) * (sine(north) - sine(south));
  const rate = ({ accuracy }: Operation) => accuracy ?? UNRATED_METRES;
  return rate(one) - rate(other) || size(one) - size(other);
}

function within([x, y]: Position, [west, south, east, north]: Area): boolean {
  const width = (east < west ? east + 360 : east) - west;
  const from = (((x - west) % 360) + 360) % 360;
  return y >= south && y <= north && from <= width;
}

function greenwich([x, y]: Position, { meridian }: DatabaseSystem): Position {
  return [x + meridian, y];
}
