import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { PixelArray } from '#imagery/base/raster.ts';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import { writeDisplayCopy } from '#imagery/cog/display-copy.ts';
import { keys } from '#imagery/geo-key/geo-keys.ts';
import { inspect } from '#imagery/inspect/inspect.ts';
import type { HandPlacement } from '#imagery/place/hand-placement.ts';
import { referenceSystem } from '#imagery/reference-system/base/reference-system.ts';
import { type TiffField, tags } from '#imagery/tiff/tiff.ts';
import { readPixels } from '../../support/imagery/cog-structure.ts';
import { gdalTransform, hasGdal } from '../../support/imagery/gdal.ts';
import { makeTiff } from '../../support/imagery/geotiff.ts';

const scratch = await mkdtemp(path.join(tmpdir(), 'afterimage-placement-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));
let count = 0;
function fresh(ending: string): string {
  count++;
  return path.join(scratch, `${count}${ending}`);
}

const WIDTH = 24;
const HEIGHT = 16;
/** A bright square of four pixels on dark ground; its middle is a pixel corner. */
const marker = { column: 7, row: 5 };

function markedPixels(): Uint8Array {
  const pixels = new Uint8Array(WIDTH * HEIGHT).fill(40);
  for (const row of [marker.row - 1, marker.row])
    for (const column of [marker.column - 1, marker.column]) pixels[row * WIDTH + column] = 240;
  return pixels;
}

async function fileOf(fields: readonly TiffField[]): Promise<string> {
  const file = fresh('.tif');
  await writeFile(file, makeTiff({ width: WIDTH, height: HEIGHT, pixels: markedPixels(), fields }));
  return file;
}

const doubles = (tag: number, ...values: number[]): TiffField => ({ tag, type: 'double', values });
function geoKeys(...entries: [key: number, value: number][]): TiffField {
  const values = [1, 1, 0, entries.length, ...entries.flatMap(([key, value]) => [key, 0, 1, value])];
  return { tag: tags.geoKeyDirectory, type: 'short', values };
}
const inUtm = (rasterType: 1 | 2) =>
  geoKeys([keys.model, 1], [keys.rasterType, rasterType], [keys.projectedSystem, 32652]);

/** x = X + a column + b row, y = Y + c column + d row, in UTM 52N. */
const matrix = (a: number, b: number, c: number, d: number) =>
  doubles(tags.modelTransformation, a, b, 0, 576_000, c, d, 0, 4_710_000, 0, 0, 0, 0, 0, 0, 0, 1);

/** The middle of what is bright in a display copy, in the copy's own system. */
async function brightPlace(file: string, given?: HandPlacement) {
  const displayPath = fresh('.display.tif');
  const copy = await writeDisplayCopy({
    originalPath: file,
    displayPath,
    ...(given && { placement: given }),
  });
  const { placement } = await inspect(displayPath);
  const pixels = (await readPixels(displayPath)) as PixelArray;
  let [x, y, sum] = [0, 0, 0];
  const bands = copy.bands.length;
  for (let row = 0; row < copy.height; row++)
    for (let column = 0; column < copy.width; column++) {
      const value = Math.max(0, pixels[(row * copy.width + column) * bands]! - 40);
      sum += value;
      x += value * (column + 0.5);
      y += value * (row + 0.5);
    }
  const [west, across, , north, , down] = placement!.grid.affine;
  return {
    place: [west + (x / sum) * across, north + (y / sum) * down] as const,
    copy,
    displayPath,
    placement,
  };
}

const turn = (degrees: number, side: number): [number, number, number, number] => {
  const angle = (degrees * Math.PI) / 180;
  return [side * Math.cos(angle), side * Math.sin(angle), side * Math.sin(angle), -side * Math.cos(angle)];
};

describe('a marker in an image', () => {
  it.each<[string, [number, number, number, number], string]>([
    ['with north up', [0.5, 0, 0, -0.5], 'as_is'],
    ['with pixels that are no squares', [2, 0, 0, -0.5], 'as_is'],
    ['with south up', [0.5, 0, 0, 0.5], 'reordered'],
    ['mirrored', [-0.5, 0, 0, -0.5], 'reordered'],
    ['turned by 180 degrees', [-0.5, 0, 0, 0.5], 'reordered'],
    ['turned by 90 degrees', [0, -0.5, -0.5, 0], 'reordered'],
    ['turned by 270 degrees', [0, 0.5, 0.5, 0], 'reordered'],
    ['with rows and columns exchanged', [0, 0.5, -0.5, 0], 'reordered'],
    ['turned by 30 degrees', turn(30, 0.5), 'resampled'],
    ['turned by 200 degrees', turn(200, 0.5), 'resampled'],
    ['sheared', [0.5, 0.2, 0, -0.5], 'resampled'],
    ['turned and mirrored, of long pixels', [0.8, -0.3, -0.6, -0.4], 'resampled'],
  ])('%s is shown where its transform puts it', async (_, [a, b, c, d], method) => {
    const file = await fileOf([inUtm(1), matrix(a, b, c, d)]);
    const { placement: found } = await inspect(file);
    expect(found?.grid.method).toBe(method);
    const { place, displayPath } = await brightPlace(file);
    const expected = [
      576_000 + a * marker.column + b * marker.row,
      4_710_000 + c * marker.column + d * marker.row,
    ];
    const tolerance = method === 'resampled' ? 0.2 : 1e-6;
    expect(Math.abs(place[0] - expected[0]!)).toBeLessThan(tolerance);
    expect(Math.abs(place[1] - expected[1]!)).toBeLessThan(tolerance);
    if (!hasGdal) return;
    const judged = gdalTransform([marker.column, marker.row], { file });
    const own = referenceSystem(32652).toWgs84(...place);
    expect(Math.abs(own[0] - judged[0])).toBeLessThan(tolerance * 1e-5 + 1e-8);
    expect(Math.abs(own[1] - judged[1])).toBeLessThan(tolerance * 1e-5 + 1e-8);
    expect((await inspect(displayPath)).placement?.standsInFile).toBe(true);
  });

  it.each<[string, TiffField[]]>([
    [
      'a tie point',
      [
        doubles(tags.modelPixelScale, 0.5, 0.5, 0),
        doubles(tags.modelTiepoint, 2, 3, 0, 576_001, 4_709_998.5, 0),
      ],
    ],
    ['a matrix', [matrix(0.5, 0, 0, -0.5)]],
  ])('lies half a pixel north-west where %s names pixel centres (PixelIsPoint)', async (_, fields) => {
    for (const [rasterType, shift] of [
      [1, 0],
      [2, 0.25],
    ] as const) {
      const file = await fileOf([inUtm(rasterType), ...fields]);
      const { place } = await brightPlace(file);
      expect(place[0]).toBeCloseTo(576_003.5 - shift, 6);
      expect(place[1]).toBeCloseTo(4_709_997.5 + shift, 6);
      if (!hasGdal) continue;
      const judged = gdalTransform([marker.column, marker.row], { file, to: 'EPSG:32652' });
      expect(place[0]).toBeCloseTo(judged[0], 6);
      expect(place[1]).toBeCloseTo(judged[1], 6);
    }
  });

  it('keeps every pixel where they are only reordered', async () => {
    const { displayPath } = await brightPlace(await fileOf([inUtm(1), matrix(0, -0.5, -0.5, 0)]));
    const sorted = (pixels: ArrayLike<number>) => Array.from(pixels).sort();
    expect(sorted(await readPixels(displayPath))).toEqual(sorted(markedPixels()));
  });

  it('lies on transparent ground where a turned image leaves corners bare, and no scratch is left', async () => {
    const { copy } = await brightPlace(await fileOf([inUtm(1), matrix(...turn(45, 0.5))]));
    expect(copy.bands.map(({ alpha }) => alpha ?? false)).toEqual([false, true]);
    expect(copy.bands[0]).toMatchObject({ max: 240 });
    expect((await readdir(scratch)).filter((name) => name.includes('.writing-'))).toEqual([]);
  });
});

const around: readonly [number, number][] = [
  [0, 0],
  [WIDTH, 0],
  [WIDTH, HEIGHT],
  [0, HEIGHT],
];
const tiesOf = (...points: readonly number[][]) =>
  doubles(
    tags.modelTiepoint,
    ...points.flatMap(([column = 0, row = 0, x = 0, y = 0]) => [column, row, 0, x, y, 0]),
  );
const groundOf = (column: number, row: number): [number, number] => [
  576_000 + 0.45 * column + 0.2 * row,
  4_710_000 + 0.2 * column - 0.45 * row,
];

describe('control points', () => {
  const exact = around.map(([column, row]) => [column, row, ...groundOf(column, row)]);

  it('of a file place it, with their residual', async () => {
    const bent = exact.map(([c = 0, r = 0, x = 0, y = 0], index) => [c, r, x + (index === 2 ? 0.8 : 0), y]);
    const { placement } = await inspect(await fileOf([inUtm(1), tiesOf(...bent)]));
    expect(placement).toMatchObject({ origin: 'file', epsg: 32652, residual: { points: 4 } });
    // One of four corners off by 0.8 m: each is missed by as much by what the three others make.
    expect(placement?.residual?.metres).toBeCloseTo(0.8, 2);
    expect(placement?.residual?.pixels).toBeCloseTo(0.8 / 0.5, 0);
  });

  it('that are three alone, or one beside others on one line, leave no residual, or none of that one', async () => {
    const residualOf = async (ties: number[][]) =>
      (await inspect(await fileOf([inUtm(1), tiesOf(...ties)]))).placement?.residual;
    expect(await residualOf(exact.slice(0, 3))).toBeNull();
    const line = [0, WIDTH / 4, WIDTH / 2, WIDTH].map((column) => [column, 0, ...groundOf(column, 0)]);
    const beside = [0, HEIGHT, ...groundOf(0, HEIGHT)];
    expect(await residualOf([line[0]!, line[1]!, beside])).toBeNull();
    const [east, north] = groundOf(WIDTH, 0);
    const off = [WIDTH, 0, east + 0.4, north];
    const left = await residualOf([line[0]!, line[2]!, off, beside]);
    expect(left?.points).toBe(4);
    expect(left?.largestMetres).toBeCloseTo(0.4, 2);
  });

  it('in degrees are fitted where a pixel is a pixel in all directions', async () => {
    const points = around.map(([column, row]) => {
      const [x, y] = referenceSystem(32652).toWgs84(...groundOf(column, row));
      return { column, row, x, y };
    });
    const given: HandPlacement = { kind: 'control_points', crs: 'EPSG:4326', points };
    const { place, placement } = await brightPlace(await fileOf([]), given);
    expect(placement?.epsg).toBe(32652);
    const [x, y] = groundOf(marker.column, marker.row);
    expect(Math.hypot(place[0] - x, place[1] - y)).toBeLessThan(0.2);
  });

  it.each<[string, number[][], RegExp]>([
    ['two', exact.slice(0, 2), /at least three/],
    ['on one line', [exact[0]!, [12, 8, ...groundOf(12, 8)], exact[2]!], /on one line/],
    [
      'that contradict each other',
      exact.map(([c = 0, r = 0, x = 0, y = 0], index) => [c, r, x + (index === 2 ? 12 : 0), y]),
      /miss a common grid by 3\.4 pixels.*add more/,
    ],
  ])('%s leave the place to the analyst, and are refused from one', async (_, points, words) => {
    const file = await fileOf([inUtm(1), tiesOf(...points)]);
    const { placement, placeMissing } = await inspect(file);
    expect(placement).toBeNull();
    expect(placeMissing?.code).toBe('georeference_unsupported');
    expect(placeMissing?.detail).toMatch(words);
    const given: HandPlacement = {
      kind: 'control_points',
      crs: 'EPSG:32652',
      points: points.map(([column = 0, row = 0, x = 0, y = 0]) => ({ column, row, x, y })),
    };
    expect((await refusalOf(() => inspect(file, given))).detail).toMatch(words);
  });
});

describe('an image that does not say where it lies', () => {
  it.each<[string, TiffField[], string]>([
    ['nothing at all', [], 'georeference_missing'],
    ['pixels of no size', [inUtm(1), matrix(0, 0, 0, 0)], 'georeference_missing'],
    ['a transform without a system', [matrix(0.5, 0, 0, -0.5)], 'reference_system_missing'],
  ])('having %s, is not refused but asked about', async (_, fields, code) => {
    const { placement, placeMissing } = await inspect(await fileOf(fields));
    expect(placement).toBeNull();
    expect(placeMissing?.code).toBe(code);
    expect(placeMissing?.detail).toMatch(/^[A-Z].*\.$/);
  });

  it('is placed by its corners in degrees without a pixel being changed', async () => {
    const given: HandPlacement = {
      kind: 'corners',
      crs: 'EPSG:4326',
      corners: [
        [129.9, 42.6],
        [130.02, 42.6],
        [130.02, 42.52],
        [129.9, 42.52],
      ],
    };
    const { place, placement } = await brightPlace(await fileOf([]), given);
    expect(placement?.epsg).toBe(4326);
    expect(place[0]).toBeCloseTo(129.9 + 0.005 * marker.column, 8);
    expect(place[1]).toBeCloseTo(42.6 - 0.005 * marker.row, 8);
  });

  it('is placed by a world file, which names the middle of the first pixel', async () => {
    const given: HandPlacement = {
      kind: 'grid',
      crs: 'EPSG:32652',
      transform: [0.5, 0, 0, -0.5, 576_000.25, 4_709_999.75],
    };
    const { place } = await brightPlace(await fileOf([]), given);
    expect(place).toEqual([576_003.5, 4_709_997.5]);
  });

  it('takes its own transform where only the system was missing', async () => {
    const file = await fileOf([matrix(0.5, 0, 0, -0.5)]);
    const { place, placement } = await brightPlace(file, { kind: 'grid', crs: 'EPSG:32652' });
    expect(placement?.epsg).toBe(32652);
    expect(place).toEqual([576_003.5, 4_709_997.5]);
  });

  it.each<[string, HandPlacement, string]>([
    ['latitude before longitude', cornersIn('EPSG:4326', [42, 129.9]), 'not_on_earth'],
    ['an unknown code', cornersIn('EPSG:1', [129, 42]), 'reference_system_unsupported'],
    ['a text that defines nothing', { kind: 'grid', crs: '+proj=nowhere' }, 'reference_system_unsupported'],
    ['the Moon', { kind: 'grid', crs: '+proj=longlat +a=1737400 +b=1737400' }, 'not_on_earth'],
    ['no transform to add a system to', { kind: 'grid', crs: 'EPSG:32652' }, 'georeference_missing'],
  ])('is not placed by %s', async (_, given, code) => {
    const refusal = await refusalOf(async () => inspect(await fileOf([]), given));
    expect(refusal.code).toBe(code);
    expect(refusal.detail).toMatch(/^[A-Z0-9].*\.$/);
  });
});

describe('a system of the file itself', () => {
  const plane = (method: number, ...more: [key: number, value: number][]) => {
    const values = more.map(([, value]) => value);
    const entries = [
      [keys.model, 0, 1, 1],
      [keys.rasterType, 0, 1, 1],
      [keys.geodeticSystem, 0, 1, 4326],
      [keys.projectedSystem, 0, 1, 32767],
      [keys.projection, 0, 1, 32767],
      [keys.method, 0, 1, method],
      [keys.linearUnit, 0, 1, 9001],
      ...more.map(([key], index) => [key, tags.geoDoubleParams, 1, index]),
    ];
    return [
      {
        tag: tags.geoKeyDirectory,
        type: 'short',
        values: [1, 1, 0, entries.length, ...entries.flat()],
      } as TiffField,
      doubles(tags.geoDoubleParams, ...values),
    ];
  };
  const at = (x: number, y: number) =>
    doubles(tags.modelTransformation, 100, 0, 0, x, 0, -100, 0, y, 0, 0, 0, 0, 0, 0, 0, 1);

  it.each<[string, TiffField[], [number, number], [number, number]]>([
    [
      'Lambert conformal conic of two parallels',
      plane(
        8,
        [keys.standardParallel1, 30],
        [keys.standardParallel2, 50],
        [keys.falseOriginLatitude, 40],
        [keys.falseOriginLongitude, 130],
      ),
      [100_000, 200_000],
      [131.2217632, 41.8221988],
    ],
    [
      'Albers',
      plane(
        11,
        [keys.standardParallel1, 30],
        [keys.standardParallel2, 50],
        [keys.naturalOriginLatitude, 40],
        [keys.naturalOriginLongitude, 130],
      ),
      [100_000, 200_000],
      [131.220948, 41.7678014],
    ],
    [
      'polar stereographic',
      plane(15, [keys.naturalOriginLatitude, 70], [keys.straightVerticalPoleLongitude, -45]),
      [1_000_000, -2_000_000],
      [-18.4349488, 69.5687658],
    ],
    [
      'transverse Mercator',
      plane(
        1,
        [keys.naturalOriginLatitude, 38],
        [keys.naturalOriginLongitude, 127],
        [keys.scaleAtNaturalOrigin, 1],
        [keys.falseEasting, 200_000],
        [keys.falseNorthing, 500_000],
      ),
      [300_000, 900_000],
      [128.1994286, 41.5963442],
    ],
  ])('by %s is read from its keys', async (_, fields, [x, y], expected) => {
    const file = await fileOf([...fields, at(x, y)]);
    const { placement } = await inspect(file);
    expect(placement?.epsg).toBeNull();
    expect(placement?.projection).toMatch(/^\+proj=/);
    const judged = hasGdal ? gdalTransform([0, 0], { file }) : expected;
    const corners = placement!.footprint.coordinates.flat(
      placement!.footprint.type === 'Polygon' ? 1 : 2,
    ) as unknown as [number, number][];
    const nearest = Math.min(...corners.map(([lon, lat]) => Math.hypot(lon - judged[0], lat - judged[1])));
    expect(nearest).toBeLessThan(3e-7);
  });

  it('of another body is refused, by its ellipsoid or by its name', async () => {
    const mars = [...plane(17), at(0, 0)].map((field) =>
      field.tag === tags.geoKeyDirectory && 'values' in field
        ? {
            ...field,
            values: [
              1,
              1,
              0,
              4,
              1024,
              0,
              1,
              1,
              3072,
              0,
              1,
              32767,
              2057,
              tags.geoDoubleParams,
              1,
              0,
              2048,
              0,
              1,
              32767,
            ],
          }
        : field.tag === tags.geoDoubleParams
          ? doubles(tags.geoDoubleParams, 3_396_190)
          : field,
    );
    expect((await refusalOf(async () => inspect(await fileOf(mars)))).code).toBe('not_on_earth');
  });
});

describe('a datum whose shift to WGS 84 is not fully known', () => {
  const lying = async (epsg: number) => {
    const geographic = geoKeys([keys.model, 2], [keys.rasterType, 1], [keys.geodeticSystem, epsg]);
    const degrees = doubles(
      tags.modelTransformation,
      0.01,
      0,
      0,
      127,
      0,
      -0.01,
      0,
      38,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      1,
    );
    return (await inspect(await fileOf([geographic, degrees]))).placement!;
  };

  it.each([
    ['WGS 84', 4326, null],
    ['ETRS89', 4258, null],
    ['Korean 1985', 4162, null],
    ['Tokyo', 4301, 10],
    ['Xian 1980', 4610, 1000],
  ])('is told in metres: %s', async (_, epsg, metres) => {
    const { accuracy } = await lying(epsg);
    expect(accuracy?.metres ?? null).toBe(metres);
    if (accuracy) expect(accuracy.reason).toMatch(/^[A-Z].*\.$/);
  });

  it.runIf(hasGdal)('of Korea lies within what is told of where PROJ puts it', async () => {
    const system = referenceSystem(5174);
    const judged = gdalTransform([200_000, 450_000], { from: 'EPSG:5174' });
    const own = system.toWgs84(200_000, 450_000);
    expect(Math.hypot((own[0] - judged[0]) * 88_000, (own[1] - judged[1]) * 111_000)).toBeLessThan(1);
  });
});

function cornersIn(crs: string, [x, y]: [number, number]): HandPlacement {
  return {
    kind: 'corners',
    crs,
    corners: [
      [x, y],
      [x + 0.1, y],
      [x + 0.1, y - 0.1],
      [x, y - 0.1],
    ],
  };
}

async function refusalOf(act: () => Promise<unknown>): Promise<ImageryRefusal> {
  const outcome = await act().catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(ImageryRefusal);
  return outcome as ImageryRefusal;
}
