import { promisify } from 'node:util';
import { createInflate, inflate, zstdDecompress } from 'node:zlib';
import { createJpegDecoder, type JpegDecoder } from './jpeg.ts';
import { decodeLzw } from './lzw.ts';
import { undoPredictor } from './predictor-undo.ts';
import { bytesPerSample, type PixelArray, viewPixels } from './raster.ts';
import { blockBytes, imageDirectory, type RasterLayout, samplesPerBlockPixel } from './raster-layout.ts';
import { tags } from './tiff.ts';
import { readBytes, type TiffFile } from './tiff-file.ts';

const inflateOnce = promisify(inflate);
const unpackZstd = promisify(zstdDecompress);

/** Decodes the bytes of a block into the samples of its first `rows` rows. */
export type BlockDecoder = (bytes: Buffer, rows: number) => Promise<PixelArray>;

export async function createBlockDecoder(file: TiffFile, layout: RasterLayout): Promise<BlockDecoder> {
  const jpeg =
    layout.codec === 'jpeg'
      ? await createJpegDecoder(await readBytes(file, imageDirectory(file), tags.jpegTables))
      : null;
  const rowSamples = layout.blockWidth * samplesPerBlockPixel(layout);
  return async (bytes, rows) => {
    const unpacked = await unpack(bytes, layout, rows, jpeg);
    const length = rows * rowSamples * bytesPerSample[layout.pixelType];
    if (unpacked.length < length) throw new Error(`${unpacked.length} of ${length} bytes are there`);
    return samplesOf(unpacked.subarray(0, length), layout);
  };
}

async function unpack(
  bytes: Buffer,
  layout: RasterLayout,
  rows: number,
  jpeg: JpegDecoder | null,
): Promise<Uint8Array> {
  const length = (blockBytes(layout) / layout.blockHeight) * rows;
  switch (layout.codec) {
    case 'none':
      return bytes;
    case 'lzw':
      return decodeLzw(bytes, length);
    case 'deflate':
      return inflateUpTo(bytes, length);
    case 'zstd':
      return unpackZstd(bytes, { maxOutputLength: blockBytes(layout), chunkSize: Math.max(length, 64) });
    case 'jpeg':
      return jpeg!(bytes, {
        width: layout.blockWidth,
        height: layout.blockHeight,
        bandCount: samplesPerBlockPixel(layout),
      });
  }
}

/** Inflates at most `length` bytes; some writers pack more rows into the last strip than it has. */
async function inflateUpTo(bytes: Buffer, length: number): Promise<Uint8Array> {
  try {
    return await inflateOnce(bytes, { maxOutputLength: length, chunkSize: Math.max(length, 64) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
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

/** The bytes as samples in the machine's own order, with the predictor undone. */
function samplesOf(bytes: Uint8Array, layout: RasterLayout): PixelArray {
  const size = bytesPerSample[layout.pixelType];
  const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  if (!layout.littleEndian && layout.predictor !== 3) swapBytes(aligned, size);
  const { buffer, byteOffset, length } = aligned;
  undoPredictor(aligned, layout.predictor, layout.blockWidth, samplesPerBlockPixel(layout), size);
  return viewPixels(layout.pixelType, buffer, byteOffset, length / size);
}

function swapBytes(bytes: Uint8Array, size: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (size === 2) buffer.swap16();
  if (size === 4) buffer.swap32();
}
