import { allocatePixels, type PixelArray, type PixelSource, type PixelWindow } from '../base/raster.ts';
import { type GatheringPlan, isSample, type PlacedPart, standsForNothing } from './gathering-plan.ts';
import type { PartSource } from './part-source.ts';

/**
 * The bands of several files as those of one image. A pixel that a file does not cover, or marks as no data,
 * is nodata in the bands of that file, and hidden where the image has an alpha band.
 */
export function createBandStack(plan: GatheringPlan, sources: readonly PartSource[]): PixelSource {
  const { opaque, pixelType, colourBands } = plan;
  const bandCount = colourBands + (opaque === null ? 0 : 1);
  let answer = allocatePixels(pixelType, 0);
  return {
    async read(window) {
      const length = window.width * window.height * bandCount;
      if (answer.length !== length) answer = allocatePixels(pixelType, length);
      if (opaque !== null) for (let at = colourBands; at < length; at += bandCount) answer[at] = opaque;
      let firstBand = 0;
      for (const source of sources) {
        await putBands({ source, window, answer, bandCount, firstBand, plan });
        firstBand += source.placed.part.colourBands.length;
      }
      return answer;
    },
  };
}

type Putting = {
  source: PartSource;
  window: PixelWindow;
  answer: PixelArray;
  bandCount: number;
  firstBand: number;
  plan: GatheringPlan;
};

async function putBands(task: Putting): Promise<void> {
  const { source, window, answer, bandCount, firstBand, plan } = task;
  const { placed } = source;
  const columns = nearest(placed, plan, window, 'x');
  const rows = nearest(placed, plan, window, 'y');
  const x = span(columns);
  const y = span(rows);
  const read = x && y && (await source.read({ x: x.start, y: y.start, width: x.length, height: y.length }));
  const { fill, opaque } = plan;
  const hide = opaque === null ? -1 : plan.colourBands;
  const { colourBands, alphaBand } = placed.part;
  const nothing = standsForNothing(placed.part);
  for (const [order, band] of colourBands.entries())
    for (let row = 0; row < window.height; row++) {
      const fromRow = rows[row]!;
      let to = row * window.width * bandCount;
      if (!read || fromRow < 0) {
        for (let column = 0; column < window.width; column++, to += bandCount) {
          answer[to + firstBand + order] = fill;
          if (hide >= 0) answer[to + hide] = 0;
        }
        continue;
      }
      const { pixels, bandCount: partBands } = read;
      const base = (fromRow - y.start) * x.length - x.start;
      for (let column = 0; column < window.width; column++, to += bandCount) {
        const from = (base + columns[column]!) * partBands;
        const outside = columns[column]! < 0;
        const value = outside ? fill : pixels[from + band]!;
        const empty =
          outside || isSample(value, nothing) || (alphaBand !== null && pixels[from + alphaBand] === 0);
        answer[to + firstBand + order] = empty ? fill : value;
        if (empty && hide >= 0) answer[to + hide] = 0;
      }
    }
}

/**
 * For each column (or row) of the window the part's column (or row) that holds its centre; -1 where none does.
 */
function nearest(placed: PlacedPart, plan: GatheringPlan, window: PixelWindow, axis: 'x' | 'y'): Int32Array {
  const [origin, size] = axis === 'x' ? [0, 1] : ([3, 5] as const);
  const length = axis === 'x' ? window.width : window.height;
  const { part } = placed;
  const most = axis === 'x' ? part.width : part.height;
  const inside = { from: placed[axis], to: placed[axis] + (axis === 'x' ? placed.width : placed.height) };
  return Int32Array.from({ length }, (_, index) => {
    const at = window[axis] + index;
    if (at < inside.from || at >= inside.to) return -1;
    const centre = plan.affine[origin]! + (at + 0.5) * plan.affine[size]!;
    const exact = (centre - part.affine[origin]!) / part.affine[size]!;
    // A centre on the edge between two pixels belongs to the latter, whatever rounding made of it.
    return Math.min(most - 1, Math.max(0, Math.floor(exact + 1e-6)));
  });
}

/** From the first to the last column that is read; null where none is. They rise with the window. */
function span(indexes: Int32Array): { start: number; length: number } | null {
  const start = indexes.find((index) => index >= 0);
  const last = indexes.findLast((index) => index >= 0);
  return start === undefined || last === undefined ? null : { start, length: last - start + 1 };
}
