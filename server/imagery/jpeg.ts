import { getDecoder } from 'geotiff';
import { areJpegTables, readJpegFrame } from './jpeg-frame.rules.ts';
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
  const damaged = new ImageryRefusal(
    'directory_damaged',
    "The image's JPEG tables cannot be read. Fetch or save the file again.",
  );
  if (tables.length > 0 && !areJpegTables(tables)) throw damaged;
  const parameters = {
    tileWidth: 0,
    tileHeight: 0,
    predictor: 1,
    bitsPerSample: 8,
    planarConfiguration: 1,
    ...(tables.length > 0 ? { JPEGTables: tables } : {}),
  };
  const decoder = await getDecoder(compressions.jpeg, parameters).catch(() => {
    throw damaged;
  });
  return async (block, size) => {
    const frame = readJpegFrame(block);
    // The decoder allocates what the frame header asks for: it must not ask for more than the directory said.
    if (frame.width !== size.width || frame.height > size.height || frame.bandCount !== size.bandCount) {
      throw new Error(
        `JPEG frame of ${frame.width} x ${frame.height} x ${frame.bandCount} in a smaller block`,
      );
    }
    return new Uint8Array(await decoder.decode(block.slice().buffer));
  };
}
