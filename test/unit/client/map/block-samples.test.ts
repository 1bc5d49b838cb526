import { describe, expect, test } from 'vitest';
import { type Block, fillTile } from '../../../../client/map/tile/block-samples.ts';

/** A block of 2 x 2 pixels of three samples each. */
const block: Block = {
  samples: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
  stride: 3,
  places: [0, 1, 2],
  width: 2,
  height: 2,
  seenWidth: 2,
  seenHeight: 2,
};
const tileOf = (given: Partial<Block>, noData?: number) => {
  const merged = { ...block, ...given };
  return [...fillTile(new Float32Array(4 * (merged.places.length + 1)), merged, noData)];
};

describe('a tile made of a block', () => {
  test('holds the samples of each pixel and that they are valid', () => {
    expect(tileOf({})).toEqual([1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255, 10, 11, 12, 255]);
  });

  test('holds the wanted bands alone, in the order asked for', () => {
    expect(tileOf({ places: [2, 0] })).toEqual([3, 1, 255, 6, 4, 255, 9, 7, 255, 12, 10, 255]);
  });

  test('hides a pixel only where every sample of it is nodata', () => {
    const samples = Uint8Array.of(0, 0, 0, 0, 5, 0, 7, 8, 9, 0, 0, 0);
    expect(tileOf({ samples }, 0)).toEqual([0, 0, 0, 0, 0, 5, 0, 255, 7, 8, 9, 255, 0, 0, 0, 0]);
  });

  test('shows zero where nothing is said to be nodata', () => {
    expect(tileOf({ samples: new Uint8Array(12), places: [0] })).toEqual([0, 255, 0, 255, 0, 255, 0, 255]);
  });

  test('hides what is no number, and puts 0 in its place where another band has one', () => {
    const samples = Float32Array.of(NaN, NaN, NaN, 4, Infinity, 6, 7, 8, 9, NaN, -9, -Infinity);
    const valid = [4, 0, 6, 255, 7, 8, 9, 255];
    expect(tileOf({ samples })).toEqual([0, 0, 0, 0, ...valid, 0, -9, 0, 255]);
    expect(tileOf({ samples }, -9)).toEqual([0, 0, 0, 0, ...valid, 0, 0, 0, 0]);
  });

  test('hides what is too large for a tile', () => {
    const samples = Float64Array.of(-1e300, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0);
    expect(tileOf({ samples, places: [0] }).slice(0, 4)).toEqual([0, 0, 4, 255]);
  });

  test('is empty beyond the edge of the image', () => {
    expect(tileOf({ places: [0], seenWidth: 1, seenHeight: 1 })).toEqual([1, 255, 0, 0, 0, 0, 0, 0]);
  });
});
