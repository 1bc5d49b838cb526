import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type BlockParameters, decodeBlock } from '../../../../client/map/tile/block-codec.ts';
import {
  deflatedZeros,
  greyJpeg,
  hugeFrame,
  jpegOfTwoFrames,
  lzwZeros,
} from '../../../support/imagery/overfull-blocks.ts';

const SIDE = 256;
const shape: BlockParameters = {
  tileWidth: SIDE,
  tileHeight: SIDE,
  planarConfiguration: 1,
  samplesPerPixel: 1,
  bitsPerSample: [8],
  predictor: 1,
};
const codecs = { lzw: 5, jpeg: 7, deflate: 8 };
const decode = (codec: number, bytes: Uint8Array, parameters: Partial<BlockParameters> = {}) =>
  decodeBlock(codec, { ...shape, ...parameters }, Uint8Array.from(bytes));

describe('a tile that the page decodes', () => {
  test('has the samples that were packed', async () => {
    const samples = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => (at * at) >> 7);
    expect(await decode(codecs.deflate, deflateSync(samples))).toEqual(samples);
    expect(await decode(codecs.lzw, lzwZeros(SIDE * SIDE))).toEqual(new Uint8Array(SIDE * SIDE));
    const grey = await decode(codecs.jpeg, await greyJpeg(SIDE));
    expect([grey.length, Math.min(...grey) >= 126, Math.max(...grey) <= 128]).toEqual([
      SIDE * SIDE,
      true,
      true,
    ]);
  });

  test('has differences added up, of one sample or several', async () => {
    const differences = new Uint8Array(SIDE * SIDE * 3).fill(1);
    const several = { samplesPerPixel: 3, bitsPerSample: [8, 8, 8], predictor: 2 };
    const bytes = await decode(codecs.deflate, deflateSync(differences), several);
    expect([...bytes.subarray(0, 9)]).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
    expect(bytes[SIDE * 3]).toBe(1);
    const wide = new Uint16Array(SIDE * SIDE).fill(300);
    const numbers = new Uint16Array(
      (
        await decode(codecs.deflate, deflateSync(new Uint8Array(wide.buffer)), {
          bitsPerSample: [16],
          predictor: 2,
        })
      ).buffer,
    );
    expect([...numbers.subarray(0, 3)]).toEqual([300, 600, 900]);
  });

  test('may be filled up behind its data', async () => {
    const block = Buffer.concat([deflateSync(Buffer.alloc(SIDE * SIDE, 7)), Buffer.from([0, 0, 0, 0])]);
    expect((await decode(codecs.deflate, block))[0]).toBe(7);
  });

  test.each<[string, number, () => Buffer | Promise<Buffer>]>([
    ['DEFLATE that unpacks to a gigabyte', codecs.deflate, () => deflatedZeros(2 ** 30)],
    ['DEFLATE that unpacks to one byte more', codecs.deflate, () => deflatedZeros(SIDE * SIDE + 1)],
    ['LZW that unpacks to a gigabyte', codecs.lzw, () => lzwZeros(2 ** 30)],
    ['a JPEG of two frames', codecs.jpeg, () => jpegOfTwoFrames(SIDE)],
    ['a JPEG of another size', codecs.jpeg, () => greyJpeg(SIDE * 2)],
    ['DEFLATE that ends too early', codecs.deflate, () => deflatedZeros(SIDE * SIDE - 1)],
    ['DEFLATE that is cut off', codecs.deflate, () => deflatedZeros(SIDE * SIDE).subarray(0, -8)],
    ['another codec', 50_001, () => Buffer.alloc(8)],
  ])('is damaged, and takes no memory, where it is %s', async (_, codec, block) => {
    const bytes = await block();
    const before = process.resourceUsage().maxRSS;
    await expect(decode(codec, bytes)).rejects.toThrow();
    const taken = (process.resourceUsage().maxRSS - before) * 1024;
    expect(taken).toBeLessThan(2 ** 28);
  });

  test('is damaged where the tables for all of them hold a frame', async () => {
    const tables = Buffer.concat([Buffer.from([0xff, 0xd8]), hugeFrame, Buffer.from([0xff, 0xd9])]);
    await expect(decode(codecs.jpeg, await greyJpeg(SIDE), { JPEGTables: tables })).rejects.toThrow();
  });

  test.each([
    [{ tileWidth: 65_536, tileHeight: 65_536 }],
    [{ samplesPerPixel: 65_535 }],
    [{ tileWidth: Number.NaN }],
  ])('is not begun where it would be larger than any: %o', async (parameters) => {
    await expect(decode(codecs.deflate, deflatedZeros(100), parameters)).rejects.toThrow('too large');
  });
});
