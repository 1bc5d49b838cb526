import { areJpegTables, readJpegFrame } from '#imagery/codec/jpeg-frame.rules.ts';
import { decodeLzw } from '#imagery/codec/lzw.rules.ts';
import { undoPredictor } from '#imagery/codec/predictor-undo.rules.ts';
import JpegDecoder from '../../../node_modules/geotiff/dist-module/compression/jpeg.js';
import { type BlockShape, blockBytes, samplesInBlock } from './block-shape.ts';

export type BlockParameters = BlockShape & { predictor: number; JPEGTables?: Uint8Array };

/** So much is fed at a time: DEFLATE unpacks it to 17 MB at most. */
const FED_BYTES = 16_384;
/** How browsers say that bytes follow which are no part of the compressed data. */
const FILLER = /junk|after the end|extra bytes/i;

/**
 * Decodes a block of a display copy into its samples. A block unpacks to its own size, which the file states, or it
 * is damaged: whoever wrote the file may have meant the page to run out of memory, and no block that the server has
 * looked at does otherwise.
 */
export async function decodeBlock(
  compression: number,
  parameters: BlockParameters,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const block = await unpack(compression, parameters, bytes, blockBytes(parameters));
  const { predictor, tileWidth, bitsPerSample } = parameters;
  if (predictor !== 1)
    undoPredictor(block, predictor, tileWidth, samplesInBlock(parameters), bitsPerSample[0]! / 8);
  return block;
}

async function unpack(
  compression: number,
  parameters: BlockParameters,
  bytes: Uint8Array<ArrayBuffer>,
  size: number,
): Promise<Uint8Array<ArrayBuffer>> {
  switch (compression) {
    case 5:
      return decodeLzw(bytes, size, overfull);
    case 7:
      return decodeJpeg(parameters, bytes);
    case 8:
    case 32_946:
      return inflate(bytes, size);
    default:
      throw new Error(`Display copies are not compressed in the way of number ${compression}`);
  }
}

async function inflate(bytes: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new DecompressionStream('deflate');
  const block = new Uint8Array(size);
  let filled = 0;
  // What goes wrong here is told by what reads.
  void feed(stream.writable, bytes).catch(() => {});
  const reader = stream.readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (filled + value.length > size) overfull();
      block.set(value, filled);
      filled += value.length;
    }
  } catch (error) {
    void reader.cancel().catch(() => {});
    if (filled < size || !FILLER.test(String(error))) throw error;
  }
  if (filled < size) throw new Error(`${filled} of ${size} bytes are there`);
  return block;
}

/** Little by little: of what is fed at once, a browser unpacks all, whether or not anybody reads it. */
async function feed(
  writable: DecompressionStream['writable'],
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const writer = writable.getWriter();
  for (let at = 0; at < bytes.length; at += FED_BYTES) {
    await writer.ready;
    await writer.write(bytes.subarray(at, at + FED_BYTES));
  }
  await writer.close();
}

/** The decoder allocates what the frame asks for. */
async function decodeJpeg(
  parameters: BlockParameters,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { tileWidth, tileHeight, JPEGTables } = parameters;
  const { width, height, bandCount, progressive } = readJpegFrame(bytes);
  const fits = width === tileWidth && height === tileHeight && bandCount === samplesInBlock(parameters);
  if (!fits || progressive || (JPEGTables && !areJpegTables(JPEGTables))) overfull();
  return new Uint8Array(new JpegDecoder(parameters).decodeBlock(bytes.buffer));
}

function overfull(): never {
  throw new Error('It unpacks to more than its size');
}
