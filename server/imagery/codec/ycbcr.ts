import type { RasterLayout } from '../tiff/raster-layout.ts';
import { tags } from '../tiff/tiff.ts';
import { readNumbers, type TiffFile } from '../tiff/tiff-file.ts';

/** Converts pixels of 8 bits in place; the first three of `bandCount` bands become red, green and blue. */
export type YCbCrConversion = (pixels: Uint8Array, bandCount: number) => void;

/**
 * The conversion that a file asks for (TIFF 6.0, sections 20 and 21): by its own coefficients and reference black
 * and white, or those of ITU-R BT.601 without. JPEG blocks are always converted as JFIF 1.02 does.
 */
export async function readYCbCrConversion(file: TiffFile, layout: RasterLayout): Promise<YCbCrConversion> {
  const read = async (tag: number, usual: readonly number[]) => {
    const values = layout.codec === 'jpeg' ? [] : await readNumbers(file, layout.directory, tag, 64);
    const sound = values.length === usual.length && values.every(Number.isFinite);
    return sound ? Array.from(values) : usual;
  };
  const [kr = 0, kg = 0, kb = 0] = await read(tags.yCbCrCoefficients, [0.299, 0.587, 0.114]);
  const [black = 0, white = 0, zeroBlue = 0, fullBlue = 0, zeroRed = 0, fullRed = 0] = await read(
    tags.referenceBlackWhite,
    [0, 255, 128, 255, 128, 255],
  );
  const luminanceScale = 255 / (white - black || 255);
  const blueScale = 127 / (fullBlue - zeroBlue || 127);
  const redScale = 127 / (fullRed - zeroRed || 127);
  const toRed = (2 - 2 * kr) * redScale;
  const toBlue = (2 - 2 * kb) * blueScale;
  const greenOfRed = (kr / (kg || 1)) * toRed;
  const greenOfBlue = (kb / (kg || 1)) * toBlue;
  return (pixels, bandCount) => {
    const clamped = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.length);
    for (let at = 0; at + 2 < pixels.length; at += bandCount) {
      const luminance = (pixels[at]! - black) * luminanceScale;
      const blue = pixels[at + 1]! - zeroBlue;
      const red = pixels[at + 2]! - zeroRed;
      clamped[at] = luminance + toRed * red;
      clamped[at + 1] = luminance - greenOfBlue * blue - greenOfRed * red;
      clamped[at + 2] = luminance + toBlue * blue;
    }
  };
}

/**
 * Spreads subsampled colour differences over the pixels that they are for. Stored are units of `across` x `down`
 * luminances and one of each difference (TIFF 6.0, section 21). Gives three bytes a pixel.
 */
export function unpackSubsampled(
  bytes: Uint8Array,
  width: number,
  rows: number,
  [across, down]: readonly [number, number],
): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(width * rows * 3);
  const unitBytes = across * down + 2;
  const unitsAcross = Math.ceil(width / across);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < width; x++) {
      const unit = (Math.floor(y / down) * unitsAcross + Math.floor(x / across)) * unitBytes;
      const to = (y * width + x) * 3;
      pixels[to] = bytes[unit + (y % down) * across + (x % across)]!;
      pixels[to + 1] = bytes[unit + unitBytes - 2]!;
      pixels[to + 2] = bytes[unit + unitBytes - 1]!;
    }
  return pixels;
}
