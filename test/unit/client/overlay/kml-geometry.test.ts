import { describe, expect, it } from 'vitest';
import {
  geometriesIn,
  groundOutline,
  readCoordinates,
} from '../../../../client/overlay/file/kml-geometry.ts';
import { xmlTree } from '../../../../client/overlay/file/xml-tree.ts';

const two = [
  [129.93, 42.54],
  [129.94, 42.55],
];

describe('the coordinates of a KML', () => {
  it.each([
    ['as the standard has them', '129.93,42.54,0 129.94,42.55,0'],
    ['without heights', '129.93,42.54 129.94,42.55'],
    ['on lines', '\n\t129.93,42.54,0\r\n\t129.94,42.55,0\n'],
    ['with spaces behind commas', '129.93, 42.54, 0 129.94, 42.55, 0'],
    ['with spaces before and behind commas', '129.93 , 42.54 , 0\n129.94 , 42.55 , 0'],
    ['with spaces in some of them', '129.93,42.54,0 129.94, 42.55, 0'],
    ['with tabs and breaks behind commas', '129.93,\t42.54,\n0 129.94,\n42.55,0'],
    ['with a comma at the end', '129.93,42.54,0 129.94,42.55,0,'],
    ['with a comma at the end of each', '129.93,42.54,0, 129.94,42.55,0,'],
    ['with a comma at the end of each, without heights', '129.93,42.54, 129.94,42.55,'],
    ['with a comma and a break after each', '129.93, 42.54, 0,\n129.94, 42.55, 0'],
    ['with a comma and a break after each, without heights', '129.93, 42.54,\n129.94, 42.55'],
    ['with more digits', '129.93,42.54,0.000000 129.94000,42.5500,-12.5'],
    ['with signs and exponents', '+1.2993e2,4.254E+1,0 129.94,42.55,1e3'],
    ['with spaces that do not break', '129.93,42.54,0\u00a0129.94,42.55,0'],
  ])('are read %s', (_, text) => {
    expect(readCoordinates(text)).toEqual(two);
  });

  it.each([
    ['with decimal commas', '129,93 42,54 0'],
    ['with decimal commas alone', '129,93,42,54,0'],
    ['with decimal commas that look like pairs', '129,53 42,34 129,54 42,35'],
    ['parted by spaces alone', '129.93 42.54 0'],
    ['parted by semicolons', '129.93;42.54;0'],
    ['that are one number', '129.93'],
    ['with a number too many', '129.93,42.54,0,5 129.94,42.55,0'],
    ['without the latitude', '129.93,,0'],
    ['in degrees and minutes', `129°55'48"E,42°32'24"N`],
    ['with letters', '129.93E,42.54N'],
    ['with NaN', 'NaN,42.54,0'],
    ['with infinity', 'Infinity,42.54,0'],
    ['with hexadecimal digits', '0x81,42,0'],
    ['that run into each other', '129.93,42.54,0129.94,42.55,0'],
    ['parted by commas alone', '129.93,42.54,0,129.94,42.55,0'],
    ['parted by commas alone, with spaces', '30.1, 50.1, 30.2, 50.2, 30.3, 50.3'],
  ])('are not guessed at %s', (_, text) => {
    expect(readCoordinates(text)).toBeUndefined();
  });

  it('may be whole degrees', () => {
    expect(readCoordinates('0,0 10,0 10,10 0,10 0,0')).toHaveLength(5);
    expect(readCoordinates('129,42 130,42 130,43 129,43')).toHaveLength(4);
  });
  it('may be none', () => {
    expect(readCoordinates(' \n ')).toEqual([]);
  });
});

const inPlacemark = (inner: string) =>
  geometriesIn(xmlTree(`<Placemark>${inner}</Placemark>`).top.children[0]!);
const coordinates = (text: string) => `<coordinates>${text}</coordinates>`;
const ring = (text: string) => `<LinearRing>${coordinates(text)}</LinearRing>`;
const outer = (text: string) => `<outerBoundaryIs>${ring(text)}</outerBoundaryIs>`;
const inner = (text: string) => `<innerBoundaryIs>${ring(text)}</innerBoundaryIs>`;
const SQUARE = '0,0 4,0 4,4 0,4 0,0';
const HOLE = '1,1 2,1 2,2 1,2 1,1';
const closedSquare = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
  [0, 0],
];

