import { open, rm } from 'node:fs/promises';
import { apply } from '../base/affine.ts';
import {
  type Affine,
  allocatePixels,
  bytesPerSample,
  integerRange,
  type PixelArray,
  type PixelType,
  type PixelWindow,
  viewPixels,
} from '../base/raster.ts';
import { alphaBandOf, type ReadableRaster } from '../base/readable-raster.ts';
import { representableNoData } from '../base/validity.ts';
import { writeAll } from '../encode/tile-encoder.ts';
import type { UprightGrid } from '../place/upright-grid.ts';

type Upright = Pick<ReadableRaster, 'bandCount' | 'extraSamples' | 'noData' | 'source'> & AsyncDisposable;

/** TIFF's ExtraSamples: alpha that is not multiplied into the colours. */
const UNASSOCIATED_ALPHA = 2;
/** Bytes of pixels of an image that are kept in memory; a larger one lies uncompressed in a scratch file. */
const BYTES_IN_MEMORY = 64 * 2 ** 20;
const BYTES_AT_ONCE = 8 * 2 ** 20;
/** Pixels along the side of one piece of work, and how many of the stored image one piece may need. */
const PIECE_SIDE = 512;
const PIXELS_OF_PIECE = 2 ** 20;

/**
 * An image laid on its upright grid. Its pixels are read once, from top to bottom. In a grid that only reorders them
 * they stay what they are; else each is the mean of the valid ones of its four neighbours, weighted by nearness
 * (bilinear), or with `nearest` its nearest neighbour. What lies outside the image becomes nodata or transparent;
 * where neither is there, a float becomes NaN, and an integer image gets an alpha band. `scratchPath` is a file to be
 * made for a large image; disposing of the answer removes it.
 */
export async function layUpright(
  raster: ReadableRaster,
  grid: UprightGrid,
  { nearest, scratchPath }: { nearest: boolean; scratchPath: string },
): Promise<Upright> {
  const { bandCount, pixelType, extraSamples } = raster;
  const stored = await store(raster, scratchPath);
  const alphaBand = alphaBandOf(raster);
  const noData = representableNoData(pixelType, raster.noData);
  const range = integerRange(pixelType);
  const addsAlpha = grid.method === 'resampled' && alphaBand === null && noData === null && range !== null;
  const sampling: Sampling = {
    storedBands: bandCount,
    bands: bandCount + (addsAlpha ? 1 : 0),
    alphaBand,
    noData,
    outside: alphaBand !== null || addsAlpha ? (noData ?? 0) : (noData ?? Number.NaN),
    addedAlpha: addsAlpha ? range[1] : null,
    nearest: nearest || grid.method === 'reordered',
    whole: range !== null,
  };
  let answer = allocatePixels(pixelType, 0);
  const read = async (window: PixelWindow): Promise<PixelArray> => {
    const length = window.width * window.height * sampling.bands;
    if (answer.length !== length) answer = allocatePixels(pixelType, length);
    for (const piece of piecesOf(window, grid.toStored)) {
      const needed = neededWindow(piece, grid.toStored, raster);
      const pixels = needed && (await stored.read(needed));
      fillPiece(answer, window, piece, grid.toStored, raster, needed, pixels, sampling);
    }
    return answer;
  };
  return {
    bandCount: sampling.bands,
    extraSamples: addsAlpha ? [...extraSamples, UNASSOCIATED_ALPHA] : extraSamples,
    noData:
      raster.noData ?? (grid.method === 'resampled' && alphaBand === null && range === null ? 'nan' : null),
    source: { read },
    [Symbol.asyncDispose]: stored.close,
  };
}

type Sampling = {
  storedBands: number;
  bands: number;
  alphaBand: number | null;
  noData: number | null;
  /** The value of all bands but an alpha band where there is no image. */
  outside: number;
  /** The value of an alpha band that is added behind the others, where there is image. */
  addedAlpha: number | null;
  nearest: boolean;
  whole: boolean;
};

