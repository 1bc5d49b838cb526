import { mix } from '../base/exact-math.ts';
import type { Point } from '../base/layout.ts';
import { fractalNoise, valueNoise } from '../base/noise.ts';
import type { PatternName } from './fields.ts';
import { roads, southLane } from './roads.ts';
import { hillDepth } from './terrain.ts';
import type { Valley } from './valley.ts';
import { slopeFieldShare } from './valley.ts';

/** Ordinate by abscissa, straight between knots. */
function alongKnots(knots: readonly Point[], at: number): number {
  for (let index = 1; index < knots.length; index++) {
    const [b, valueB] = knots[index]!;
    if (at > b) continue;
    const [a, valueA] = knots[index - 1]!;
    return mix(valueA, valueB, (at - a) / (b - a));
  }
  return knots.at(-1)![1];
}

/** x of the main road by y. */
const mainRoad = roads[0]!.points.map(([x, y]): Point => [y, x]);
/** y of the road to the mine by x, and x of the settlement's eastern lane by y. */
const mineRoad = roads[2]!.points;
const eastLane: readonly Point[] = [
  ...roads[3]!.points.slice(0, 3).map(([x, y]): Point => [y, x]),
  [690, 700],
];

/** Which pattern of fields a place belongs to; null where none is tilled. */
export function fieldPattern(valley: Valley, x: number, y: number): PatternName | null {
  if (hillDepth(x, y) > -10 + 14 * fractalNoise(x / 34, y / 34, 2, 1002))
    return slopeFieldShare(x, y) > 0.4 ? 'slope' : null;
  const river = valley.river.at(x, y);
  if (Math.abs(river) < 31 + 6 * valueNoise(x / 40, y / 40, 1001)) return null;
  if (Math.abs(river) > 100 ? x < 200 : river < 0) return 'west';
  if (x < alongKnots(mainRoad, y)) return 'river';
  if (y > alongKnots(southLane, x)) return 'plain';
  if (y < alongKnots(mineRoad, x)) return 'north';
  return x > alongKnots(eastLane, y) ? 'east' : 'village';
}

/** Along and across the contour, in metres of level ground or nearly so. */
export function slopeCoordinates(valley: Valley, x: number, y: number): [along: number, across: number] {
  return [y + x * 0.25, valley.terrain.height(x, y) * 2.7];
}
