import { allocatePixels, bytesPerSample, type PixelArray, type PixelType, viewPixels } from './raster.ts';

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
  const padded = predictor === 3 ? allocatePixels(type, rowSamples) : null;
  const out = sampleBits(viewPixels(type, target.buffer, target.byteOffset, rowSamples * size.height), type);
  const rowBytes = target.length / size.height;
  for (let y = 0; y < cut.rows; y += 1) {
    const from = ((cut.y + y) * cut.blockWidth + cut.x) * bandCount;
    const used = cut.columns * bandCount;
    if (padded !== null) {
      copyPadded(cut.pixels, from, used, padded, 0, rowSamples, bandCount);
      splitFloats(padded, bandCount, target, y * rowBytes);
    } else if (predictor === 2) {
      copyDifferences(row, from, used, out, y * rowSamples, rowSamples, bandCount);
    } else {
      copyPadded(row, from, used, out, y * rowSamples, rowSamples, bandCount);
    }
  }
  for (let y = cut.rows; y < size.height; y += 1)
    target.copyWithin(y * rowBytes, (y - 1) * rowBytes, y * rowBytes);
}

type SampleBits = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The samples as unsigned bits, for which differences wrap around as TIFF wants; 64-bit floats are only copied. */
function sampleBits(pixels: PixelArray, type: PixelType): SampleBits {
  const { buffer, byteOffset, length } = pixels;
  switch (bytesPerSample[type]) {
    case 8:
      return new Float64Array(buffer, byteOffset, length);
    case 4:
      return new Uint32Array(buffer, byteOffset, length);
    case 2:
      return new Uint16Array(buffer, byteOffset, length);
    default:
      return new Uint8Array(buffer, byteOffset, length);
  }
}

function copyPadded(
  source: PixelArray,
  from: number,
  used: number,
  target: PixelArray,
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
function splitFloats(row: PixelArray, bandCount: number, target: Uint8Array, to: number): void {
  const { length, BYTES_PER_ELEMENT: size } = row;
  const bytes = new Uint8Array(row.buffer, row.byteOffset, row.byteLength);
  for (let byte = 0; byte < size; byte += 1) {
    const start = to + byte * length;
    for (let at = 0, from = size - 1 - byte; at < length; at += 1, from += size) {
      target[start + at] = bytes[from]!;
    }
  }
  for (let at = to + size * length - 1; at >= to + bandCount; at -= 1) {
    target[at]! -= target[at - bandCount]!;
  }
}
