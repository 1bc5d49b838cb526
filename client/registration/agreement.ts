import type { GroundShift } from '../../server/geometry/registration.rules.ts';

/** What one part of the ground asks for: its middle and the shift, in metres east and north. */
export type PartShift = { middle: GroundShift; shift: GroundShift };

/** A shift that a group of parts asks for, and those parts. */
export type Agreement = { shift: GroundShift; parts: PartShift[] };

/** How a shift goes over into another one along the ground, by metre east and north, through a middle. */
export type Slope = {
  middle: GroundShift;
  shift: GroundShift;
  byEast: GroundShift;
  byNorth: GroundShift;
};

export const apart = (one: GroundShift, other: GroundShift) =>
  Math.hypot(one.east - other.east, one.north - other.north);

export function meanOf(shifts: readonly GroundShift[]): GroundShift {
  const mean = (of: (shift: GroundShift) => number) =>
    shifts.reduce((sum, shift) => sum + of(shift), 0) / shifts.length;
  return { east: mean(({ east }) => east), north: mean(({ north }) => north) };
}

/**
 * The middle of shifts about a first guess, in metres: Tukey's biweight, in which a shift counts the less the
 * further it lies from the others, and none beyond `tolerance`. `weight` is what all count together.
 */
export function middleOf(
  shifts: readonly GroundShift[],
  guess: GroundShift,
  tolerance: number,
): { shift: GroundShift; weight: number } {
  let middle = { shift: guess, weight: 0 };
  for (let round = 0; round < 10; round++) {
    let [weight, east, north] = [0, 0, 0];
    for (const shift of shifts) {
      const own = Math.max(0, 1 - (apart(shift, middle.shift) / tolerance) ** 2) ** 2;
      weight += own;
      east += own * shift.east;
      north += own * shift.north;
    }
    if (weight === 0) return middle;
    middle = { shift: { east: east / weight, north: north / weight }, weight };
  }
  return middle;
}

/** The shift about which parts lie densest, and the parts that ask for it to within `tolerance` metres. */
export function agreementOf(parts: readonly PartShift[], tolerance: number): Agreement {
  const shifts = parts.map(({ shift }) => shift);
  let densest = { shift: { east: 0, north: 0 }, weight: 0 };
  for (const guess of shifts) {
    const middle = middleOf(shifts, guess, tolerance);
    if (middle.weight > densest.weight) densest = middle;
  }
  const { shift } = densest;
  return { shift, parts: parts.filter((part) => apart(part.shift, shift) <= tolerance) };
}

/** As many of the parts as do not overlap, each a square of `side` metres. */
export function separate(parts: readonly PartShift[], side: number): PartShift[] {
  const chosen: PartShift[] = [];
  for (const part of parts) if (chosen.every((other) => !overlap(part, other, side))) chosen.push(part);
  return chosen;
}

/**
 * The RMS, in metres, of how far each part lies from what `tell` makes of those that do not overlap it: what is
 * left at places that did not make the fit. Undefined where no part has others to be measured by.
 */
export function leftOut(
  parts: readonly PartShift[],
  side: number,
  tell: (others: readonly PartShift[], at: GroundShift) => GroundShift | undefined,
): number | undefined {
  const misses = parts.flatMap((part) => {
    const others = parts.filter((other) => !overlap(part, other, side));
    const told = tell(others, part.middle);
    return told ? [apart(part.shift, told) ** 2] : [];
  });
  return misses.length === 0 ? undefined : Math.sqrt(misses.reduce((sum, one) => sum + one) / misses.length);
}

export function overlap({ middle: one }: PartShift, { middle: other }: PartShift, side: number): boolean {
  return Math.abs(one.east - other.east) < side * 0.999 && Math.abs(one.north - other.north) < side * 0.999;
}

export function shiftAt({ middle, shift, byEast, byNorth }: Slope, at: GroundShift): GroundShift {
  const [east, north] = [at.east - middle.east, at.north - middle.north];
  return {
    east: shift.east + byEast.east * east + byNorth.east * north,
    north: shift.north + byEast.north * east + byNorth.north * north,
  };
}

/** The slope of least squares through the parts; undefined where they lie on one line, or are fewer than three. */
export function slopeOf(parts: readonly PartShift[]): Slope | undefined {
  const middle = meanOf(parts.map((part) => part.middle));
  const shift = meanOf(parts.map((part) => part.shift));
  let [ee, en, nn] = [0, 0, 0];
  const [byE, byN] = [
    { east: 0, north: 0 },
    { east: 0, north: 0 },
  ];
  for (const part of parts) {
    const [east, north] = [part.middle.east - middle.east, part.middle.north - middle.north];
    ee += east * east;
    en += east * north;
    nn += north * north;
    for (const axis of ['east', 'north'] as const) {
      byE[axis] += east * (part.shift[axis] - shift[axis]);
      byN[axis] += north * (part.shift[axis] - shift[axis]);
    }
  }
  const determinant = ee * nn - en * en;
  if (!(determinant > (ee + nn) ** 2 * 1e-3)) return undefined;
  const solve = (one: GroundShift, by: number, other: GroundShift, less: number) => ({
    east: (one.east * by - other.east * less) / determinant,
    north: (one.north * by - other.north * less) / determinant,
  });
  return { middle, shift, byEast: solve(byE, nn, byN, en), byNorth: solve(byN, ee, byE, en) };
}

/** The slope that most parts ask for, each to within `tolerance` metres, and those parts. */
export function slopeAgreementOf(
  parts: readonly PartShift[],
  tolerance: number,
): { slope: Slope; parts: PartShift[] } | undefined {
  const within = (slope: Slope) =>
    parts.filter((part) => apart(part.shift, shiftAt(slope, part.middle)) <= tolerance);
  let best: { slope: Slope; parts: PartShift[] } | undefined;
  for (const [i, one] of parts.entries())
    for (const [j, other] of parts.slice(0, i).entries())
      for (const third of parts.slice(0, j)) {
        const through = slopeOf([one, other, third]);
        if (!through || steepness(through) > STEEPEST) continue;
        const group = within(through);
        if (group.length <= (best?.parts.length ?? 3)) continue;
        const slope = slopeOf(group);
        if (slope) best = { slope, parts: within(slope) };
      }
  return best;
}

/** Metres by metre: an image turned or stretched by more leaves no part as it was. */
const STEEPEST = 0.3;

function steepness({ byEast, byNorth }: Slope): number {
  return Math.max(...[byEast, byNorth].flatMap(({ east, north }) => [Math.abs(east), Math.abs(north)]));
}
