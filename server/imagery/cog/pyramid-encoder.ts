import { type FileHandle, open, rm } from 'node:fs/promises';
import {
  allocatePixels,
  bytesPerSample,
  type PixelArray,
  type PixelSource,
  type PixelType,
} from '../base/raster.ts';
import { representableNoData, type Validity } from '../base/validity.ts';
import { type CogLevel, TILE_SIZE, tilesAcross, tilesDown } from '../encode/cog-layout.ts';
import { createColumnStore } from '../encode/column-store.ts';
import { type Compression, chooseCompression } from '../encode/compression.ts';
import type { Predictor } from '../encode/predictor.ts';
import { createTileEncoder, type TileEncoder } from '../encode/tile-encoder.ts';
import { type BandStatistics, collectStatistics } from '../pixel/statistics.ts';
import { halve, halved } from './pyramid.ts';

/** A level whose compressed tiles lie in the scratch file. */
export type EncodedLevel = CogLevel & {
  scratchOffsets: Float64Array;
};

export type EncodedPyramid = {
  levels: EncodedLevel[];
  predictor: Predictor;
  statistics: BandStatistics[];
};

export type PyramidRequest = {
  width: number;
  height: number;
  bandCount: number;
  pixelType: PixelType;
  extraSamples: readonly number[];
  noData: string | null;
  source: PixelSource;
  compression?: Compression;
  signal?: AbortSignal;
};

/** Bytes of pixels held at once for one row of tiles; the levels above it take as much again. */
const ROW_BUDGET = 48 * 2 ** 20;

/**
 * Reads a raster from top to bottom, once but for a few samples, and compresses it with all its overviews into `scratch`.
 *
 * A raster whose row of tiles would not fit into the budget is read in columns of 512 * 2^k pixels; level k
 * is then kept uncompressed in a file at `columnsPath`, from which the levels above it are made.
 */
export async function encodePyramid(
  request: PyramidRequest,
  scratch: FileHandle,
  columnsPath: string,
  onProgress: (share: number) => void,
): Promise<EncodedPyramid> {
  const { bandCount, pixelType } = request;
  const compression = request.compression ?? (await chooseCompression(request, bandCount, pixelType));
  const alpha = request.extraSamples.findIndex((kind) => kind === 1 || kind === 2);
  const validity: Validity = {
    noData: representableNoData(pixelType, request.noData),
    alphaBand: alpha < 0 ? null : bandCount - request.extraSamples.length + alpha,
  };
  const levels = planLevels(request.width, request.height);
  const encoder = createTileEncoder(scratch, bandCount, pixelType, compression);
  const statistics = collectStatistics(pixelType, bandCount, validity);
  let pixelsSeen = 0;
  const seen = (pixels: PixelArray, length: number) => {
    request.signal?.throwIfAborted();
    statistics.add(pixels, length);
    pixelsSeen += length / bandCount;
    onProgress(pixelsSeen / (request.width * request.height));
  };
  const common = { levels, bandCount, pixelType, validity, encoder };
  try {
    await encodeLevels({ ...common, first: 0, source: request.source, columnsPath, seen });
  } finally {
    await encoder.drain();
  }
  return { levels, predictor: compression.predictor, statistics: statistics.result() };
}

function planLevels(width: number, height: number): EncodedLevel[] {
  const levels: EncodedLevel[] = [];
  for (let size = { width, height }; ; size = { width: halved(size.width), height: halved(size.height) }) {
    const tiles = tilesAcross(size) * tilesDown(size);
    levels.push({ ...size, tileByteCounts: new Uint32Array(tiles), scratchOffsets: new Float64Array(tiles) });
    if (size.width <= TILE_SIZE && size.height <= TILE_SIZE) return levels;
  }
}

type EncodingTask = {
  levels: readonly EncodedLevel[];
  bandCount: number;
  pixelType: PixelType;
  validity: Validity;
  encoder: TileEncoder;
  /** The level that `source` holds. */
  first: number;
  source: PixelSource;
};

type LevelsTask = EncodingTask & {
  columnsPath: string;
  /** Told of each window of the image; null where `source` is a level whose tiles are done. */
  seen: ((pixels: PixelArray, length: number) => void) | null;
};

