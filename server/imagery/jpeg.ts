import { getDecoder } from 'geotiff';
import { ImageryRefusal } from './refusal.ts';
import { compressions } from './tiff.ts';

/** Decodes one JPEG block to pixel-interleaved bytes, in the colours in which it is stored. */
export type JpegDecoder = (
  block: Uint8Array,
  size: { width: number; height: number; bandCount: number },
) => Promise<Uint8Array>;

/**
 * @param tables the TIFF's JPEGTables, which all its blocks share; empty where each block has its own
 * @throws ImageryRefusal directory_damaged where the tables are none
 */
export async function createJpegDecoder(tables: Uint8Array): Promise<JpegDecoder> {
  const parameters = {
    tileWidth: 0,
    tileHeight: 0,
    predictor: 1,
    bitsPerSample: 8,
    planarConfiguration: 1,
    ...(tables.length > 0 ? { JPEGTables: tables } : {}),
  };
  const decoder = await getDecoder(compressions.jpeg, parameters).catch(() => {
    throw new ImageryRefusal(
      'directory_damaged',
      "The image's JPEG tables cannot be read. Fetch or save the file again.",
    );
  });
  return async (block, size) => {
    const frame = readFrame(block);
    // The decoder allocates what the frame header asks for: it must not ask for more than the directory said.
    if (frame.width !== size.width || frame.height > size.height || frame.bandCount !== size.bandCount) {
      throw new Error(
        `JPEG frame of ${frame.width} x ${frame.height} x ${frame.bandCount} in a smaller block`,
      );
    }
    return new Uint8Array(await decoder.decode(block.slice().buffer));
  };
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly bandCount: number;
}

/** The size in the frame header (ITU-T T.81, B.2.2); baseline, extended and progressive frames have 8 bits here. */
function readFrame(block: Uint8Array): Frame {
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  let at = 2;
  while (at + 9 < block.length) {
    if (view.getUint8(at) !== 0xff) throw new Error('JPEG marker expected');
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xc2) {
      if (view.getUint8(at + 4) !== 8) throw new Error('JPEG of other than 8 bits');
      return {
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        bandCount: view.getUint8(at + 9),
      };
    }
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  throw new Error('JPEG without a frame header');
}
