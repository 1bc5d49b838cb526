import { describe, expect, it } from 'vitest';
import { readContent } from '../../../../client/overlay/file/overlay-content.ts';
import { type KnownSystem, placedOverlay } from '../../../../client/overlay/file/placed-overlay.ts';

const tokyo: KnownSystem = {
  definition: '+proj=longlat +ellps=bessel +towgs84=-146.414,507.337,680.507,0,0,0,0 +no_defs',
  area: [122.83, 20.37, 154.05, 45.54],
  accuracy: { metres: 45, reason: 'The way from the datum Tokyo to WGS 84 is known only roughly.' },
};
const utm: KnownSystem = {
  definition: '+proj=utm +zone=52 +datum=WGS84 +units=m +no_defs',
  area: [126, 0, 132, 84],
  accuracy: null,
};
const lo29: KnownSystem = {
  definition:
    '+proj=tmerc +lat_0=0 +lon_0=29 +k=1 +x_0=0 +y_0=0 +ellps=WGS84 +towgs84=0,0,0 +units=m +no_defs',
  area: [27.99, -33.03, 30.01, -22.13],
  accuracy: null,
};
const aleutians: KnownSystem = {
  ...utm,
  definition: utm.definition.replace('52', '1'),
  area: [-180, 0, -174, 84],
};
const systems = new Map([
  [4301, tokyo],
  [32652, utm],
  [2053, lo29],
  [32601, aleutians],
]);
const epsg = (code: number) => ({ type: 'EPSG', properties: { code } });
const point = (x: number, y: number, members: object = {}) => ({
  type: 'Point',
  coordinates: [x, y],
  ...members,
});
const feature = (geometry: object, members: object = {}) => ({
  type: 'Feature',
  properties: {},
  geometry,
  ...members,
});
const read = (value: unknown) => {
  const content = readContent(new TextEncoder().encode(JSON.stringify(value)), 1_000_000);
  const named = new Set(content.features.map((one) => one.epsg));
  return placedOverlay(content, new Map([...systems].filter(([code]) => named.has(code))));
};
const places = (value: unknown) => read(value).features.map(({ geometry }) => geometry.coordinates);
const IN_TOKYO = [129.9325, 42.54012] as const;
/** As the same shift puts it in PROJ 9.1.1. */
const TOKYO_IN_WGS84 = [129.9299024, 42.5422901];

function expectAt(found: unknown, [longitude, latitude]: readonly number[]) {
  const [x, y] = found as [number, number];
  expect(x).toBeCloseTo(longitude!, 6);
  expect(y).toBeCloseTo(latitude!, 6);
}

