import type { GroundShift } from '#domain/geometry/registration.rules.ts';

/** What one part of the ground asks for: its middle and the shift, in metres east and north. */
export type PartShift = { middle: GroundShift; shift: GroundShift };

/** A shift that a group of parts asks for, and those parts. */
export type Agreement = { shift: GroundShift; parts: PartShift[] };

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
