import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PixelArray, PixelType } from '#imagery/base/raster.ts';
import { representableNoData, type Validity } from '#imagery/base/validity.ts';
import { collectStatistics, floatBucketBits } from '#imagery/pixel/statistics.ts';

const everythingCounts: Validity = { noData: null, alphaBand: null };

function statisticsOf(type: PixelType, bandCount: number, validity: Validity, ...parts: PixelArray[]) {
  const collector = collectStatistics(type, bandCount, validity);
  for (const part of parts) collector.add(part, part.length);
  return collector.result();
}

describe('the statistics of a band', () => {
  it('are extremes and the values that 2 and 98 per cent of its samples reach', () => {
    const pixels = Uint8Array.from({ length: 200 }, (_, index) => index);
    expect(statisticsOf('uint8', 1, everythingCounts, pixels)).toEqual([
      { min: 0, max: 199, p2: 3, p98: 195 },
    ]);
  });

  it('are gathered over all parts of an image, each band by itself', () => {
    const first = Int16Array.of(-5, 1000, 7, 2000);
    const second = Int16Array.of(300, -32768);
    expect(statisticsOf('int16', 2, everythingCounts, first, second)).toEqual([
      { min: -5, max: 300, p2: -5, p98: 300 },
      { min: -32768, max: 2000, p2: -32768, p98: 2000 },
    ]);
  });

  it('leave nodata out, and are null where nothing else is there', () => {
    const pixels = Uint16Array.of(0, 0, 40, 0, 60, 0);
    expect(statisticsOf('uint16', 2, { noData: 0, alphaBand: null }, pixels)).toEqual([
      { min: 40, max: 60, p2: 40, p98: 60 },
      { min: null, max: null, p2: null, p98: null },
    ]);
  });

  it('leave transparent pixels out of the colours but not out of the opacity', () => {
    const pixels = Uint8Array.of(10, 255, 99, 0, 20, 128);
    expect(statisticsOf('uint8', 2, { noData: null, alphaBand: 1 }, pixels)).toEqual([
      { min: 10, max: 20, p2: 10, p98: 20 },
      { min: 0, max: 255, p2: 0, p98: 255 },
    ]);
  });

  it('leave NaN, infinities and nodata out of floats', () => {
    const pixels = Float32Array.of(Number.NaN, -9999, 1.25, Number.POSITIVE_INFINITY, -0.5);
    const [band] = statisticsOf('float32', 1, { noData: -9999, alphaBand: null }, pixels);
    expect(band).toMatchObject({ min: -0.5, max: 1.25 });
  });

  it('hold the stated error bound for floats, whatever their size and sign', () => {
    const floats = fc.array(
      fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(-1e30), max: Math.fround(1e30) }),
      {
        minLength: 1,
        maxLength: 300,
      },
    );
    fc.assert(
      fc.property(floats, (values) => {
        const pixels = Float32Array.from(values);
        const [band] = statisticsOf('float32', 1, everythingCounts, pixels);
        const sorted = pixels.toSorted();
        const at = (share: number) => sorted[Math.max(1, Math.ceil(sorted.length * share)) - 1]!;
        const bound = 2 ** -floatBucketBits(1);
        // Below the normal floats the buckets have a fixed width.
        const slack = (value: number) => Math.max(Math.abs(value) * bound, 2 ** -126 * bound);
        expect(Math.abs(band!.p2! - at(0.02))).toBeLessThanOrEqual(slack(at(0.02)));
        expect(Math.abs(band!.p98! - at(0.98))).toBeLessThanOrEqual(slack(at(0.98)));
      }),
    );
  });
});

describe('a nodata text', () => {
  it.each<[PixelType, string | null, number | null]>([
    ['uint8', '0', 0],
    ['uint8', ' 255.0 ', 255],
    ['uint8', '-128.0', null],
    ['uint8', '12.5', null],
    ['int16', '-9999', -9999],
    ['float32', '-3.4028234663852886e+38', Math.fround(-3.4028234663852886e38)],
    ['float32', '0.1', Math.fround(0.1)],
    ['float32', 'nan', null],
    ['uint8', 'none', null],
    ['uint8', null, null],
  ])('in %s, %j, means the sample %j', (type, text, value) => {
    expect(representableNoData(type, text)).toBe(value);
  });
});
