import { describe, expect, it } from 'vitest';
import { howFar, UNKNOWN_METRES } from '#imagery/reference-system/base/accuracy.rules.ts';
import { referenceSystem } from '#imagery/reference-system/base/reference-system.ts';

describe('a reference system', () => {
  it.each([
    // A zone's middle on the equator; the tower of Amersfoort, where the Dutch grid starts; the edge of Mercator's square.
    [32652, 500_000, 0, 129, 0],
    [28992, 155_000, 463_000, 5.38720621, 52.1551744],
    [3857, 20_037_508.342789244, 0, 180, 0],
    [4326, 129.93, 42.54, 129.93, 42.54],
  ])('EPSG:%i puts %d, %d at longitude %d, latitude %d', (epsg, x, y, longitude, latitude) => {
    const position = referenceSystem(epsg).toWgs84(x, y);
    expect(position[0]).toBeCloseTo(longitude, 4);
    expect(position[1]).toBeCloseTo(latitude, 4);
  });

  it('brings positions back where they were', () => {
    const system = referenceSystem(5186);
    const [x, y] = system.fromWgs84(...system.toWgs84(210_000, 620_000));
    expect(x).toBeCloseTo(210_000, 3);
    expect(y).toBeCloseTo(620_000, 3);
  });

  it('carries the definition that a client can register', () => {
    expect(referenceSystem(32652).definition).toBe('+proj=utm +zone=52 +datum=WGS84 +units=m +no_defs');
    expect(referenceSystem(4326).geographic).toBe(true);
    expect(referenceSystem(32652).geographic).toBe(false);
  });

  it('turns westings and southings round, which makes it a system without that code', () => {
    const system = referenceSystem(2048);
    expect(system).toMatchObject({ westSouth: true, epsg: null });
    const [longitude, latitude] = system.toWgs84(1_000, -3_700_000);
    expect(longitude).toBeGreaterThan(19);
    expect(latitude).toBeLessThan(-33);
  });

  it('tells what is lost where a table of shifts is missing', () => {
    expect(referenceSystem(27291).accuracy).toEqual({
      metres: 11,
      reason: expect.stringContaining('table of shifts'),
    });
    expect(referenceSystem(32652).accuracy).toBeNull();
  });

  it.each([
    [4978, 'geocentric'],
    [999_999, 'not known'],
    [4807, 'grads'],
    [29701, 'projection'],
  ])('EPSG:%i is refused with the reason', (epsg, reason) => {
    expect(() => referenceSystem(epsg)).toThrow(
      expect.objectContaining({
        code: 'reference_system_unsupported',
        detail: expect.stringMatching(new RegExp(`EPSG:${epsg}.*${reason}`)),
      }),
    );
  });

  it('says how far places may lie off, and gives no figure where nobody knows one', () => {
    expect(howFar(4.6)).toBe('up to 5\u00a0m');
    expect(howFar(1627)).toBe('up to 1,627\u00a0m');
    expect(howFar(UNKNOWN_METRES)).toBe('hundreds of metres or more');
  });
});
