/** Metres east and north. */
export type GroundShift = { east: number; north: number };

/** One thing seen on both images, [east, north] in metres: `moving` as the scene's own coordinates put it. */
export type PointPair = {
  reference: readonly [east: number, north: number];
  moving: readonly [east: number, north: number];
};

/** How far, in metres, the moved point of each pair still lies from its reference point, and their RMS. */
export type Residuals = { each: number[]; rms: number };

/** The shift in metres that lays the moving points on the reference with the least squares: their mean difference. */
export function fitShift(pairs: readonly PointPair[]): GroundShift {
  if (pairs.length === 0) throw new RangeError('A shift needs at least one pair of points.');
  const mean = (axis: 0 | 1) =>
    pairs.reduce((sum, { reference, moving }) => sum + reference[axis] - moving[axis], 0) / pairs.length;
  return { east: mean(0), north: mean(1) };
}

/** What a shift leaves between points that did not make it. Null where there are none. */
export function residualsOf(pairs: readonly PointPair[], shift: GroundShift): Residuals | null {
  const each = pairs.map(({ reference, moving }) =>
    Math.hypot(reference[0] - moving[0] - shift.east, reference[1] - moving[1] - shift.north),
  );
  return each.length === 0 ? null : { each, rms: rootMeanSquare(each) };
}

/**
 * What is left between the points of each pair by the shift that the others make: of two pairs, how far they
 * differ. Where `shift` was moved by hand from what all of them make, so is that of the others. Null for a single
 * pair, which leaves none to check it by.
 */
export function leftOutResiduals(pairs: readonly PointPair[], shift: GroundShift): Residuals | null {
  if (pairs.length < 2) return null;
  const fitted = fitShift(pairs);
  const each = pairs.flatMap((pair, place) => {
    const others = fitShift(pairs.toSpliced(place, 1));
    const east = others.east + shift.east - fitted.east;
    const north = others.north + shift.north - fitted.north;
    return residualsOf([pair], { east, north })!.each;
  });
  return { each, rms: rootMeanSquare(each) };
}

function rootMeanSquare(metres: readonly number[]): number {
  return Math.sqrt(metres.reduce((sum, one) => sum + one ** 2, 0) / metres.length);
}
