import { getTransform } from 'ol/proj.js';
import { describe, expect, it } from 'vitest';
import { geodesicDistance } from '#domain/geometry/distance.rules.ts';
import type { BoundingBox, Position } from '#domain/geometry/geometry.contract.ts';
import {
  fromView,
  groundAt,
  systemOf,
  toView,
  viewExtent,
  viewSystemOf,
  viewTransform,
} from '../../../../client/map/base/projection.ts';

type Known = readonly [longitude: number, latitude: number, east: number, north: number];

/** What cs2cs of PROJ 9.1.1 gives for EPSG:32652, 32601, 32760: 0 to 30 degrees from the meridian, both hemispheres. */
const zone52: Known[] = [
  [129, 42.54, 500_000, 4_709_734.6381],
  [126, 42.54, 253_648.9445, 4_714_097.2385],
  [123, 0.5, -168_856.2015, 55_571.5055],
  [123, 42.54, 7_239.9363, 4_727_212.2581],
  [123, 70, 271_293.2562, 7_777_138.7169],
  [119, 42.54, -321_485.1478, 4_758_463.0658],
  [114, 0.5, -1_188_592.4728, 57_228.321],
  [114, 42.54, -732_801.9001, 4_820_164.6668],
  [114, 70, -67_536.8583, 7_836_178.6362],
  [109, 42.54, -1_144_606.9934, 4_908_031.9311],
  [99, 0.5, -3_003_249.6342, 63_885.8759],
  [99, 70, -604_379.1182, 8_045_421.6243],
];
const zone60South: Known[] = [
  [177, -42.54, 500_000, 5_290_265.3619],
  [-171, -42.54, 1_485_951.858, 5_219_918.433],
  [-168, -10, 2_161_976.4074, 8_856_150.6825],
];

/** Boxes, and what cs2cs gives for +proj=stere +k=1 +datum=WGS84 around their middles. */
const wide: { name: string; box: BoundingBox; places: Known[] }[] = [
  {
    name: 'twenty degrees of Korea and China',
    box: [117, 37, 137, 43],
    places: [
      [127.5, 40.2, 42_572.6563, 22_326.6431],
      [117, 42, -828_257.222, 269_508.6126],
      [137, 38, 878_086.8602, -173_883.4543],
      [100, 10, -3_191_992.8686, -3_064_998.7631],
      [-120, 60, 4_200_829.5892, 7_172_936.7297],
      [37, 40, -6_940_384.4953, 4_443_602.9292],
      [127, -40, 0, -10_617_519.7239],
    ],
  },
  {
    name: 'twenty degrees across the antimeridian',
    box: [170, -18, 190, -16],
    places: [
      [170, -17, -1_066_880.1593, -27_122.7512],
      [-170, -17.5, 1_064_028.51, -82_773.5644],
      [179.95, -16.8, -5_329.8884, 22_132.9137],
    ],
  },
  {
    name: 'a place at 85 degrees north',
    box: [29.8, 84.9, 30.2, 85.1],
    places: [
      [30.1, 85.05, 963.7428, 5_585.114],
      [20, 84.5, -106_516.2895, -46_563.0324],
      [-150, 89, 0, 670_783.1837],
    ],
  },
  {
    name: 'all around the north pole',
    box: [-180, 80, 180, 90],
    places: [
      [0, 85, 0, -558_810.2529],
      [90, 88.5, 167_550.1523, 0],
      [-135, 80.25, -771_839.3182, 771_839.3182],
    ],
  },
  {
    name: 'all around the south pole',
    box: [-180, -90, 180, -75],
    places: [
      [0, -85, 0, 558_810.2529],
      [166, -77.8, 330_859.734, -1_327_005.9129],
    ],
  },
  {
    name: 'the whole Earth',
    box: [-180, -90, 180, 90],
    places: [
      [90, 0, 12_756_274, 0],
      [0, 90, 0, 12_756_274],
      [119, 0, 21_655_855.9098, 0],
      [-75, -30, -8_728_875.1669, -5_182_479.3688],
    ],
  },
];

/** Metres by which places are off on the way to a system, and on the way back. Stored positions are 1 cm apart. */
function expectRight(system: string, places: readonly Known[]) {
  for (const [longitude, latitude, east, north] of places) {
    const [x, y] = toView([longitude, latitude], system) ?? [];
    expect(Math.hypot(x! - east, y! - north)).toBeLessThan(0.001);
    const back = fromView([east, north], system)!;
    expect(geodesicDistance(back, [longitude, latitude])).toBeLessThan(0.008);
  }
}

