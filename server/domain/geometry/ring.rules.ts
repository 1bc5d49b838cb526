import { orient2d } from 'robust-predicates';
import {
  type ArealGeometry,
  type BoundingBox,
  type Position,
  type Ring,
  round7,
  rounded,
  samePosition,
} from './geometry.contract.ts';

/** What is wrong with a geometry, where (a JSON pointer below the geometry), and at which position. */
export type GeometryFault = { pointer: string; detail: string; at?: Position };

type Segment = { a: Position; b: Position; ring: number; index: number; last: number; pointer: string };

/** The polygons of an areal geometry, each an exterior ring and its holes. */
export function polygonsOf(geometry: ArealGeometry): Ring[][] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** More corners than these may take long to be judged: each edge is held against those beside it. */
const FEW_POSITIONS = 1_000;

/** True where to judge a geometry may take longer than other requests should wait. */
export function isLong(geometry: ArealGeometry): boolean {
  return (
    polygonsOf(geometry)
      .flat()
      .reduce((count, ring) => count + ring.length, 0) > FEW_POSITIONS
  );
}

/** Smallest box around all positions: west, south, east, north in degrees. */
export function boundingBox(geometry: ArealGeometry): BoundingBox {
  const box: BoundingBox = [180, 90, -180, -90];
  for (const [longitude, latitude] of polygonsOf(geometry).flat(2)) {
    box[0] = Math.min(box[0], longitude);
    box[1] = Math.min(box[1], latitude);
    box[2] = Math.max(box[2], longitude);
    box[3] = Math.max(box[3], latitude);
  }
  return box;
}

/**
 * Smallest box around a geometry that may be cut at the antimeridian (RFC 7946, 3.1.9): then its longitudes go
 * on past 180 degrees to the east, so that the box is as narrow as what it holds.
 */
export function narrowBox(geometry: ArealGeometry): BoundingBox {
  const box = boundingBox(geometry);
  if (geometry.type === 'Polygon' || box[0] > -180 || box[2] < 180) return box;
  const boxes = geometry.coordinates.map((rings) => {
    const [west, south, east, north] = boundingBox({ type: 'Polygon', coordinates: rings });
    return (west < 0 ? [west + 360, south, east + 360, north] : [west, south, east, north]) as BoundingBox;
  });
  return boxes.reduce((one, other) => [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ]);
}

/**
 * The form in which a geometry is stored and written (RFC 7946): seven decimals, repeated positions
 * dropped, exterior rings counter-clockwise, holes clockwise, no height, no bbox.
 */
export function normalised(geometry: ArealGeometry): ArealGeometry {
  const polygons = polygonsOf(geometry).map((rings) =>
    rings.map((ring, place) => {
      const kept = withoutRepeats(ring);
      return signedArea(kept) > 0 === (place === 0) ? kept : kept.reverse();
    }),
  );
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons };
}

/** A ring or line at seven decimals, of positions that are the same and follow each other only the first. */
export function withoutRepeats(positions: readonly Position[]): Position[] {
  return positions
    .map(rounded)
    .filter((position, index, all) => index === 0 || !samePosition(position, all[index - 1]));
}

/**
 * The first fault that makes a geometry unfit to be an outline, or undefined where it is sound: rings
 * that enclose nothing, cross or touch themselves or each other, holes outside their polygon, polygons
 * inside each other, edges that span more than 180 degrees. Exact at any position (adaptive predicates).
 * A corner that is set twice counts as touching: give the normalised form.
 */
export function geometryFault(geometry: ArealGeometry): GeometryFault | undefined {
  const polygons = polygonsOf(geometry);
  const segments: Segment[] = [];
  let ringCount = 0;
  for (const [place, rings] of polygons.entries())
    for (const [index, ring] of rings.entries()) {
      const pointer =
        geometry.type === 'Polygon' ? `/coordinates/${index}` : `/coordinates/${place}/${index}`;
      const fault = ringFault(ring, pointer);
      if (fault) return fault;
      const last = ring.length - 2;
      for (let i = 0; i <= last; i++)
        segments.push({ a: ring[i]!, b: ring[i + 1]!, ring: ringCount, index: i, last, pointer });
      ringCount++;
    }
  return crossing(segments) ?? nesting(geometry.type, polygons);
}

/**
 * Where a position lies with respect to a ring. Rays run along the parallel; the edge counts as 'edge'.
 */
export function locate(position: Position, ring: Ring): 'inside' | 'edge' | 'outside' {
  let inside = false;
  for (let i = 0; i < ring.length - 1; i++) {
    const a = ring[i]!;
    const b = ring[i + 1]!;
    if (onSegment(position, a, b)) return 'edge';
    if (a[1] > position[1] !== b[1] > position[1]) {
      const side = orient2d(a[0], a[1], b[0], b[1], position[0], position[1]);
      if (side !== 0 && side > 0 === b[1] < a[1]) inside = !inside;
    }
  }
  return inside ? 'inside' : 'outside';
}

/** True where a position lies inside a polygon or on its edge; holes are outside. */
export function covers(rings: Ring[], position: Position): boolean {
  const [exterior = [], ...holes] = rings;
  return (
    locate(position, exterior) !== 'outside' && holes.every((hole) => locate(position, hole) !== 'inside')
  );
}

