import { describe, expect, it } from 'vitest';
import { geodesicArea } from '#domain/geometry/area.rules.ts';
import type { Ring } from '#domain/geometry/geometry.contract.ts';

const closed = (...corners: [latitude: number, longitude: number][]): Ring => {
  const ring = corners.map(([latitude, longitude]): [number, number] => [longitude, latitude]);
  return [...ring, ring[0]!];
};

// Figures published with GeographicLib: its Planimeter test set, and the polygon of Antarctica of its manual.
describe('the area of a polygon on the WGS 84 ellipsoid', () => {
  it.each<[string, Ring, number, number]>([
    ['around the pole', closed([89, 0], [89, 90], [89, 180], [89, -90]), 24_952_305_678.0, 1],
    ['across the equator', closed([0, -1], [-1, 0], [0, 1], [1, 0]), 24_619_419_146.0, 1],
    ['an eighth of the earth', closed([90, 0], [0, 0], [0, 90]), 63_758_202_715_511, 1],
    [
      'Antarctica',
      closed(
        [-63.1, -58],
        [-72.9, -74],
        [-71.9, -102],
        [-74.9, -102],
        [-74.3, -131],
        [-77.5, -163],
        [-77.4, 163],
        [-71.7, 172],
        [-65.9, 140],
        [-65.7, 113],
        [-66.6, 88],
        [-66.9, 59],
        [-69.8, 25],
        [-70.0, -4],
        [-71.0, -14],
        [-77.3, -33],
        [-77.9, -46],
        [-74.7, -61],
      ),
      13_662_703_680_020.1,
      1,
    ],
  ])('%s is as published', (_name, ring, published, tolerance) => {
    expect(Math.abs(geodesicArea({ type: 'Polygon', coordinates: [ring] }) - published)).toBeLessThan(
      tolerance,
    );
    const other = { type: 'Polygon' as const, coordinates: [ring.toReversed()] };
    expect(Math.abs(geodesicArea(other) - published)).toBeLessThan(tolerance);
  });

  it('is that of the outline less its holes, summed over the parts', () => {
    const outline = closed([42, 129], [42, 130], [43, 130], [43, 129]);
    const hole = closed([42.2, 129.2], [42.2, 129.4], [42.4, 129.4], [42.4, 129.2]);
    const of = (...coordinates: Ring[]) => geodesicArea({ type: 'Polygon', coordinates });
    expect(of(outline, hole)).toBeCloseTo(of(outline) - of(hole), 3);
    const parts = { type: 'MultiPolygon' as const, coordinates: [[outline], [hole]] };
    expect(geodesicArea(parts)).toBeCloseTo(of(outline) + of(hole), 3);
  });

  it('is right to a hundredth of a square metre for a guard tower', () => {
    // 5 m by 5 m at 42.54 N: one degree of latitude is 111,070.9 m there, one of longitude 82,159.4 m
    // (meridian and prime vertical radii of WGS 84 at that latitude).
    const dLat = 5 / 111_070.9;
    const dLon = 5 / 82_159.4;
    const tower = closed(
      [42.54, 129.93],
      [42.54, 129.93 + dLon],
      [42.54 + dLat, 129.93 + dLon],
      [42.54 + dLat, 129.93],
    );
    expect(geodesicArea({ type: 'Polygon', coordinates: [tower] })).toBeCloseTo(25, 1);
  });
});
