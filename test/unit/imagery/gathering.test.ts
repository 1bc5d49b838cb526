import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { PixelArray } from '#imagery/base/raster.ts';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import { writeDisplayCopy } from '#imagery/cog/display-copy.ts';
import type { Gathering } from '#imagery/gather/gathered-raster.ts';
import { inspectGathering } from '#imagery/inspect/gathering-inspection.ts';
import { georeferenceFields, metadataField } from '#imagery/place/geo-fields.ts';
import { ingest } from '#imagery/process/ingest.ts';
import { tags, textField } from '#imagery/tiff/tiff.ts';
import { readPixels } from '../../support/imagery/cog-structure.ts';
import { makeTiff, type TestTiff } from '../../support/imagery/geotiff.ts';
import { texturedRows } from '../../support/imagery/textured-scene.ts';

vi.setConfig({ testTimeout: 60_000 });

const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-gathering-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const [east, north] = [576_000, 4_710_000];
let made = 0;

/** A part whose upper left corner lies so many metres from the valley's; `pixel` in metres. */
async function part(
  fileName: string,
  { x = 0, y = 0, pixel = 1, epsg = 32652, noData, ...tiff }: TestTiff & PartPlace,
): Promise<Gathering['parts'][number]> {
  made++;
  const file = path.join(folder, `${made}`);
  const fields = [
    ...georeferenceFields(epsg, [east + x, pixel, 0, north - y, 0, -pixel], false),
    ...(noData === undefined ? [] : [textField(tags.gdalNoData, noData)]),
    ...(tiff.fields ?? []),
  ];
  await writeFile(file, makeTiff({ ...tiff, fields }));
  return { path: file, fileName };
}
type PartPlace = {
  x?: number;
  y?: number;
  pixel?: number;
  epsg?: number;
  noData?: string;
};

function gathering(arrangement: Gathering['arrangement'], parts: Gathering['parts'][number][]): Gathering {
  const [first, ...others] = parts;
  return { arrangement, parts: [first!, ...others] };
}

async function shown(of: Gathering, make = writeDisplayCopy) {
  made++;
  const displayPath = path.join(folder, `${made}.display.tif`);
  const copy = await make({ originalPath: of.parts[0].path, displayPath, gathering: of });
  return { copy, displayPath, pixels: Array.from(await readPixels(displayPath)) };
}

async function refusal(work: Promise<unknown>): Promise<ImageryRefusal> {
  const outcome = await work.catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(ImageryRefusal);
  return outcome as ImageryRefusal;
}

const [width, height] = [90, 60];
const whole = texturedRows(width, 0, height);
const band = (index: number) => whole.filter((_, at) => at % 3 === index);

/** The pixels of a rectangle of the whole, bands interleaved. */
function cut(x: number, y: number, across: number, down: number): Uint8Array {
  const rows = Array.from({ length: down }, (_, row) => {
    const start = ((y + row) * width + x) * 3;
    return [...whole.subarray(start, start + across * 3)];
  });
  return Uint8Array.from(rows.flat());
}

const tile = (name: string, x: number, y: number, across = 30, down = 30) =>
  part(name, { x, y, width: across, height: down, bandCount: 3, pixels: cut(x, y, across, down) });

