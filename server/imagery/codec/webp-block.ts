import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import decode, { init } from '@jsquash/webp/decode.js';

let ready: Promise<void> | null = null;

/**
 * Decodes one WebP block to pixel-interleaved bytes of 3 or 4 bands, alpha not multiplied in.
 *
 * The decoder is libwebp in WebAssembly: whatever a stranger's bytes do to it stays inside its own memory, and it
 * needs none of the native code that Node's permissions would have to let in. Throws Error where the data are no WebP
 * image of this size.
 */
export async function decodeWebp(
  bytes: Uint8Array,
  size: { width: number; height: number; bandCount: number },
): Promise<Uint8Array> {
  const frame = readFrame(bytes);
  if (frame.width !== size.width || frame.height > size.height)
    throw new Error(`WebP frame of ${frame.width} x ${frame.height} in another block`);
  ready ??= start();
  await ready;
  const image = (await decode(bytes.slice().buffer)) as { data: Uint8ClampedArray };
  const { bandCount } = size;
  const pixelCount = frame.width * frame.height;
  const samples = new Uint8Array(pixelCount * bandCount);
  for (let pixel = 0; pixel < pixelCount; pixel++)
    for (let band = 0; band < bandCount; band++)
      samples[pixel * bandCount + band] = image.data[pixel * 4 + band]!;
  return samples;
}

async function start(): Promise<void> {
  const path = fileURLToPath(import.meta.resolve('@jsquash/webp/codec/dec/webp_dec.wasm'));
  await init({ wasmBinary: await readFile(path) });
}

/** Width and height in a WebP file's first chunk (RFC 9649, section 2). */
function readFrame(bytes: Uint8Array): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = (at: number) => new TextDecoder('latin1').decode(bytes.subarray(at, at + 4));
  if (text(0) !== 'RIFF' || text(8) !== 'WEBP') throw new Error('No WebP data');
  switch (text(12)) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 'VP8X': {
      const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
      return { width: three(24) + 1, height: three(27) + 1 };
    }
    default:
      throw new Error('WebP data of an unknown kind');
  }
}