/** A window in pieces of which each needs a bounded part of the stored image. */
function piecesOf(window: PixelWindow, toStored: Affine): PixelWindow[] {
  const [, a, b, , c, d] = toStored;
  let side = PIECE_SIDE;
  const needs = () => (Math.abs(a) + Math.abs(b)) * side * (Math.abs(c) + Math.abs(d)) * side;
  while (side > 1 && needs() > PIXELS_OF_PIECE) side = Math.ceil(side / 2);
  const pieces: PixelWindow[] = [];
  for (let y = window.y; y < window.y + window.height; y += side)
    for (let x = window.x; x < window.x + window.width; x += side) {
      const width = Math.min(side, window.x + window.width - x);
      pieces.push({ x, y, width, height: Math.min(side, window.y + window.height - y) });
    }
  return pieces;
}

/** The part of the stored image that a piece touches, neighbours included; null where it touches none. */
function neededWindow(
  piece: PixelWindow,
  toStored: Affine,
  { width, height }: ReadableRaster,
): PixelWindow | null {
  const right = piece.x + piece.width;
  const bottom = piece.y + piece.height;
  const corners = [
    apply(toStored, piece.x, piece.y),
    apply(toStored, right, piece.y),
    apply(toStored, right, bottom),
    apply(toStored, piece.x, bottom),
  ];
  const xs = corners.map((corner) => corner[0]);
  const ys = corners.map((corner) => corner[1]);
  const x = Math.max(0, Math.floor(Math.min(...xs)) - 1);
  const y = Math.max(0, Math.floor(Math.min(...ys)) - 1);
  const endX = Math.min(width, Math.ceil(Math.max(...xs)) + 1);
  const endY = Math.min(height, Math.ceil(Math.max(...ys)) + 1);
  return endX > x && endY > y ? { x, y, width: endX - x, height: endY - y } : null;
}

function fillPiece(
  answer: PixelArray,
  window: PixelWindow,
  piece: PixelWindow,
  toStored: Affine,
  { width, height }: ReadableRaster,
  held: PixelWindow | null,
  pixels: PixelArray | null,
  sampling: Sampling,
): void {
  const { bands, storedBands, alphaBand, outside, addedAlpha } = sampling;
  const [, byColumn, , , rowByColumn] = toStored;
  for (let row = piece.y; row < piece.y + piece.height; row++) {
    let at = ((row - window.y) * window.width + piece.x - window.x) * bands;
    let [x, y] = apply(toStored, piece.x + 0.5, row + 0.5);
    for (let end = at + piece.width * bands; at < end; at += bands, x += byColumn, y += rowByColumn) {
      if (held === null || pixels === null || !(x >= 0 && y >= 0 && x < width && y < height)) {
        for (let band = 0; band < bands; band++) answer[at + band] = outside;
        if (alphaBand !== null) answer[at + alphaBand] = 0;
        if (addedAlpha !== null) answer[at + storedBands] = 0;
        continue;
      }
      if (addedAlpha !== null) answer[at + storedBands] = addedAlpha;
      const nearest = ((Math.floor(y) - held.y) * held.width + Math.floor(x) - held.x) * storedBands;
      if (sampling.nearest) {
        for (let band = 0; band < storedBands; band++) answer[at + band] = pixels[nearest + band]!;
      } else blend(answer, at, pixels, held, x - 0.5 - held.x, y - 0.5 - held.y, nearest, sampling);
    }
  }
}

