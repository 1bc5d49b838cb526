import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import { type DisplayCopy, writeDisplayCopy } from '#imagery/cog/display-copy.ts';
import { photometrics, type TiffField, tags, textField } from '#imagery/tiff/tiff.ts';
import { readPixels } from '../../support/imagery/cog-structure.ts';
import { makeTiff, type TestTiff, valleyGeoreference } from '../../support/imagery/geotiff.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-stored-pixels-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

type Shown = {
  copy: DisplayCopy;
  pixels: number[];
};

let made = 0;
async function kept(tiff: Uint8Array): Promise<string> {
  made++;
  const file = path.join(folder, `${made}.tif`);
  await writeFile(file, tiff);
  return file;
}

/** What is shown of a file: its display copy, read by a reader that is not ours. */
async function shown(tiff: Uint8Array, maskPath?: string): Promise<Shown> {
  const originalPath = await kept(tiff);
  const displayPath = `${originalPath}.display.tif`;
  const copy = await writeDisplayCopy({ originalPath, displayPath, ...(maskPath && { maskPath }) });
  return { copy, pixels: Array.from(await readPixels(displayPath)) };
}

const short = (tag: number, ...values: number[]): TiffField => ({ tag, type: 'short', values });

/** One strip of the given bytes, placed in the valley. */
function stored(
  size: { width: number; height: number; bandCount?: number },
  bytes: ArrayLike<number>,
  fields: readonly TiffField[],
  rest: Partial<TestTiff> = {},
): Buffer {
  return makeTiff({
    ...size,
    blocks: [Uint8Array.from(bytes)],
    ...rest,
    fields: [...valleyGeoreference, ...fields],
  });
}

/** Samples of so many bits, the highest first, each row from a whole byte on. */
function packed(rows: readonly number[][], bits: number): number[] {
  return rows.flatMap((row) => {
    const text = row.map((value) => value.toString(2).padStart(bits, '0')).join('');
    return (text.padEnd(Math.ceil(text.length / 8) * 8, '0').match(/.{8}/g) ?? []).map((byte) =>
      Number.parseInt(byte, 2),
    );
  });
}

function bytesOf(samples: ArrayBufferView): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

describe('samples of odd sizes keep their values', () => {
  const size = { width: 3, height: 2 };

  it.each([1, 2, 4, 7, 10, 12, 14, 20, 31])('of %i bits', async (bits) => {
    const most = 2 ** bits - 1;
    const rows = [
      [0, most, most >> 1],
      [most, 1, 0],
    ];
    const { copy, pixels } = await shown(stored(size, packed(rows, bits), [short(tags.bitsPerSample, bits)]));
    expect(pixels).toEqual(rows.flat());
    expect(copy.bands[0]).toMatchObject({
      type: bits <= 8 ? 'uint8' : bits <= 16 ? 'uint16' : 'uint32',
      min: 0,
      max: most,
    });
  });

  it('of 12 bits and signed', async () => {
    const fields = [short(tags.bitsPerSample, 12), short(tags.sampleFormat, 2)];
    const rows = [
      [0xfff, 0x800, 0x7ff],
      [0, 1, 2],
    ];
    const { copy, pixels } = await shown(stored(size, packed(rows, 12), fields));
    expect(pixels).toEqual([-1, -2048, 2047, 0, 1, 2]);
    expect(copy.bands[0]).toMatchObject({ type: 'int16', min: -2048, max: 2047 });
  });

  it('in reverse bit order', async () => {
    const fields = [short(tags.bitsPerSample, 1), short(tags.fillOrder, 2)];
    const { pixels } = await shown(stored(size, [0b110, 0b001], fields));
    expect(pixels).toEqual([0, 1, 1, 1, 0, 0]);
  });

  it.each<[string, ArrayBufferView, number, string]>([
    ['32-bit unsigned integers', Uint32Array.of(0, 4_294_967_295, 70_000, 9, 1, 2), 1, 'uint32'],
    ['32-bit signed integers', Int32Array.of(0, -2_147_483_648, 2_147_483_647, -9, 1, 2), 2, 'int32'],
    ['64-bit floats', Float64Array.of(0.1, -1e300, 1e300, 1 / 3, 1, 2), 3, 'float64'],
  ])('as %s', async (_, samples, format, type) => {
    const view = samples as unknown as ArrayLike<number>;
    const bits = (samples.byteLength / 6) * 8;
    const fields = [short(tags.bitsPerSample, bits), short(tags.sampleFormat, format)];
    const { copy, pixels } = await shown(stored(size, bytesOf(samples), fields));
    expect(pixels).toEqual(Array.from(view));
    const values = Array.from(view);
    expect(copy.bands[0]).toMatchObject({ type, min: Math.min(...values), max: Math.max(...values) });
  });

  it('as 64-bit integers, in 64-bit floats', async () => {
    const samples = BigInt64Array.of(0n, -5n, 9_007_199_254_740_992n, 1n, 2n, 3n);
    const fields = [short(tags.bitsPerSample, 64), short(tags.sampleFormat, 2)];
    const { copy, pixels } = await shown(stored(size, bytesOf(samples), fields));
    expect(pixels).toEqual([0, -5, 9_007_199_254_740_992, 1, 2, 3]);
    expect(copy.bands[0]!.type).toBe('float64');
  });

  it('as half floats, subnormal and infinite ones among them', async () => {
    const samples = Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff, 0x3555, 0x0000);
    const fields = [short(tags.bitsPerSample, 16), short(tags.sampleFormat, 3)];
    const { pixels } = await shown(stored(size, bytesOf(samples), fields));
    expect(pixels).toEqual([1, -2, 2 ** -24, 65_504, Math.fround(0.333251953125), 0]);
  });
});

