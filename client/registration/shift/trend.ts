import type { GroundShift } from '#domain/geometry/registration.rules.ts';
import { apart, meanOf, type PartShift } from './agreement.ts';

/**
 * A shift that changes along the ground: a polynomial of degree 1 (turn, scale, shear) or 2 in metres from `middle`
 * (trend surface). `terms` hold the shift for 1, east, north, and, of degree 2, east², east by north, north².
 */
export type Trend = { middle: GroundShift; terms: GroundShift[] };

const TERMS = { 1: 3, 2: 6 } as const;
type Degree = keyof typeof TERMS;

/** Metres by metre: an image turned or stretched by more leaves no part as it was. */
const STEEPEST = 0.3;
/** Of the largest pivot: below it the parts lie on one line, or on one curve. */
const LEAST_PIVOT = 1e-4;
const MOST_ROUNDS = 5;
/** Parts of which each three are tried. */
const MOST_SEEDS = 20;

export function shiftAt({ middle, terms }: Trend, at: GroundShift): GroundShift {
  const basis = basisAt(middle, at, terms.length);
  const sum = (axis: 'east' | 'north') => terms.reduce((all, term, i) => all + term[axis] * basis[i]!, 0);
  return { east: sum('east'), north: sum('north') };
}

function basisAt(middle: GroundShift, at: GroundShift, count: number): number[] {
  const [x, y] = [at.east - middle.east, at.north - middle.north];
  return [1, x, y, x * x, x * y, y * y].slice(0, count);
}

/** The trend of least squares through the parts; undefined where they are too few, or lie on one line or curve. */
export function trendOf(parts: readonly PartShift[], degree: Degree): Trend | undefined {
  const count = TERMS[degree];
  if (parts.length < count) return undefined;
  const middle = meanOf(parts.map((part) => part.middle));
  const reach = Math.max(...parts.map((part) => apart(part.middle, middle))) || 1;
  // In units of the reach, so that all terms are of one size.
  const units = [1, reach, reach, reach ** 2, reach ** 2, reach ** 2];
  const rows = Array.from({ length: count }, () => new Float64Array(count + 2));
  for (const part of parts) {
    const basis = basisAt(middle, part.middle, count).map((value, i) => value / units[i]!);
    for (const [i, row] of rows.entries()) {
      for (const [j, value] of basis.entries()) row[j]! += basis[i]! * value;
      row[count]! += basis[i]! * part.shift.east;
      row[count + 1]! += basis[i]! * part.shift.north;
    }
  }
  if (!eliminate(rows)) return undefined;
  const terms = rows.map((row, i) => ({ east: row[count]! / units[i]!, north: row[count + 1]! / units[i]! }));
  return { middle, terms };
}

/** Gauss and Jordan, with pivots; false where the rows depend on one another. */
function eliminate(rows: Float64Array[]): boolean {
  const largest = rows[0]![0]!;
  for (let i = 0; i < rows.length; i++) {
    const below = rows.slice(i).map((row) => Math.abs(row[i]!));
    const pivot = i + below.indexOf(Math.max(...below));
    [rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
    const row = rows[i]!;
    const lead = row[i]!;
    if (!(Math.abs(lead) > LEAST_PIVOT * largest)) return false;
    for (let k = i; k < row.length; k++) row[k]! /= lead;
    for (const other of rows) {
      const times = other[i]!;
      if (other !== row) for (let k = i; k < row.length; k++) other[k]! -= times * row[k]!;
    }
  }
  return true;
}

const within = (trend: Trend, parts: readonly PartShift[], tolerance: number) =>
  parts.filter((part) => apart(part.shift, shiftAt(trend, part.middle)) <= tolerance);

/** The trend of degree 1 that most parts follow, each to within `tolerance` metres, and those parts. */
export function slopeAgreementOf(
  parts: readonly PartShift[],
  tolerance: number,
): { trend: Trend; parts: PartShift[] } | undefined {
  let best: { trend: Trend; parts: PartShift[] } | undefined;
  const seeds = parts.filter((_, i) => i % Math.ceil(parts.length / MOST_SEEDS) === 0);
  for (const [i, one] of seeds.entries())
    for (const [j, other] of seeds.slice(0, i).entries())
      for (const third of seeds.slice(0, j)) {
        const through = trendOf([one, other, third], 1);
        if (!through || steepness(through) > STEEPEST) continue;
        const group = within(through, parts, tolerance);
        if (group.length <= (best?.parts.length ?? 3)) continue;
        const trend = trendOf(group, 1);
        if (trend) best = { trend, parts: within(trend, parts, tolerance) };
      }
  return best;
}

function steepness({ terms: [, ...slopes] }: Trend): number {
  return Math.max(...slopes.flatMap(({ east, north }) => [Math.abs(east), Math.abs(north)]));
}

/** The trend of degree 2 that some parts follow, and with them all that lie within `tolerance` metres of it. */
export function curveAgreementOf(
  from: readonly PartShift[],
  parts: readonly PartShift[],
  tolerance: number,
): { trend: Trend; parts: PartShift[] } | undefined {
  let trend = trendOf(from, 2);
  for (let round = 1; trend && round < MOST_ROUNDS; round++)
    trend = trendOf(within(trend, parts, tolerance), 2);
  return trend && { trend, parts: within(trend, parts, tolerance) };
}
