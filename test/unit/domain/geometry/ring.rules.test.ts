import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArealGeometry, arealGeometrySchema, type Ring } from '#domain/geometry/geometry.contract.ts';
import { meeting } from '#domain/geometry/meeting.rules.ts';
import { boundingBox, geometryFault, normalised } from '#domain/geometry/ring.rules.ts';

const polygon = (...coordinates: Ring[]): ArealGeometry => ({ type: 'Polygon', coordinates });
const square = (west: number, south: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

describe('an outline', () => {
  it.each<[string, ArealGeometry]>([
    [
      'a triangle',
      polygon([
        [0, 0],
        [1, 0],
        [0, 1],
        [0, 0],
      ]),
    ],
    ['a square with a hole', polygon(square(0, 0, 4), square(1, 1, 1))],
    [
      'a concave shape',
      polygon([
        [0, 0],
        [4, 0],
        [4, 4],
        [2, 1],
        [0, 4],
        [0, 0],
      ]),
    ],
    ['two parts side by side', { type: 'MultiPolygon', coordinates: [[square(0, 0, 1)], [square(2, 0, 1)]] }],
    [
      'a part within the hole of another',
      { type: 'MultiPolygon', coordinates: [[square(0, 0, 9), square(1, 1, 7)], [square(3, 3, 1)]] },
    ],
    [
      'a tower of four metres',
      polygon([
        [129.93, 42.54],
        [129.93005, 42.54],
        [129.93005, 42.54004],
        [129.93, 42.54004],
        [129.93, 42.54],
      ]),
    ],
  ])('is sound as %s', (_name, geometry) => {
    expect(geometryFault(geometry)).toBeUndefined();
  });

  it.each<[string, ArealGeometry, string]>([
    [
      'a bow tie',
      polygon([
        [0, 0],
        [2, 2],
        [2, 0],
        [0, 2],
        [0, 0],
      ]),
      '1, 1',
    ],
    [
      'a spike that folds back',
      polygon([
        [0, 0],
        [4, 0],
        [4, 4],
        [4, 0],
        [0, 4],
        [0, 0],
      ]),
      '',
    ],
    [
      'a ring that touches itself in a corner',
      polygon([
        [0, 0],
        [2, 2],
        [4, 0],
        [4, 4],
        [2, 2],
        [0, 4],
        [0, 0],
      ]),
      '2, 2',
    ],
    ['a hole that crosses the edge', polygon(square(0, 0, 4), square(3, 1, 2)), ''],
    ['a hole outside', polygon(square(0, 0, 1), square(5, 5, 1)), ''],
    ['a hole in a hole', polygon(square(0, 0, 9), square(1, 1, 7), square(3, 3, 1)), ''],
    ['parts that overlap', { type: 'MultiPolygon', coordinates: [[square(0, 0, 3)], [square(2, 2, 3)]] }, ''],
    [
      'a part inside another',
      { type: 'MultiPolygon', coordinates: [[square(0, 0, 9)], [square(2, 2, 3)]] },
      '',
    ],
    [
      'a line',
      polygon([
        [0, 0],
        [1, 1],
        [2, 2],
        [0, 0],
      ]),
      '',
    ],
    [
      'an edge over the antimeridian',
      polygon([
        [179, 0],
        [-179, 0],
        [-179, 1],
        [179, 1],
        [179, 0],
      ]),
      '',
    ],
  ])('is refused as %s, its place named', (_name, geometry, place) => {
    const fault = geometryFault(geometry)!;
    expect(fault.pointer).toMatch(/^\/coordinates/);
    expect(fault.detail).toContain(place);
  });

  it.each<[string, unknown]>([
    [
      'an open ring',
      polygon([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ]),
    ],
    [
      'too few corners',
      polygon([
        [0, 0],
        [1, 0],
        [0, 0],
      ]),
    ],
    [
      'a longitude beyond 180',
      polygon([
        [0, 0],
        [181, 0],
        [1, 1],
        [0, 0],
      ]),
    ],
    [
      'a latitude beyond 90',
      polygon([
        [0, 0],
        [1, 91],
        [1, 1],
        [0, 0],
      ]),
    ],
    [
      'text for a number',
      {
        type: 'Polygon',
        coordinates: [
          [
            ['0', 0],
            [1, 0],
            [1, 1],
            ['0', 0],
          ],
        ],
      },
    ],
    [
      'infinity',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [Number.POSITIVE_INFINITY, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
    ],
    ['a point', { type: 'Point', coordinates: [0, 0] }],
    ['no rings', { type: 'Polygon', coordinates: [] }],
    ['a crs member', { ...polygon(square(0, 0, 1)), crs: { type: 'name' } }],
  ])('is no outline at all with %s', (_name, geometry) => {
    expect(arealGeometrySchema.safeParse(geometry).success).toBe(false);
  });

  it('is stored counter-clockwise, holes clockwise, with seven decimals and without heights', () => {
    const given = arealGeometrySchema.parse({
      type: 'Polygon',
      coordinates: [
        [
          [0, 0, 5],
          [0, 1, 5],
          [0, 1, 7],
          [1.123456789, 1, 5],
          [1, 0, 5],
          [0, 0, 5],
        ],
      ],
    });
    expect(normalised(given)).toEqual(
      polygon([
        [0, 0],
        [1, 0],
        [1.1234568, 1],
        [0, 1],
        [0, 0],
      ]),
    );
    const [, hole] = (normalised(polygon(square(0, 0, 4), square(1, 1, 1))) as { coordinates: Ring[] })
      .coordinates;
    expect(hole).toEqual(square(1, 1, 1).toReversed());
  });

  it('keeps its fault or soundness whichever corner it begins with and whichever way it runs', () => {
    const corner = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }));
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: 8 }), fc.nat(7), (corners, turn) => {
        const ring = (list: [number, number][]): Ring => [...list, list[0]!];
        const turned = [...corners.slice(turn % corners.length), ...corners.slice(0, turn % corners.length)];
        const sound = (list: [number, number][]) => geometryFault(polygon(ring(list))) === undefined;
        expect(sound(turned)).toBe(sound(corners));
        expect(sound(corners.toReversed())).toBe(sound(corners));
      }),
    );
  });

  it('has a box', () => {
    expect(boundingBox(polygon(square(129, 42, 2)))).toEqual([129, 42, 131, 44]);
  });
});

