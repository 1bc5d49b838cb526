import type { GroundShift } from '../../server/geometry/registration.rules.ts';
import { type Block, type Correlation, isClear } from './phase-correlation.ts';

/** A square of ground: its upper left corner and resolution in metres, its side in pixels. */
export type GroundSquare = { west: number; north: number; resolution: number; side: number };
/** Luminance of a square, row by row from the north, NaN where there is no pixel. */
export type Sample = (square: GroundSquare) => Promise<Float32Array>;
export type Correlate = (blocks: Block[], side: number) => Promise<Correlation | undefined>;

/**
 * A shift in metres to be added to where the moving image lies, with the peak's quality and the spread of parts
 * of the image in metres; or why none can be told.
 */
export type FoundShift =
  | { kind: 'found'; shift: GroundShift; quality: number; spread: number | undefined }
  | { kind: 'unclear'; reason: string };

const COARSE_SIDE = 512;
const FINE_SIDE = 512;
const LEAST_SIDE = 64;
/** Of a block's pixels, so many must be there on both images. */
const LEAST_VALID = 0.8;
/** Pixels: where parts of the image lie further apart than this from the shift of the whole, one shift is no answer. */
const MOST_SPREAD = 1;

/**
 * Finds the shift over a common area, [west, south, east, north] in metres: first over the whole on a coarse grid,
 * then in up to nine squares of `pixel` metres, the coarser pixel of both images.
 */
export async function findShift(
  [west, south, east, north]: readonly [number, number, number, number],
  pixel: number,
  with_: { reference: Sample; moving: Sample; correlate: Correlate },
): Promise<FoundShift> {
  const [width, height] = [east - west, north - south];
  const shorter = Math.min(width, height);
  const side = Math.min(FINE_SIDE, 2 ** Math.floor(Math.log2(shorter / pixel)));
  if (!(side >= LEAST_SIDE))
    return { kind: 'unclear', reason: 'Both images have too little ground in common.' };

  let shift: GroundShift = { east: 0, north: 0 };
  if (shorter / pixel > FINE_SIDE) {
    const resolution = shorter / COARSE_SIDE;
    const square = {
      west: (west + east) / 2 - shorter / 2,
      north: (south + north) / 2 + shorter / 2,
      resolution,
      side: COARSE_SIDE,
    };
    const coarse = await compare([square], COARSE_SIDE);
    if (coarse && isClear(coarse)) shift = moved(shift, coarse, resolution);
  }

  const across = Math.min(3, Math.max(1, Math.floor(width / (side * pixel))));
  const down = Math.min(3, Math.max(1, Math.floor(height / (side * pixel))));
  const squares = Array.from({ length: across * down }, (_, i) => ({
    west: west + ((i % across) + 0.5) * (width / across) - (side * pixel) / 2,
    north: north - (Math.floor(i / across) + 0.5) * (height / down) + (side * pixel) / 2,
    resolution: pixel,
    side,
  }));
  const fine = await compare(squares, side);
  if (!fine) return { kind: 'unclear', reason: 'There is nothing in common to hold on to.' };
  if (!isClear(fine)) return { kind: 'unclear', reason: 'No shift stands out from the noise.' };
  if (fine.spread !== undefined && fine.spread > MOST_SPREAD)
    return {
      kind: 'unclear',
      reason: `Parts of the image ask for shifts that lie ${(fine.spread * pixel).toFixed(1)} m apart; no one shift fits.`,
    };
  const whole = moved(shift, fine, pixel);
  if (fine.spread !== undefined && Math.hypot(whole.east, whole.north) < fine.spread * pixel)
    return {
      kind: 'unclear',
      reason: `The best shift is ${Math.hypot(whole.east, whole.north).toFixed(2)} m, less than the ${(fine.spread * pixel).toFixed(2)} m by which parts of the image differ.`,
    };
  return {
    kind: 'found',
    shift: whole,
    quality: fine.quality,
    spread: fine.spread === undefined ? undefined : fine.spread * pixel,
  };

  async function compare(wanted: readonly GroundSquare[], length: number) {
    const blocks: Block[] = [];
    for (const square of wanted) {
      const from = { ...square, west: square.west - shift.east, north: square.north - shift.north };
      const [reference, moving] = await Promise.all([with_.reference(square), with_.moving(from)]);
      if (validShare(reference) >= LEAST_VALID && validShare(moving) >= LEAST_VALID)
        blocks.push({ reference, moving });
    }
    return with_.correlate(blocks, length);
  }
}

function moved({ east, north }: GroundShift, { right, down }: Correlation, metres: number): GroundShift {
  return { east: east + right * metres, north: north - down * metres };
}

function validShare(values: Float32Array): number {
  return values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0) / values.length;
}
