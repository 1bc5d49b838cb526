import type { GroundSquare } from './find-shift.ts';

/** Samples of a part of an image, pixel by pixel, and its extent: west, south, east, north in its own system. */
export type Raster = {
  data: ArrayLike<number>;
  bandCount: number;
  width: number;
  height: number;
  extent: readonly number[];
};

/**
 * Luminance of a square of ground, the mean of the first `colours` bands, bilinear between pixels; NaN where
 * none is valid. `toOwn` brings [east, north] in metres to the images' own system; it is asked at the square's
 * corners alone. `isValid` tells whether a pixel, by its place in the data, is to be seen.
 */
export function sampleSquare(
  rasters: readonly Raster[],
  { west, north, resolution, side }: GroundSquare,
  read: {
    colours: number;
    toOwn: (position: [number, number]) => number[];
    isValid: (raster: Raster, at: number) => boolean;
  },
): Float32Array {
  const length = side * resolution;
  const corners = [
    [west, north],
    [west + length, north],
    [west, north - length],
    [west + length, north - length],
  ].map(([x = 0, y = 0]) => read.toOwn([x, y]));
  const values = new Float32Array(side * side).fill(Number.NaN);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const [u, v] = [(column + 0.5) / side, (row + 0.5) / side];
      const own = (axis: 0 | 1) =>
        (corners[0]![axis]! * (1 - u) + corners[1]![axis]! * u) * (1 - v) +
        (corners[2]![axis]! * (1 - u) + corners[3]![axis]! * u) * v;
      values[row * side + column] = valueAt(own(0), own(1));
    }
  return values;

  function valueAt(x: number, y: number): number {
    const [west, south, east, north] = [0, 1, 2, 3];
    const raster = rasters.find(
      ({ extent }) => x >= extent[west]! && x < extent[east]! && y > extent[south]! && y <= extent[north]!,
    );
    if (!raster) return Number.NaN;
    const { extent, width, height } = raster;
    const column = ((x - extent[west]!) / (extent[east]! - extent[west]!)) * width - 0.5;
    const line = ((extent[north]! - y) / (extent[north]! - extent[south]!)) * height - 0.5;
    const [left, top] = [Math.floor(column), Math.floor(line)];
    const [u, v] = [column - left, line - top];
    const upper = pixel(raster, left, top) * (1 - u) + pixel(raster, left + 1, top) * u;
    const lower = pixel(raster, left, top + 1) * (1 - u) + pixel(raster, left + 1, top + 1) * u;
    return upper * (1 - v) + lower * v;
  }

  /** At a tile's edge its own last pixel is taken again: half a pixel, once in several hundred. */
  function pixel(raster: Raster, column: number, line: number): number {
    const x = Math.max(0, Math.min(raster.width - 1, column));
    const y = Math.max(0, Math.min(raster.height - 1, line));
    const at = (y * raster.width + x) * raster.bandCount;
    if (!read.isValid(raster, at)) return Number.NaN;
    let sum = 0;
    for (let band = 0; band < read.colours; band++) sum += raster.data[at + band]!;
    return sum / read.colours;
  }
}
