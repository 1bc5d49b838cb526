import { open } from 'node:fs/promises';
import { integerRange, type PixelArray } from '../base/raster.ts';
import { representableNoData } from '../base/validity.ts';
import { readTiff } from '../tiff/open-tiff.ts';
import { readLayout } from '../tiff/raster-layout.ts';
import { tags } from '../tiff/tiff.ts';
import { readNumbers, type TiffFile } from '../tiff/tiff-file.ts';
import { openRaster } from './raster-reader.ts';

/** How often which value occurs, in equal steps from `low` to `high`; rarer values lie below and above. */
export type ValueHistogram = {
  low: number;
  high: number;
  counts: number[];
  below: number;
  above: number;
  /** By nearest rank, one for each asked for. */
  percentiles: number[];
};

export type HistogramRequest = {
  displayPath: string;
  /** From 0; null where every pixel that is not nodata is to be seen. */
  alphaBand: number | null;
  /** Per cents. */
  percentiles: readonly number[];
  /** Two bands from 0: then of (first - second) / (first + second) alone, else of each band. */
  index?: readonly [number, number];
};

/** Pixels of the level that is read: enough for percentiles, few enough for a moment's work. */
const MOST_PIXELS = 2 ** 20;
const MOST_STEPS = 256;

/**
 * Histograms of a display copy: of its largest level with at most a million pixels. Overviews hold means, so of a
 * larger scene the outermost percentiles lie a little within those of its own pixels. Null stands for a band without
 * a valid sample. Throws ImageryRefusal where the file cannot be read.
 */
export async function readHistograms(request: HistogramRequest): Promise<(ValueHistogram | null)[]> {
  const handle = await open(request.displayPath, 'r');
  try {
    const level = await coarseLevel(await readTiff(handle));
    const layout = await readLayout(level);
    const { source, width, height, bandCount, pixelType, noData } = await openRaster(level, layout);
    const fill = representableNoData(pixelType, noData);
    const values = Array.from(
      { length: request.index ? 1 : bandCount },
      () => new Float32Array(width * height),
    );
    const counted = values.map(() => 0);
    const rows = Math.max(1, Math.min(layout.blockHeight, height));
    for (let y = 0; y < height; y += rows) {
      const window = { x: 0, y, width, height: Math.min(rows, height - y) };
      const pixels = await source.read(window);
      const length = window.width * window.height * bandCount;
      for (const [series, target] of values.entries())
        counted[series]! += request.index
          ? gatherIndex(
              pixels,
              length,
              bandCount,
              request.index,
              fill,
              request.alphaBand,
              target,
              counted[0]!,
            )
          : gatherBand(pixels, length, bandCount, series, fill, request.alphaBand, target, counted[series]!);
    }
    const histograms: (ValueHistogram | null)[] = [];
    const whole = !request.index && integerRange(pixelType) !== null;
    for (const [series, all] of values.entries()) {
      // Each takes some tens of milliseconds; requests are answered in between.
      await new Promise((resolve) => setImmediate(resolve));
      histograms.push(histogramOf(all.subarray(0, counted[series]), request.percentiles, whole));
    }
    return histograms;
  } finally {
    await handle.close();
  }
}

async function coarseLevel(file: TiffFile): Promise<TiffFile> {
  const number = async (directory: TiffFile['directories'][number], tag: number) =>
    (await readNumbers(file, directory, tag, 1))[0] ?? 0;
  const levels = await Promise.all(
    file.directories.map(async (directory) => ({
      directory,
      pixels: (await number(directory, tags.imageWidth)) * (await number(directory, tags.imageLength)),
      mask: ((await number(directory, tags.newSubfileType)) & 4) !== 0,
    })),
  );
  const images = levels.filter(({ mask }) => !mask).toSorted((one, other) => other.pixels - one.pixels);
  const chosen = images.find(({ pixels }) => pixels <= MOST_PIXELS) ?? images.at(-1)!;
  return { ...file, directories: [chosen.directory], image: chosen.directory };
}

function gatherBand(
  pixels: PixelArray,
  length: number,
  bandCount: number,
  band: number,
  noData: number | null,
  alphaBand: number | null,
  target: Float32Array,
  start: number,
): number {
  let at = start;
  for (let pixel = 0; pixel < length; pixel += bandCount) {
    const value = pixels[pixel + band]!;
    if (value === noData || value - value !== 0) continue;
    if (alphaBand !== null && pixels[pixel + alphaBand] === 0) continue;
    target[at] = value;
    at++;
  }
  return at - start;
}

function gatherIndex(
  pixels: PixelArray,
  length: number,
  bandCount: number,
  [first, second]: readonly [number, number],
  noData: number | null,
  alphaBand: number | null,
  target: Float32Array,
  start: number,
): number {
  let at = start;
  for (let pixel = 0; pixel < length; pixel += bandCount) {
    const one = pixels[pixel + first]!;
    const other = pixels[pixel + second]!;
    const value = (one - other) / (one + other);
    if (one === noData || other === noData || value - value !== 0) continue;
    if (alphaBand !== null && pixels[pixel + alphaBand] === 0) continue;
    target[at] = value;
    at++;
  }
  return at - start;
}

/** Sorts `values` in place. Of few whole numbers, each has a step of its own. */
function histogramOf(
  values: Float32Array,
  percentiles: readonly number[],
  whole: boolean,
): ValueHistogram | null {
  const total = values.length;
  if (total === 0) return null;
  values.sort();
  const at = (percent: number) => values[Math.max(1, Math.ceil((total * percent) / 100)) - 1]!;
  const [least, most] = [values[0]!, values[total - 1]!];
  // A few outliers must not squeeze all the rest into one step.
  const margin = (at(99) - at(1)) / 2;
  const low = margin > 0 ? Math.max(least, whole ? Math.floor(at(1) - margin) : at(1) - margin) : least;
  const high = margin > 0 ? Math.min(most, whole ? Math.ceil(at(99) + margin) : at(99) + margin) : most;
  const steps = whole ? Math.min(MOST_STEPS, high - low + 1) : MOST_STEPS;
  const counts = new Array<number>(steps).fill(0);
  let [below, above] = [0, 0];
  for (const value of values)
    if (value < low) below++;
    else if (value > high) above++;
    else counts[high > low ? Math.min(steps - 1, Math.floor(((value - low) / (high - low)) * steps)) : 0]!++;
  return { low, high, counts, below, above, percentiles: percentiles.map(at) };
}