async function encodeLevels(task: LevelsTask): Promise<void> {
  const { levels, first, bandCount, pixelType } = task;
  const base = levels[first]!;
  const pixelBytes = bandCount * bytesPerSample[pixelType];
  const affordable = ROW_BUDGET / (TILE_SIZE * pixelBytes);
  if (base.width <= affordable) {
    await encodeColumn({ ...task, last: levels.length - 1, x: 0, width: base.width, keep: null });
    return;
  }
  const depth = Math.max(1, Math.floor(Math.log2(affordable / TILE_SIZE)));
  const last = first + depth;
  const columnWidth = TILE_SIZE * 2 ** depth;
  const file = await open(task.columnsPath + first, 'wx+');
  try {
    const store = createColumnStore(file, levels[last]!, bandCount, pixelType);
    for (let x = 0; x < base.width; x += columnWidth) {
      const width = Math.min(columnWidth, base.width - x);
      const keep = (pixels: PixelArray, y: number, rows: number) =>
        store.write(x / columnWidth, y, rows, pixels);
      await encodeColumn({ ...task, last, x, width, keep });
    }
    await encodeLevels({ ...task, first: last, source: store, seen: null });
  } finally {
    await file.close();
    await rm(task.columnsPath + first, { force: true });
  }
}

type ColumnTask = EncodingTask & {
  last: number;
  x: number;
  width: number;
  seen: LevelsTask['seen'];
  /** Given the rows of the last level. */
  keep: ((pixels: PixelArray, y: number, rows: number) => Promise<void>) | null;
};

/** A level on its way: up to one row of tiles, filled from the level below. */
type RowBuffer = {
  width: number;
  pixels: PixelArray;
  /** The first row held, and how many there are. */
  y: number;
  rows: number;
};

async function encodeColumn(task: ColumnTask): Promise<void> {
  const { levels, bandCount, pixelType, first, last, source } = task;
  const buffers: RowBuffer[] = [];
  for (let width = halved(task.width), level = first + 1; level <= last; level++, width = halved(width)) {
    const pixels = allocatePixels(pixelType, width * TILE_SIZE * bandCount);
    buffers[level] = { width, pixels, y: 0, rows: 0 };
  }

  const pass = async (level: number, { width, pixels, y, rows }: RowBuffer): Promise<void> => {
    if (level > first || task.seen !== null)
      await putTiles(task, level, { pixels, blockWidth: width, y, rows });
    if (level === last) {
      await task.keep?.(pixels, y, rows);
      return;
    }
    const above = buffers[level + 1]!;
    const offset = above.rows * above.width * bandCount;
    halve({ pixels, width, height: rows }, bandCount, pixelType, task.validity, above.pixels, offset);
    above.rows += halved(rows);
    if (above.rows < TILE_SIZE && above.y + above.rows < levels[level + 1]!.height) return;
    await pass(level + 1, above);
    above.y += above.rows;
    above.rows = 0;
  };

  const { height } = levels[first]!;
  for (let y = 0; y < height; y += TILE_SIZE) {
    const rows = Math.min(TILE_SIZE, height - y);
    const pixels = await source.read({ x: task.x, y, width: task.width, height: rows });
    task.seen?.(pixels, task.width * rows * bandCount);
    await pass(first, { width: task.width, pixels, y, rows });
  }
}

async function putTiles(
  task: ColumnTask,
  index: number,
  block: { pixels: PixelArray; blockWidth: number; y: number; rows: number },
): Promise<void> {
  const level = task.levels[index]!;
  const across = tilesAcross(level);
  const firstTile = task.x / TILE_SIZE / 2 ** (index - task.first) + (block.y / TILE_SIZE) * across;
  for (let x = 0; x < block.blockWidth; x += TILE_SIZE) {
    const tile = firstTile + x / TILE_SIZE;
    const columns = Math.min(TILE_SIZE, block.blockWidth - x);
    const { pixels, blockWidth, rows } = block;
    await task.encoder.put({ pixels, blockWidth, x, y: 0, columns, rows }, (stored) => {
      level.scratchOffsets[tile] = stored.offset;
      level.tileByteCounts[tile] = stored.byteCount;
    });
  }
}
