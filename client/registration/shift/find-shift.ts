import type { GroundShift } from '#domain/geometry/registration.rules.ts';
import { type Agreement, agreementOf, apart, type PartShift } from './agreement.ts';
import { type Ground, judge, type Verdict } from './judgement.ts';
import type { Block, Peak } from './phase-correlation.ts';

/** A square of ground: its upper left corner and resolution in metres, its side in pixels. */
export type GroundSquare = { west: number; north: number; resolution: number; side: number };
/** Luminance of a square, row by row from the north, NaN where there is no pixel. */
export type Sample = (square: GroundSquare) => Promise<Float32Array>;
/** Peaks of each block, highest first, in pixels, within `reach` pixels to either side. */
export type Correlate = (
  blocks: Block[],
  side: number,
  search: { reach: number; most: number },
) => Promise<Peak[][]>;

/** Sides of the parts, in pixels: the larger, the surer each of them is. */
const SIDES = [256, 128, 64, 32];
const LEAST_PARTS = 4;
/** So many beside one another, and a warp shows too. */
const ENOUGH_PARTS = 9;
/** Of a part's side: parts overlap, and those a side apart touch. */
const STEP = 1 / 3;
/** So many parts in a row at most: to try a shift, and to measure it. */
const MOST_IN_A_ROW = { toTry: 6, toMeasure: 10 };
const OVERVIEW_SIDE = 512;
/** Of a square's pixels, so many must be there on both images: of the whole ground, and of a part. */
const LEAST_VALID = { overview: 0.25, part: 0.6 };
/** A peak so much above the next is clear: of parts of unrelated ground, one in five has such a peak by chance. */
const CLEAR_LEAD = 1.2;
/** Pixels within which parts are said to ask for one shift; lean and relief move them by one or two. */
const TOLERANCE = 2;
/** Of the parts that agree on one shift, so many on another: the ground repeats itself. */
const AS_GOOD = 0.7;
/** Pixels; nearer than this to where the parts were compared, comparing them again changes nothing. */
const CLOSE = 0.3;
const MOST_ROUNDS = 3;

/**
 * Finds the shift over a common area, in squares of `pixel` metres, the coarser pixel of both images. An overview
 * of the whole ground gives shifts to try; each is tried in parts of the ground, and of the parts it depends what
 * is said (`judgement.ts`).
 */
