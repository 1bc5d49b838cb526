import { allocatePixels, type PixelArray, type PixelSource, type PixelWindow } from '../base/raster.ts';
import type { ReadableRaster } from '../base/readable-raster.ts';
import { ImageryRefusal } from '../base/refusal.ts';
import { representableNoData } from '../base/validity.ts';
import { type BlockDecoder, createBlockDecoder, OverfullBlock } from '../codec/block-decoder.ts';
import { type BlockTable, readBlockTable } from '../tiff/block-table.ts';
import {
  blockBytes,
  hasLooseRows,
  type RasterLayout,
  readLayout,
  rowsOf,
  storedBytes,
} from '../tiff/raster-layout.ts';
import { REDUCED_IMAGE, TRANSPARENCY_MASK, tags } from '../tiff/tiff.ts';
import { readNumber, type TiffFile } from '../tiff/tiff-file.ts';
import { inColour } from './colour.ts';
import { masked, withOneNoData } from './mask.ts';
import { upright } from './orientation.ts';

/** Decoded or raw bytes that may be held for one window beyond the window itself. */
const BYTES_IN_FLIGHT = 32 * 2 ** 20;
/** Bytes of decoded blocks kept because the next window needs their lower rows. */
const USUAL_BYTES_KEPT = 96 * 2 ** 20;
const MASK_BYTES_KEPT = 32 * 2 ** 20;

export type RasterOptions = {
  /** Bytes of decoded blocks that may be kept because the next window needs their lower rows. */
  bytesKept?: number;
  /** A mask that was given along, of a file of its own. */
  mask?: TiffFile;
  /** Whether a block that unpacks to more than it may hold is an error, and not cut off. */
  exact?: boolean;
};

/**
 * Opens the image of a file as it is to be shown: grey or red, green and blue, upright, what its masks hide hidden,
 * and of one type and one nodata value. Reading is by windows, best from top to bottom: then each compressed block is
 * decoded once, as long as a row of blocks fits into the memory kept for them. Sparse blocks read as nodata, or 0.
 * Throws ImageryRefusal where the table of blocks does not fit the file, a palette is not whole or a mask does not
 * fit the image; `read` throws image_damaged with the row, counted from 1, at which a block could not be decoded.
 */
export async function openRaster(
  file: TiffFile,
  layout: RasterLayout,
  options: RasterOptions = {},
): Promise<ReadableRaster> {
  let raster = await inColour(await openStored(file, layout, options), file, layout);
  for (const mask of await readMasks(file, layout, options.mask)) raster = masked(raster, mask);
  return upright(withOneNoData(raster), layout.orientation);
}

/** Opens an image as it is stored. */
async function openStored(
  file: TiffFile,
  layout: RasterLayout,
  { bytesKept = USUAL_BYTES_KEPT, exact = false }: Pick<RasterOptions, 'bytesKept' | 'exact'>,
): Promise<ReadableRaster> {
  const table = await readBlockTable(file, layout);
  const decode = await createBlockDecoder(file, layout, exact);
  const fill = representableNoData(layout.pixelType, layout.noData) ?? 0;
  const { width, height, bandCount, pixelType, photometric, extraSamples, noData } = layout;
  const source = createSource(file, layout, table, decode, fill, bytesKept);
  return { width, height, bandCount, pixelType, photometric, extraSamples, noData, source };
}

/** The masks of the image itself, not those of its overviews, and the one that was given along. */
async function readMasks(
  file: TiffFile,
  layout: RasterLayout,
  given: TiffFile | undefined,
): Promise<ReadableRaster[]> {
  const masks: ReadableRaster[] = [];
  for (const directory of file.directories) {
    const kind = await readNumber(file, directory, tags.newSubfileType, 0);
    if ((kind & TRANSPARENCY_MASK) === 0 || (kind & REDUCED_IMAGE) !== 0) continue;
    const mask = await readLayout(file, directory);
    if (mask.width !== layout.width || mask.height !== layout.height) continue;
    masks.push(await openStored(file, mask, { bytesKept: MASK_BYTES_KEPT }));
  }
  if (given !== undefined) {
    const mask = await readLayout(given);
    if (mask.width !== layout.width || mask.height !== layout.height)
      throw new ImageryRefusal(
        'mask_does_not_fit',
        `The mask measures ${mask.width} x ${mask.height} pixels, the image ${layout.width} x ${layout.height}; give the mask that belongs to this image, or none.`,
      );
    masks.push(await openStored(given, mask, { bytesKept: MASK_BYTES_KEPT }));
  }
  return masks;
}

/** Some rows of one block, with the image's row at which they start. */
type Piece = {
  block: number;
  x: number;
  y: number;
  rows: number;
  /** Rows of the block above the piece. */
  skipped: number;
  /** The band it holds; null for all. */
  band: number | null;
};