describe('colours come out as grey, or red, green and blue', () => {
  const pair = { width: 2, height: 1 };

  it('white is zero: the largest value is white, and nodata is turned with it', async () => {
    const fields = [short(tags.bitsPerSample, 4), textField(tags.gdalNoData, '15')];
    const tiff = stored(pair, [0x0f], fields, { photometric: photometrics.whiteIsZero });
    const { copy, pixels } = await shown(tiff);
    expect(pixels).toEqual([15, 0]);
    expect(copy).toMatchObject({ noData: '0', bands: [{ min: 15, max: 15 }] });
  });

  it.each([
    ['8 bits', new Uint8Array([0, 0, 0, 0, 255, 0, 51, 51]), 8, [255, 255, 255, 0, 204, 163]],
    [
      '16 bits',
      new Uint16Array([0, 0, 0, 0, 65_535, 0, 13_107, 13_107]),
      16,
      [65_535, 65_535, 65_535, 0, 52_428, 41_942],
    ],
  ])('four inks of %s', async (_, samples, bits, colours) => {
    const fields = [short(tags.bitsPerSample, bits, bits, bits, bits)];
    const tiff = stored({ ...pair, bandCount: 4 }, bytesOf(samples), fields, {
      photometric: photometrics.separated,
    });
    expect((await shown(tiff)).pixels).toEqual(colours);
  });

  it('CIE L*a*b*: grey stays grey, and the red of sRGB comes back', async () => {
    // sRGB red is L* 54.29, a* 80.80, b* 69.89 under D50.
    const bytes = [128, 0, 0, Math.round((54.29 / 100) * 255), 81, 70];
    const tiff = stored({ ...pair, bandCount: 3 }, bytes, [], { photometric: photometrics.cieLab });
    const { pixels } = await shown(tiff);
    expect(new Set(pixels.slice(0, 3)).size).toBe(1);
    expect(Math.abs(pixels[3]! - 255)).toBeLessThanOrEqual(2);
    expect(pixels[4]!).toBeLessThan(12);
    expect(pixels[5]!).toBeLessThan(12);
  });

  it('luminance and colour differences that pixels share', async () => {
    const fields = [short(tags.yCbCrSubsampling, 2, 2)];
    // One unit of 2 x 2: four luminances, one pair of differences; then one that the image's edge cuts.
    const bytes = [10, 20, 30, 40, 128, 228, 50, 0, 60, 0, 128, 128];
    const tiff = stored({ width: 3, height: 2, bandCount: 3 }, bytes, fields, {
      photometric: photometrics.yCbCr,
    });
    const red = (luminance: number) => [
      Math.round(luminance + 1.402 * 100),
      Math.max(0, Math.round(luminance - 0.714136 * 100)),
      luminance,
    ];
    expect((await shown(tiff)).pixels).toEqual([
      ...red(10),
      ...red(20),
      ...[50, 50, 50],
      ...red(30),
      ...red(40),
      ...[60, 60, 60],
    ]);
  });

  it('a palette of 4 bits, of which one index is nodata, with alpha where that is', async () => {
    const colours = Array.from({ length: 48 }, (_, at) => ((at % 16) * 16 + Math.floor(at / 16)) * 256);
    const fields = [
      short(tags.bitsPerSample, 4),
      short(tags.colourMap, ...colours),
      textField(tags.gdalNoData, '3'),
    ];
    const tiff = stored(pair, [0x3a], fields, { photometric: photometrics.palette });
    const { copy, pixels } = await shown(tiff);
    expect(pixels).toEqual([48, 49, 50, 0, 160, 161, 162, 255]);
    expect(copy.bands.map(({ alpha }) => alpha)).toEqual([undefined, undefined, undefined, true]);
    expect(copy.noData).toBeNull();
  });

  it('a palette written with numbers of 8 bits', async () => {
    const colours = Array.from({ length: 48 }, (_, at) => at);
    const fields = [short(tags.bitsPerSample, 4), short(tags.colourMap, ...colours)];
    const tiff = stored(pair, [0x1f], fields, { photometric: photometrics.palette });
    expect((await shown(tiff)).pixels).toEqual([1, 17, 33, 15, 31, 47]);
  });

  it('colours that alpha was multiplied into', async () => {
    const bytes = [50, 25, 0, 128, 9, 9, 9, 0];
    const tiff = stored({ ...pair, bandCount: 4 }, bytes, [short(tags.extraSamples, 1)]);
    const { copy, pixels } = await shown(tiff);
    expect(pixels).toEqual([100, 50, 0, 128, 9, 9, 9, 0]);
    expect(copy.bands[3]!.alpha).toBe(true);
  });
});

