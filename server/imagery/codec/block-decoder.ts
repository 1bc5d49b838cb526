import { promisify } from 'node:util';
import { createInflate, inflate, zstdDecompress } from 'node:zlib';
import { allocatePixels, bytesPerSample, type PixelArray, viewPixels } from '../base/raster.ts';
import { blockBytes, type RasterLayout, samplesPerBlockPixel, storedBytes } from '../tiff/raster-layout.ts';
import { areNative, readSamples } from '../tiff/stored-samples.ts';
import { tags } from '../tiff/tiff.ts';
import { readBytes, readNumber, readNumbers, type TiffFile } from '../tiff/tiff-file.ts';
import { decodeFax } from './fax.ts';
import { createJpegDecoder, type JpegDecoder } from './jpeg.ts';
import { decodeLerc, type LercPacking, lercPackingOf } from './lerc-block.ts';
import { decodeLzw } from './lzw.rules.ts';
import { decodePackBits } from './packbits.ts';
import { undoPredictor } from './predictor-undo.rules.ts';
import { decodeWebp } from './webp-block.ts';
import { unpackSubsampled } from './ycbcr.ts';

const inflateOnce = promisify(inflate);
const unpackZstd = promisify(zstdDecompress);

/** A block that unpacks to more than it may hold. */
export class OverfullBlock extends Error {}

/**
 * Decodes the bytes of a block into the samples of its first `rows` rows. Whatever it unpacks to, no more than
 * a block's size is ever held.
 */
export type BlockDecoder = (bytes: Buffer, rows: number) => Promise<PixelArray>;

/** What a codec needs to know beside the layout. */
type CodecParameters = {
  jpeg: JpegDecoder | null;
  lerc: LercPacking;
  /** TIFF's T4Options. */
  faxOptions: number;
  /** A block that goes on behind its last row is an error, and not cut off. */
  exact: boolean;
};

/**
 * `exact` is for a file that others than us are going to decode, too: then a block that unpacks to more than it may
 * hold is an OverfullBlock; else what lies behind its last row is left out.
 */
export async function createBlockDecoder(
  file: TiffFile,
  layout: RasterLayout,
  exact = false,
): Promise<BlockDecoder> {
  const { codec, directory } = layout;
  const parameters: CodecParameters = {
    jpeg: codec === 'jpeg' ? createJpegDecoder(await readBytes(file, directory, tags.jpegTables)) : null,
    lerc:
      codec === 'lerc' ? lercPackingOf(await readNumbers(file, directory, tags.lercParameters, 16)) : 'none',
    faxOptions: await readNumber(file, directory, tags.t4Options, 0),
    exact,
  };
  const rowSamples = layout.blockWidth * samplesPerBlockPixel(layout);
  return async (bytes, rows) => {
    if (layout.bitsReversed) reverseBits(bytes);
    const unpacked = await unpack(bytes, layout, rows, parameters);
    if (codec === 'lerc') {
      if (unpacked.length < rows * rowSamples) throw new Error('Rows are missing');
      return unpacked.subarray(0, rows * rowSamples);
    }
    const length = storedBytes(layout, rows);
    if (unpacked.length < length) throw new Error(`${unpacked.length} of ${length} bytes are there`);
    return samplesOf(unpacked.subarray(0, length) as Uint8Array, rows, layout);
  };
}

async function unpack(
  bytes: Buffer,
  layout: RasterLayout,
  rows: number,
  { jpeg, lerc, faxOptions, exact }: CodecParameters,
): Promise<PixelArray> {
  const length = storedBytes(layout, rows);
  const size = {
    width: layout.blockWidth,
    height: layout.blockHeight,
    bandCount: samplesPerBlockPixel(layout),
  };
  switch (layout.codec) {
    case 'none':
      return bytes;
    case 'lzw':
      return decodeLzw(bytes, length, exact ? overfull : undefined);
    case 'packbits':
      return decodePackBits(bytes, length);
    case 'deflate':
      return inflateUpTo(bytes, length, exact);
    case 'zstd':
      return unpackZstd(bytes, { maxOutputLength: blockBytes(layout), chunkSize: Math.max(length, 64) });
    case 'jpeg':
      return jpeg!(bytes, size);
    case 'webp':
      return decodeWebp(bytes, size);
    case 'lerc':
      return decodeLerc(bytes, lerc, size, layout.pixelType);
    case 'ccitt_rle':
    case 'ccitt_g3':
    case 'ccitt_g4':
      return decodeFax(bytes, layout.codec, faxOptions, layout.blockWidth, rows);
  }
}

function overfull(): never {
  throw new OverfullBlock('A block unpacks to more than it may hold');
}

/** Inflates at most `length` bytes; some writers pack more rows into the last strip than it has. */
async function inflateUpTo(bytes: Buffer, length: number, exact: boolean): Promise<Uint8Array> {
  try {
    return await inflateOnce(bytes, { maxOutputLength: length, chunkSize: Math.max(length, 64) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    if (exact) overfull();
  }
  const stream = createInflate();
  stream.end(bytes);
  const target = new Uint8Array(length);
  let written = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const used = chunk.subarray(0, length - written);
    target.set(used, written);
    written += used.length;
    if (written === length) break;
  }
  return target.subarray(0, written);
}

/** The bytes as samples of the layout's pixel type, with the predictor undone. */
function samplesOf(bytes: Uint8Array, rows: number, layout: RasterLayout): PixelArray {
  const { samples, predictor, blockWidth, pixelType, littleEndian } = layout;
  const perPixel = samplesPerBlockPixel(layout);
  if (layout.subsampling[0] * layout.subsampling[1] > 1)
    return unpackSubsampled(bytes, blockWidth, rows, layout.subsampling);
  if (predictor === 1 && !areNative(samples)) {
    const target = allocatePixels(pixelType, rows * blockWidth * perPixel);
    return readSamples(bytes, rows, blockWidth * perPixel, samples, littleEndian, target);
  }
  const size = samples.bits / 8;
  const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  if (!littleEndian && predictor !== 3) swapBytes(aligned, size);
  undoPredictor(aligned, predictor, blockWidth, perPixel, size);
  if (areNative(samples))
    return viewPixels(
      pixelType,
      aligned.buffer,
      aligned.byteOffset,
      aligned.length / bytesPerSample[pixelType],
    );
  const target = allocatePixels(pixelType, rows * blockWidth * perPixel);
  return readSamples(aligned, rows, blockWidth * perPixel, samples, true, target);
}

function swapBytes(bytes: Uint8Array, size: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (size === 2) buffer.swap16();
  if (size === 4) buffer.swap32();
  if (size === 8) buffer.swap64();
}

const reversed = Uint8Array.from({ length: 256 }, (_, byte) => {
  let bits = 0;
  for (let bit = 0; bit < 8; bit++) bits |= ((byte >> bit) & 1) << (7 - bit);
  return bits;
});

function reverseBits(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at++) bytes[at] = reversed[bytes[at]!]!;
}
