import { open } from 'node:fs/promises';
import { type Limits, usualLimits } from '../base/limits.ts';
import { isFloat } from '../base/raster.ts';
import { alphaBandOf } from '../base/readable-raster.ts';
import { ImageryRefusal } from '../base/refusal.ts';
import { representableNoData } from '../base/validity.ts';
import { openRaster } from '../pixel/raster-reader.ts';
import { collectStatistics } from '../pixel/statistics.ts';
import { readPlacement } from '../place/placement.ts';
import { readBlockTable } from '../tiff/block-table.ts';
import { readFileMetadata } from '../tiff/file-metadata.ts';
import { readTiff } from '../tiff/open-tiff.ts';
import { type RasterLayout, readLayout } from '../tiff/raster-layout.ts';
import { areNative } from '../tiff/stored-samples.ts';
import { photometrics, REDUCED_IMAGE, tags } from '../tiff/tiff.ts';
import { readNumber, readNumbers, type TiffFile } from '../tiff/tiff-file.ts';
import type { DisplayCopy, DisplayCopyRequest } from './display-copy.ts';
import { hasPlainBlocks } from './kept-blocks.ts';

/** An image no larger than this needs no overviews. */
const MOST_WITHOUT_OVERVIEWS = 1024;
/** Between a level and the next coarser one; GDAL's is 2. */
const STEEPEST_STEP = 4.1;
const SMALLEST_TILE = 256;
const LARGEST_TILE = 1024;
/** Decoded bytes of one tile: the page holds a few dozen of them. */
const LARGEST_TILE_BYTES = 8 * 2 ** 20;
/** Bytes of pixels that are decoded at a time. */
const WINDOW_BYTES = 32 * 2 ** 20;
/** An overview of at most so many pixels is what statistics are estimated from. */
const PIXELS_TO_ESTIMATE_FROM = 2 ** 21;

/** One image of a pyramid: a file of which only that one directory is seen. */
type Level = { file: TiffFile; layout: RasterLayout };

/**
 * Tells whether a file may be shown as it stands: a Cloud Optimized GeoTIFF whose directories come before its
 * pixels, in tiles and a codec that the page decodes by itself, with overviews, its grid north-up, nothing to be
 * masked, turned or coloured first. Looks at every directory, every tile's place and, of JPEG and LZW, at every
 * tile's first bytes; decodes nothing, so that it is safe for the process that serves requests.
 */
export async function keepableCog(path: string, limits: Limits = usualLimits): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const file = await readTiff(handle, limits);
    if (!(await hasPlainPlace(file))) return false;
    return (await levelsOf(file)) !== null;
  } catch (error) {
    if (error instanceof ImageryRefusal) return false;
    throw error;
  } finally {
    await handle.close();
  }
}

/**
 * Decodes a file that is kept: an overview, to estimate the statistics of its bands from, or every tile of every
 * level, which gives them exactly and shows that each can be read. Throws ImageryRefusal image_damaged with how much
 * was read where a tile cannot be decoded.
 */
export async function readKeptCopy(
  request: DisplayCopyRequest & { keep: 'overview' | 'every_tile' },
): Promise<DisplayCopy> {
  const handle = await open(request.originalPath, 'r');
  try {
    const file = await readTiff(handle, request.limits ?? usualLimits);
    const levels = await levelsOf(file);
    const [image] = levels ?? [];
    if (!levels || !image) throw new Error('The file that is kept is no longer what it was');
    const measured = request.keep === 'every_tile' ? image : estimable(levels);
    const chosen = request.keep === 'every_tile' ? levels : [measured];
    const all = chosen.reduce((sum, { layout }) => sum + layout.width * layout.height, 0);
    let done = 0;
    let statistics: Awaited<ReturnType<typeof decodeLevel>> = [];
    for (const level of chosen.toReversed()) {
      const found = await decodeLevel(level, request.signal, (pixels) => {
        done += pixels;
        request.onProgress?.(done / all, 'reading');
      });
      if (level === measured) statistics = found;
    }
    const { bandNames } = await readFileMetadata(file, image.layout.bandCount);
    const { width, height, pixelType, noData } = image.layout;
    return {
      size: file.size,
      sha256: '',
      width,
      height,
      bands: statistics.map((found, band) => {
        const name = bandNames[band];
        const alpha = band === alphaBandOf(image.layout);
        return { ...(name != null && { name }), type: pixelType, ...(alpha && { alpha }), ...found };
      }),
      noData,
    };
  } finally {
    await handle.close();
  }
}

/** The finest level that is small enough; they come finest first. */
function estimable(levels: readonly Level[]): Level {
  return (
    levels.find(({ layout }) => layout.width * layout.height <= PIXELS_TO_ESTIMATE_FROM) ?? levels.at(-1)!
  );
}

