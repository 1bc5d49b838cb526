import { bytesPerSample, integerRange, isFloat, type PixelArray, type PixelType } from '../base/raster.ts';
import type { Validity } from '../base/validity.ts';

/** One band's valid samples: extremes and 2nd and 98th percentile; all null where no sample is valid. */
export type BandStatistics = {
  min: number | null;
  max: number | null;
  p2: number | null;
  p98: number | null;
};

/** Gathers statistics while pixels pass by. */
export type StatisticsCollector = {
  /** Counts the first `length` samples of pixel-interleaved `pixels`. */
  add(pixels: PixelArray, length: number): void;
  result(): BandStatistics[];
};

/**
 * A collector for `bandCount` bands.
 *
 * A percentile p is the smallest value at or below which at least p per cent of the valid samples lie
 * (nearest rank, so always a value that occurs). It is exact for integers of 8 and 16 bits. For wider types the
 * value lies in a bucket of the floats' own order, `floatBucketBits(bandCount)` bits of mantissa wide: its relative
 * error is at most 2^-bits (3e-5 for one band), the rank is exact; minimum and maximum are exact.
 */
export function collectStatistics(
  type: PixelType,
  bandCount: number,
  validity: Validity,
): StatisticsCollector {
  return bytesPerSample[type] > 2
    ? collectWide(type, bandCount, validity)
    : collectIntegers(type, bandCount, validity);
}

function collectIntegers(type: PixelType, bandCount: number, validity: Validity): StatisticsCollector {
  const [lowest, highest] = integerRange(type)!;
  const size = highest - lowest + 1;
  const counts = new Uint32Array(size * bandCount);
  const { alphaBand } = validity;

  const addBand = (pixels: PixelArray, start: number, end: number, band: number) => {
    const base = band * size - lowest;
    for (let at = start + band; at < end; at += bandCount) counts[base + pixels[at]!]!++;
  };
  const addBandUnderAlpha = (pixels: PixelArray, start: number, end: number, band: number, alpha: number) => {
    const base = band * size - lowest;
    for (let pixel = start; pixel < end; pixel += bandCount)
      if (pixels[pixel + alpha] !== 0) counts[base + pixels[pixel + band]!]!++;
  };

  return {
    add(pixels, length) {
      const step = CACHED_PIXELS * bandCount;
      for (let start = 0; start < length; start += step) {
        const end = Math.min(start + step, length);
        for (let band = 0; band < bandCount; band++)
          if (alphaBand === null || band === alphaBand) addBand(pixels, start, end, band);
          else addBandUnderAlpha(pixels, start, end, band, alphaBand);
      }
    },
    result() {
      return Array.from({ length: bandCount }, (_, band) => {
        const own = counts.subarray(band * size, (band + 1) * size);
        if (validity.noData !== null) own[validity.noData - lowest] = 0;
        const at = (rank: number) => lowest + indexAtRank(own, rank);
        const total = own.reduce((sum, count) => sum + count, 0);
        return total === 0 ? none : percentiles(total, at);
      });
    },
  };
}

/** Pixels counted for all bands before the next ones: few enough to stay in the processor's cache. */
const CACHED_PIXELS = 4096;

const none: BandStatistics = { min: null, max: null, p2: null, p98: null };

function percentiles(total: number, valueAt: (rank: number) => number): BandStatistics {
  return {
    min: valueAt(1),
    max: valueAt(total),
    p2: valueAt(Math.max(1, Math.ceil(total * 0.02))),
    p98: valueAt(Math.ceil(total * 0.98)),
  };
}

function indexAtRank(counts: Uint32Array, rank: number): number {
  let seen = 0;
  for (let index = 0; index < counts.length; index++) {
    seen += counts[index]!;
    if (seen >= rank) return index;
  }
  return counts.length - 1;
}

/** Bits of mantissa that a bucket tells apart: fewer for many bands, so that all buckets fit in 64 MiB. */
export function floatBucketBits(bandCount: number): number {
  return 15 - Math.ceil(Math.log2(bandCount));
}

function collectWide(type: PixelType, bandCount: number, validity: Validity): StatisticsCollector {
  const bits = floatBucketBits(bandCount);
  const shift = 23 - bits;
  const pageSize = 1 << bits;
  // A page holds the buckets of one sign and exponent; images touch few of the 512.
  const pages: (Uint32Array | undefined)[] = new Array(512 * bandCount).fill(undefined);
  const minima = new Float64Array(bandCount).fill(Number.POSITIVE_INFINITY);
  const maxima = new Float64Array(bandCount).fill(Number.NEGATIVE_INFINITY);
  const { alphaBand } = validity;
  // Nothing equals NaN, and comparing numbers with null is slow.
  const noData = validity.noData ?? Number.NaN;
  const rounded = isFloat(type) ? (value: number) => value : Math.round;

  const addBand = (pixels: PixelArray, keys: Int32Array, length: number, band: number) => {
    const hides = band === alphaBand ? null : alphaBand;
    let least = minima[band]!;
    let most = maxima[band]!;
    let last = -1;
    let buckets: Uint32Array = new Uint32Array(0);
    for (let pixel = 0; pixel < length; pixel += bandCount) {
      const value = pixels[pixel + band]!;
      if (value === noData || value - value !== 0) continue;
      if (hides !== null && pixels[pixel + hides] === 0) continue;
      if (value < least) least = value;
      if (value > most) most = value;
      const key = orderedKey(keys[pixel + band]!);
      const page = key >>> 23;
      if (page !== last) {
        last = page;
        buckets = pages[band * 512 + page] ??= new Uint32Array(pageSize);
      }
      buckets[(key >>> shift) & (pageSize - 1)]!++;
    }
    minima[band] = least;
    maxima[band] = most;
  };

  return {
    add(pixels, length) {
      const floats =
        type === 'float32' ? pixels.subarray(0, length) : Float32Array.from(pixels.subarray(0, length));
      const keys = new Int32Array(floats.buffer, floats.byteOffset, length);
      for (let band = 0; band < bandCount; band++) addBand(pixels, keys, length, band);
    },
    result() {
      return Array.from({ length: bandCount }, (_, band) => {
        const own = pages.slice(band * 512, (band + 1) * 512);
        const totals = own.map((page) => page?.reduce((sum, count) => sum + count, 0) ?? 0);
        const total = totals.reduce((sum, count) => sum + count, 0);
        if (total === 0) return none;
        const clamp = (value: number) => Math.min(Math.max(value, minima[band]!), maxima[band]!);
        const at = (rank: number): number => {
          let before = 0;
          for (let page = 0; page < 512; page++) {
            if (before + totals[page]! >= rank) {
              const index = indexAtRank(own[page]!, rank - before);
              return clamp(rounded(valueOfKey(((page << 23) | (index << shift)) >>> 0)));
            }
            before += totals[page]!;
          }
          return maxima[band]!;
        };
        return { ...percentiles(total, at), min: minima[band]!, max: maxima[band]! };
      });
    },
  };
}

/** A float's bits as an unsigned number that orders as the floats do. */
function orderedKey(bits: number): number {
  return (bits ^ ((bits >> 31) | 0x80000000)) >>> 0;
}

function valueOfKey(key: number): number {
  const bits = new Uint32Array([key >= 0x80000000 ? key & 0x7fffffff : ~key]);
  return new Float32Array(bits.buffer)[0]!;
}