describe('an outline and a footprint', () => {
  const footprint = polygon(square(0, 0, 10));
  it.each<[string, ArealGeometry, 'inside' | 'partly' | 'outside']>([
    ['lies inside', polygon(square(1, 1, 2)), 'inside'],
    ['lies along the edge', polygon(square(0, 0, 10)), 'inside'],
    ['pokes out', polygon(square(9, 9, 2)), 'partly'],
    ['holds the footprint whole', polygon(square(-5, -5, 30)), 'partly'],
    [
      'crosses it as a band',
      polygon([
        [-1, 4],
        [11, 4],
        [11, 5],
        [-1, 5],
        [-1, 4],
      ]),
      'partly',
    ],
    ['lies elsewhere', polygon(square(20, 20, 2)), 'outside'],
  ])('%s', (_name, outline, how) => {
    expect(meeting(outline, footprint)).toBe(how);
  });

  it('meets a footprint split at the antimeridian in the part where it lies', () => {
    const split: ArealGeometry = {
      type: 'MultiPolygon',
      coordinates: [[square(170, 0, 10)], [square(-180, 0, 10)]],
    };
    expect(meeting(polygon(square(175, 1, 1)), split)).toBe('inside');
    expect(meeting(polygon(square(-175, 1, 1)), split)).toBe('inside');
    expect(meeting(polygon(square(0, 1, 1)), split)).toBe('outside');
  });
});

describe('a corner that is set twice', () => {
  const [a, b, c]: Ring = [
    [129.93, 42.54],
    [129.931, 42.54],
    [129.931, 42.541],
  ];
  const triangle = polygon([a!, b!, c!, a!]);

  it.each<[string, Ring]>([
    ['the first', [a!, a!, b!, c!, a!]],
    ['one in the middle', [a!, b!, b!, c!, a!]],
    ['one three times', [a!, b!, b!, b!, c!, a!]],
    ['the last', [a!, b!, c!, c!, a!]],
    ['the first at the end once more', [a!, b!, c!, a!, a!]],
    ['all of them', [a!, a!, b!, b!, c!, c!, a!, a!]],
    ['one a few millimetres off', [a!, b!, [129.93100004, 42.53999996], c!, a!]],
    ['the first a few millimetres off at the end', [a!, b!, c!, [129.93000004, 42.54]]],
    ['one with another height', [a!, [129.931, 42.54, 10], [129.931, 42.54, 12], c!, a!] as unknown as Ring],
  ])('is dropped: %s', (_name, ring) => {
    const given = arealGeometrySchema.parse(polygon(ring));
    expect(normalised(given)).toEqual(triangle);
    expect(geometryFault(normalised(given))).toBeUndefined();
  });

  it('is dropped in holes and parts too', () => {
    const hole = square(1, 1, 1);
    const given: ArealGeometry = {
      type: 'MultiPolygon',
      coordinates: [[square(0, 0, 4), [hole[0]!, ...hole]], [square(9, 0, 1).flatMap((p) => [p, p])]],
    };
    expect(geometryFault(normalised(given))).toBeUndefined();
    expect(
      normalised(given)
        .coordinates.flat()
        .map((ring) => ring.length),
    ).toEqual([5, 5, 5]);
  });

  it.each<[string, Ring]>([
    ['one corner', [a!, a!, a!, a!]],
    ['two corners', [a!, b!, b!, a!]],
  ])('leaves nothing of an outline of %s', (_name, ring) => {
    expect(geometryFault(normalised(polygon(ring)))?.detail).toBe(
      'The outline encloses no area: set at least three corners that do not lie on one line.',
    );
  });

  it('that is come back to from another one is no repeat, and is refused', () => {
    expect(geometryFault(normalised(polygon([a!, b!, c!, b!, a!])))).toBeDefined();
  });
});