describe('bands that came as separate files', () => {
  it('become the bands of one image, with the very same values and their names', async () => {
    const parts = await Promise.all(
      ['B04 red', 'B03 green', 'B02 blue'].map(async (bandName, index) => ({
        ...(await part(`${bandName}.tif`, { width, height, pixels: band(index) })),
        bandName,
      })),
    );
    const besidePaths = parts.map((each) => each.path);
    const confined: typeof writeDisplayCopy = (request) => ingest({ ...request, besidePaths });
    const { copy, pixels } = await shown(gathering('bands', parts), confined);
    expect(copy).toMatchObject({ width, height, noData: null });
    expect(copy.bands.map(({ name, type }) => [name, type])).toEqual([
      ['B04 red', 'uint8'],
      ['B03 green', 'uint8'],
      ['B02 blue', 'uint8'],
    ]);
    expect(pixels).toEqual([...whole]);
  });

  it('of 10, 20 and 60 m lie on the 10 m grid, each pixel with the value that was measured there', async () => {
    const coarse = (pixel: number) => {
      const [across, down] = [width / pixel, height / pixel];
      return { pixel: pixel * 10, width: across, height: down, values: across * down };
    };
    const fine = await part('B02.tif', { pixel: 10, width, height, pixels: band(0) });
    const other = async (name: string, { values, ...place }: ReturnType<typeof coarse>) =>
      part(name, {
        ...place,
        pixels: Uint16Array.from({ length: values }, (_, at) => 300 + at),
        pixelType: 'uint16',
      });
    const of = gathering('bands', [
      await other('B11.tif', coarse(2)),
      fine,
      await other('B09.tif', coarse(6)),
    ]);
    const { copy, pixels } = await shown(of);
    expect(copy.bands.map(({ type }) => type)).toEqual(['uint16', 'uint16', 'uint16']);
    for (const [x, y] of [
      [0, 0],
      [5, 5],
      [6, 5],
      [89, 59],
    ] as const)
      expect(pixels.slice((y * width + x) * 3, (y * width + x) * 3 + 3)).toEqual([
        300 + Math.floor(y / 2) * 45 + Math.floor(x / 2),
        band(0)[y * width + x],
        300 + Math.floor(y / 6) * 15 + Math.floor(x / 6),
      ]);
    const inspection = await inspectGathering(of);
    expect(inspection.resampledFrom.map((metres) => metres && Math.round(metres))).toEqual([20, null, 60]);
    expect(inspection).toMatchObject({ width, height });
  });

  it("whose edges lie half a pixel apart, as Landsat's 15 and 30 m bands, lose nothing and gain no gap", async () => {
    const pan = await part('B8.tif', {
      x: 7.5,
      y: 7.5,
      pixel: 15,
      width: 9,
      height: 5,
      pixels: band(0).slice(0, 45),
    });
    const red = await part('B4.tif', {
      pixel: 30,
      width: 5,
      height: 3,
      pixels: Uint8Array.from({ length: 15 }, (_, at) => at + 1),
    });
    const { copy, pixels } = await shown(gathering('bands', [pan, red]));
    expect(copy).toMatchObject({ width: 9, height: 5 });
    expect(copy.bands).toHaveLength(2);
    expect(pixels.filter((_, at) => at % 2 === 1).slice(0, 9)).toEqual([1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });

  it('have nodata where one of them does not reach, or hide it where they know no nodata', async () => {
    const ones = (length: number) => new Uint8Array(length).fill(1);
    const pair = async (noData?: string) =>
      gathering('bands', [
        await part('a.tif', { width: 4, height: 1, pixels: ones(4), ...(noData && { noData }) }),
        await part('b.tif', { x: 1, width: 4, height: 1, pixels: ones(4) }),
      ]);
    const stated = await shown(await pair('9'));
    expect(stated.copy.noData).toBe('9');
    expect(stated.pixels).toEqual([1, 9, 1, 1, 1, 1, 1, 1, 9, 1]);
    const unstated = await shown(await pair());
    expect(unstated.copy.bands.at(-1)?.alpha).toBe(true);
    expect(unstated.pixels).toEqual([1, 0, 0, 1, 1, 255, 1, 1, 255, 1, 1, 255, 0, 1, 0]);
  });

  it.each<[string, string, Partial<TestTiff & PartPlace>]>([
    ['another reference system', 'Warp them to one reference system', { epsg: 32651 }],
    ['pixels of no whole multiple', "pixels of 'odd.tif' are 2.5 x 2.5 large", { pixel: 2.5 }],
    ['other ground', 'share 0% of their ground', { x: 200 }],
  ])('with %s are refused', async (_, sentence, change) => {
    const same = { width, height, pixels: band(0) };
    const of = gathering('bands', [
      await part('first.tif', same),
      await part('odd.tif', { ...same, ...change }),
    ]);
    const { code, detail } = await refusal(inspectGathering(of));
    expect(code).toBe('parts_do_not_fit');
    expect(detail).toContain(sentence);
    expect(await refusal(shown(of))).toMatchObject({ code, detail });
  });

  it('say which of them cannot be read', async () => {
    const broken = path.join(folder, 'broken');
    await writeFile(broken, 'PK no image at all, but an archive of something');
    const good = await part('B02.tif', { width, height, pixels: band(0) });
    const of = gathering('bands', [good, { path: broken, fileName: 'B03.tif' }]);
    expect((await refusal(inspectGathering(of))).detail).toMatch(/^'B03\.tif': /);
  });
});

describe('the tiles of a mosaic', () => {
  it('make the whole again, and where one is missing there is nothing to be seen', async () => {
    const tiles = await Promise.all([
      tile('R1C1.tif', 0, 0),
      tile('R1C2.tif', 30, 0),
      tile('R1C3.tif', 60, 0),
      tile('R2C1.tif', 0, 30),
      tile('R2C3.tif', 60, 30),
    ]);
    const { copy, pixels } = await shown(gathering('mosaic', tiles));
    expect(copy).toMatchObject({ width, height });
    expect(copy.bands.map(({ alpha }) => alpha === true)).toEqual([false, false, false, true]);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const missing = y >= 30 && x >= 30 && x < 60;
        const at = y * width + x;
        const colours = [...whole.subarray(at * 3, at * 3 + 3), 255];
        expect(pixels.slice(at * 4, at * 4 + 4)).toEqual(missing ? [0, 0, 0, 0] : colours);
      }
    const inspection = await inspectGathering(gathering('mosaic', tiles));
    expect(inspection).toMatchObject({ width, height });
    expect(inspection.placement.grid.affine).toEqual([east, 1, 0, north, 0, -1]);
  });

  it('keep their bands, names and colours, and no alpha where nothing is missing', async () => {
    const names = metadataField({}, ['red', 'green', 'blue']);
    const left = { width: 30, height, bandCount: 3, pixels: cut(0, 0, 30, height), fields: [names] };
    const of = gathering('mosaic', [await part('1.tif', left), await tile('2.tif', 30, 0, 60, height)]);
    const { copy, pixels } = await shown(of);
    expect(copy.bands.map(({ name }) => name)).toEqual(['red', 'green', 'blue']);
    expect(pixels).toEqual([...whole]);
  });

  it('that overlap show the first that has a valid pixel', async () => {
    const row = (...values: number[]) => ({
      width: values.length,
      height: 1,
      pixels: Uint8Array.from(values),
    });
    const { copy, pixels } = await shown(
      gathering('mosaic', [
        await part('1.tif', { ...row(11, 12, 0, 14), noData: '0' }),
        await part('2.tif', { x: 2, ...row(23, 24, 99, 26), noData: '99' }),
      ]),
    );
    expect(copy.noData).toBe('0');
    expect(pixels).toEqual([11, 12, 23, 14, 0, 26]);
  });

  it('of floats have NaN where there is none, and of different types the type that holds both', async () => {
    const two = (values: PixelArray, pixelType: TestTiff['pixelType']) => ({
      ...{ width: 2, height: 1, pixels: values },
      ...(pixelType && { pixelType }),
    });
    const { copy, pixels } = await shown(
      gathering('mosaic', [
        await part('1.tif', two(Float32Array.of(0.25, 0.5), 'float32')),
        await part('2.tif', { x: 3, ...two(Uint16Array.of(700, 60_000), 'uint16') }),
      ]),
    );
    expect(copy.bands.map(({ type, max }) => [type, max])).toEqual([['float32', 60_000]]);
    expect(pixels).toEqual([0.25, 0.5, Number.NaN, 700, 60_000]);
  });

  it.each<[string, string, Partial<TestTiff & PartPlace>]>([
    ['off the grid of the others', "'odd.tif' lies 0.40 of a pixel off the grid of 'first.tif'", { x: 30.4 }],
    ['with pixels of another size', 'tiles of one mosaic have pixels of one size', { pixel: 1.1 }],
    [
      'with other bands',
      "'odd.tif' has 1 bands, 'first.tif' has 3",
      { bandCount: 1, pixels: new Uint8Array(900) },
    ],
    ['far away', 'they would fill 1% of their mosaic', { x: 3_000, y: 60 }],
    ['beyond the size of an image', 'Choose fewer of them', { x: 600_000 }],
  ])('are refused where one is %s', async (_, sentence, change) => {
    const same = { width: 30, height: 30, bandCount: 3, pixels: cut(0, 0, 30, 30) };
    const of = gathering('mosaic', [
      await part('first.tif', same),
      await part('odd.tif', { ...same, ...change }),
    ]);
    expect((await refusal(inspectGathering(of))).detail).toContain(sentence);
  });

  it.skipIf(!existsSync('/usr/bin/gdalbuildvrt'))('are laid as GDAL lays them', async () => {
    const tiles = await Promise.all([tile('1', 0, 0), tile('2', 60, 30), tile('3', 30, 0)]);
    const vrt = path.join(folder, 'judge.vrt');
    const judged = path.join(folder, 'judged.tif');
    const run = promisify(execFile);
    await run('gdalbuildvrt', ['-addalpha', vrt, ...tiles.map((each) => each.path)]);
    await run('gdal_translate', ['-q', vrt, judged]);
    const { pixels } = await shown(gathering('mosaic', tiles));
    expect(pixels).toEqual(Array.from(await readPixels(judged)));
  });
});
