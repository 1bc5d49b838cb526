import { type Limits, settingsOf } from '../base/limits.ts';
import { type Affine, bytesPerSample, integerRange, type PixelType } from '../base/raster.ts';
import { ImageryRefusal } from '../base/refusal.ts';
import { representableNoData } from '../base/validity.ts';
import { boundsOf, coveredArea, type Rectangle, sharedArea } from './coverage.rules.ts';

/** How several files make up one image: each holds other bands of one place, or another place. */
export type Arrangement = 'bands' | 'mosaic';

/** What a plan must know of one file. */
export type PartRaster = {
  /** The name by which the analyst knows it. */
  name: string;
  /** What names its reference system: parts of one image have the same. */
  system: string;
  affine: Affine;
  width: number;
  height: number;
  pixelType: PixelType;
  /** Bands that show something, in their order. */
  colourBands: readonly number[];
  /** The band that says which pixels are to be seen, if there is one. */
  alphaBand: number | null;
  /** GDAL's nodata text. */
  noData: string | null;
};

/** A part with its place in the grid of the whole, in pixels of that grid from its upper left corner. */
export type PlacedPart = Rectangle & {
  part: PartRaster;
  /** True where its pixels are larger than those of the grid, or do not lie on them: the nearest is taken. */
  resampled: boolean;
};

/** The image that the parts make up. */
export type GatheringPlan = {
  arrangement: Arrangement;
  affine: Affine;
  width: number;
  height: number;
  pixelType: PixelType;
  /** Without alpha. */
  colourBands: number;
  /** What a pixel that is to be seen has in the alpha band that follows the others; null where there is none. */
  opaque: number | null;
  /** GDAL's nodata text. */
  noData: string | null;
  /** The sample where there is nothing. */
  fill: number;
  /** In the order of the bands; of tiles that overlap, the first with a valid pixel is shown. */
  parts: readonly PlacedPart[];
};

/**
 * Coordinates of providers' tiles are rounded: so much of a pixel may a tile lie off the grid of the first. It
 * is less than images can be registered to each other.
 */
const OFF_GRID = 0.2;
/** The coarsest band may have pixels so many times as large as the finest: Sentinel-2 has 60 m beside 10 m. */
const MOST_TIMES_AS_LARGE = 16;
/** Bands of one image share at least this share of their ground. */
const LEAST_SHARED = 0.5;
/** So much of a mosaic is covered at least; else its tiles are not of one image. */
const LEAST_COVERED = 0.1;

/**
 * Lays the parts of one image onto one grid.
 *
 * Bands are laid onto the grid of the part with the smallest pixels, as far as any part reaches. The nearest pixel of
 * the others is taken, so that every value is one that was measured. Tiles must lie on one grid. Throws
 * ImageryRefusal parts_do_not_fit, image_too_large.
 */
export function planGathering(
  arrangement: Arrangement,
  parts: readonly [PartRaster, ...PartRaster[]],
  limits: Limits,
): GatheringPlan {
  const [first] = parts;
  for (const part of parts) {
    if (part.system !== first.system)
      throw misfit(
        `'${part.name}' is in ${part.system}, '${first.name}' in ${first.system}. Warp them to one reference system first (gdalwarp -t_srs does that).`,
      );
    const [, across, xByRow, , yByColumn, down] = part.affine;
    if (!(across > 0 && down < 0 && xByRow === 0 && yByColumn === 0))
      throw misfit(
        `'${part.name}' is turned or mirrored against its grid. Warp it so that north is up first (gdalwarp does that).`,
      );
  }
  const placed = arrangement === 'bands' ? placeBands(parts) : placeTiles(parts);
  const { x: left, y: top, width, height } = boundsOf(placed);
  checkWhole(width, height, limits);
  const moved = placed.map((each) => ({ ...each, x: each.x - left, y: each.y - top }));
  const [x, across, , y, , down] = finestOf(parts).affine;
  const affine: Affine = [x + left * across, across, 0, y + top * down, 0, down];
  const pixelType = commonType(parts.map((part) => part.pixelType));
  const colourBands =
    arrangement === 'mosaic'
      ? first.colourBands.length
      : parts.reduce((sum, part) => sum + part.colourBands.length, 0);
  const covered = coveredArea(placed) / (width * height);
  const gaps =
    arrangement === 'mosaic'
      ? covered < 1
      : placed.some((each) => each.width !== width || each.height !== height);
  const noData = noDataOf(parts, pixelType, gaps);
  const alpha = parts.some((part) => part.alphaBand !== null) || (gaps && noData === null);
  const opaque = alpha ? (integerRange(pixelType)?.[1] ?? 1) : null;
  const fill = standsForNothing({ pixelType, noData }) ?? 0;
  const pixelBytes = (colourBands + (alpha ? 1 : 0)) * bytesPerSample[pixelType];
  if (pixelBytes > limits.pixelBytes)
    throw new ImageryRefusal(
      'image_too_large',
      `Together each pixel would hold ${colourBands} bands in ${pixelBytes} bytes, more than the ${limits.pixelBytes} allowed (${settingsOf('pixelBytes')}); choose fewer bands.`,
    );
  if (arrangement === 'mosaic') checkTiles(parts, covered);
  return { arrangement, affine, width, height, pixelType, colourBands, opaque, noData, fill, parts: moved };
}

