import { expect, test } from 'vitest';
import { geodesicDistance } from '#domain/geometry/distance.rules.ts';

test('measures the shortest way on the ellipsoid, Wellington to Salamanca as GeographicLib tells it', () => {
  expect(geodesicDistance([174.81, -41.32], [-5.5, 40.96])).toBeCloseTo(19_959_679.267, 2);
});

test('measures across the antimeridian by the shorter way', () => {
  expect(geodesicDistance([179.999, 0], [-179.999, 0])).toBeCloseTo(222.64, 2);
});
