import { ImageryRefusal } from '../base/refusal.ts';
import { blockCount, type RasterLayout, rowsOf, storedBytes } from './raster-layout.ts';
import { tags } from './tiff.ts';
import { readNumbers, type TiffFile } from './tiff-file.ts';

/** Where the blocks lie in the file; a block of no bytes is sparse and stands for nodata, or 0. */
export type BlockTable = {
  offsets: Float64Array;
  byteCounts: Float64Array;
};

/**
 * Reads where the blocks lie and checks that each lies inside the file. Throws ImageryRefusal file_truncated,
 * directory_damaged.
 */
export async function readBlockTable(file: TiffFile, layout: RasterLayout): Promise<BlockTable> {
  const count = blockCount(layout);
  const numbers = (tag: number) => readNumbers(file, layout.directory, tag, file.limits.blocks);
  const offsets = await numbers(layout.tiled ? tags.tileOffsets : tags.stripOffsets);
  const listed = await numbers(layout.tiled ? tags.tileByteCounts : tags.stripByteCounts);
  if (offsets.length < count || (listed.length < count && listed.length > 0))
    throw new ImageryRefusal(
      'directory_damaged',
      `The file lists ${offsets.length} of the ${count} pieces of its image. Fetch or save the file again.`,
    );
  const byteCounts =
    listed.length > 0 ? listed : offsets.map((_, block) => storedBytes(layout, rowsOf(layout, block)));
  const isPlace = (number: number) => Number.isSafeInteger(number) && number >= 0;
  for (let block = 0; block < count; block++) {
    if (!isPlace(offsets[block]!) || !isPlace(byteCounts[block]!))
      throw new ImageryRefusal(
        'directory_damaged',
        `The file says that piece ${block + 1} of its image lies where nothing can lie. Fetch or save the file again.`,
      );
    if (offsets[block]! + byteCounts[block]! > file.size) {
      const percent = Math.floor((block / count) * 100);
      throw new ImageryRefusal(
        'file_truncated',
        `The file ends before its image does: about ${percent}% of the pixels are there. Fetch it again.`,
      );
    }
  }
  return { offsets, byteCounts };
}
