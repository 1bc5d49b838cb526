import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocatePixels, type PixelArray, type PixelType } from '#imagery/base/raster.ts';
import type { Validity } from '#imagery/base/validity.ts';
import { halve, halved } from '#imagery/cog/pyramid.ts';

const everythingCounts: Validity = { noData: null, alphaBand: null };

function overview(
  pixels: PixelArray,
  width: number,
  bandCount: number,
  type: PixelType,
  validity: Validity,
): number[] {
  const height = pixels.length / width / bandCount;
  const target = allocatePixels(type, halved(width) * halved(height) * bandCount);
  halve({ pixels, width, height }, bandCount, type, validity, target, 0);
  return Array.from(target);
}

describe('an overview pixel', () => {
  it('is the mean of the four pixels it covers', () => {
    expect(overview(Uint8Array.of(10, 20, 30, 41), 2, 1, 'uint8', everythingCounts)).toEqual([25]);
  });

  it.each([
    [[0, 0, 0, 2], 0],
    [[1, 1, 2, 2], 2],
    [[2, 2, 3, 3], 2],
    [[0, 1, 1, 1], 1],
    [[0, 0, 0, 1], 0],
  ])('of %j is %i: halves go to the even neighbour, so that levels do not drift brighter', (four, mean) => {
    expect(overview(Uint8Array.from(four), 2, 1, 'uint8', everythingCounts)).toEqual([mean]);
  });

  it('rounds negative values like positive ones', () => {
    expect(overview(Int16Array.of(-3, -3, -4, -4), 2, 1, 'int16', everythingCounts)).toEqual([-4]);
    expect(overview(Int8Array.of(-1, -1, -1, -2), 2, 1, 'int8', everythingCounts)).toEqual([-1]);
  });

  it('leaves nodata out, band by band', () => {
    const pixels = Uint8Array.of(0, 9, 10, 9, 20, 0, 30, 0);
    expect(overview(pixels, 2, 2, 'uint8', { noData: 0, alphaBand: null })).toEqual([20, 9]);
  });

  it('is nodata only where all four are', () => {
    const validity = { noData: 255, alphaBand: null };
    expect(overview(Uint8Array.of(255, 255, 255, 255), 2, 1, 'uint8', validity)).toEqual([255]);
    expect(overview(Uint8Array.of(255, 255, 255, 7), 2, 1, 'uint8', validity)).toEqual([7]);
  });

  it('does not become nodata by averaging', () => {
    const validity = { noData: 100, alphaBand: null };
    expect(overview(Uint8Array.of(99, 101, 99, 101), 2, 1, 'uint8', validity)).toEqual([101]);
    expect(overview(Float32Array.of(99, 101, 99, 101), 2, 1, 'float32', validity)[0]).toBeCloseTo(100, 4);
    expect(overview(Float32Array.of(99, 101, 99, 101), 2, 1, 'float32', validity)[0]).not.toBe(100);
  });

  it('takes no colour from pixels that are transparent, and its opacity from all', () => {
    const pixels = Uint8Array.of(100, 255, 200, 255, 7, 0, 7, 0);
    expect(overview(pixels, 2, 2, 'uint8', { noData: null, alphaBand: 1 })).toEqual([150, 128]);
  });

  it('leaves NaN out of floats', () => {
    const pixels = Float32Array.of(Number.NaN, 1.5, 2.5, Number.NaN);
    expect(overview(pixels, 2, 1, 'float32', everythingCounts)).toEqual([2]);
    expect(overview(Float32Array.of(Number.NaN), 1, 1, 'float32', everythingCounts)).toEqual([Number.NaN]);
  });

  it('at an odd edge covers what is left', () => {
    const pixels = Uint8Array.of(10, 20, 30, 30, 40, 50, 70, 80, 90);
    expect(overview(pixels, 3, 1, 'uint8', everythingCounts)).toEqual([25, 40, 75, 90]);
  });

  it('is the same by the quick way for plain bytes and by the careful one, for any image', () => {
    const images = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4 }))
      .chain(([width, height, bandCount]) =>
        fc.tuple(
          fc.constant(width),
          fc.constant(bandCount),
          fc.uint8Array({
            minLength: width * height * bandCount,
            maxLength: width * height * bandCount,
            min: 1,
          }),
        ),
      );
    fc.assert(
      fc.property(images, ([width, bandCount, pixels]) => {
        const quick = overview(pixels, width, bandCount, 'uint8', everythingCounts);
        // Nodata 0 occurs nowhere, so nothing is left out.
        expect(overview(pixels, width, bandCount, 'uint8', { noData: 0, alphaBand: null })).toEqual(quick);
      }),
    );
  });
});
