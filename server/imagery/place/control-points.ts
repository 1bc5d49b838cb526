import { apply, inverse } from '../base/affine.ts';
import { groundDistance } from '../base/ground-distance.ts';
import type { Affine } from '../base/raster.ts';
import { ImageryRefusal } from '../base/refusal.ts';
import { type ReferenceSystem, referenceSystem } from '../reference-system/base/reference-system.ts';
import type { ControlPoint } from './hand-placement.ts';

/** How far control points lie from where a transform fitted to the others puts them, each left out in turn. */
export type Residual = {
  /** Root mean square, in pixels of the image. */
  pixels: number;
  /** Root mean square, in metres on the ground. */
  metres: number;
  largestPixels: number;
  largestMetres: number;
  /** How many points there were. */
  points: number;
};

export type Fit = {
  affine: Affine;
  system: ReferenceSystem;
  /** Root mean square, in pixels, of how far the transform misses the points that made it. */
  misfit: number;
  /** Null where it is unknown: three points make the fit, and leave none to check it by. */
  residual: Residual | null;
};

/** A transform fitted to the points as they lie in its system. */
type GridFit = Omit<Fit, 'residual'> & {
  ground: readonly ControlPoint[];
};

/**
 * Root mean square miss of the fit, in pixels, beyond which points do not place an image. A point is set by hand to
 * about one pixel in each direction, which leaves a miss of at most 1.4 pixels, and twice that where the
 * points were read from a coarser map. Beyond 3 pixels, points are mistaken, or the image is bent by terrain or
 * by its camera, which no transform of this kind undoes; and a guard tower of 4 metres, 8 pixels across at half
 * a metre, would already be shown half beside its place at the worst of the points.
 */
export const MOST_RESIDUAL_PIXELS = 3;
const FEWEST_POINTS = 3;

/** Up to which residual points place an image, and what else may be done beyond it, as the end of a sentence. */
export type ResidualBound = {
  /** Root mean square, in pixels of the image. */
  pixels: number;
  otherwise: string;
};
const usualBound: ResidualBound = {
  pixels: MOST_RESIDUAL_PIXELS,
  otherwise: 'warp the image with a GIS first',
};

/**
 * Fits a transform from pixels to the ground to control points, by least squares in x and y. Points in degrees are
 * fitted in degrees where they make a grid of degrees, else in the UTM zone of their middle (near the poles in polar
 * stereographic coordinates), where a pixel is a pixel in all directions. Throws ImageryRefusal
 * georeference_unsupported for fewer than three points, for points on one line, and for a residual beyond `bound`;
 * not_on_earth for points that have no place on Earth.
 */
export function fitControlPoints(
  points: readonly ControlPoint[],
  stated: ReferenceSystem,
  bound: ResidualBound = usualBound,
): Fit {
  if (points.length < FEWEST_POINTS)
    throw unfit(
      `The image is tied to the ground by ${points.length} ${points.length === 1 ? 'point' : 'points'}; at least three are needed, not on one line. Give more points, or its corners.`,
    );
  if (areOnLine(points))
    throw unfit('The points lie on one line, or on one spot, in the image. Add one well beside them.');
  const positions = points.map((point) => positionOf(point, stated));
  const fits = systemsFor(stated, positions).map((system) => fitIn(points, positions, stated, system));
  const fit = fits.find((one) => one.misfit <= 0.5 && isUpright(one.affine, points)) ?? fits.at(-1)!;
  if (fit.misfit > bound.pixels) {
    const off = fit.ground.map((point) => missOf(fit.affine, point));
    const worst = off.indexOf(Math.max(...off));
    // Four points are missed alike, whichever of them is wrong.
    const culprit =
      points.length > 4
        ? `The worst is point ${worst + 1}, by ${round1(off[worst]!)} pixels. Correct it`
        : 'Correct them, or add more to see which is wrong';
    throw unfit(
      `The points do not fit together: they miss a common grid by ${round1(fit.misfit)} pixels on average, more than the ${round1(bound.pixels)} pixels that are let pass. ${culprit}, or ${bound.otherwise}.`,
    );
  }
  const { affine, system, misfit } = fit;
  return { affine, system, misfit, residual: leftOut(fit, positions) };
}

function unfit(sentence: string): ImageryRefusal {
  return new ImageryRefusal('georeference_unsupported', sentence);
}

function positionOf({ x, y }: ControlPoint, system: ReferenceSystem): [number, number] {
  const [longitude, latitude] = system.toWgs84(x, y);
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 540) return [longitude, latitude];
  throw new ImageryRefusal(
    'not_on_earth',
    `${x}, ${y} is no place on Earth in ${system.name}. Give x (longitude) before y (latitude), and check the reference system.`,
  );
}

/** Points on one line leave the image free to turn about it. */
function areOnLine(points: readonly ControlPoint[]): boolean {
  const { xx, xy, yy } = moments(points.map(({ column, row }) => [column, row]));
  const middle = (xx + yy) / 2;
  const spread = Math.hypot((xx - yy) / 2, xy);
  // The shorter axis of their cloud is less than a hundredth of the longer.
  return middle - spread <= (middle + spread) * 1e-4;
}