describe('what is not to be seen', () => {
  const square = { width: 2, height: 2 };
  const float = [short(tags.bitsPerSample, 32), short(tags.sampleFormat, 3)];

  it('a nodata value that no pixel can have hides none', async () => {
    const { copy, pixels } = await shown(
      stored(square, [0, 128, 200, 255], [textField(tags.gdalNoData, '-128')]),
    );
    expect(pixels).toEqual([0, 128, 200, 255]);
    expect(copy).toMatchObject({ noData: null, bands: [{ min: 0, max: 255 }] });
  });

  it('what is no number is hidden, too, where nodata is a number', async () => {
    const samples = Float32Array.of(1, Number.NaN, -9999, 4);
    const { copy, pixels } = await shown(
      stored(square, bytesOf(samples), [...float, textField(tags.gdalNoData, '-9999')]),
    );
    expect(pixels).toEqual([1, -9999, -9999, 4]);
    expect(copy).toMatchObject({ noData: '-9999', bands: [{ min: 1, max: 4 }] });
  });

  it('nodata of more digits than the samples hold is named as they hold it', async () => {
    const samples = Float32Array.of(1, 2, 3, -3.4028234e38);
    const { copy, pixels } = await shown(
      stored(square, bytesOf(samples), [...float, textField(tags.gdalNoData, '-3.4028234e+38')]),
    );
    expect(Number(copy.noData)).toBe(pixels[3]);
    expect(copy.bands[0]).toMatchObject({ min: 1, max: 3 });
  });

  const mask = (bits: number, bytes: number[]) =>
    makeTiff({
      ...square,
      blocks: [Uint8Array.from(bytes)],
      photometric: photometrics.mask,
      fields: [short(tags.bitsPerSample, bits)],
    });

  it.each([
    ['1 bit', mask(1, [0b0100_0000, 0b1000_0000])],
    ['8 bits', mask(8, [0, 255, 1, 0])],
  ])('a mask of %s that is given along becomes an alpha band of integers', async (_, bytes) => {
    const { copy, pixels } = await shown(stored(square, [7, 8, 9, 10], []), await kept(bytes));
    expect(pixels).toEqual([7, 0, 8, 255, 9, 255, 10, 0]);
    expect(copy.bands).toMatchObject([{ min: 8, max: 9 }, { alpha: true }]);
  });

  it('a mask becomes NaN in floats', async () => {
    const samples = Float32Array.of(7, 8, 9, 10);
    const tiff = stored(square, bytesOf(samples), float);
    const { copy, pixels } = await shown(tiff, await kept(mask(8, [0, 255, 255, 0])));
    expect(pixels).toEqual([Number.NaN, 8, 9, Number.NaN]);
    expect(copy).toMatchObject({ noData: 'nan', bands: [{ min: 8, max: 9 }] });
  });

  it('a mask of another size is refused in one sentence', async () => {
    const other = makeTiff({ width: 3, height: 2, pixels: new Uint8Array(6) });
    const outcome = await shown(stored(square, [7, 8, 9, 10], []), await kept(other)).catch(
      (error: unknown) => error,
    );
    expect(outcome).toBeInstanceOf(ImageryRefusal);
    expect((outcome as ImageryRefusal).detail).toMatch(
      /^The mask measures 3 x 2 pixels, the image 2 x 2; .*\.$/,
    );
  });
});

describe("TIFF's orientation", () => {
  // Seen upright:  1 2 3      and stored so that row 0 and column 0 lie where each number says.
  //                4 5 6
  const turned: [orientation: number, width: number, bytes: number[]][] = [
    [1, 3, [1, 2, 3, 4, 5, 6]],
    [2, 3, [3, 2, 1, 6, 5, 4]],
    [3, 3, [6, 5, 4, 3, 2, 1]],
    [4, 3, [4, 5, 6, 1, 2, 3]],
    [5, 2, [1, 4, 2, 5, 3, 6]],
    [6, 2, [3, 6, 2, 5, 1, 4]],
    [7, 2, [6, 3, 5, 2, 4, 1]],
    [8, 2, [4, 1, 5, 2, 6, 3]],
  ];

  it.each(turned)('%i is seen upright where the file has no place', async (orientation, width, bytes) => {
    const fields = [short(tags.orientation, orientation)];
    const { copy, pixels } = await shown(
      makeTiff({ width, height: 6 / width, blocks: [Uint8Array.from(bytes)], fields }),
    );
    expect([copy.width, copy.height]).toEqual([3, 2]);
    expect(pixels).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is passed over where the file has a place, which is that of the stored rows', async () => {
    const tiff = stored({ width: 2, height: 3 }, [3, 6, 2, 5, 1, 4], [short(tags.orientation, 6)]);
    const { copy, pixels } = await shown(tiff);
    expect([copy.width, copy.height]).toEqual([2, 3]);
    expect(pixels).toEqual([3, 6, 2, 5, 1, 4]);
  });
});