describe('the geometry of a placemark', () => {
  it.each<[string, string, unknown[]]>([
    [
      'a point',
      `<Point><altitudeMode>absolute</altitudeMode>${coordinates('1,2,3')}</Point>`,
      [{ type: 'Point', coordinates: [1, 2] }],
    ],
    [
      'prefixes',
      '<kml:Point><kml:coordinates>1,2,3</kml:coordinates></kml:Point>',
      [{ type: 'Point', coordinates: [1, 2] }],
    ],
    [
      'CDATA and comments',
      `<Point>${coordinates('<![CDATA[1,]]><!-- no -->2<!-- , -->')}</Point>`,
      [{ type: 'Point', coordinates: [1, 2] }],
    ],
    [
      'a line',
      `<LineString>${coordinates('1,2 3,4')}</LineString>`,
      [
        {
          type: 'LineString',
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        },
      ],
    ],
    [
      'a line with a corner set twice',
      `<LineString>${coordinates('1,2 1,2 3,4')}</LineString>`,
      [
        {
          type: 'LineString',
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        },
      ],
    ],
    ['a ring alone', ring('0,0 4,0 4,4 0,4'), [{ type: 'LineString', coordinates: closedSquare }]],
    ['a closed ring alone', ring(SQUARE), [{ type: 'LineString', coordinates: closedSquare }]],
    ['an area', `<Polygon>${outer(SQUARE)}</Polygon>`, [{ type: 'Polygon', coordinates: [closedSquare] }]],
    [
      'an area that is not closed',
      `<Polygon>${outer('0,0 4,0 4,4 0,4')}</Polygon>`,
      [{ type: 'Polygon', coordinates: [closedSquare] }],
    ],
    [
      'an area with corners set twice',
      `<Polygon>${outer('0,0 0,0 4,0 4,4 4,4 0,4 0,0 0,0')}</Polygon>`,
      [{ type: 'Polygon', coordinates: [closedSquare] }],
    ],
    [
      'an area with two holes',
      `<Polygon>${inner(HOLE)}${outer(SQUARE)}${inner(HOLE)}</Polygon>`,
      [{ type: 'Polygon', coordinates: [closedSquare, expect.any(Array), expect.any(Array)] }],
    ],
    [
      'an area with an empty hole',
      `<Polygon>${outer(SQUARE)}<innerBoundaryIs/>${inner('')}</Polygon>`,
      [{ type: 'Polygon', coordinates: [closedSquare] }],
    ],
    [
      'a collection within a collection',
      `<MultiGeometry><Point>${coordinates('1,2')}</Point><MultiGeometry><Point>${coordinates('3,4')}</Point></MultiGeometry></MultiGeometry>`,
      [
        { type: 'Point', coordinates: [1, 2] },
        { type: 'Point', coordinates: [3, 4] },
      ],
    ],
    [
      'a track',
      '<gx:Track><when>2012</when><gx:coord>1 2 0</gx:coord><gx:coord/><gx:coord>3 4 0</gx:coord></gx:Track>',
      [
        {
          type: 'LineString',
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        },
      ],
    ],
    [
      'a track of one place',
      '<gx:Track><gx:coord>1 2 0</gx:coord></gx:Track>',
      [{ type: 'Point', coordinates: [1, 2] }],
    ],
    [
      'several tracks',
      '<gx:MultiTrack><gx:Track><gx:coord>1 2</gx:coord></gx:Track><gx:Track><gx:coord>3 4</gx:coord></gx:Track></gx:MultiTrack>',
      [
        { type: 'Point', coordinates: [1, 2] },
        { type: 'Point', coordinates: [3, 4] },
      ],
    ],
    ['nothing', '<name>a</name>', []],
    ['a point without coordinates', '<Point/>', [{ why: 'none' }]],
    ['a point of several positions', `<Point>${coordinates('1,2 3,4')}</Point>`, [{ why: 'coordinates' }]],
    ['a line of one position', `<LineString>${coordinates('1,2')}</LineString>`, [{ why: 'few' }]],
    ['a line of one position twice', `<LineString>${coordinates('1,2 1,2')}</LineString>`, [{ why: 'few' }]],
    [
      'a line one of whose positions cannot be read',
      `<LineString>${coordinates('1,2 3;4 5,6')}</LineString>`,
      [{ why: 'coordinates' }],
    ],
    ['an area of two corners', `<Polygon>${outer('0,0 4,0 0,0')}</Polygon>`, [{ why: 'few' }]],
    ['an area without an outer ring', `<Polygon>${inner(HOLE)}</Polygon>`, [{ why: 'none' }]],
    [
      'an area with two outer rings',
      `<Polygon>${outer(SQUARE)}${outer(HOLE)}</Polygon>`,
      [{ why: 'coordinates' }],
    ],
    [
      'an area a hole of which cannot be read',
      `<Polygon>${outer(SQUARE)}${inner('1,1 2')}</Polygon>`,
      [{ why: 'coordinates' }],
    ],
    ['an empty collection', '<MultiGeometry/>', [{ why: 'none' }]],
    [
      'a model beside a point',
      `<MultiGeometry><Model/><Point>${coordinates('1,2')}</Point></MultiGeometry>`,
      [{ why: 'model' }, { type: 'Point', coordinates: [1, 2] }],
    ],
    [
      'a track with commas',
      '<gx:Track><gx:coord>1,2,0</gx:coord><gx:coord>3, 4</gx:coord></gx:Track>',
      [
        {
          type: 'LineString',
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        },
      ],
    ],
    [
      'a track with decimal commas',
      '<gx:Track><gx:coord>129,5 42</gx:coord></gx:Track>',
      [{ why: 'coordinates' }],
    ],
    [
      'a point with coordinates twice',
      `<Point>${coordinates('1,2')}${coordinates('3,4')}</Point>`,
      [{ why: 'coordinates' }],
    ],
    [
      'a track that cannot be read',
      '<gx:Track><gx:coord>1 2</gx:coord><gx:coord>x 4</gx:coord></gx:Track>',
      [{ why: 'coordinates' }],
    ],
  ])('is read of %s', (_, text, read) => {
    expect(inPlacemark(text)).toEqual(read);
  });
});

