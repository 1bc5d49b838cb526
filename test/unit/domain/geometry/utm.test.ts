import { describe, expect, test } from 'vitest';
import { middle, utmZone, utmZoneOfCode } from '#domain/geometry/utm.rules.ts';

describe('the UTM zone in which a site is drawn', () => {
  test.each([
    { place: 'Camp 22', position: [129.93, 42.54], code: 'EPSG:32652' },
    { place: 'Joplin', position: [-94.51, 37.08], code: 'EPSG:32615' },
    { place: 'Pucallpa, south of the equator', position: [-74.55, -8.38], code: 'EPSG:32718' },
    { place: 'the western end of zone 1', position: [-180, 10], code: 'EPSG:32601' },
    { place: 'the antimeridian from the west, which begins zone 1', position: [180, 10], code: 'EPSG:32601' },
    {
      place: 'a border between zones, which belongs to the eastern one',
      position: [6, 50],
      code: 'EPSG:32632',
    },
  ] as const)('of $place is $code', ({ position, code }) => {
    expect(utmZone([...position]).code).toBe(code);
    expect(utmZoneOfCode(code)).toEqual(utmZone([...position]));
  });

  test('is told from other codes that look like it', () => {
    for (const code of ['EPSG:32600', 'EPSG:32661', 'EPSG:32761', 'EPSG:26915', 'EPSG:4326', '32652'])
      expect(utmZoneOfCode(code)).toBeUndefined();
  });

  test('is taken at the middle of a box', () => {
    expect(middle([129, 42, 131, 43])).toEqual([130, 42.5]);
  });
});
