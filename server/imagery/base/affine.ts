import type { Affine } from './raster.ts';

/** The transform that leads back. */
export function inverse([x, a, b, y, c, d]: Affine): Affine {
  const determinant = a * d - b * c;
  return [
    (b * y - d * x) / determinant,
    d / determinant,
    -b / determinant,
    (c * x - a * y) / determinant,
    -c / determinant,
    a / determinant,
  ];
}

/** Where a transform leads a column and a row. */
export function apply([x, a, b, y, c, d]: Affine, column: number, row: number): [number, number] {
  return [x + column * a + row * b, y + column * c + row * d];
}

/** The transform that goes through `first`, then through `then`. */
export function chain(first: Affine, then: Affine): Affine {
  const [x, y] = apply(then, first[0], first[3]);
  const [, a, b, , c, d] = then;
  return [
    x,
    a * first[1] + b * first[4],
    a * first[2] + b * first[5],
    y,
    c * first[1] + d * first[4],
    c * first[2] + d * first[5],
  ];
}