function misfit(detail: string): ImageryRefusal {
  return new ImageryRefusal('parts_do_not_fit', detail);
}

function finestOf(parts: readonly PartRaster[]): PartRaster {
  return parts.reduce((finest, part) => (part.affine[1] < finest.affine[1] * 0.99 ? part : finest));
}

function placeBands(parts: readonly PartRaster[]): PlacedPart[] {
  const finest = finestOf(parts);
  const placed = parts.map((part): PlacedPart => {
    const across = wholeRatio(part.affine[1] / finest.affine[1]);
    const down = wholeRatio(part.affine[5] / finest.affine[5]);
    if (across === null || down === null)
      throw misfit(
        `The pixels of '${part.name}' are ${sizeOf(part)} large, those of '${finest.name}' ${sizeOf(finest)}; bands of one image have pixels of one size or of whole multiples up to ${MOST_TIMES_AS_LARGE}. Warp them to one pixel size first (gdalwarp -tr does that).`,
      );
    const exact = exactPlace(part, finest);
    // An edge that lies half a pixel beyond, as that of Landsat's 30 m bands beyond the 15 m one, adds none.
    const x = Math.ceil(exact.x - 0.5 + 1e-6);
    const y = Math.ceil(exact.y - 0.5 + 1e-6);
    const width = Math.floor(exact.x + part.width * across + 0.5 - 1e-6) - x;
    const height = Math.floor(exact.y + part.height * down + 0.5 - 1e-6) - y;
    const onGrid = Math.abs(exact.x - x) <= OFF_GRID && Math.abs(exact.y - y) <= OFF_GRID;
    return { part, x, y, width, height, resampled: across > 1 || down > 1 || !onGrid };
  });
  const base = placed[parts.indexOf(finest)]!;
  for (const each of placed) {
    const smaller = Math.min(each.width * each.height, base.width * base.height);
    const shared = sharedArea(each, base) / smaller;
    if (shared < LEAST_SHARED)
      throw misfit(
        `'${each.part.name}' and '${base.part.name}' share ${Math.round(shared * 100)}% of their ground; bands of one image lie on one another.`,
      );
  }
  return placed;
}

function wholeRatio(ratio: number): number | null {
  const whole = Math.round(ratio);
  return whole >= 1 && whole <= MOST_TIMES_AS_LARGE && Math.abs(ratio - whole) < 0.01 * whole ? whole : null;
}

function sizeOf({ affine }: PartRaster): string {
  return `${Number(affine[1].toPrecision(6))} x ${Number((-affine[5]).toPrecision(6))}`;
}

function exactPlace({ affine }: PartRaster, { affine: base }: PartRaster): { x: number; y: number } {
  return { x: (affine[0] - base[0]) / base[1], y: (affine[3] - base[3]) / base[5] };
}

