import {
  allocatePixels,
  bytesPerSample,
  type PixelArray,
  type PixelType,
  viewPixels,
} from '../base/raster.ts';

/** TIFF's number for how samples are prepared before compression (TIFF 6.0, technical note 3). */
export type Predictor = 1 | 2 | 3;

/** A tile to cut out of a wider block of pixels; `columns` and `rows` are what the block still holds of it. */
export type TileCut = {
  pixels: PixelArray;
  /** Width of the block in pixels. */
  blockWidth: number;
  x: number;
  y: number;
  columns: number;
  rows: number;
};

/**
 * Copies a tile of `size`, whose width is a multiple of four, into `target`, little-endian, prepared by
 * `predictor`. What lies beyond the image repeats the last column and row, which costs next to nothing once compressed.
 */
export function cutTile(
  cut: TileCut,
  size: { width: number; height: number },
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
  for (let y = 0; y < cut.rows; y++) {
    const from = ((cut.y + y) * cut.blockWidth + cut.x) * bandCount;
    const used = cut.columns * bandCount;
    if (padded !== null) {
      copyPadded(cut.pixels, from, used, padded, 0, rowSamples, bandCount);
      splitFloats(padded, bandCount, target, y * rowBytes);
    } else if (predictor === 2) copyDifferences(row, from, used, out, y * rowSamples, rowSamples, bandCount);
    else copyPadded(row, from, used, out, y * rowSamples, rowSamples, bandCount);
  }
  for (let y = cut.rows; y < size.height; y++)
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
  for (let at = to + used; at < to + length; at++) target[at] = target[at - bandCount]!;
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
  for (let at = 0; at < bandCount; at++) target[to + at] = source[from + at]!;
  const shift = from - to;
  for (let at = to + bandCount; at < to + used; at++)
    target[at] = source[at + shift]! - source[at + shift - bandCount]!;
  target.fill(0, to + used, to + length);
}

/**
 * Predictor 3: the row's bytes by significance, highest first, then differences of bytes a pixel apart. `row`
 * holds a multiple of four samples, which are taken together, and `target` is aligned to 32 bits at `to`.
 */
function splitFloats(row: PixelArray, bandCount: number, target: Uint8Array, to: number): void {
  const { length, byteLength } = row;
  const wordsEach = row.BYTES_PER_ELEMENT / 4;
  const words = new Int32Array(row.buffer, row.byteOffset, length * wordsEach);
  const planes = new Int32Array(target.buffer, target.byteOffset + to, byteLength / 4);
  const less = (at: number) => {
    const before = at < bandCount * wordsEach ? 0 : words[at - bandCount * wordsEach]!;
    return differences(words[at]!, before);
  };
  const planeWords = length / 4;
  for (let word = wordsEach - 1, first = 0; word >= 0; word--, first += length)
    for (let quad = 0, from = word; quad < planeWords; quad++, from += 4 * wordsEach) {
      const one = less(from);
      const two = less(from + wordsEach);
      const three = less(from + 2 * wordsEach);
      const four = less(from + 3 * wordsEach);
      const at = first + quad;
      planes[at] = (one >>> 24) | ((two >>> 16) & 0xff00) | ((three >>> 8) & 0xff0000) | (four & 0xff000000);
      planes[at + planeWords] =
        ((one >>> 16) & 0xff) | ((two >>> 8) & 0xff00) | (three & 0xff0000) | ((four << 8) & 0xff000000);
      planes[at + 2 * planeWords] =
        ((one >>> 8) & 0xff) | (two & 0xff00) | ((three << 8) & 0xff0000) | ((four << 16) & 0xff000000);
      planes[at + 3 * planeWords] =
        (one & 0xff) | ((two << 8) & 0xff00) | ((three << 16) & 0xff0000) | (four << 24);
    }
  // Each plane goes on where the one before ended.
  const bytes = new Uint8Array(row.buffer, row.byteOffset, byteLength);
  for (let plane = 1; plane < row.BYTES_PER_ELEMENT; plane++) {
    const significance = row.BYTES_PER_ELEMENT - plane;
    for (let band = 0; band < bandCount; band++)
      target[to + plane * length + band]! -=
        bytes[(length - bandCount + band) * row.BYTES_PER_ELEMENT + significance]!;
  }
}

/** The four bytes of one word less those of another, each for itself: no byte borrows of the next. */
function differences(word: number, before: number): number {
  return ((word | 0x80808080) - (before & 0x7f7f7f7f)) ^ ((word ^ ~before) & 0x80808080);
}
