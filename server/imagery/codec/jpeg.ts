// By its file: geotiff as a whole brings its own threads along, and takes ours for one of them.
import Decoder from '../../../node_modules/geotiff/dist-module/compression/jpeg.js';
import { ImageryRefusal } from '../base/refusal.ts';
import { areJpegTables, readJpegFrame } from './jpeg-frame.rules.ts';

/** Decodes one JPEG block to pixel-interleaved bytes, in the colours in which it is stored. */
export type JpegDecoder = (
  block: Uint8Array,
  size: { width: number; height: number; bandCount: number },
) => Uint8Array;

/**
 * `tables` are the TIFF's JPEGTables, which all its blocks share; empty where each block has its own. Throws
 * ImageryRefusal directory_damaged where the tables are none.
 */
export function createJpegDecoder(tables: Uint8Array): JpegDecoder {
  const decoder = decoderWith(tables);
  return (block, size) => {
    const frame = readJpegFrame(block);
    // The decoder allocates what the frame header asks for: it must not ask for more than the directory said.
    if (frame.width !== size.width || frame.height > size.height || frame.bandCount !== size.bandCount)
      throw new Error(
        `JPEG frame of ${frame.width} x ${frame.height} x ${frame.bandCount} in a smaller block`,
      );
    return new Uint8Array(decoder.decodeBlock(block.slice().buffer));
  };
}

function decoderWith(tables: Uint8Array): Decoder {
  const unused = { tileWidth: 0, tileHeight: 0, predictor: 1, bitsPerSample: 8, planarConfiguration: 1 };
  try {
    if (tables.length > 0 && !areJpegTables(tables)) throw new Error('JPEG tables with a frame or a scan');
    return new Decoder({ ...unused, ...(tables.length > 0 && { JPEGTables: tables }) });
  } catch {
    throw new ImageryRefusal(
      'directory_damaged',
      "The image's JPEG tables cannot be read. Fetch or save the file again.",
    );
  }
}
