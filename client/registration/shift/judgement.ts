import type { GroundShift } from '#domain/geometry/registration.rules.ts';
import {
  type Agreement,
  agreementOf,
  apart,
  leftOut,
  meanOf,
  middleOf,
  overlap,
  type PartShift,
  separate,
} from './agreement.ts';
import { curveAgreementOf, shiftAt, slopeAgreementOf, type Trend, trendOf } from './trend.ts';

/** West, south, east, north in metres. */
export type Ground = readonly [west: number, south: number, east: number, north: number];

/** How the moving image differs beyond a shift: turned counter-clockwise and larger by so much, or warped. */
export type Bend = { kind: 'similarity'; degrees: number; percent: number } | { kind: 'warp' };

export type Unclear = 'little_ground' | 'no_content' | 'no_agreement' | 'repeats' | 'differ';

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
  | { kind: 'unclear'; why: Exclude<Unclear, 'differ'>; parts: PartShift[] }
  | { kind: 'unclear'; why: 'differ'; residual: number; parts: PartShift[] };

/** Parts that do not overlap. */
const LEAST_PARTS = 4;
/** A slope keeps a shift from being told; it is told itself where it is sure, since three parts always lie on one. */
const SURE_SLOPE = { parts: 6, share: 0.6, nearlyAll: 0.8 };
/** Of the parts that are clear, so many must agree. */
const LEAST_SHARE = 0.5;
/** Pixels to which a shift can be told, as the test over real pairs measures it. */
const ACCURACY = 0.3;
/** Pixels by which parts that agree may surely differ (RMS, less its standard error): beyond, relief or a camera moves them. */
const MOST_DIFFERENCE = 0.75;
/** Pixels that a shift may leave at the edges. */
const MOST_REMAINS = 0.7;
/** A trend is told where it leaves less than this share of what a shift leaves. */
const CLEARLY_LESS = 0.6;
/** Of a tolerance: parts that follow a trend lie nearer to it than to a shift. */
const TREND_TOLERANCE = 0.6;
/**
 * A warp: so many parts, and this share of all, agree with those beside them on another shift than the largest
 * group, which is no group by chance, and few are left that agree with nobody; or so many follow a curve.
 */
const WARP = { aside: 3, shareAside: 0.2, shareOfGroup: 0.3, shareOfBoth: 0.7, shareOnCurve: 0.6 };

type Measures = { ground: Ground; pixel: number; side: number; tolerance: number };

/** Judges what the clear parts of a ground ask for, each a square of `side` metres. `tolerance` is in metres. */
export function judge(parts: PartShift[], of: Measures): Verdict {
  const { pixel, side, tolerance } = of;
  const unclear = {
    kind: 'unclear',
    why: parts.length === 0 ? 'no_content' : 'no_agreement',
    parts,
  } as const;
  const sloped = slopeOver(parts, of);
  if (sloped?.isSure) return { kind: 'bent', bend: bendOf(sloped.trend), remains: sloped.remains, parts };
  const agreement = agreementOf(parts, tolerance);
  const apartFrom = separate(agreement.parts, side).length;
  const left = leftOut(agreement.parts, side, (others) => {
    const shifts = others.map((other) => other.shift);
    const { shift, weight } = middleOf(shifts, agreement.shift, tolerance);
    return weight > 0 ? shift : undefined;
  });
  if (left === undefined || apartFrom < LEAST_PARTS) return unclear;
  const remains = warpOver(parts, agreement, of);
  if (remains !== undefined) return { kind: 'bent', bend: { kind: 'warp' }, remains, parts };
  const agreeing = agreement.parts.length;
  if (sloped || agreeing < LEAST_SHARE * parts.length) return unclear;
  if (left * (1 - 1 / Math.sqrt(2 * apartFrom)) > MOST_DIFFERENCE * pixel)
    return { kind: 'unclear', why: 'differ', residual: left, parts };
  const { shift } = agreement;
  const length = Math.hypot(shift.east, shift.north);
  return length <= Math.max(ACCURACY * pixel, left / Math.sqrt(apartFrom))
    ? { kind: 'aligned', shift, within: Math.max(left, length, ACCURACY * pixel), agreeing, parts }
    : { kind: 'found', shift, residual: left, agreeing, parts };
}