/** Bilinear over valid samples; where the nearest sample is not valid, neither is the result. */
function blend(
  answer: PixelArray,
  at: number,
  pixels: PixelArray,
  held: PixelWindow,
  x: number,
  y: number,
  nearest: number,
  { storedBands, alphaBand, noData, whole }: Sampling,
): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const shareRight = x - left;
  const shareDown = y - top;
  // Beyond the image's edge its last pixels go on: a neighbour that is not there is the nearer one again.
  const firstColumn = Math.max(0, left);
  const lastColumn = Math.min(held.width - 1, left + 1);
  const firstRow = Math.max(0, top) * held.width;
  const lastRow = Math.min(held.height - 1, top + 1) * held.width;
  const places = [firstRow + firstColumn, firstRow + lastColumn, lastRow + firstColumn, lastRow + lastColumn];
  const weights = [
    (1 - shareRight) * (1 - shareDown),
    shareRight * (1 - shareDown),
    (1 - shareRight) * shareDown,
    shareRight * shareDown,
  ];
  for (let band = 0; band < storedBands; band++) {
    const own = pixels[nearest + band]!;
    answer[at + band] = own;
    if (own === noData || !Number.isFinite(own) || band === alphaBand) continue;
    if (alphaBand !== null && pixels[nearest + alphaBand] === 0) continue;
    let sum = 0;
    let weight = 0;
    for (let neighbour = 0; neighbour < 4; neighbour++) {
      const place = places[neighbour]! * storedBands;
      const value = pixels[place + band]!;
      if (value === noData || !Number.isFinite(value)) continue;
      if (alphaBand !== null && pixels[place + alphaBand] === 0) continue;
      sum += value * weights[neighbour]!;
      weight += weights[neighbour]!;
    }
    if (weight > 0) answer[at + band] = whole ? Math.round(sum / weight) : sum / weight;
  }
}

type StoredPixels = {
  read(window: PixelWindow): Promise<PixelArray>;
  close(): Promise<void>;
};

/** The whole image, read once, for access in any order. */
async function store(raster: ReadableRaster, scratchPath: string): Promise<StoredPixels> {
  const { width, height, bandCount, pixelType, source } = raster;
  const rowBytes = width * bandCount * bytesPerSample[pixelType];
  const rowsAtOnce = Math.max(1, Math.floor(BYTES_AT_ONCE / rowBytes));
  if (rowBytes * height <= BYTES_IN_MEMORY) {
    const all = allocatePixels(pixelType, width * height * bandCount);
    for (let y = 0; y < height; y += rowsAtOnce) {
      const rows = Math.min(rowsAtOnce, height - y);
      const pixels = await source.read({ x: 0, y, width, height: rows });
      all.set(pixels.subarray(0, rows * width * bandCount), y * width * bandCount);
    }
    return { read: async (window) => cut(all, width, bandCount, pixelType, window), close: async () => {} };
  }
  const file = await open(scratchPath, 'wx+');
  const close = async () => {
    await file.close();
    await rm(scratchPath, { force: true });
  };
  try {
    for (let y = 0; y < height; y += rowsAtOnce) {
      const rows = Math.min(rowsAtOnce, height - y);
      const pixels = await source.read({ x: 0, y, width, height: rows });
      await writeAll(file, new Uint8Array(pixels.buffer, pixels.byteOffset, rows * rowBytes), y * rowBytes);
    }
  } catch (error) {
    await close();
    throw error;
  }
  const sampleBytes = bandCount * bytesPerSample[pixelType];
  return {
    read: async (window) => {
      const bytes = new Uint8Array(window.width * window.height * sampleBytes);
      const length = window.width * sampleBytes;
      for (let first = 0; first < window.height; first += ROWS_IN_FLIGHT) {
        const rows = Math.min(ROWS_IN_FLIGHT, window.height - first);
        await Promise.all(
          Array.from({ length: rows }, (_, index) =>
            file.read(
              bytes,
              (first + index) * length,
              length,
              (window.y + first + index) * rowBytes + window.x * sampleBytes,
            ),
          ),
        );
      }
      return viewPixels(pixelType, bytes.buffer, 0, window.width * window.height * bandCount);
    },
    close,
  };
}

const ROWS_IN_FLIGHT = 64;

function cut(
  all: PixelArray,
  width: number,
  bandCount: number,
  pixelType: PixelType,
  window: PixelWindow,
): PixelArray {
  const part = allocatePixels(pixelType, window.width * window.height * bandCount);
  for (let row = 0; row < window.height; row++) {
    const from = ((window.y + row) * width + window.x) * bandCount;
    part.set(all.subarray(from, from + window.width * bandCount), row * window.width * bandCount);
  }
  return part;
}