/** Decodes each tile of a level once, in windows of whole tiles, and gives the statistics of its bands. */
async function decodeLevel(
  { file, layout }: Level,
  signal: AbortSignal | undefined,
  onDone: (pixels: number) => void,
) {
  const { width, height, blockWidth, blockHeight, pixelType, extraSamples, bandCount } = layout;
  const raster = await openRaster(file, layout, { exact: true });
  const alpha = extraSamples.findIndex((kind) => kind === 1 || kind === 2);
  const statistics = collectStatistics(pixelType, raster.bandCount, {
    noData: representableNoData(pixelType, raster.noData),
    alphaBand: alpha < 0 ? null : bandCount - extraSamples.length + alpha,
  });
  const columns = Math.max(1, Math.floor(WINDOW_BYTES / tileBytes(layout))) * blockWidth;
  for (let y = 0; y < height; y += blockHeight)
    for (let x = 0; x < width; x += columns) {
      signal?.throwIfAborted();
      const window = { x, y, width: Math.min(columns, width - x), height: Math.min(blockHeight, height - y) };
      const pixels = await raster.source.read(window);
      statistics.add(pixels, window.width * window.height * raster.bandCount);
      onDone(window.width * window.height);
    }
  return statistics.result();
}

/** A grid that the page reads from the file itself, whose one tie point is the first pixel's corner. */
async function hasPlainPlace(file: TiffFile): Promise<boolean> {
  const directory = file.image;
  if (directory.has(tags.modelTransformation)) return false;
  const tie = await readNumbers(file, directory, tags.modelTiepoint, 65536);
  if (tie.length !== 6 || tie[0] !== 0 || tie[1] !== 0) return false;
  return (await readPlacement(file, await readLayout(file))).standsInFile;
}

/** The levels of a pyramid that the page reads without help, finest first; null where it is none. */
async function levelsOf(file: TiffFile): Promise<Level[] | null> {
  const levels: Level[] = [];
  for (const [index, directory] of file.directories.entries()) {
    const alone = { ...file, directories: [directory], image: directory };
    const kind = await readNumber(file, directory, tags.newSubfileType, 0);
    if (kind !== (index === 0 ? 0 : REDUCED_IMAGE)) return null;
    if ((await readNumber(file, directory, ORIENTATION, 1)) !== 1) return null;
    const layout = await readLayout(alone);
    const above = levels.at(-1)?.layout;
    if (!isPlain(layout) || (above && !follows(above, layout))) return null;
    levels.push({ file: alone, layout });
  }
  const last = levels.at(-1)?.layout;
  if (!last || Math.max(last.width, last.height) > MOST_WITHOUT_OVERVIEWS) return null;
  return (await haveSoundTiles(file, levels)) ? levels : null;
}

const ORIENTATION = 274;

function isPlain(layout: RasterLayout): boolean {
  const { codec, pixelType, photometric, blockWidth, blockHeight, extraSamples } = layout;
  const sides = [blockWidth, blockHeight];
  return (
    layout.tiled &&
    !layout.bandsApart &&
    ['none', 'deflate', 'lzw', 'jpeg'].includes(codec) &&
    ['uint8', 'int8', 'uint16', 'int16', 'float32'].includes(pixelType) &&
    areNative(layout.samples) &&
    !layout.bitsReversed &&
    // Of numbers the other way round, the page adds up no differences.
    (layout.littleEndian || layout.predictor !== 2 || layout.samples.bits === 8) &&
    // Alpha that is multiplied into the colours.
    !extraSamples.includes(1) &&
    (photometric !== photometrics.yCbCr || codec === 'jpeg') &&
    // A nodata value is taken by the page as the file names it.
    isPlainNoData(layout) &&
    [photometrics.blackIsZero, photometrics.rgb, photometrics.yCbCr].some((kind) => kind === photometric) &&
    sides.every((side) => side >= SMALLEST_TILE && side <= LARGEST_TILE && side % 16 === 0) &&
    tileBytes(layout) <= LARGEST_TILE_BYTES
  );
}

function isPlainNoData({ noData, pixelType }: RasterLayout): boolean {
  if (noData === null) return true;
  if (/^[+-]?nan$/i.test(noData.trim())) return isFloat(pixelType);
  return Number(noData) === representableNoData(pixelType, noData);
}

/** True where a level is the next coarser one of another: smaller, not by too much, and stored alike. */
function follows(above: RasterLayout, level: RasterLayout): boolean {
  const steps = [above.width / level.width, above.height / level.height];
  return (
    steps.every((step) => step >= 1 && step <= STEEPEST_STEP) &&
    level.width * level.height < above.width * above.height &&
    level.bandCount === above.bandCount &&
    level.pixelType === above.pixelType &&
    level.photometric === above.photometric
  );
}

/** Every tile has bytes, in the file, behind all directories, no more of them than a tile can need. */
async function haveSoundTiles(file: TiffFile, levels: readonly Level[]): Promise<boolean> {
  const described = Math.max(
    ...file.directories.flatMap((directory) => [...directory.values()].map(({ position }) => position)),
  );
  for (const level of levels) {
    const { offsets, byteCounts } = await readBlockTable(level.file, level.layout);
    const most = tileBytes(level.layout) * 1.5 + 1024;
    for (let tile = 0; tile < offsets.length; tile++)
      if (offsets[tile]! <= described || byteCounts[tile]! < 1 || byteCounts[tile]! > most) return false;
    if (!(await hasPlainBlocks(level.file, level.layout, { offsets, byteCounts }))) return false;
  }
  return true;
}

function tileBytes({ blockWidth, blockHeight, bandCount, pixelType }: RasterLayout): number {
  const bytes = pixelType === 'float32' ? 4 : pixelType.endsWith('16') ? 2 : 1;
  return blockWidth * blockHeight * bandCount * bytes;
}