/** A position that two segments share, or undefined. For collinear overlaps an end point that both hold. */
export function sharedPosition(a: Position, b: Position, c: Position, d: Position): Position | undefined {
  for (const end of [c, d]) if (onSegment(end, a, b)) return end;
  for (const end of [a, b]) if (onSegment(end, c, d)) return end;
  const sideA = Math.sign(orient2d(c[0], c[1], d[0], d[1], a[0], a[1]));
  const sideB = Math.sign(orient2d(c[0], c[1], d[0], d[1], b[0], b[1]));
  const sideC = Math.sign(orient2d(a[0], a[1], b[0], b[1], c[0], c[1]));
  const sideD = Math.sign(orient2d(a[0], a[1], b[0], b[1], d[0], d[1]));
  if (sideA === sideB || sideC === sideD) return undefined;
  const denominator = (a[0] - b[0]) * (c[1] - d[1]) - (a[1] - b[1]) * (c[0] - d[0]);
  const t = ((a[0] - c[0]) * (c[1] - d[1]) - (a[1] - c[1]) * (c[0] - d[0])) / denominator;
  return [round7(a[0] + t * (b[0] - a[0])), round7(a[1] + t * (b[1] - a[1]))];
}

function ringFault(ring: Ring, pointer: string): GeometryFault | undefined {
  if (ring.length < 4 || onOneLine(ring))
    return {
      pointer,
      detail: 'The outline encloses no area: set at least three corners that do not lie on one line.',
    };
  for (let i = 0; i < ring.length - 1; i++) {
    const before = ring[i]!;
    const here = ring[i + 1]!;
    if (Math.abs(here[0] - before[0]) > 180)
      return {
        pointer,
        at: before,
        detail: 'An edge spans more than 180 degrees of longitude: split the outline at the antimeridian.',
      };
  }
  return undefined;
}

function onOneLine(ring: Ring): boolean {
  const start = ring[0]!;
  const away = ring.find((position) => !samePosition(position, start)) ?? start;
  return ring.every((p) => orient2d(start[0], start[1], away[0], away[1], p[0], p[1]) === 0);
}

function crossing(segments: Segment[]): GeometryFault | undefined {
  const west = (segment: Segment) => Math.min(segment.a[0], segment.b[0]);
  const sorted = segments.toSorted((one, other) => west(one) - west(other));
  let active: (Segment & { east: number; south: number; north: number })[] = [];
  for (const segment of sorted) {
    const start = west(segment);
    const { a, b } = segment;
    const [east, south, north] = [Math.max(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[1], b[1])];
    active = active.filter((other) => other.east >= start);
    for (const other of active) {
      // Most lie apart: told before anything is computed.
      if (other.south > north || other.north < south) continue;
      const at = conflict(segment, other);
      if (at)
        return {
          pointer: segment.pointer,
          at,
          detail: `The outline crosses or touches itself near ${at[1]}, ${at[0]} (latitude, longitude): move a corner so that its edges stay apart.`,
        };
    }
    active.push({ ...segment, east, south, north });
  }
  return undefined;
}

/** The position where two segments meet though they should not: neighbours may share their common corner only. */
function conflict(one: Segment, other: Segment): Position | undefined {
  const at = sharedPosition(one.a, one.b, other.a, other.b);
  if (!at || one.ring !== other.ring) return at;
  const [first, second] = one.index < other.index ? [one, other] : [other, one];
  if (second.index - first.index === 1) return foldsBack(first.a, first.b, second.b);
  if (first.index === 0 && second.index === first.last) return foldsBack(second.a, second.b, first.b);
  return at;
}

/** A corner whose two edges lie on each other. */
function foldsBack(before: Position, corner: Position, after: Position): Position | undefined {
  return onSegment(after, before, corner) || onSegment(before, corner, after) ? corner : undefined;
}

function nesting(type: ArealGeometry['type'], polygons: Ring[][]): GeometryFault | undefined {
  for (const [place, [exterior = [], ...holes]] of polygons.entries()) {
    const at = type === 'Polygon' ? '/coordinates' : `/coordinates/${place}`;
    for (const [index, hole] of holes.entries()) {
      if (locate(hole[0]!, exterior) !== 'inside')
        return { pointer: `${at}/${index + 1}`, at: hole[0]!, detail: 'A hole lies outside its outline.' };
      if (holes.some((other, k) => k !== index && locate(hole[0]!, other) === 'inside'))
        return { pointer: `${at}/${index + 1}`, at: hole[0]!, detail: 'A hole lies inside another hole.' };
    }
    for (const [other, rings] of polygons.entries())
      if (other !== place && covers(rings, exterior[0]!))
        return { pointer: at, at: exterior[0]!, detail: 'One part of the outline lies inside another part.' };
  }
  return undefined;
}

function onSegment(p: Position, a: Position, b: Position): boolean {
  return (
    Math.min(a[0], b[0]) <= p[0] &&
    p[0] <= Math.max(a[0], b[0]) &&
    Math.min(a[1], b[1]) <= p[1] &&
    p[1] <= Math.max(a[1], b[1]) &&
    orient2d(a[0], a[1], b[0], b[1], p[0], p[1]) === 0
  );
}

/** Twice the planar signed area in square degrees; positive where the ring runs counter-clockwise. */
function signedArea(ring: Ring): number {
  const [originX, originY] = ring[0]!;
  let sum = 0;
  for (let i = 0; i < ring.length - 1; i++) {
    const [x1, y1] = ring[i]!;
    const [x2, y2] = ring[i + 1]!;
    sum += (x1 - originX) * (y2 - originY) - (x2 - originX) * (y1 - originY);
  }
  return sum;
}
