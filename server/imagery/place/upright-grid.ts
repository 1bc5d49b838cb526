import { apply, chain, inverse } from '../base/affine.ts';
import type { Limits } from '../base/limits.ts';
import type { Affine } from '../base/raster.ts';
import { ImageryRefusal } from '../base/refusal.ts';

/** The grid of a display copy: north up, columns to the east; map libraries draw no other. */
export type UprightGrid = {
  width: number;
  height: number;
  /** From its pixel corners to the reference system; without turn. */
  affine: Affine;
  /** From its columns and rows to those of the stored image. */
  toStored: Affine;
  /** Whether pixels stay where they are, change their order, or are computed anew between their neighbours. */
  method: 'as_is' | 'reordered' | 'resampled';
};

/** A turned image fills at most this many times its own pixels once it lies north up; beyond, it is a sliver. */
const MOST_GROWTH = 16;

/**
 * The upright grid on which a stored image of this transform is shown. Mirrors, images with south up and turns by 90
 * degrees need only another order of pixels; others are laid on square cells of the pixels' finer side. Throws
 * ImageryRefusal georeference_unsupported where the upright grid would be too large.
 */
export function planUprightGrid(affine: Affine, width: number, height: number, limits: Limits): UprightGrid {
  const [x, a, b, y, c, d] = affine;
  if (moves(b * height, c * width) < Math.min(Math.abs(a), Math.abs(d)) / 2) {
    const grid: Affine = [
      a > 0 ? x : x + width * a,
      Math.abs(a),
      0,
      d < 0 ? y : y + height * d,
      0,
      -Math.abs(d),
    ];
    const toStored: Affine = [a > 0 ? 0 : width, Math.sign(a), 0, d < 0 ? 0 : height, 0, -Math.sign(d)];
    return { width, height, affine: grid, toStored, method: a > 0 && d < 0 ? 'as_is' : 'reordered' };
  }
  if (moves(a * width, d * height) < Math.min(Math.abs(b), Math.abs(c)) / 2) {
    const grid: Affine = [
      b > 0 ? x : x + height * b,
      Math.abs(b),
      0,
      c < 0 ? y : y + width * c,
      0,
      -Math.abs(c),
    ];
    const toStored: Affine = [c < 0 ? 0 : width, 0, -Math.sign(c), b > 0 ? 0 : height, Math.sign(b), 0];
    return { width: height, height: width, affine: grid, toStored, method: 'reordered' };
  }
  return resampledGrid(affine, width, height, limits);
}

/** How far the part of a transform that is left out would move the farthest pixel. */
function moves(alongX: number, alongY: number): number {
  return Math.abs(alongX) + Math.abs(alongY);
}

function resampledGrid(affine: Affine, width: number, height: number, limits: Limits): UprightGrid {
  const [, a, b, , c, d] = affine;
  const area = Math.abs(a * d - b * c);
  // Detail is kept in the finer direction, but not at the price of many times the pixels.
  const side = Math.max(Math.min(Math.hypot(a, c), Math.hypot(b, d)), Math.sqrt(area) / 2);
  const corners = [
    apply(affine, 0, 0),
    apply(affine, width, 0),
    apply(affine, width, height),
    apply(affine, 0, height),
  ];
  const xs = corners.map((corner) => corner[0]);
  const ys = corners.map((corner) => corner[1]);
  const west = Math.min(...xs);
  const north = Math.max(...ys);
  const size = {
    width: Math.max(1, Math.ceil((Math.max(...xs) - west) / side - 1e-6)),
    height: Math.max(1, Math.ceil((north - Math.min(...ys)) / side - 1e-6)),
  };
  const pixels = size.width * size.height;
  if (
    pixels > limits.pixels ||
    Math.max(size.width, size.height) > limits.side ||
    pixels > MOST_GROWTH * (width * height + 65536)
  )
    throw new ImageryRefusal(
      'georeference_unsupported',
      `Laid north up, the image would take ${size.width} x ${size.height} pixels, most of them empty. Warp it to a UTM zone, or cut it, first.`,
    );
  const grid: Affine = [west, side, 0, north, 0, -side];
  return { ...size, affine: grid, toStored: chain(grid, inverse(affine)), method: 'resampled' };
}
