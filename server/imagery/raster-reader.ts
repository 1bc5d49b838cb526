import { type BlockDecoder, createBlockDecoder } from './block-decoder.ts';
import { convertYCbCrToRgb } from './jpeg.ts';
import { applyPalette, readPalette } from './palette.ts';
import { allocatePixels, type PixelArray, type PixelSource, type PixelWindow } from './raster.ts';
import { type BlockTable, blockBytes, type RasterLayout, readBlockTable } from './raster-layout.ts';
import { ImageryRefusal } from './refusal.ts';
import { photometrics } from './tiff.ts';
import type { TiffFile } from './tiff-file.ts';
import { representableNoData } from './validity.ts';

/** What the reader makes of a stored raster: luminance and palettes come out as red, green and blue. */
export interface ReadableRaster {
  readonly bandCount: number;
  readonly photometric: number;
  readonly noData: string | null;
  readonly source: PixelSource;
}

/** Decoded or raw bytes that may be held for one window beyond the window itself. */
const bytesInFlight = 32 * 2 ** 20;
/** Bytes of decoded blocks kept because the next window needs their lower rows. */
const bytesKept = 96 * 2 ** 20;

/**
 * Opens the image of a file for reading by windows from top to bottom. Each compressed block is decoded once
 * as long as a row of blocks fits into the memory kept for them; sparse blocks read as nodata, or 0.
 *
 * @throws ImageryRefusal where the table of blocks does not fit the file; `read` throws image_damaged with the
 *   row, counted from 1, at which a block could not be decoded
 */
export async function openRaster(file: TiffFile, layout: RasterLayout): Promise<ReadableRaster> {
  const table = await readBlockTable(file, layout);
  const decode = await createBlockDecoder(file, layout);
  const coloured = await colouring(file, layout);
  const fill = representableNoData(layout.pixelType, layout.noData) ?? 0;
  return {
    bandCount: coloured.bandCount,
    photometric: coloured.photometric,
    noData: coloured.keepsNoData ? layout.noData : null,
    source: createSource(file, layout, table, decode, coloured, fill),
  };
}

interface Colouring {
  readonly bandCount: number;
  readonly photometric: number;
  readonly keepsNoData: boolean;
  readonly apply: (pixels: PixelArray) => PixelArray;
}

async function colouring(file: TiffFile, layout: RasterLayout): Promise<Colouring> {
  const { bandCount, photometric } = layout;
  if (photometric === photometrics.palette) {
    const palette = await readPalette(file);
    const apply = (pixels: PixelArray) => applyPalette(pixels, palette);
    return { bandCount: 3, photometric: photometrics.rgb, keepsNoData: false, apply };
  }
  if (photometric === photometrics.yCbCr) {
    const apply = (pixels: PixelArray) => {
      convertYCbCrToRgb(pixels as Uint8Array);
      return pixels;
    };
    return { bandCount, photometric: photometrics.rgb, keepsNoData: true, apply };
  }
  return { bandCount, photometric, keepsNoData: true, apply: (pixels) => pixels };
}

/** Some rows of one block, with the image's row at which they start. */
interface Piece {
  readonly block: number;
  readonly x: number;
  readonly y: number;
  readonly rows: number;
  /** Rows of the block above the piece. */
  readonly skipped: number;
  /** The band it holds; null for all. */
  readonly band: number | null;
}

function createSource(
  file: TiffFile,
  layout: RasterLayout,
  table: BlockTable,
  decode: BlockDecoder,
  coloured: Colouring,
  fill: number,
): PixelSource {
  const { height, blockWidth, blockHeight, codec, pixelType } = layout;
  const rowBytes = blockBytes(layout) / blockHeight;
  const { bandCount } = coloured;
  const kept = new Map<number, { pixels: PixelArray; bottom: number }>();
  let answer = allocatePixels(pixelType, 0);

  const load = async (piece: Piece): Promise<PixelArray | null> => {
    const byteCount = table.byteCounts[piece.block]!;
    if (byteCount === 0 || table.offsets[piece.block] === 0) return null;
    const skippedBytes = codec === 'none' ? piece.skipped * rowBytes : 0;
    const wanted = codec === 'none' ? Math.min(piece.rows * rowBytes, byteCount - skippedBytes) : byteCount;
    const bytes = Buffer.allocUnsafeSlow(Math.max(0, wanted));
    await readAll(file, bytes, table.offsets[piece.block]! + skippedBytes);
    try {
      return coloured.apply(await decode(bytes, piece.rows));
    } catch {
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
    if (codec === 'none' || pixels === null) return;
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
    for (let y = top; y < bottom; y += 1) {
      const to = ((y - window.y) * window.width + left - window.x) * bandCount;
      const from = (y - piece.y) * blockWidth + left - piece.x;
      const count = right - left;
      if (piece.band === null) {
        if (pixels === null) answer.fill(fill, to, to + count * bandCount);
        else answer.set(pixels.subarray(from * bandCount, (from + count) * bandCount), to);
      } else {
        for (let pixel = 0; pixel < count; pixel += 1) {
          answer[to + pixel * bandCount + piece.band] = pixels === null ? fill : pixels[from + pixel]!;
        }
      }
    }
  };

  return {
    async read(window) {
      for (const [block, { bottom }] of kept) if (bottom <= window.y) kept.delete(block);
      const length = window.width * window.height * bandCount;
      if (answer.length !== length) answer = allocatePixels(pixelType, length);
      const pieces = piecesOf(layout, window, rowBytes);
      const pieceBytes = rowBytes * (pieces[0]?.rows ?? 1);
      const atOnce = Math.min(8, Math.max(1, Math.floor(bytesInFlight / pieceBytes)));
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
    for (let row = Math.floor(window.y / blockHeight); row <= lastRow; row += 1) {
      for (const band of bands) {
        for (let column = Math.floor(window.x / blockWidth); column <= lastColumn; column += 1) {
          const block = (band ?? 0) * perBand + row * stored.blocksAcross + column;
          const y = row * blockHeight;
          const whole = { block, x: column * blockWidth, y, skipped: 0, band };
          const rows = stored.tiled ? blockHeight : Math.min(blockHeight, height - y);
          if (codec === 'none') pieces.push(...uncompressedPieces(whole, rows, window, bytesOfRow));
          else pieces.push({ ...whole, rows });
        }
      }
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
  for (let y = Math.max(whole.y, window.y); y < end; y += step) {
    pieces.push({ ...whole, y, rows: Math.min(step, end - y), skipped: y - whole.y });
  }
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
      next += 1;
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
