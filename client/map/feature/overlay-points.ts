import type { Picture } from './overlay-names.ts';

/** What is drawn in a twentieth of a second without a graphics card. */
const MOST_POINTS = 5_000;
/** Pixels that show one point, and where there are too many of them twice as many, until there are not. */
const POINT_CELL = 3;

/** The places in `points` of those that are drawn: of points that would cover each other one. */
export function pointsSeen(
  points: Float64Array,
  { west, north, resolution, width, height }: Picture,
  most = MOST_POINTS,
): number[] {
  for (let cell = POINT_CELL; ; cell *= 2) {
    // Cells are those of the ground, so that moving the map changes nothing.
    const side = cell * resolution;
    const [firstColumn, firstRow] = [
      Math.floor(west / side),
      Math.floor((north - height * resolution) / side),
    ];
    const columns = Math.ceil(width / cell) + 1;
    const taken = new Uint8Array(columns * (Math.ceil(height / cell) + 1));
    const seen: number[] = [];
    for (let at = 0; at < points.length; at += 2) {
      const x = (points[at]! - west) / resolution;
      const y = (north - points[at + 1]!) / resolution;
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const place =
        (Math.floor(points[at + 1]! / side) - firstRow) * columns +
        Math.floor(points[at]! / side) -
        firstColumn;
      if (taken[place]) continue;
      taken[place] = 1;
      seen.push(at);
    }
    if (seen.length <= most) return seen;
  }
}