const overlay = (text: string) =>
  groundOutline(xmlTree(`<GroundOverlay>${text}</GroundOverlay>`).top.children[0]!);
const box = (north: number, south: number, east: number, west: number, rotation?: number | string) =>
  `<LatLonBox><north>${north}</north><south>${south}</south><east>${east}</east><west>${west}</west>${rotation === undefined ? '' : `<rotation>${rotation}</rotation>`}</LatLonBox>`;
const cornersOf = (text: string) =>
  (overlay(text) as { coordinates: [number, number][][] }).coordinates[0]!.map((corner) =>
    corner.map((degrees) => Math.round(degrees * 1e9) / 1e9),
  );

describe('the picture of a ground overlay', () => {
  it('that is not turned has the sides of its box', () => {
    expect(cornersOf(box(42.6, 42.5, 130, 129.9))).toEqual([
      [129.9, 42.5],
      [130, 42.5],
      [130, 42.6],
      [129.9, 42.6],
      [129.9, 42.5],
    ]);
  });

  // A box at 60 degrees north and the corners, from the lower left, at which its author saw it in Google Earth, to
  // the metre. Turned in degrees it would lie 31 m off.
  it('that is turned keeps its shape on the ground', () => {
    const seen = [
      [5.3194425, 60.400316388889],
      [5.3355405555556, 60.400824722222],
      [5.3347738888889, 60.406759444444],
      [5.3186730555556, 60.406251388889],
    ];
    const corners = cornersOf(
      box(60.406505416667, 60.400570555556, 5.3351572222222, 5.3190577777778, 3.7088732260919),
    );
    for (const [at, [longitude, latitude]] of seen.entries()) {
      const [x = 0, y = 0] = corners[at]!;
      const metres = Math.hypot(
        (x - longitude!) * 111_320 * Math.cos((60.4 * Math.PI) / 180),
        (y - latitude!) * 111_320,
      );
      expect(metres).toBeLessThan(2);
    }
  });

  it('is turned counter-clockwise: by a quarter its lower left corner comes to the lower right', () => {
    const corners = cornersOf(box(0.1, -0.1, 0.1, -0.1, 90));
    expect(corners[0]![0]).toBeCloseTo(0.1, 9);
    expect(corners[0]![1]).toBeCloseTo(-0.1, 9);
  });

  it.each([
    ['west of it to east of it', box(1, 0, -179.9, 179.9)],
    ['on beyond 180 degrees', box(1, 0, 180.1, 179.9)],
    ['from beyond 180 degrees', box(1, 0, -179.9, -180.1)],
  ])('that lies across the antimeridian, %s, is as wide as it is', (_, text) => {
    const longitudes = cornersOf(text).map(([x]) => x);
    expect(longitudes).toEqual([179.9, -179.9, -179.9, 179.9, 179.9]);
  });

  it('whose west and east are exchanged is no wider than between them', () => {
    expect(cornersOf(box(43, 42, 129, 130)).map(([x]) => x)).toEqual([129, 130, 130, 129, 129]);
  });

  it('of four corners has those', () => {
    const quad = `<gx:LatLonQuad>${coordinates('1,1 2,1.5 2,2 1,2')}</gx:LatLonQuad>`;
    expect(cornersOf(`${quad}${box(9, 8, 9, 8)}`)).toEqual([
      [1, 1],
      [2, 1.5],
      [2, 2],
      [1, 2],
      [1, 1],
    ]);
  });

  it.each([
    ['no box', '<Icon/>', 'none'],
    ['three corners', `<gx:LatLonQuad>${coordinates('1,1 2,1 2,2')}</gx:LatLonQuad>`, 'coordinates'],
    ['a side that is none', box(Number.NaN, 0, 1, 0), 'coordinates'],
    ['a side that is missing', '<LatLonBox><north>1</north></LatLonBox>', 'coordinates'],
    ['a turn that is none', box(1, 0, 1, 0, '3,5'), 'coordinates'],
    ['no extent', box(1, 1, 1, 1), 'few'],
  ])('is lost with %s', (_, text, why) => {
    expect(overlay(text)).toEqual({ why });
  });
});
