import { expect, test } from 'vitest';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import { type OverlayFeature, overlayBox } from '#domain/overlay/overlay.contract.ts';

const points = (...coordinates: Position[]): OverlayFeature[] => [
  { geometry: { type: 'MultiPoint', coordinates } },
];

test('the box of an overlay is as narrow as what it holds, also across the antimeridian', () => {
  expect(overlayBox(points([129, 42], [130, 41]))).toEqual([129, 41, 130, 42]);
  expect(overlayBox(points([179.9, -17], [-179.9, -16]))).toEqual([
    179.9,
    -17,
    expect.closeTo(180.1, 9),
    -16,
  ]);
  expect(overlayBox(points([-1, 50], [1, 51]))).toEqual([-1, 50, 1, 51]);
  expect(overlayBox(points([-74, 40]))).toEqual([-74, 40, -74, 40]);
});
