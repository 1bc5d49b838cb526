import { areJpegTables } from '../codec/jpeg-frame.rules.ts';
import type { BlockTable } from '../tiff/block-table.ts';
import type { RasterLayout } from '../tiff/raster-layout.ts';
import { tags } from '../tiff/tiff.ts';
import { readBytes, type TiffFile } from '../tiff/tiff-file.ts';

/** A file with more tiles than this, in a codec whose tiles are looked at, is encoded anew instead. */
const MOST_TILES = 65_536;
/** Tables and comments before a JPEG's frame header rarely take more. */
const JPEG_HEAD = 4096;
/** Eight tables of Huffman codes and four of quantization take less. */
const MOST_TABLES = 65_536;

/**
 * Looks at how each tile begins, of the codecs with which a tile can ask a browser for more than its size: a JPEG
 * that says it is larger than its tile, and LZW in the old bit order, at which decoders run wild.
 */
export async function hasPlainBlocks(
  file: TiffFile,
  layout: RasterLayout,
  { offsets, byteCounts }: BlockTable,
): Promise<boolean> {
  if (layout.codec !== 'jpeg' && layout.codec !== 'lzw') return true;
  if (offsets.length > MOST_TILES) return false;
  if (layout.codec === 'jpeg') {
    const tables = await readBytes(file, layout.directory, tags.jpegTables);
    if (tables.length > 0 && (tables.length > MOST_TABLES || !areJpegTables(tables))) return false;
  }
  const head = Buffer.alloc(layout.codec === 'jpeg' ? JPEG_HEAD : 2);
  for (let tile = 0; tile < offsets.length; tile++) {
    const wanted = Math.min(head.length, byteCounts[tile]!);
    const { bytesRead } = await file.handle.read(head, 0, wanted, offsets[tile]!);
    const bytes = head.subarray(0, bytesRead);
    const plain = layout.codec === 'jpeg' ? isFrameOf(bytes, layout) : beginsWithClear(bytes);
    if (!plain) return false;
  }
  return true;
}

/** TIFF 6.0's LZW begins with the code 256 in nine bits, the highest first. */
function beginsWithClear(bytes: Buffer): boolean {
  return bytes.length === 2 && bytes[0] === 0x80 && bytes[1]! < 0x80;
}

/** A baseline JPEG (ITU T.81, B.2) whose one frame has the tile's own size, bands and 8 bits. */
function isFrameOf(bytes: Buffer, { blockWidth, blockHeight, bandCount }: RasterLayout): boolean {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return false;
  for (let at = 2; at + 10 <= bytes.length; ) {
    const marker = bytes.readUInt16BE(at);
    if (marker === 0xffc0 || marker === 0xffc1)
      return (
        bytes[at + 4] === 8 &&
        bytes.readUInt16BE(at + 5) === blockHeight &&
        bytes.readUInt16BE(at + 7) === blockWidth &&
        bytes[at + 9] === bandCount
      );
    const isTable = (marker >= 0xffe0 && marker <= 0xfffe) || marker === 0xffdb || marker === 0xffc4;
    if (!isTable && marker !== 0xffdd) return false;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return false;
}
