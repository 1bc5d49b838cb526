import { describe, expect, it } from 'vitest';
import type { Polygon } from '#domain/geometry/geometry.contract.ts';
import { moveCorner, outerCorners, removeCorner } from '../../../../client/annotation/form/corners.ts';

const hole: Polygon['coordinates'][number] = [
  [1, 1],
  [1, 2],
  [2, 2],
  [1, 1],
];
const square: Polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [0, 0],
    ],
    hole,
  ],
};

describe('corners that are typed', () => {
  it('move alone, and the ring stays closed when it is the first', () => {
    const moved = moveCorner(square, 0, [-1, -1]);
    expect(outerCorners(moved)).toEqual([
      [-1, -1],
      [4, 0],
      [4, 4],
      [0, 4],
    ]);
    expect(moved.coordinates[0]!.at(-1)).toEqual([-1, -1]);
    expect(moved.coordinates[1]).toEqual(hole);
  });

  it('can be taken away down to a triangle, and no further', () => {
    const triangle = removeCorner(square, 0);
    expect(triangle.coordinates[0]).toEqual([
      [4, 0],
      [4, 4],
      [0, 4],
      [4, 0],
    ]);
    expect(removeCorner(triangle, 0)).toEqual(triangle);
  });
});