describe('the system that a crs member names holds for all that lies in it', () => {
  it.each([
    [
      'in a collection',
      { crs: epsg(4301), type: 'FeatureCollection', features: [feature(point(...IN_TOKYO))] },
    ],
    [
      'at the end of a collection',
      { type: 'FeatureCollection', features: [feature(point(...IN_TOKYO))], crs: epsg(4301) },
    ],
    ['in a feature', feature(point(...IN_TOKYO), { crs: epsg(4301) })],
    [
      'in a feature of a collection',
      { type: 'FeatureCollection', features: [feature(point(...IN_TOKYO), { crs: epsg(4301) })] },
    ],
    ['in a geometry', feature(point(...IN_TOKYO, { crs: epsg(4301) }))],
    ['in a bare geometry', point(...IN_TOKYO, { crs: epsg(4301) })],
    [
      'in a collection of geometries',
      feature({ type: 'GeometryCollection', crs: epsg(4301), geometries: [point(...IN_TOKYO)] }),
    ],
    [
      'in a part of it',
      { type: 'GeometryCollection', geometries: [point(...IN_TOKYO, { crs: epsg(4301) })] },
    ],
    ['in capitals', { CRS: 'EPSG:4301', type: 'FeatureCollection', features: [feature(point(...IN_TOKYO))] }],
    ['called otherwise', { srid: 4301, type: 'FeatureCollection', features: [feature(point(...IN_TOKYO))] }],
    ['in a geometry, as GML has it', point(...IN_TOKYO, { srsName: 'EPSG:4301' })],
    ['as a bare code', feature(point(...IN_TOKYO), { epsg: 4301 })],
    [
      'as Esri has it',
      {
        spatialReference: { wkid: 4301 },
        type: 'FeatureCollection',
        features: [feature(point(...IN_TOKYO))],
      },
    ],
    [
      'instead of that of the collection',
      {
        crs: epsg(32652),
        type: 'FeatureCollection',
        features: [feature(point(...IN_TOKYO), { crs: epsg(4301) })],
      },
    ],
  ])('%s', (_, value) => {
    expectAt(places(value)[0], TOKYO_IN_WGS84);
    expect(read(value).accuracy).toEqual(tokyo.accuracy);
  });

  it('each for its own part', () => {
    const [one, two, three] = places({
      type: 'FeatureCollection',
      crs: epsg(4301),
      features: [
        feature(point(...IN_TOKYO)),
        feature(point(576_571, 4_710_169), { crs: epsg(32652) }),
        feature(
          point(...IN_TOKYO, {
            crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } },
          }),
        ),
      ],
    });
    expectAt(one, TOKYO_IN_WGS84);
    // PROJ 9.1.1
    expectAt(two, [129.9324974, 42.5401176]);
    expect(three).toEqual(IN_TOKYO);
  });

  it('tells no error of a system that has none', () => {
    expect(read({ ...point(576_571, 4_710_169), crs: epsg(32652) })).not.toHaveProperty('accuracy');
  });

  it.each([
    ['null', { ...point(1, 2), crs: null }, 'It says that its reference system is unknown'],
    [
      'null in a geometry',
      feature(point(1, 2, { crs: null })),
      'It says that its reference system is unknown',
    ],
    [
      'a link',
      { ...point(1, 2), crs: { type: 'link', properties: { href: 'http://example.org' } } },
      'It does not say by name',
    ],
    [
      'two at once',
      { ...point(1, 2), crs: epsg(4301), srid: 4326 },
      'It names two reference systems at once',
    ],
  ])('and is refused where it is %s', (_, value, why) => {
    expect(() => read(value)).toThrow(why);
  });
});

describe('coordinates that have no place in their system are lost', () => {
  it.each([
    ['metres in a system of degrees', point(576_571, 4_710_169, { crs: epsg(4301) }), 'longitude beyond 180'],
    [
      'latitude first in a system of degrees',
      point(42.54, 129.93, { crs: epsg(4301) }),
      'longitude beyond 180',
    ],
    [
      'degrees in a system of metres',
      point(129.93, 42.54, { crs: epsg(32652) }),
      'lies far from where its reference system is used',
    ],
    ['northing first', point(4_710_169, 576_571, { crs: epsg(32652) }), 'lies far from where'],
    ['westings and southings', point(30_000, 2_800_000, { crs: epsg(2053) }), 'lies far from where'],
    ['far from the zone', point(5_765_710, 4_710_169, { crs: epsg(32652) }), 'lies far from where'],
    ['beyond all', point(1e300, 1e300, { crs: epsg(32652) }), 'lies far from where'],
    ['far from where the datum is used', point(-0.1, 51.5, { crs: epsg(4301) }), 'lies far from where'],
  ])('%s', (_, geometry, why) => {
    expect(() => read(geometry)).toThrow(why);
  });

  it('while those across the antimeridian have theirs', () => {
    const [at] = places(point(300_000, 5_700_000, { crs: epsg(32601) }));
    expect(at![0]).toBeLessThan(-179);
    const [beyond] = places(point(260_000, 5_700_000, { crs: epsg(32601) }));
    expect(beyond![0]).toBeGreaterThan(179);
  });
});
