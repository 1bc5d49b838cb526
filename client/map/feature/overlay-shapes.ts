import { getInteriorPointOfArray } from 'ol/geom/flat/interiorpoint.js';
import { type Position, samePosition } from '#domain/geometry/geometry.contract.ts';
import type { OverlayFeature } from '#domain/overlay/overlay.contract.ts';
import { densified } from '../base/edges.ts';
import { viewTransform } from '../base/projection.ts';
import { type OverlayLevel, simplified } from './overlay-levels.ts';

/** Where a name stands: beside its point, on its line, within its area. */
export type PlacedName = { x: number; y: number; name: string };

/** What is drawn of an overlay, in the view's metres. */
export type OverlayShapes = {
  /** East and north of each point in turn. */
  points: Float64Array;
  names: PlacedName[];
  /** Lines and outlines, each level coarser than the one before. */
  levels: OverlayLevel[];
};

/** So long the page may be held up at a time. */
const SLICE_MILLISECONDS = 8;

/** Metres by which a level may depart from what was drawn: each serves resolutions from twice to eight times that. */
const TOLERANCES = Array.from({ length: 8 }, (_, level) => 0.125 * 4 ** level);

/**
 * Makes an overlay ready to be drawn at any resolution, slice by slice, so that the page stays quick meanwhile.
 * Gives undefined where it is no longer wanted.
 */
export async function shapesOf(
  features: readonly OverlayFeature[],
  system: string,
  isWanted: () => boolean,
): Promise<OverlayShapes | undefined> {
  const pause = slices();
  const bring = viewTransform(system);
  const points: number[] = [];
  const names: PlacedName[] = [];
  const lines: number[][] = [];
  const flat = (positions: readonly Position[]) => finite(bring(positions.flat()));
  const runs = (positions: readonly Position[]) => runsOf(bring(densified(shorterWay(positions)).flat()));

  for (const { geometry, name } of features) {
    const place = (x?: number, y?: number) => {
      if (name !== undefined && x !== undefined && y !== undefined) names.push({ x, y, name });
    };
    switch (geometry.type) {
      case 'Point':
      case 'MultiPoint': {
        const places = flat(geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates);
        for (const coordinate of places) points.push(coordinate);
        place(places[0], places[1]);
        break;
      }
      case 'LineString':
      case 'MultiLineString': {
        const parts = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
        const drawn = parts.flatMap(runs);
        lines.push(...drawn);
        const longest = drawn.toSorted((one, other) => other.length - one.length)[0] ?? [];
        const middle = Math.floor(longest.length / 4) * 2;
        place(longest[middle], longest[middle + 1]);
        break;
      }
      default: {
        const areas = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
        const drawn = areas.map((rings) => rings.map((ring) => runs(closed(ring))));
        for (const rings of drawn) for (const ring of rings) lines.push(...ring);
        const largest = drawn
          .flatMap(([outer = []]) => outer)
          .toSorted((one, other) => other.length - one.length)[0];
        if (name !== undefined && largest) place(...within(largest));
      }
    }
    if (await pause(isWanted)) return undefined;
  }

  const levels: OverlayLevel[] = [];
  let finer = lines;
  for (const tolerance of TOLERANCES) {
    const level = await simplified(finer, tolerance, () => pause(isWanted));
    if (!level) return undefined;
    levels.push(level);
    finer = level.lines;
  }
  return { points: Float64Array.from(points), names, levels };
}

/** Beyond the reach of the view a position has no place in it. */
function finite(coordinates: number[]): number[] {
  if (coordinates.every(Number.isFinite)) return coordinates;
  const kept: number[] = [];
  for (let i = 0; i < coordinates.length; i += 2)
    if (Number.isFinite(coordinates[i]) && Number.isFinite(coordinates[i + 1]))
      kept.push(coordinates[i]!, coordinates[i + 1]!);
  return kept;
}

/** Longitudes that go on past 180 degrees, so that each edge takes the shorter way round. */
function shorterWay(positions: readonly Position[]): Position[] {
  let turns = 0;
  return positions.map(([longitude, latitude], i) => {
    const [before = longitude] = positions[i - 1] ?? [];
    turns -= Math.round((longitude - before) / 360);
    return [longitude + 360 * turns, latitude];
  });
}

/** The parts of a line that have a place in the view: it is not drawn across what lies beyond. */
function runsOf(coordinates: number[]): number[][] {
  const runs: number[][] = [[]];
  for (let i = 0; i < coordinates.length; i += 2)
    if (Number.isFinite(coordinates[i])) runs.at(-1)!.push(coordinates[i]!, coordinates[i + 1]!);
    else runs.push([]);
  return runs.filter(({ length }) => length > 2);
}

function closed(ring: readonly Position[]): readonly Position[] {
  const [first] = ring;
  return !first || samePosition(first, ring.at(-1)) ? ring : [...ring, first];
}

function within(ring: number[]): [number, number] {
  const middle = ring.reduce(
    (box, coordinate, i) => {
      box[i % 2] = Math.min(box[i % 2]!, coordinate);
      box[2 + (i % 2)] = Math.max(box[2 + (i % 2)]!, coordinate);
      return box;
    },
    [Infinity, Infinity, -Infinity, -Infinity],
  );
  const centre = [(middle[0]! + middle[2]!) / 2, (middle[1]! + middle[3]!) / 2];
  const [x = centre[0]!, y = centre[1]!] = getInteriorPointOfArray(ring, 0, [ring.length], 2, centre, 0);
  return [x, y];
}

/** Lets the page go on where a slice of time is over; tells then whether to stop. */
function slices(): (isWanted: () => boolean) => Promise<boolean> {
  let began = performance.now();
  return async (isWanted) => {
    if (performance.now() - began < SLICE_MILLISECONDS) return false;
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
    return !isWanted();
  };
}