function placeTiles(parts: readonly PartRaster[]): PlacedPart[] {
  const first = parts[0]!;
  return parts.map((part) => {
    const drift = Math.max(
      Math.abs(part.affine[1] / first.affine[1] - 1) * part.width,
      Math.abs(part.affine[5] / first.affine[5] - 1) * part.height,
    );
    if (drift > OFF_GRID)
      throw misfit(
        `The pixels of '${part.name}' are ${sizeOf(part)} large, those of '${first.name}' ${sizeOf(first)}; tiles of one mosaic have pixels of one size. Warp them to one pixel size first (gdalwarp -tr does that).`,
      );
    const exact = exactPlace(part, first);
    const [x, y] = [Math.round(exact.x), Math.round(exact.y)];
    const off = Math.max(Math.abs(exact.x - x), Math.abs(exact.y - y));
    if (off > OFF_GRID)
      throw misfit(
        `'${part.name}' lies ${off.toFixed(2)} of a pixel off the grid of '${first.name}'. Warp them to one grid first (gdalwarp -tap does that).`,
      );
    return { part, x, y, width: part.width, height: part.height, resampled: false };
  });
}

function checkTiles(parts: readonly PartRaster[], covered: number): void {
  const first = parts[0]!;
  const odd = parts.find((part) => part.colourBands.length !== first.colourBands.length);
  if (odd !== undefined)
    throw misfit(
      `'${odd.name}' has ${odd.colourBands.length} bands, '${first.name}' has ${first.colourBands.length}; tiles of one mosaic have the same bands.`,
    );
  if (covered < LEAST_COVERED)
    throw misfit(
      `The tiles lie far apart: they would fill ${Math.round(covered * 100)}% of their mosaic. Make scenes of those that lie together.`,
    );
}

function checkWhole(width: number, height: number, limits: Limits): void {
  if (width > limits.side || height > limits.side || width * height > limits.pixels)
    throw new ImageryRefusal(
      'image_too_large',
      `Together the files make an image of ${width} x ${height} pixels; at most ${limits.side} a side and ${limits.pixels} in all are taken (${settingsOf('side', 'pixels')}). Choose fewer of them.`,
    );
}

/**
 * The narrowest type that holds every value of all: 8 and 16 bits of either sign meet in 16 bits or in floats,
 * which hold whole numbers up to 2^24 (32 bits) and 2^53 (64 bits) exactly.
 */
export function commonType(types: readonly PixelType[]): PixelType {
  const byWidth = (Object.keys(bytesPerSample) as PixelType[]).toSorted(
    (one, other) => bytesPerSample[one] - bytesPerSample[other],
  );
  const common = byWidth.find((candidate) => types.every((type) => holds(candidate, type)));
  if (common === undefined) throw misfit(`No sample type holds ${[...new Set(types)].join(' and ')}.`);
  return common;
}

function holds(wide: PixelType, narrow: PixelType): boolean {
  if (wide === narrow) return true;
  const range = integerRange(narrow);
  const [least, most] = integerRange(wide) ?? [];
  if (range === null) return least === undefined && bytesPerSample[wide] >= bytesPerSample[narrow];
  const exact = bytesPerSample[wide] === 4 ? 2 ** 24 : 2 ** 53;
  return (least ?? -exact) <= range[0] && range[1] <= (most ?? exact);
}

/** The nodata of the whole: the first that a part states; NaN where gaps need one and the samples can hold it. */
function noDataOf(parts: readonly PartRaster[], type: PixelType, gaps: boolean): string | null {
  const stated = parts.find((part) => standsForNothing(part) !== null);
  if (stated !== undefined) return stated.noData;
  return gaps && integerRange(type) === null ? 'nan' : null;
}

/** The sample that stands for no data in a part; null where none does. */
export function standsForNothing({
  pixelType,
  noData,
}: Pick<PartRaster, 'pixelType' | 'noData'>): number | null {
  if (integerRange(pixelType) === null && noData?.trim().toLowerCase() === 'nan') return Number.NaN;
  return representableNoData(pixelType, noData);
}

/** True where a sample is the one that stands for nothing, which may be NaN. */
export function isSample(value: number, nothing: number | null): boolean {
  return value === nothing || (nothing !== null && Number.isNaN(nothing) && Number.isNaN(value));
}
