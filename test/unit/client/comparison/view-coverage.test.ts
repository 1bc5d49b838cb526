import { describe, expect, it } from 'vitest';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import { coveredShare } from '../../../../client/comparison/view-coverage.ts';

const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];
const closed = (ring: Position[]) => [...ring, ring[0]!];
const area = (...rings: Position[][]) => ({ type: 'Polygon' as const, coordinates: rings.map(closed) });
const view = box(129.92, 42.53, 129.94, 42.55);

describe('the share of the view that a scene covers', () => {
  it.each<[string, Position[][], number]>([
    ['all, of a scene around the view', [box(129, 42, 131, 43)], 1],
    ['half, of a scene whose edge runs through the middle', [box(129, 42, 129.93, 43)], 0.5],
    ['a quarter, of a scene in a corner', [box(129.93, 42.54, 131, 43)], 0.25],
    ['nothing, of a scene elsewhere', [box(130, 42, 131, 43)], 0],
    ['a quarter, of a scene inside the view', [box(129.925, 42.535, 129.935, 42.545)], 0.25],
    [
      'half, of a slanting edge',
      [
        [
          [129.92, 42.53],
          [129.94, 42.53],
          [129.94, 42.55],
        ],
      ],
      0.5,
    ],
    ['what a hole leaves', [box(129, 42, 131, 43), box(129.925, 42.535, 129.935, 42.545)], 0.75],
  ])('is %s', (_, rings, share) => {
    expect(coveredShare(area(...rings), view)).toBeCloseTo(share, 6);
  });
});
