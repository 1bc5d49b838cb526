import { allocatePixels, integerRange, isFloat, type PixelArray, type PixelSource } from '../base/raster.ts';
import { alphaBandOf, changedSource, type ReadableRaster } from '../base/readable-raster.ts';
import { representableNoData } from '../base/validity.ts';

/**
 * Hides the pixels where every band of `mask` is 0, as GDAL's masks mean it: floats become nodata, or NaN where the
 * raster names no such value; integers get an alpha band, or 0 in the one that they have. The mask has the same size.
 */
export function masked(
  raster: ReadableRaster,
  mask: Pick<ReadableRaster, 'bandCount' | 'source'>,
): ReadableRaster {
  const alpha = alphaBandOf(raster);
  const { bandCount, pixelType } = raster;
  const hidden = (pixels: PixelArray, pixel: number) => {
    for (let band = 0; band < mask.bandCount; band++)
      if (pixels[pixel * mask.bandCount + band] !== 0) return false;
    return true;
  };
  if (alpha !== null || isFloat(pixelType)) {
    const noData = representableNoData(pixelType, raster.noData) ?? Number.NaN;
    const source: PixelSource = {
      async read(window) {
        const pixels = await raster.source.read(window);
        const flags = await mask.source.read(window);
        for (let pixel = 0; pixel < pixels.length / bandCount; pixel++) {
          if (!hidden(flags, pixel)) continue;
          if (alpha !== null) pixels[pixel * bandCount + alpha] = 0;
          else pixels.fill(noData, pixel * bandCount, (pixel + 1) * bandCount);
        }
        return pixels;
      },
    };
    const noDataText = alpha === null && Number.isNaN(noData) ? 'nan' : raster.noData;
    return { ...raster, noData: noDataText, source };
  }
  const full = integerRange(pixelType)![1];
  const withAlpha = bandCount + 1;
  let answer = allocatePixels(pixelType, 0);
  const source: PixelSource = {
    async read(window) {
      const pixels = await raster.source.read(window);
      const flags = await mask.source.read(window);
      const count = pixels.length / bandCount;
      if (answer.length !== count * withAlpha) answer = allocatePixels(pixelType, count * withAlpha);
      for (let pixel = 0; pixel < count; pixel++) {
        const to = pixel * withAlpha;
        for (let band = 0; band < bandCount; band++) answer[to + band] = pixels[pixel * bandCount + band]!;
        answer[to + bandCount] = hidden(flags, pixel) ? 0 : full;
      }
      return answer;
    },
  };
  return { ...raster, bandCount: withAlpha, extraSamples: [...raster.extraSamples, 2], source };
}

/**
 * Makes all that no reader can show alike: what is no number becomes nodata where nodata is a number, and a nodata
 * value that no sample can have is forgotten.
 */
export function withOneNoData(raster: ReadableRaster): ReadableRaster {
  const { pixelType, noData } = raster;
  const value = representableNoData(pixelType, noData);
  if (value === null) {
    const named = isFloat(pixelType) && noData !== null && /^[+-]?nan$/i.test(noData.trim());
    return { ...raster, noData: named ? 'nan' : null };
  }
  // Readers compare numbers of 64 bits: the text must name the very value that the samples hold.
  const text = Number(noData) === value ? noData : String(value);
  if (!isFloat(pixelType)) return { ...raster, noData: text };
  const source = changedSource(raster.source, (pixels) => {
    for (let at = 0; at < pixels.length; at++) if (Number.isNaN(pixels[at]!)) pixels[at] = value;
    return pixels;
  });
  return { ...raster, noData: text, source };
}
