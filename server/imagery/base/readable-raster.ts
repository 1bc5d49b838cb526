import type { PixelArray, PixelSource, PixelType } from './raster.ts';

/**
 * A raster as it can be shown: what the file stores, or what a stage made of it. A stage takes one and gives
 * another, reading from the one before it window by window.
 */
export type ReadableRaster = {
  width: number;
  height: number;
  bandCount: number;
  pixelType: PixelType;
  /** TIFF's PhotometricInterpretation, of `photometrics`. */
  photometric: number;
  /** TIFF's ExtraSamples, one for each band beyond those the photometric interpretation names. */
  extraSamples: readonly number[];
  /** GDAL's nodata text; null for none. */
  noData: string | null;
  source: PixelSource;
};

/** The band that says which pixels are to be seen, counted from 0; null for none. */
export function alphaBandOf({
  bandCount,
  extraSamples,
}: Pick<ReadableRaster, 'bandCount' | 'extraSamples'>): number | null {
  const alpha = extraSamples.findIndex((kind) => kind === 1 || kind === 2);
  return alpha < 0 ? null : bandCount - extraSamples.length + alpha;
}

/** A source that changes each answer of another one; `change` may work in place, and gives what is answered. */
export function changedSource(source: PixelSource, change: (pixels: PixelArray) => PixelArray): PixelSource {
  return { read: async (window) => change(await source.read(window)) };
}
