import { bytesPerSample, integerRange, isFloat, type PixelArray, type PixelType } from '../base/raster.ts';
import type { Validity } from '../base/validity.ts';

/** Pixel-interleaved samples with their size in pixels. */
export type PixelBlock = {
  pixels: PixelArray;
  width: number;
  height: number;
};

/** Half a length, so that the last odd pixel keeps a place. */
export function halved(length: number): number {
  return Math.ceil(length / 2);
}

/**
 * Writes the next coarser level of `block` into `target`, from sample index `offset` on, row after row of
 * ceil(width / 2) pixels.
 *
 * Each sample is the mean of the valid ones among the 2 x 2 it covers (fewer at an odd edge). Integer means
 * round to the nearest, ties to even, so that level after level does not drift brighter; a mean that would
 * fall on the nodata value is moved by one. Where none of them is valid the upper left one stands.
 */
export function halve(
  block: PixelBlock,
  bandCount: number,
  type: PixelType,
  validity: Validity,
  target: PixelArray,
  offset: number,
): void {
  const plain = narrow(type) && validity.noData === null && validity.alphaBand === null;
  const floats = isFloat(type) && validity.alphaBand === null;
  const fullColumns = plain || floats ? block.width >> 1 : 0;
  const fullRows = plain || floats ? block.height >> 1 : 0;
  if (plain) halvePlain(block, bandCount, target, offset);
  if (floats) halveFloats(block, bandCount, type, validity, target, offset);
  const columns = halved(block.width);
  const rows = halved(block.height);
  const mean = validMean(block, bandCount, type, validity);
  for (let row = 0; row < rows; row++)
    for (let column = row < fullRows ? fullColumns : 0; column < columns; column++) {
      const at = offset + (row * columns + column) * bandCount;
      for (let band = 0; band < bandCount; band++) target[at + band] = mean(column * 2, row * 2, band);
    }
}

/** Types of which four samples add up within 32 bits. */
function narrow(type: PixelType): boolean {
  return bytesPerSample[type] <= 2;
}

function halvePlain(block: PixelBlock, bandCount: number, target: PixelArray, offset: number): void {
  const { pixels } = block;
  const stride = block.width * bandCount;
  const targetStride = halved(block.width) * bandCount;
  const columns = block.width >> 1;
  const rows = block.height >> 1;
  // Band by band, for a loop within a loop of three steps would cost more than the sums.
  const step = 2 * bandCount;
  for (let row = 0; row < rows; row++)
    for (let band = 0; band < bandCount; band++) {
      let upper = row * 2 * stride + band;
      let at = offset + row * targetStride + band;
      const end = at + columns * bandCount;
      for (; at < end; at += bandCount, upper += step) {
        const lower = upper + stride;
        const sum = pixels[upper]! + pixels[upper + bandCount]! + pixels[lower]! + pixels[lower + bandCount]!;
        target[at] = (sum + 1 + ((sum >> 2) & 1)) >> 2;
      }
    }
}

/** Most windows of floats are whole: only the others are looked at sample by sample. */
function halveFloats(
  block: PixelBlock,
  bandCount: number,
  type: PixelType,
  validity: Validity,
  target: PixelArray,
  offset: number,
): void {
  const { pixels } = block;
  // Nothing equals NaN, and comparing numbers with null is slow.
  const noData = validity.noData ?? Number.NaN;
  const stride = block.width * bandCount;
  const targetStride = halved(block.width) * bandCount;
  const columns = block.width >> 1;
  const rows = block.height >> 1;
  const mean = validMean(block, bandCount, type, validity);
  for (let row = 0; row < rows; row++)
    for (let band = 0; band < bandCount; band++) {
      let at = offset + row * targetStride + band;
      for (let column = 0; column < columns; column++, at += bandCount) {
        const upper = row * 2 * stride + column * 2 * bandCount + band;
        const lower = upper + stride;
        const one = pixels[upper]!;
        const two = pixels[upper + bandCount]!;
        const three = pixels[lower]!;
        const four = pixels[lower + bandCount]!;
        const sum = one + two + three + four;
        const whole =
          sum - sum === 0 && one !== noData && two !== noData && three !== noData && four !== noData;
        target[at] = sum / 4;
        // As it was rounded in the target.
        if (!whole || target[at] === noData) target[at] = mean(column * 2, row * 2, band);
      }
    }
}

function validMean(
  block: PixelBlock,
  bandCount: number,
  type: PixelType,
  { noData, alphaBand }: Validity,
): (x: number, y: number, band: number) => number {
  const { pixels, width, height } = block;
  const range = integerRange(type);
  const stride = width * bandCount;
  return (x, y, band) => {
    const first = y * stride + x * bandCount;
    const across = x + 1 < width ? bandCount : 0;
    const down = y + 1 < height ? stride : 0;
    let sum = 0;
    let count = 0;
    for (let corner = 0; corner < 4; corner++) {
      if (((corner & 1) === 1 && across === 0) || (corner > 1 && down === 0)) continue;
      const pixel = first + (corner & 1) * across + (corner >> 1) * down;
      const value = pixels[pixel + band]!;
      if (value === noData || value - value !== 0) continue;
      if (alphaBand !== null && band !== alphaBand && pixels[pixel + alphaBand] === 0) continue;
      sum += value;
      count++;
    }
    if (count === 0) return pixels[first + band]!;
    const mean = sum / count;
    if (range === null) {
      const rounded = type === 'float32' ? Math.fround(mean) : mean;
      return rounded === noData ? nextFloat(rounded) : rounded;
    }
    const rounded = roundToEven(mean);
    if (rounded !== noData) return rounded;
    return rounded < range[1] ? rounded + 1 : rounded - 1;
  };
}

/** Nearest whole number; of two equally near ones the even one. */
function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}

function nextFloat(value: number): number {
  const bits = new Int32Array(1);
  const floats = new Float32Array(bits.buffer);
  floats[0] = value;
  bits[0]!++;
  return floats[0];
}