describe('the system that a map is drawn in', () => {
  it('is a UTM zone, exact to a millimetre as far as 30 degrees from its meridian', () => {
    expect(viewSystemOf([129.8, 42.4, 130, 42.6])).toBe('EPSG:32652');
    expectRight('EPSG:32652', zone52);
    expect(viewSystemOf([176, -43, 178, -42])).toBe('EPSG:32760');
    expectRight('EPSG:32760', zone60South);
  });

  it('is the zone also of a site across its edge, across the equator and across the antimeridian', () => {
    expect(viewSystemOf([125, 42, 130, 43])).toBe('EPSG:32652');
    expect(viewSystemOf([123, 42, 135, 43])).toBe('EPSG:32652');
    expect(viewSystemOf([129, -1, 130, 1.1])).toBe('EPSG:32652');
    expect(viewSystemOf([179.9, -17, 180.1, -16.9])).toBe('EPSG:32701');
    expect(viewSystemOf([179.9, 65, 180.05, 66])).toBe('EPSG:32660');
  });

  it.each(wide)('is exact to a millimetre over $name', ({ box, places }) => {
    const system = viewSystemOf(box);
    expect(system).toMatch(/^afterimage:stereographic/);
    expectRight(system, places);
  });

  it('stays the same while a wide site grows a little', () => {
    expect(viewSystemOf([117, 37, 137.4, 43.3])).toBe(viewSystemOf([117, 37, 137, 43]));
  });

  it('is left and entered exactly by scenes of other systems', async () => {
    const view = viewSystemOf([129.8, 42.4, 130, 42.6]);
    const { code } = await systemOf('EPSG:32651').then((own) => ({ code: own.getCode() }));
    // 42.54 N 124 E, by cs2cs of PROJ 9.1.1 in EPSG:32651, 3857 and 32652.
    const east = [13_803_616.8584, 5_242_215.2077];
    const there = [89_386.1302, 4_721_864.1714];
    const close = (given: number[] | undefined, wanted: number[]) =>
      expect(Math.hypot(given![0]! - wanted[0]!, given![1]! - wanted[1]!)).toBeLessThan(0.001);
    close(getTransform('EPSG:3857', view)!(east, undefined, 2), there);
    close(getTransform(view, 'EPSG:3857')!(there, undefined, 2), east);
    close(getTransform(code, view)!([582_114.1063, 4_710_219.1476], undefined, 2), there);
    close(getTransform('EPSG:4326', view)!([124, 42.54], undefined, 2), there);
  });
});

describe('a place that the view is not exact for', () => {
  const korea = 'EPSG:32652';
  const beyond: [string, Position][] = [
    ['the antipode', [-51, -42.54]],
    ['90 degrees away', [-141, 0]],
    ['another continent', [-73.9, 40.7]],
    ['40 degrees away at the equator', [89, 0]],
    ['across the pole', [-51, 89]],
  ];
  it.each(beyond)('has no coordinates: %s', (_, position) => {
    expect(toView(position, viewSystemOf([129.8, 42.4, 130, 42.6]))).toBeUndefined();
    expect(viewTransform(korea)([...position, 129, 42.54])).toEqual([
      NaN,
      NaN,
      500_000,
      expect.closeTo(4_709_734.6381, 3),
    ]);
  });

  it('is none of those of the same zone in the other hemisphere, nor the poles', () => {
    expect(toView([129, -42.54], korea)).toEqual([500_000, expect.closeTo(-4_709_734.6381, 3)]);
    for (const latitude of [90, -90]) expect(toView([129, latitude], korea)).toBeDefined();
  });

  it('is never told of a coordinate either', () => {
    for (const far of [
      [40_000_000, 0],
      [500_000, 30_000_000],
      [-3_100_000, 0],
      [NaN, 0],
      [Infinity, Infinity],
    ])
      expect(fromView(far, korea)).toBeUndefined();
    const wideSystem = viewSystemOf([117, 37, 137, 43]);
    for (const far of [
      [23_000_000, 0],
      [16_000_000, 16_000_000],
      [1e12, 1e12],
    ])
      expect(fromView(far, wideSystem)).toBeUndefined();
    expect(toView([-53, -40], wideSystem)).toBeUndefined();
  });
});

describe('metres and north in the view', () => {
  it('are those of the ellipsoid at the place', () => {
    const system = viewSystemOf([117, 37, 137, 43]);
    for (const [longitude, latitude] of [
      [117, 42],
      [127, 40],
      [137, 38],
    ] as Position[]) {
      const [x, y] = toView([longitude, latitude], system)!;
      const { metres, trueNorth } = groundAt([x, y], system)!;
      const up = toView([longitude, latitude + 0.1], system)!;
      const length = geodesicDistance([longitude, latitude], [longitude, latitude + 0.1]);
      expect(Math.hypot(up[0] - x, up[1] - y) * metres).toBeCloseTo(length, -1);
      expect(trueNorth).toBeCloseTo((Math.atan2(up[0] - x, up[1] - y) * 180) / Math.PI, 2);
    }
    expect(groundAt(toView([117, 42], system)!, system)!.trueNorth).toBeGreaterThan(6);
  });

  it('bend what is straight in degrees', () => {
    const system = viewSystemOf([117, 37, 137, 43]);
    const ring: Position[] = [
      [117, 42],
      [137, 42],
      [137, 43],
      [117, 43],
      [117, 42],
    ];
    const [, south] = viewExtent({ type: 'Polygon', coordinates: [ring] }, system)!;
    expect(south).toBeCloseTo(toView([127, 42], system)![1], 0);
    expect(south).toBeLessThan(toView([117, 42], system)![1] - 40_000);
  });
});
