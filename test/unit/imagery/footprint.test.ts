import { describe, expect, it } from 'vitest';
import type { Affine } from '#imagery/base/raster.ts';
import { footprintOf, groundSampleDistance } from '#imagery/place/footprint.ts';
import { referenceSystem } from '#imagery/reference-system/base/reference-system.ts';

const place = (epsg: number, affine: Affine, width: number, height: number) => ({
  system: referenceSystem(epsg),
  affine,
  width,
  height,
});
type Ring = [number, number][];

function signedArea(ring: Ring): number {
  return ring.slice(1).reduce((sum, [x, y], index) => sum + ring[index]![0] * y - x * ring[index]![1], 0) / 2;
}

describe('the footprint of a scene', () => {
  it('is its four corners in longitude and latitude, counter-clockwise and closed', () => {
    const { type, coordinates } = footprintOf(place(4326, [129.9, 0.001, 0, 42.6, 0, -0.001], 100, 50));
    expect(type).toBe('Polygon');
    const [ring] = coordinates as Ring[];
    expect(ring).toHaveLength(5);
    expect(ring![0]).toEqual(ring![4]);
    expect(new Set(ring!.map(String))).toEqual(
      new Set(['129.9,42.6', '129.9,42.55', '130,42.55', '130,42.6']),
    );
    expect(signedArea(ring!)).toBeGreaterThan(0);
  });

  it("lies where the valley's UTM coordinates do", () => {
    const { coordinates } = footprintOf(place(32652, [576_000, 0.5, 0, 4_710_000, 0, -0.5], 2000, 1500));
    const [ring] = coordinates as Ring[];
    for (const [longitude, latitude] of ring!) {
      expect(longitude).toBeGreaterThan(129.92);
      expect(longitude).toBeLessThan(129.94);
      expect(latitude).toBeGreaterThan(42.53);
      expect(latitude).toBeLessThan(42.545);
    }
  });

  it('bends its edges to within half a pixel of where the projection puts them', () => {
    const scene = place(32652, [300_000, 100, 0, 4_900_000, 0, -100], 4000, 4000);
    const [ring] = footprintOf(scene).coordinates as Ring[];
    expect(ring!.length).toBeGreaterThan(5);
    const system = referenceSystem(32652);
    for (let index = 1; index < ring!.length; index++) {
      const [from, to] = [ring![index - 1]!, ring![index]!];
      const [x, y] = system.fromWgs84((from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
      const miss = Math.min(
        Math.abs(x - 300_000),
        Math.abs(x - 700_000),
        Math.abs(y - 4_900_000),
        Math.abs(y - 4_500_000),
      );
      expect(miss).toBeLessThanOrEqual(100);
    }
  });

  it('is cut in two at the antimeridian', () => {
    const { type, coordinates } = footprintOf(place(4326, [179.5, 0.01, 0, 10, 0, -0.01], 100, 100));
    expect(type).toBe('MultiPolygon');
    const [west, east] = coordinates as unknown as [[Ring], [Ring]];
    expect(Math.max(...west[0].map(([longitude]) => longitude))).toBe(180);
    expect(Math.min(...west[0].map(([longitude]) => longitude))).toBe(179.5);
    expect(Math.min(...east[0].map(([longitude]) => longitude))).toBe(-180);
    expect(Math.max(...east[0].map(([longitude]) => longitude))).toBe(-179.5);
    expect(signedArea(west[0])).toBeGreaterThan(0);
    expect(signedArea(east[0])).toBeGreaterThan(0);
  });

  it('of the whole world is one rectangle', () => {
    const { type, coordinates } = footprintOf(place(4326, [-180, 1, 0, 90, 0, -1], 360, 180));
    expect(type).toBe('Polygon');
    expect(signedArea((coordinates as Ring[])[0]!)).toBeCloseTo(360 * 180, 3);
  });

  it('over a pole reaches up to the pole on all sides', () => {
    const { type, coordinates } = footprintOf(place(3413, [-100_000, 100, 0, 100_000, 0, -100], 2000, 2000));
    const rings = (type === 'MultiPolygon' ? coordinates.flat() : coordinates) as Ring[];
    const latitudes = rings.flat().map(([, latitude]) => latitude);
    expect(Math.max(...latitudes)).toBe(90);
    const covered = rings.reduce((sum, ring) => {
      const longitudes = ring.map(([longitude]) => longitude);
      return sum + Math.max(...longitudes) - Math.min(...longitudes);
    }, 0);
    expect(covered).toBeCloseTo(360, 5);
  });

  it.each([
    ['latitudes beyond the pole', place(4326, [10, 0.1, 0, 95, 0, -0.1], 10, 10)],
    ['a position far outside its projection', place(32652, [9e8, 1, 0, 4e8, 0, -1], 10, 10)],
  ])('is refused for %s', (_, elsewhere) => {
    expect(() => footprintOf(elsewhere)).toThrow(expect.objectContaining({ code: 'not_on_earth' }));
  });
});

describe('the ground sample distance', () => {
  it('is in metres whatever the units of the reference system', () => {
    const utm = groundSampleDistance(place(32652, [576_000, 0.5, 0, 4_710_000, 0, -0.5], 2000, 1500));
    expect(utm).toBeCloseTo(0.5, 3);
    // One degree at the equator: 111.32 km east, 110.57 km north.
    const degrees = groundSampleDistance(place(4326, [-0.5, 1, 0, 0.5, 0, -1], 1, 1));
    expect(degrees).toBeCloseTo(Math.sqrt(111_319.49 * 110_574.28), -1);
  });

  it('takes back the stretch of Web Mercator', () => {
    const [x, y] = referenceSystem(3857).fromWgs84(129.93, 42.54);
    const distance = groundSampleDistance(place(3857, [x, 1, 0, y, 0, -1], 10, 10));
    expect(distance).toBeCloseTo(Math.cos((42.54 * Math.PI) / 180), 2);
  });
});