function systemsFor(stated: ReferenceSystem, positions: readonly [number, number][]): ReferenceSystem[] {
  if (!stated.geographic) return [stated];
  const first = positions[0]![0];
  const longitudes = positions.map(
    ([longitude]) => first + ((((longitude - first + 540) % 360) + 360) % 360) - 180,
  );
  const longitude = (Math.min(...longitudes) + Math.max(...longitudes)) / 2;
  const latitudes = positions.map(([, latitude]) => latitude);
  const latitude = (Math.min(...latitudes) + Math.max(...latitudes)) / 2;
  const zone = ((Math.floor((longitude + 180) / 6) % 60) + 60) % 60;
  if (Math.abs(latitude) > 84) return [stated, referenceSystem(latitude > 0 ? 3413 : 3031)];
  return [stated, referenceSystem((latitude < 0 ? 32701 : 32601) + zone)];
}

function fitIn(
  points: readonly ControlPoint[],
  positions: readonly [number, number][],
  stated: ReferenceSystem,
  system: ReferenceSystem,
): GridFit {
  const anchor = points[0]!.x;
  const ground = points.map(({ column, row, x, y }, index) => {
    if (system !== stated) {
      const [east, north] = system.fromWgs84(...positions[index]!);
      return { column, row, x: east, y: north };
    }
    // Across the antimeridian, degrees count on.
    return { column, row, x: stated.geographic ? x + 360 * Math.round((anchor - x) / 360) : x, y };
  });
  const affine = leastSquares(ground);
  const misfit = rootMeanSquare(ground.map((point) => missOf(affine, point)));
  if (![...affine, misfit].every(Number.isFinite))
    throw unfit('The points lie on one line, or on one spot, on the ground. Check their coordinates.');
  return { affine, system, ground, misfit };
}

/** Of each point, how far it lies from where the others put it; of one without which they lie on a line, nothing. */
function leftOut(
  { system, ground }: GridFit,
  positions: readonly [longitude: number, latitude: number][],
): Residual | null {
  const misses = ground.flatMap((point, index) => {
    const others = ground.toSpliced(index, 1);
    if (others.length < FEWEST_POINTS || areOnLine(others)) return [];
    const affine = leastSquares(others);
    const told = system.toWgs84(...apply(affine, point.column, point.row));
    return [{ pixels: missOf(affine, point), metres: groundDistance(told, positions[index]!) }];
  });
  const pixels = misses.map((miss) => miss.pixels);
  const metres = misses.map((miss) => miss.metres);
  if (misses.length === 0 || ![...pixels, ...metres].every(Number.isFinite)) return null;
  return {
    pixels: rootMeanSquare(pixels),
    metres: rootMeanSquare(metres),
    largestPixels: Math.max(...pixels),
    largestMetres: Math.max(...metres),
    points: ground.length,
  };
}

/** How far a point lies from where a transform puts it, in pixels. */
function missOf(affine: Affine, { column, row, x, y }: ControlPoint): number {
  const [c, r] = apply(inverse(affine), x, y);
  return Math.hypot(c - column, r - row);
}

/** Both coordinates by themselves, about the middle of the points, where the sums stay small. */
function leastSquares(points: readonly ControlPoint[]): Affine {
  const mean = (of: (point: ControlPoint) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const column = mean((point) => point.column);
  const row = mean((point) => point.row);
  const { xx, xy, yy } = moments(points.map((point) => [point.column, point.row]));
  const determinant = xx * yy - xy * xy;
  const solve = (of: (point: ControlPoint) => number): [number, number, number] => {
    const middle = mean(of);
    let byColumn = 0;
    let byRow = 0;
    for (const point of points) {
      byColumn += (point.column - column) * (of(point) - middle);
      byRow += (point.row - row) * (of(point) - middle);
    }
    const across = (byColumn * yy - byRow * xy) / determinant;
    const down = (byRow * xx - byColumn * xy) / determinant;
    return [middle - across * column - down * row, across, down];
  };
  return [...solve((point) => point.x), ...solve((point) => point.y)];
}

/** Sums of squares and products about the mean. */
function moments(pairs: readonly (readonly [number, number])[]): { xx: number; xy: number; yy: number } {
  const x = pairs.reduce((sum, pair) => sum + pair[0], 0) / pairs.length;
  const y = pairs.reduce((sum, pair) => sum + pair[1], 0) / pairs.length;
  const sums = { xx: 0, xy: 0, yy: 0 };
  for (const pair of pairs) {
    sums.xx += (pair[0] - x) ** 2;
    sums.xy += (pair[0] - x) * (pair[1] - y);
    sums.yy += (pair[1] - y) ** 2;
  }
  return sums;
}

/** True where columns run east and rows south to within half a pixel over the reach of the points. */
function isUpright([, across, xByRow, , yByColumn, down]: Affine, points: readonly ControlPoint[]): boolean {
  const reach = (values: number[]) => Math.max(...values) - Math.min(...values);
  const columns = reach(points.map(({ column }) => column));
  const rows = reach(points.map(({ row }) => row));
  const turn = Math.abs(xByRow) * rows + Math.abs(yByColumn) * columns;
  return across > 0 && down < 0 && turn < Math.min(across, -down) / 2;
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
