import type { GroundShift } from '../../server/geometry/registration.rules.ts';
import {
  agreementOf,
  apart,
  leftOut,
  middleOf,
  overlap,
  type PartShift,
  type Slope,
  separate,
  shiftAt,
  slopeAgreementOf,
  slopeOf,
} from './agreement.ts';

/** West, south, east, north in metres. */
export type Ground = readonly [west: number, south: number, east: number, north: number];

/** How the moving image differs beyond a shift: turned counter-clockwise and larger by so much, or warped. */
export type Bend = { kind: 'similarity'; degrees: number; percent: number } | { kind: 'warp' };

export type Unclear = 'little_ground' | 'no_content' | 'no_agreement' | 'repeats';

/**
 * What can be said of a shift in metres to be added to where the moving image lies; `parts` are those that are
 * clear by themselves.
 * - `found`: `agreeing` parts agree on it. `residual` is the RMS of how far each of them lies from the shift that
 *   the others give, those that overlap it left out.
 * - `aligned`: the shift is less than the residual, or than can be told; `within` is the larger of both.
 * - `bent`: no shift mends it; the best one leaves `remains` metres at the edges of the ground, or at a part.
 */
export type Verdict =
  | { kind: 'found'; shift: GroundShift; residual: number; agreeing: number; parts: PartShift[] }
  | { kind: 'aligned'; shift: GroundShift; within: number; agreeing: number; parts: PartShift[] }
  | { kind: 'bent'; bend: Bend; remains: number; parts: PartShift[] }
  | { kind: 'unclear'; why: Unclear; parts: PartShift[] };

/** Parts that do not overlap. */
const LEAST_PARTS = 4;
/** A slope keeps a shift from being told; it is told itself where it is sure, since three parts always lie on one. */
const SURE_SLOPE = { parts: 6, share: 0.6, nearlyAll: 0.8 };
/** Of the parts that are clear, so many must agree. */
const LEAST_SHARE = 0.5;
/** Pixels to which a shift can be told, as the test over real pairs measures it. */
const ACCURACY = 0.3;
/** Pixels that a shift may leave at the edges. */
const MOST_REMAINS = 0.7;
/** A slope is told where it leaves less than this share of what a shift leaves. */
const CLEARLY_LESS = 0.6;
/** Of a tolerance: parts that follow a slope lie nearer to it than to a shift. */
const SLOPE_TOLERANCE = 0.6;
/** Parts beside one another that ask for another shift than most: so many, and this share of all, make a warp. */
const LEAST_ASIDE = { parts: 3, share: 0.2 };

/** Judges what the clear parts of a ground ask for, each a square of `side` metres. `tolerance` is in metres. */
export function judge(
  parts: PartShift[],
  of: { ground: Ground; pixel: number; side: number; tolerance: number },
): Verdict {
  const { pixel, side, tolerance } = of;
  const sloped = slopeOver(parts, of);
  if (sloped && !sloped.isSure) return { kind: 'unclear', why: 'no_agreement', parts };
  if (sloped) return { kind: 'bent', bend: sloped.bend, remains: sloped.remains, parts };
  const agreement = agreementOf(parts, tolerance);
  const agreeing = agreement.parts.length;
  const left = leftOut(agreement.parts, side, (others) => {
    const shifts = others.map((other) => other.shift);
    const { shift, weight } = middleOf(shifts, agreement.shift, tolerance);
    return weight > 0 ? shift : undefined;
  });
  if (left === undefined || separate(agreement.parts, side).length < LEAST_PARTS)
    return { kind: 'unclear', why: parts.length === 0 ? 'no_content' : 'no_agreement', parts };
  const aside = parts.filter((part) => !agreement.parts.includes(part));
  const backed = aside.filter((part) => aside.some((other) => isBesideAlike(part, other, of)));
  if (backed.length >= Math.max(LEAST_ASIDE.parts, LEAST_ASIDE.share * parts.length)) {
    const remains = Math.max(...backed.map(({ shift }) => apart(shift, agreement.shift)));
    return { kind: 'bent', bend: { kind: 'warp' }, remains, parts };
  }
  if (agreeing < LEAST_SHARE * parts.length) return { kind: 'unclear', why: 'no_agreement', parts };
  const { shift } = agreement;
  const within = Math.max(left, ACCURACY * pixel);
  return Math.hypot(shift.east, shift.north) <= within
    ? { kind: 'aligned', shift, within, agreeing, parts }
    : { kind: 'found', shift, residual: left, agreeing, parts };
}

function isBesideAlike(
  part: PartShift,
  other: PartShift,
  { side, tolerance }: { side: number; tolerance: number },
): boolean {
  return (
    !overlap(part, other, side) &&
    apart(part.middle, other.middle) < 2 * side &&
    apart(part.shift, other.shift) <= tolerance
  );
}

/** A turn, a scale or a shear that explains clearly more than any shift does. */
function slopeOver(
  parts: readonly PartShift[],
  { ground, pixel, side, tolerance }: { ground: Ground; pixel: number; side: number; tolerance: number },
): { bend: Bend; remains: number; isSure: boolean } | undefined {
  const { slope, parts: sloping = [] } = slopeAgreementOf(parts, tolerance * SLOPE_TOLERANCE) ?? {};
  const share = sloping.length / parts.length;
  const apartFrom = separate(sloping, side).length;
  if (!slope || share < LEAST_SHARE || apartFrom < LEAST_PARTS) return undefined;
  const remains = remainsOf(slope, ground);
  const bySlope = leftOut(sloping, side, (others, at) => {
    const other = slopeOf(others);
    return other && shiftAt(other, at);
  });
  const byShift = leftOut(sloping, side, (others) => slopeOf(others)?.shift);
  if (bySlope === undefined || byShift === undefined) return undefined;
  const told = remains > MOST_REMAINS * pixel && bySlope < CLEARLY_LESS * byShift;
  const { parts: enough, share: most, nearlyAll } = SURE_SLOPE;
  const isSure = share >= nearlyAll || (share >= most && apartFrom >= enough);
  return told ? { bend: bendOf(slope), remains, isSure } : undefined;
}

/** What the shift in the middle of a ground leaves at the worst of its corners, in metres. */
function remainsOf(slope: Slope, [west, south, east, north]: Ground): number {
  const middle = shiftAt(slope, { east: (west + east) / 2, north: (south + north) / 2 });
  const corners = [west, east].flatMap((x) => [south, north].map((y) => ({ east: x, north: y })));
  return Math.max(...corners.map((corner) => apart(shiftAt(slope, corner), middle)));
}

/**
 * The turn and scale of the moving image, from the similarity nearest to the slope: the slope is what mends it.
 * A warp where what is no similarity (shear) is more than half as much.
 */
function bendOf({ byEast, byNorth }: Slope): Bend {
  const scale = (byEast.east + byNorth.north) / 2;
  const turn = (byEast.north - byNorth.east) / 2;
  const shear = Math.hypot(byEast.east - byNorth.north, byEast.north + byNorth.east) / 2;
  if (shear > Math.hypot(scale, turn) / 2) return { kind: 'warp' };
  return {
    kind: 'similarity',
    degrees: (-Math.atan2(turn, 1 + scale) * 180) / Math.PI,
    percent: (1 / Math.hypot(1 + scale, turn) - 1) * 100,
  };
}