/** What the best shift leaves of a warp: parts beside one another ask for another shift, or all follow a curve. */
function warpOver(parts: readonly PartShift[], agreement: Agreement, of: Measures): number | undefined {
  const aside = parts.filter((part) => !agreement.parts.includes(part));
  const backed = aside.filter((part) => aside.some((other) => isBesideAlike(part, other, of)));
  const share = (some: readonly PartShift[]) => some.length / parts.length;
  const isTorn =
    backed.length >= WARP.aside &&
    share(backed) >= WARP.shareAside &&
    share(agreement.parts) >= WARP.shareOfGroup &&
    share(backed) + share(agreement.parts) >= WARP.shareOfBoth;
  if (isTorn) return Math.max(...backed.map(({ shift }) => apart(shift, agreement.shift)));
  const curved = curveAgreementOf(agreement.parts, parts, of.tolerance * TREND_TOLERANCE);
  if (!curved || share(curved.parts) < WARP.shareOnCurve) return undefined;
  return remainsClearly(curved.trend, curved.parts, 2, of);
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

/** A turn, a scale or a shear that most parts follow; `isSure` where chance does not make it. */
function slopeOver(parts: readonly PartShift[], of: Measures) {
  const sloping = slopeAgreementOf(parts, of.tolerance * TREND_TOLERANCE);
  const share = (sloping?.parts.length ?? 0) / parts.length;
  const apartFrom = separate(sloping?.parts ?? [], of.side).length;
  if (!sloping || share < LEAST_SHARE || apartFrom < LEAST_PARTS) return undefined;
  const remains = remainsClearly(sloping.trend, sloping.parts, 1, of);
  if (remains === undefined) return undefined;
  const { parts: enough, share: most, nearlyAll } = SURE_SLOPE;
  // What chance makes is a shear, hardly ever a turn or a scale.
  const needed = bendOf(sloping.trend).kind === 'warp' || apartFrom < enough ? nearlyAll : most;
  const isSure = share >= needed;
  return { trend: sloping.trend, remains, isSure };
}

/** What the best shift leaves at the edges, in metres, where the trend explains clearly more than any shift does. */
function remainsClearly(trend: Trend, parts: readonly PartShift[], degree: 1 | 2, of: Measures) {
  const byTrend = leftOut(parts, of.side, (others, at) => {
    const other = trendOf(others, degree);
    return other && shiftAt(other, at);
  });
  const byShift = leftOut(parts, of.side, (others) =>
    trendOf(others, degree) ? meanOf(others.map(({ shift }) => shift)) : undefined,
  );
  if (byTrend === undefined || byShift === undefined) return undefined;
  const remains = remainsOf(trend, of.ground);
  return remains > MOST_REMAINS * of.pixel && byTrend < CLEARLY_LESS * byShift ? remains : undefined;
}

/** What the shift in the middle of a ground leaves at the worst of its corners and the middles of its edges, in metres. */
function remainsOf(trend: Trend, [west, south, east, north]: Ground): number {
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  const middle = shiftAt(trend, { east: x, north: y });
  const edges = [west, x, east].flatMap((e) => [south, y, north].map((n) => ({ east: e, north: n })));
  return Math.max(...edges.map((edge) => apart(shiftAt(trend, edge), middle)));
}

/**
 * The turn and scale of the moving image, from the similarity nearest to the slope: the slope is what mends it.
 * A warp where what is no similarity (shear) is more than half as much.
 */
function bendOf({ terms }: Trend): Bend {
  const [byEast, byNorth] = [terms[1]!, terms[2]!];
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