function createSource(
  file: TiffFile,
  layout: RasterLayout,
  table: BlockTable,
  decode: BlockDecoder,
  fill: number,
  bytesKept: number,
): PixelSource {
  const { height, blockWidth, blockHeight, pixelType, bandCount } = layout;
  const looseRows = hasLooseRows(layout);
  const rowBytes = storedBytes(layout, 1);
  const rowMemory = blockBytes(layout) / blockHeight;
  const kept = new Map<number, { pixels: PixelArray; bottom: number }>();
  let answer = allocatePixels(pixelType, 0);

  const load = async (piece: Piece): Promise<PixelArray | null> => {
    const byteCount = table.byteCounts[piece.block]!;
    if (byteCount === 0 || table.offsets[piece.block] === 0) return null;
    const skippedBytes = looseRows ? piece.skipped * rowBytes : 0;
    const wanted = looseRows ? Math.min(piece.rows * rowBytes, byteCount - skippedBytes) : byteCount;
    const bytes = Buffer.allocUnsafeSlow(Math.max(0, wanted));
    await readAll(file, bytes, table.offsets[piece.block]! + skippedBytes);
    try {
      return await decode(bytes, piece.rows);
    } catch (error) {
      if (error instanceof OverfullBlock)
        throw new ImageryRefusal(
          'image_damaged',
          `The image data at row ${piece.y + 1} unpack to more than their piece of the image can hold, so that whoever opens the file may run out of memory. Save it anew with "gdal_translate -of COG INPUT.tif OUTPUT.tif".`,
        );
      const percent = Math.floor((piece.y / height) * 100);
      throw new ImageryRefusal(
        'image_damaged',
        `The image data is damaged at row ${piece.y + 1}; ${percent}% was read. Fetch the file again.`,
      );
    }
  };

  const place = async (piece: Piece, window: PixelWindow): Promise<void> => {
    const bottom = piece.y + piece.rows;
    const cached = kept.get(piece.block);
    const pixels = cached?.pixels ?? (await load(piece));
    copyPiece(pixels, piece, window);
    if (looseRows || pixels === null) return;
    const keptBytes = [...kept.values()].reduce((sum, each) => sum + each.pixels.byteLength, 0);
    const needed = bottom > window.y + window.height;
    if (!needed) kept.delete(piece.block);
    else if (keptBytes + pixels.byteLength <= bytesKept) kept.set(piece.block, { pixels, bottom });
  };

  const copyPiece = (pixels: PixelArray | null, piece: Piece, window: PixelWindow) => {
    const left = Math.max(piece.x, window.x);
    const right = Math.min(piece.x + blockWidth, window.x + window.width);
    const top = Math.max(piece.y, window.y);
    const bottom = Math.min(piece.y + piece.rows, window.y + window.height);
    for (let y = top; y < bottom; y++) {
      const to = ((y - window.y) * window.width + left - window.x) * bandCount;
      const from = (y - piece.y) * blockWidth + left - piece.x;
      const count = right - left;
      if (piece.band === null) {
        if (pixels === null) answer.fill(fill, to, to + count * bandCount);
        else answer.set(pixels.subarray(from * bandCount, (from + count) * bandCount), to);
      } else
        for (let pixel = 0; pixel < count; pixel++)
          answer[to + pixel * bandCount + piece.band] = pixels === null ? fill : pixels[from + pixel]!;
    }
  };

  return {
    async read(window) {
      for (const [block, { bottom }] of kept) if (bottom <= window.y) kept.delete(block);
      const length = window.width * window.height * bandCount;
      if (answer.length !== length) answer = allocatePixels(pixelType, length);
      const pieces = piecesOf(layout, window, rowMemory);
      const pieceBytes = rowMemory * (pieces[0]?.rows ?? 1);
      const atOnce = Math.min(8, Math.max(1, Math.floor(BYTES_IN_FLIGHT / pieceBytes)));
      await forEachAtOnce(pieces, atOnce, (piece) => place(piece, window));
      return answer;
    },
  };

  function piecesOf(stored: RasterLayout, window: PixelWindow, bytesOfRow: number): Piece[] {
    const bands = stored.bandsApart ? Array.from({ length: stored.bandCount }, (_, band) => band) : [null];
    const perBand = stored.blocksAcross * stored.blocksDown;
    const lastRow = Math.floor((window.y + window.height - 1) / blockHeight);
    const lastColumn = Math.floor((window.x + window.width - 1) / blockWidth);
    const pieces: Piece[] = [];
    for (let row = Math.floor(window.y / blockHeight); row <= lastRow; row++)
      for (const band of bands)
        for (let column = Math.floor(window.x / blockWidth); column <= lastColumn; column++) {
          const block = (band ?? 0) * perBand + row * stored.blocksAcross + column;
          const y = row * blockHeight;
          const whole = { block, x: column * blockWidth, y, skipped: 0, band };
          const rows = rowsOf(stored, block);
          if (looseRows) pieces.push(...uncompressedPieces(whole, rows, window, bytesOfRow));
          else pieces.push({ ...whole, rows });
        }
    return pieces;
  }
}

/** Rows of an uncompressed block can be read by themselves: just those of the window, a few megabytes at a time. */
function uncompressedPieces(
  whole: Omit<Piece, 'rows'>,
  rows: number,
  window: PixelWindow,
  rowBytes: number,
): Piece[] {
  const end = Math.min(whole.y + rows, window.y + window.height);
  const step = Math.max(1, Math.floor((4 * 2 ** 20) / rowBytes));
  const pieces: Piece[] = [];
  for (let y = Math.max(whole.y, window.y); y < end; y += step)
    pieces.push({ ...whole, y, rows: Math.min(step, end - y), skipped: y - whole.y });
  return pieces;
}

async function forEachAtOnce<Item>(
  items: readonly Item[],
  atOnce: number,
  act: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const item = items[next]!;
      next++;
      await act(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}

async function readAll(file: TiffFile, bytes: Buffer, position: number): Promise<void> {
  let read = 0;
  while (read < bytes.length) {
    const step = await file.handle.read(bytes, read, bytes.length - read, position + read);
    if (step.bytesRead === 0) throw new Error('The file became shorter while it was read');
    read += step.bytesRead;
  }
}
