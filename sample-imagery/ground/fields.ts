import { cosine, sine } from '../base/exact-math.ts';
import { hash, random, valueNoise } from '../base/noise.ts';
import type { Crop } from './seasons.ts';
import { crops } from './seasons.ts';

/** Where a place lies in its parcel. */
export type ParcelPlace = {
  id: number;
  crop: Crop;
  /** Metres to the parcel's edge, and to that of its block, along which a track runs. */
  edge: number;
  blockEdge: number;
  /** Metres along and across the rows. */
  along: number;
  across: number;
};

type Pattern = {
  angle: number;
  blockLength: number;
  blockWidth: number;
  /** Parcels are cut until narrower than this, metres. */
  parcel: number;
  seed: number;
  /** Weights in the order of `crops`. */
  weights: readonly number[];
};

const patterns = {
  river: { angle: -62, blockLength: 150, blockWidth: 92, parcel: 26, seed: 1201, weights: [6, 3, 2, 1, 1] },
  village: { angle: 3, blockLength: 120, blockWidth: 90, parcel: 15, seed: 1302, weights: [6, 0, 3, 2, 1] },
  north: { angle: -11, blockLength: 170, blockWidth: 76, parcel: 17, seed: 1311, weights: [7, 0, 3, 1, 1] },
  east: { angle: 31, blockLength: 154, blockWidth: 96, parcel: 16, seed: 1322, weights: [7, 0, 3, 1, 1] },
  plain: { angle: 17, blockLength: 176, blockWidth: 110, parcel: 24, seed: 1403, weights: [2, 7, 1, 1, 0] },
  west: { angle: 74, blockLength: 120, blockWidth: 84, parcel: 20, seed: 1504, weights: [6, 1, 2, 1, 2] },
  slope: { angle: 0, blockLength: 160, blockWidth: 60, parcel: 13, seed: 1605, weights: [6, 0, 4, 0, 2] },
} satisfies Record<string, Pattern>;

export type PatternName = keyof typeof patterns;

function chooseCrop(weights: readonly number[], draw: number): Crop {
  let rest = draw * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return crops[index]!;
  }
  return 'maize';
}

/** No furrow is quite straight. */
function wobble(x: number, y: number, seed: number): number {
  return 5 * (valueNoise(x / 31, y / 31, seed) - 0.5);
}

/**
 * Finds the parcel at (x, y): blocks of a bent grid, each cut in two again and again at uneven places. On slopes
 * the caller gives coordinates along and across the contour in place of x and y.
 */
export function parcelAt(name: PatternName, x: number, y: number, place: ParcelPlace): void {
  const pattern: Pattern = patterns[name];
  const cos = cosine(pattern.angle);
  const sin = sine(pattern.angle);
  const bendX = x + 62 * (valueNoise(x / 150, y / 150, pattern.seed) - 0.5) + wobble(x, y, pattern.seed + 2);
  const bendY =
    y + 62 * (valueNoise(x / 150, y / 150, pattern.seed + 1) - 0.5) + wobble(y, x, pattern.seed + 3);
  const u = bendX * cos + bendY * sin;
  const v = bendY * cos - bendX * sin;
  const row = Math.floor(v / pattern.blockWidth);
  // Every second row of blocks is set off, so that tracks meet at T junctions.
  const offset = random(row, 5, pattern.seed) * pattern.blockLength;
  const column = Math.floor((u + offset) / pattern.blockLength);
  let left = column * pattern.blockLength - offset;
  let right = left + pattern.blockLength;
  let top = row * pattern.blockWidth;
  let bottom = top + pattern.blockWidth;
  place.blockEdge = Math.min(u - left, right - u, v - top, bottom - v);
  let id = hash(column, row, pattern.seed);
  const strips = id % 3 !== 0;
  for (let cut = 0; cut < 5; cut++) {
    const length = right - left;
    const width = bottom - top;
    if (Math.min(length, width) < pattern.parcel || (cut > 1 && id % 7 === 0)) break;
    const share = 0.34 + 0.32 * random(id & 0xffff, cut, pattern.seed);
    // Strips are cut along the block's long side, other blocks across their longer one.
    const vertical = strips ? length > width * 3.2 : length > width;
    if (vertical) {
      const at = left + length * share;
      if (u < at) right = at;
      else left = at;
      id = hash(id, u < at ? 1 : 2, cut);
    } else {
      const at = top + width * share;
      if (v < at) bottom = at;
      else top = at;
      id = hash(id, v < at ? 3 : 4, cut);
    }
  }
  place.id = id;
  place.edge = Math.min(u - left, right - u, v - top, bottom - v);
  const lengthwise = right - left > bottom - top;
  place.along = lengthwise ? u : v;
  place.across = lengthwise ? v - top : u - left;
  place.crop = chooseCrop(pattern.weights, random(id & 0xffff, 91, pattern.seed));
}
