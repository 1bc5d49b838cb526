import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import { keys } from '#imagery/geo-key/geo-keys.ts';
import { inspect } from '#imagery/inspect/inspect.ts';
import { type TiffField, tags } from '#imagery/tiff/tiff.ts';
import { hasGdal } from '../../support/imagery/gdal.ts';
import { makeTiff } from '../../support/imagery/geotiff.ts';

const WIDTH = 60;
const HEIGHT = 40;
const short = (tag: number, ...values: number[]): TiffField => ({ tag, type: 'short', values });
const doubles = (tag: number, ...values: number[]): TiffField => ({ tag, type: 'double', values });
const degrees = short(
  tags.geoKeyDirectory,
  ...[1, 1, 0, 3, keys.model, 0, 1, 2, keys.rasterType, 0, 1, 1, keys.geodeticSystem, 0, 1, 4326],
);

/** Points along lines that bend, as those of radar images do. */
const bentPoints = doubles(
  tags.modelTiepoint,
  ...[0, 20, 40, 60].flatMap((column) =>
    [0, 20, 40].flatMap((row) => [
      ...[column, row, 0],
      ...[129.9 + column * 1e-4 + row * 4e-5 + column * column * 3e-6, 42.5 + column * 3e-5 - row * 9e-5, 0],
    ]),
  ),
);

/** Offsets, scales and coefficients of a camera that looks straight down, but for the height of the ground. */
const camera = doubles(
  tags.rpcCoefficients,
  ...[-1, -1, HEIGHT / 2, WIDTH / 2, 42.54, 129.93, 500, HEIGHT / 2, WIDTH / 2, 0.0005, 0.001, 500],
  ...[[0, 0, -1, 0.01], [1], [0, 1, 0, 0.3], [1]].flatMap((terms) => [
    ...terms,
    ...new Array<number>(20 - terms.length).fill(0),
  ]),
);

const grey = (...fields: TiffField[]) =>
  makeTiff({
    width: WIDTH,
    height: HEIGHT,
    pixels: new Uint8Array(WIDTH * HEIGHT).map((_, at) => at % 251),
    fields,
  });
const complex = (...fields: TiffField[]) =>
  makeTiff({
    width: WIDTH,
    height: HEIGHT,
    bandCount: 2,
    pixelType: 'float32',
    pixels: new Float32Array(WIDTH * HEIGHT * 2).map((_, at) => at % 97),
    fields: [
      short(tags.samplesPerPixel, 1),
      short(tags.bitsPerSample, 64),
      short(tags.sampleFormat, 6),
      ...fields,
    ],
  });

describe('a refusal that names a command', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'afterimage-commands-'));
    const heights = new Float32Array(WIDTH * HEIGHT).fill(500);
    const scale = [
      degrees,
      doubles(tags.modelPixelScale, 0.001, 0.001, 0),
      doubles(tags.modelTiepoint, 0, 0, 0, 129.9, 42.56, 0),
    ];
    await writeFile(
      path.join(folder, 'HEIGHTS.tif'),
      makeTiff({ width: WIDTH, height: HEIGHT, pixelType: 'float32', pixels: heights, fields: scale }),
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const valley = [
    degrees,
    doubles(tags.modelPixelScale, 1e-5, 1e-5, 0),
    doubles(tags.modelTiepoint, 0, 0, 0, 129.9, 42.5, 0),
  ];
  it.each([
    ['points that bend', () => grey(degrees, bentPoints), /^gdalwarp -tps INPUT/],
    ['complex numbers and points', () => complex(degrees, bentPoints), /^gdalwarp -tps DERIVED.*AMPLITUDE/],
    ['complex numbers on a grid', () => complex(...valley), /^gdal_translate DERIVED.*AMPLITUDE/],
    ['a camera model alone', () => grey(camera), /^gdalwarp -rpc -to RPC_DEM=HEIGHTS\.tif/],
  ])('names one for %s whose result is taken', async (_, bytes, named) => {
    const input = path.join(folder, 'INPUT.tif');
    await writeFile(input, bytes());
    const found = await inspect(input).catch((error: unknown) => error as ImageryRefusal);
    const { detail = '' } = found instanceof ImageryRefusal ? found : (found.placeMissing ?? {});
    const command = /"(gdal[^"]+)"/.exec(detail)?.[1] ?? '';
    expect(command).toMatch(named);
    if (!hasGdal) return;
    const [program = '', ...parts] = command.split(' ');
    execFileSync(program, [...parts.slice(0, -2), '-q', ...parts.slice(-2)], { cwd: folder });
    const { placement, placeMissing } = await inspect(path.join(folder, 'OUTPUT.tif'));
    expect(placeMissing).toBeNull();
    expect(placement?.doubts).toEqual([]);
    await rm(path.join(folder, 'OUTPUT.tif'));
  });
});
