import { allocatePixels, type PixelArray, type PixelSource, type PixelWindow } from '../base/raster.ts';
import { type GatheringPlan, isSample, standsForNothing } from './gathering-plan.ts';
import type { PartSource } from './part-source.ts';

/**
 * Tiles beside each other as one image. Where they overlap, the first with a valid pixel is shown; where there is
 * none, the image is nodata, or hidden by its alpha band. Only files that the present window touches are open.
 */
export function createMosaic(plan: GatheringPlan, sources: readonly PartSource[]): PixelSource {
  const { opaque, pixelType, colourBands, fill } = plan;
  const bandCount = colourBands + (opaque === null ? 0 : 1);
  let answer = allocatePixels(pixelType, 0);
  return {
    async read(window) {
      const length = window.width * window.height * bandCount;
      if (answer.length !== length) answer = allocatePixels(pixelType, length);
      answer.fill(fill);
      if (opaque !== null) for (let at = colourBands; at < length; at += bandCount) answer[at] = 0;
      // From the last to the first, so that the first comes to lie on top.
      for (const source of sources.toReversed()) {
        const shared = intersection(window, source.placed);
        if (shared === null) await source.close();
        else await putTile({ source, window, shared, answer, bandCount, plan });
      }
      return answer;
    },
  };
}

function intersection(one: PixelWindow, other: PixelWindow): PixelWindow | null {
  const x = Math.max(one.x, other.x);
  const y = Math.max(one.y, other.y);
  const width = Math.min(one.x + one.width, other.x + other.width) - x;
  const height = Math.min(one.y + one.height, other.y + other.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

type Putting = {
  source: PartSource;
  window: PixelWindow;
  /** What window and tile share, in the grid of the mosaic. */
  shared: PixelWindow;
  answer: PixelArray;
  bandCount: number;
  plan: GatheringPlan;
};

async function putTile({ source, window, shared, answer, bandCount, plan }: Putting): Promise<void> {
  const { placed } = source;
  const { part } = placed;
  const { pixels, bandCount: tileBands } = await source.read({
    ...shared,
    x: shared.x - placed.x,
    y: shared.y - placed.y,
  });
  const nothing = standsForNothing(part);
  const { opaque, fill, colourBands } = plan;
  const plain = nothing === null && opaque === null && tileBands === bandCount;
  for (let row = 0; row < shared.height; row++) {
    let to = ((shared.y - window.y + row) * window.width + shared.x - window.x) * bandCount;
    let from = row * shared.width * tileBands;
    if (plain) {
      answer.set(pixels.subarray(from, from + shared.width * tileBands), to);
      continue;
    }
    for (let column = 0; column < shared.width; column++, to += bandCount, from += tileBands) {
      if (part.alphaBand !== null && pixels[from + part.alphaBand] === 0) continue;
      let empty = nothing !== null;
      for (let order = 0; order < colourBands && empty; order++)
        empty = isSample(pixels[from + part.colourBands[order]!]!, nothing);
      if (empty) continue;
      for (let order = 0; order < colourBands; order++) {
        const value = pixels[from + part.colourBands[order]!]!;
        answer[to + order] = isSample(value, nothing) ? fill : value;
      }
      if (opaque !== null) answer[to + colourBands] = opaque;
    }
  }
}
