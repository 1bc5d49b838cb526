import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { PixelSource, PixelType } from '../base/raster.ts';
import {
  CLASSIC_TIFF_LIMIT,
  type CogFormat,
  layOutCog,
  TILE_LEADER_SIZE,
  TILE_TRAILER_SIZE,
} from '../encode/cog-layout.ts';
import type { Compression } from '../encode/compression.ts';
import { writeAll } from '../encode/tile-encoder.ts';
import type { BandStatistics } from '../pixel/statistics.ts';
import { type TiffField, tags, textField } from '../tiff/tiff.ts';
import { type EncodedLevel, encodePyramid } from './pyramid-encoder.ts';

/** Told the share done, from 0 to 1, and what is being done. */
export type OnProgress = (share: number, stage: WritingStage) => void;

/**
 * Pixels are read from top to bottom, and overviews made of them on the way; then the overviews, and the image
 * behind them, are written to the file in the order of a COG.
 */
export type WritingStage = 'reading' | 'writing_overviews';

/** A raster to be written; its pixels come from `source`. */
export type CogRequest = {
  /** The file to make; it appears under this name only when it is whole. */
  path: string;
  width: number;
  height: number;
  bandCount: number;
  pixelType: PixelType;
  /** TIFF's PhotometricInterpretation, of `photometrics`. */
  photometric: number;
  /** TIFF's ExtraSamples: 0 unspecified, 1 and 2 alpha; one for each band beyond the photometric's own. */
  extraSamples: readonly number[];
  /** GDAL's nodata text, kept as it is; null for none. */
  noData: string | null;
  /** Georeference, metadata and what else the image's directory shall hold. */
  fields: readonly TiffField[];
  source: PixelSource;
  /** Default: what samples of the raster call for. */
  compression?: Compression;
  onProgress?: OnProgress;
  /** Ends the work with the signal's reason; nothing is left behind. */
  signal?: AbortSignal;
  /** Largest size in bytes written as classic TIFF; beyond it a BigTIFF. Default: what a classic one can hold. */
  largestClassic?: number;
};

export type CogResult = {
  /** Bytes. */
  size: number;
  /** Lower-case hex. */
  sha256: string;
  statistics: readonly BandStatistics[];
};

/**
 * Writes a Cloud Optimized GeoTIFF: DEFLATE without loss, tiles of 512 pixels, overviews by mean over valid
 * pixels down to one tile, in the order and with the ghost area of GDAL's COG driver. The same pixels and
 * fields give the same bytes under the same Node.
 *
 * Memory stays below a fixed bound whatever the raster's size. The file is written under temporary names
 * beside `path`, synced, renamed, and its folder synced.
 */
export async function writeCog(request: CogRequest): Promise<CogResult> {
  const scratchPath = scratchName(request.path, 'tiles');
  const columnsPath = scratchName(request.path, 'columns');
  const partPath = scratchName(request.path, 'whole');
  await removeScratch(request.path);
  try {
    const scratch = await open(scratchPath, 'w+');
    try {
      const { levels, predictor, statistics } = await encodePyramid(request, scratch, columnsPath, (share) =>
        request.onProgress?.(share * ENCODING_SHARE, share < 1 ? 'reading' : 'writing_overviews'),
      );
      const format = { ...request, predictor, fields: allFields(request) };
      const written = await assemble(partPath, scratch, levels, format, request);
      request.signal?.throwIfAborted();
      await rename(partPath, request.path);
      await syncFolder(dirname(request.path));
      request.onProgress?.(1, 'writing_overviews');
      return { ...written, statistics };
    } finally {
      await scratch.close();
    }
  } finally {
    await removeScratch(request.path);
  }
}

/** A name beside `path` for what is not finished yet. */
export function scratchName(path: string, part: string): string {
  return `${path}.writing-${part}`;
}

/** Removes what a writer that was killed left beside `path`; the file at `path` itself is not touched. */
export async function removeScratch(path: string): Promise<void> {
  const prefix = scratchName(basename(path), '');
  for (const name of await readdir(dirname(path)))
    if (name.startsWith(prefix)) await rm(join(dirname(path), name), { recursive: true, force: true });
}

/** The share of the work that is done when all tiles are compressed. */
const ENCODING_SHARE = 0.95;

function allFields(request: CogRequest): TiffField[] {
  if (request.noData === null) return [...request.fields];
  return [...request.fields, textField(tags.gdalNoData, request.noData)];
}

async function assemble(
  path: string,
  scratch: FileHandle,
  levels: readonly EncodedLevel[],
  format: CogFormat,
  { largestClassic = CLASSIC_TIFF_LIMIT, onProgress, signal }: CogRequest,
): Promise<{ size: number; sha256: string }> {
  const layout = layOutCog(levels, format, largestClassic);
  const file = await open(path, 'wx');
  try {
    const hash = createHash('sha256');
    let position = 0;
    const append = async (bytes: Uint8Array) => {
      const writing = writeAll(file, bytes, position);
      position += bytes.length;
      hash.update(bytes);
      await writing;
    };
    await append(layout.head);
    for (const level of levels.toReversed())
      for await (const piece of framedTiles(level, scratch)) {
        signal?.throwIfAborted();
        await append(piece);
        onProgress?.(ENCODING_SHARE + (1 - ENCODING_SHARE) * (position / layout.size), 'writing_overviews');
      }
    await file.sync();
    return { size: position, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

const PIECE_SIZE = 4 * 2 ** 20;

/** The tiles of a level in their order, each between its leader and trailer, in pieces of some megabytes. */
async function* framedTiles(level: EncodedLevel, scratch: FileHandle): AsyncGenerator<Uint8Array> {
  let tile = 0;
  while (tile < level.tileByteCounts.length) {
    const first = tile;
    let size = 0;
    while (tile < level.tileByteCounts.length && (tile === first || size < PIECE_SIZE)) {
      size += TILE_LEADER_SIZE + level.tileByteCounts[tile]! + TILE_TRAILER_SIZE;
      tile++;
    }
    const piece = Buffer.allocUnsafe(size);
    let at = 0;
    const reads: Promise<unknown>[] = [];
    for (let index = first; index < tile; index++) {
      const byteCount = level.tileByteCounts[index]!;
      piece.writeUInt32LE(byteCount, at);
      reads.push(scratch.read(piece, at + TILE_LEADER_SIZE, byteCount, level.scratchOffsets[index]!));
      at += TILE_LEADER_SIZE + byteCount + TILE_TRAILER_SIZE;
    }
    await Promise.all(reads);
    at = 0;
    for (let index = first; index < tile; index++) {
      const end = at + TILE_LEADER_SIZE + level.tileByteCounts[index]!;
      piece.copyWithin(end, end - TILE_TRAILER_SIZE, end);
      at = end + TILE_TRAILER_SIZE;
    }
    yield piece;
  }
}

/** A rename is on the disk only once its folder is. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; there a rename is journalled by the file system.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
