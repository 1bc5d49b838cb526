import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { usualLimits } from '#imagery/base/limits.ts';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import { decodeLerc } from '#imagery/codec/lerc-block.ts';
import { keepableCog } from '#imagery/cog/kept-copy.ts';
import { ingest } from '#imagery/process/ingest.ts';
import { compressions, tags } from '#imagery/tiff/tiff.ts';
import { makeTiff, type TestTiff, valleyGeoreference } from '../../support/imagery/geotiff.ts';
import {
  deflatedZeros,
  greyJpeg,
  hugeFrame,
  jpegOfTwoFrames,
  lercOfTwoImages,
  lzwZeros,
} from '../../support/imagery/overfull-blocks.ts';

vi.setConfig({ testTimeout: 60_000 });

const SIDE = 512;
const GIGABYTE = 2 ** 30;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'afterimage-overfull-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A COG of one tile, as it may be kept as it stands. */
async function cogOf(block: Buffer, tiff: Partial<TestTiff>): Promise<string> {
  const file = path.join(folder, `${crypto.randomUUID()}.tif`);
  const { fields = [], ...rest } = tiff;
  const bytes = makeTiff({
    width: SIDE,
    height: SIDE,
    tileSize: SIDE,
    blocks: [block],
    fields: [...valleyGeoreference, ...fields],
    ...rest,
  });
  await writeFile(file, bytes);
  return file;
}

/** Far less memory than the block would take. */
const limits = { ...usualLimits, memory: 2 ** 28 };

function read(originalPath: string, keep?: 'overview' | 'every_tile') {
  const displayPath = path.join(folder, `${crypto.randomUUID()}-display.tif`);
  return ingest({ originalPath, displayPath, limits, ...(keep && { keep }) });
}

async function refusalOf(promise: Promise<unknown>): Promise<ImageryRefusal> {
  const error = await promise.then(
    () => new Error('Nothing was refused'),
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(ImageryRefusal);
  return error;
}

describe('a COG whose tile unpacks to more than its size', () => {
  const rgb = { bandCount: 3, photometric: 2 };
  it.each<[string, () => Promise<string>]>([
    ['DEFLATE', () => cogOf(deflatedZeros(GIGABYTE), { compression: compressions.deflate, ...rgb })],
    [
      'DEFLATE, by one byte',
      () => cogOf(deflatedZeros(SIDE * SIDE + 1), { compression: compressions.adobeDeflate }),
    ],
    ['LZW', () => cogOf(lzwZeros(2 ** 28), { compression: compressions.lzw })],
  ])('is not passed as checked, and takes no memory: %s', async (_, make) => {
    const cog = await make();
    expect(await keepableCog(cog)).toBe(true);
    for (const keep of ['overview', 'every_tile'] as const) {
      const refusal = await refusalOf(read(cog, keep));
      expect(refusal.code).toBe('image_damaged');
      expect(refusal.detail).toMatch(/at row 1 unpack to more than .* Save it anew with/);
    }
  });

  it('is read as far as its size goes where it is encoded anew', async () => {
    const cog = await cogOf(deflatedZeros(GIGABYTE), { compression: compressions.deflate, ...rgb });
    expect(await read(cog)).toMatchObject({ width: SIDE, bands: [{ min: 0, max: 0 }, {}, {}] });
  });

  it('is passed where it holds what it should', async () => {
    const deflated = await cogOf(deflatedZeros(SIDE * SIDE), { compression: compressions.deflate });
    const lzw = await cogOf(lzwZeros(SIDE * SIDE), { compression: compressions.lzw });
    const jpeg = await cogOf(await greyJpeg(SIDE), { compression: compressions.jpeg });
    for (const cog of [deflated, lzw, jpeg]) {
      expect(await keepableCog(cog)).toBe(true);
      expect(await read(cog, 'every_tile')).toMatchObject({ width: SIDE });
    }
  });
});

describe('a JPEG tile that asks for more than its size', () => {
  it('in a second frame is not decoded', async () => {
    const cog = await cogOf(await jpegOfTwoFrames(SIDE), { compression: compressions.jpeg });
    for (const keep of [undefined, 'every_tile'] as const)
      expect((await refusalOf(read(cog, keep))).code).toBe('image_damaged');
  });

  it('in the tables for all tiles is neither kept nor decoded', async () => {
    const tables = Buffer.concat([Buffer.from([0xff, 0xd8]), hugeFrame, Buffer.from([0xff, 0xd9])]);
    const fields = [{ tag: tags.jpegTables, type: 'undefined', bytes: tables } as const];
    const cog = await cogOf(await greyJpeg(SIDE), { compression: compressions.jpeg, fields });
    expect(await keepableCog(cog)).toBe(false);
    expect((await refusalOf(read(cog))).code).toBe('directory_damaged');
  });
});

it('a LERC tile with a second, larger image in it is not decoded, and takes no memory', async () => {
  const before = process.resourceUsage().maxRSS;
  const size = { width: SIDE, height: SIDE, bandCount: 1 };
  await expect(decodeLerc(lercOfTwoImages(SIDE), 'none', size, 'uint8')).rejects.toThrow('another size');
  expect((process.resourceUsage().maxRSS - before) * 1024).toBeLessThan(2 ** 28);
});
