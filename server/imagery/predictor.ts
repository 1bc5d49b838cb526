import type { PixelArray, PixelType } from './raster.ts';

/** TIFF's number for how samples are prepared before compression (TIFF 6.0, technical note 3). */
export type Predictor = 1 | 2 | 3;

/** A tile to cut out of a wider block of pixels; `columns` and `rows` are what the block still holds of it. */
export interface TileCut {
  readonly pixels: PixelArray;
  /** Width of the block in pixels. */
  readonly blockWidth: number;
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly rows: number;
}

/**
 * Copies a tile of `size` into `target`, little-endian, prepared by `predictor`. What lies
 * beyond the image repeats the last column and row, which costs next to nothing once compressed.
 */
export function cutTile(
  cut: TileCut,
  size: { readonly width: number; readonly height: number },
  bandCount: number,
  type: PixelType,
  predictor: Predictor,
  target: Uint8Array<ArrayBuffer>,
): void {
  const rowSamples = size.width * bandCount;
  const row = sampleBits(cut.pixels, type);
  const wide = row instanceof Uint32Array ? new Uint32Array(rowSamples) : null;
  const out =
    row instanceof Uint16Array
      ? new Uint16Array(target.buffer, target.byteOffset, rowSamples * size.height)
      : target;
  const rowBytes = target.length / size.height;
  for (let y = 0; y < cut.rows; y += 1) {
    const from = ((cut.y + y) * cut.blockWidth + cut.x) * bandCount;
    const used = cut.columns * bandCount;
    if (wide !== null) {
      copyPadded(row, from, used, wide, 0, rowSamples, bandCount);
      if (predictor === 3) splitFloats(wide, bandCount, target, y * rowBytes);
      else target.set(new Uint8Array(wide.buffer), y * rowBytes);
    } else if (predictor === 2) {
      copyDifferences(row, from, used, out, y * rowSamples, rowSamples, bandCount);
    } else {
      copyPadded(row, from, used, out, y * rowSamples, rowSamples, bandCount);
    }
  }
  for (let y = cut.rows; y < size.height; y += 1)
    target.copyWithin(y * rowBytes, (y - 1) * rowBytes, y * rowBytes);
}

type SampleBits = Uint8Array | Uint16Array | Uint32Array;

/** The samples as unsigned bits, for which differences wrap around as TIFF wants. */
function sampleBits(pixels: PixelArray, type: PixelType): SampleBits {
  const { buffer, byteOffset, length } = pixels;
  if (type === 'float32') return new Uint32Array(buffer, byteOffset, length);
  if (type === 'uint16' || type === 'int16') return new Uint16Array(buffer, byteOffset, length);
  return new Uint8Array(buffer, byteOffset, length);
}

function copyPadded(
  source: SampleBits,
  from: number,
  used: number,
  target: SampleBits,
  to: number,
  length: number,
  bandCount: number,
): void {
  target.set(source.subarray(from, from + used), to);
  for (let at = to + used; at < to + length; at += 1) target[at] = target[at - bandCount]!;
}

function copyDifferences(
  source: SampleBits,
  from: number,
  used: number,
  target: SampleBits,
  to: number,
  length: number,
  bandCount: number,
): void {
  for (let at = 0; at < bandCount; at += 1) target[to + at] = source[from + at]!;
  const shift = from - to;
  for (let at = to + bandCount; at < to + used; at += 1) {
    target[at] = source[at + shift]! - source[at + shift - bandCount]!;
  }
  target.fill(0, to + used, to + length);
}

/** Predictor 3: the row's bytes by significance, highest first, then differences of bytes a pixel apart. */
function splitFloats(row: Uint32Array, bandCount: number, target: Uint8Array, to: number): void {
  const { length } = row;
  for (let at = 0; at < length; at += 1) {
    const bits = row[at]!;
    target[to + at] = bits >>> 24;
    target[to + length + at] = bits >>> 16;
    target[to + 2 * length + at] = bits >>> 8;
    target[to + 3 * length + at] = bits;
  }
  for (let at = to + 4 * length - 1; at >= to + bandCount; at -= 1) {
    target[at]! -= target[at - bandCount]!;
  }
}
