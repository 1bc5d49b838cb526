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

/** What a shift leaves between the points of each pair, in metres. The RMS of no pairs is 0. */
export function residualsOf(pairs: readonly PointPair[], shift: GroundShift): Residuals {
  const each = pairs.map(({ reference, moving }) =>
    Math.hypot(reference[0] - moving[0] - shift.east, reference[1] - moving[1] - shift.north),
  );
  const squares = each.reduce((sum, metres) => sum + metres ** 2, 0);
  return { each, rms: Math.sqrt(squares / Math.max(1, each.length)) };
}