export async function findShift(
  ground: Ground,
  pixel: number,
  with_: { reference: Sample; moving: Sample; correlate: Correlate },
): Promise<Verdict> {
  const [west, south, east, north] = ground;
  const [width, height] = [(east - west) / pixel, (north - south) / pixel];
  const sides = sidesFor(width, height);
  if (sides.length === 0) return { kind: 'unclear', why: 'little_ground', parts: [] };

  // The same squares of the reference are compared with the moving image at one shift after another.
  const sampled = new Map<string, Promise<Float32Array>>();
  const guesses = await overview();
  let told: Verdict = { kind: 'unclear', why: 'no_content', parts: [] };
  for (const side of sides) {
    const { best, repeats } = await bestTrial(layOut(side, MOST_IN_A_ROW.toTry));
    if (repeats) return { kind: 'unclear', why: 'repeats', parts: [] };
    const measured = agreeing(best) < LEAST_PARTS ? best : await measure(side, best.agreement.shift);
    const verdict = judge(measured.clear, {
      ground,
      pixel,
      side: side * pixel,
      tolerance: TOLERANCE * pixel,
    });
    if (verdict.kind !== 'unclear' || verdict.why === 'differ') return verdict;
    if (verdict.parts.length > told.parts.length) told = verdict;
  }
  return told;

  /** The trial in which most parts agree, and whether another shift does nearly as well. */
  async function bestTrial(squares: readonly GroundSquare[]) {
    const trials: Trial[] = [];
    for (const guess of guesses)
      if (!trials.some(({ at }) => apart(guess, at) < (squares[0]!.side / 8) * pixel))
        trials.push(await tryOut(squares, guess));
    const best = trials.reduce((one, other) => (agreeing(other) > agreeing(one) ? other : one));
    const repeats = trials.some(
      (trial) =>
        agreeing(trial) >= Math.max(LEAST_PARTS, AS_GOOD * agreeing(best)) &&
        apart(trial.agreement.shift, best.agreement.shift) > 2 * TOLERANCE * pixel,
    );
    return { best, repeats };
  }

  /** What the parts ask for, compared where they are laid by the very shift that most of them ask for. */
  async function measure(side: number, from: GroundShift): Promise<Trial> {
    const squares = layOut(side, MOST_IN_A_ROW.toMeasure);
    let trial = await tryOut(squares, from);
    for (let round = 1; round < MOST_ROUNDS; round++) {
      if (agreeing(trial) === 0 || apart(trial.at, trial.agreement.shift) <= CLOSE * pixel) break;
      trial = await tryOut(squares, trial.agreement.shift);
    }
    return trial;
  }

  /** Shifts to try, the likeliest first; none at all is always one of them. */
  async function overview(): Promise<GroundShift[]> {
    const longer = Math.max(width, height);
    const side = Math.min(OVERVIEW_SIDE, 2 ** Math.ceil(Math.log2(longer)));
    const resolution = Math.max(1, longer / side) * pixel;
    const half = (side * resolution) / 2;
    const square = { west: (west + east) / 2 - half, north: (south + north) / 2 + half, resolution, side };
    const search = { reach: Math.floor(side * 0.3), most: 3 };
    const [peaks] = await compare([square], { east: 0, north: 0 }, search, LEAST_VALID.overview);
    return [...peaks!.map((peak) => moved({ east: 0, north: 0 }, peak, resolution)), { east: 0, north: 0 }];
  }

  /** Parts on a lattice of the ground itself, so that they stay the same where the common ground changes. */
  function layOut(side: number, most: number): GroundSquare[] {
    const step = side * STEP * pixel;
    const along = (from: number, to: number) => {
      const [first, last] = [Math.ceil(from / step), Math.floor((to - side * pixel) / step)];
      const every = Math.ceil((last - first + 1) / most);
      const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
      return places.filter((place) => place % every === 0).map((place) => place * step);
    };
    const lefts = along(west, east);
    return along(south, north).flatMap((bottom) =>
      lefts.map((left) => ({ west: left, north: bottom + side * pixel, resolution: pixel, side })),
    );
  }

  /** What the parts ask for where the moving image is laid by a shift. */
  async function tryOut(squares: readonly GroundSquare[], at: GroundShift): Promise<Trial> {
    const { side } = squares[0]!;
    const found = await compare(squares, at, { reach: side / 4, most: 1 }, LEAST_VALID.part);
    const clear = found.flatMap(([peak], i): PartShift[] => {
      if (!peak || peak.lead < CLEAR_LEAD) return [];
      const half = (side * pixel) / 2;
      const middle = { east: squares[i]!.west + half, north: squares[i]!.north - half };
      return [{ middle, shift: moved(at, peak, pixel) }];
    });
    return { at, clear, agreement: agreementOf(clear, TOLERANCE * pixel) };
  }

  function referenceAt(square: GroundSquare): Promise<Float32Array> {
    const key = JSON.stringify(square);
    const known = sampled.get(key) ?? with_.reference(square);
    sampled.set(key, known);
    return known;
  }

  async function compare(
    squares: readonly GroundSquare[],
    { east, north }: GroundShift,
    search: { reach: number; most: number },
    leastValid: number,
  ): Promise<Peak[][]> {
    const pairs = await Promise.all(
      squares.map(async (square, place) => {
        const from = { ...square, west: square.west - east, north: square.north - north };
        const [reference, moving] = await Promise.all([referenceAt(square), with_.moving(from)]);
        return { place, reference, moving };
      }),
    );
    const blocks = pairs.filter(
      ({ reference, moving }) => validShare(reference) >= leastValid && validShare(moving) >= leastValid,
    );
    const found = blocks.length > 0 ? await with_.correlate(blocks, squares[0]!.side, search) : [];
    const peaks: Peak[][] = squares.map(() => []);
    for (const [i, { place }] of blocks.entries()) peaks[place] = found[i]!;
    return peaks;
  }
}

type Trial = { at: GroundShift; clear: PartShift[]; agreement: Agreement };

const agreeing = ({ agreement }: Trial) => agreement.parts.length;

/** The largest side of which enough parts fit, and another: the next larger one of which four fit, else the next smaller. */
function sidesFor(width: number, height: number): number[] {
  const fitting = (least: number) =>
    SIDES.filter((side) => Math.floor(width / side) * Math.floor(height / side) >= least);
  const [first, smaller] = fitting(ENOUGH_PARTS);
  const few = fitting(LEAST_PARTS);
  if (first === undefined) return few.slice(0, 1);
  const larger = few.findLast((side) => side > first);
  return [first, larger ?? smaller ?? []].flat();
}

function moved({ east, north }: GroundShift, { right, down }: Peak, metres: number): GroundShift {
  return { east: east + right * metres, north: north - down * metres };
}

function validShare(values: Float32Array): number {
  let count = 0;
  for (const value of values) if (!Number.isNaN(value)) count++;
  return count / values.length;
}
