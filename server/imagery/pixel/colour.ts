import { allocatePixels, integerRange, type PixelArray } from '../base/raster.ts';
import { alphaBandOf, changedSource, type ReadableRaster } from '../base/readable-raster.ts';
import { representableNoData } from '../base/validity.ts';
import { readYCbCrConversion } from '../codec/ycbcr.ts';
import type { RasterLayout } from '../tiff/raster-layout.ts';
import { photometrics, tags } from '../tiff/tiff.ts';
import { readNumber, type TiffFile } from '../tiff/tiff-file.ts';
import { convertCieLab, convertCmyk } from './colour-spaces.ts';
import { applyPalette, readPalette } from './palette.ts';

/**
 * Turns whatever colours a file stores into grey, or red, green and blue, and alpha that is multiplied into the
 * colours into alpha that is not. Throws ImageryRefusal directory_damaged where a palette is not whole.
 */
export async function inColour(
  raster: ReadableRaster,
  file: TiffFile,
  layout: RasterLayout,
): Promise<ReadableRaster> {
  switch (raster.photometric) {
    case photometrics.palette:
      return palettised(raster, await readPalette(file, layout));
    case photometrics.whiteIsZero:
      return whiteIsLargest(raster, layout.samples.bits);
    case photometrics.separated: {
      const inkSet = await readNumber(file, layout.directory, tags.inkSet, 1);
      if (inkSet !== 1) return asBands(raster);
      // Nodata is a value of inks: no colour that comes of them can be taken for it.
      return recoloured({ ...raster, noData: null }, 4, (pixels, target) =>
        convertCmyk(pixels, raster.bandCount, integerRange(raster.pixelType)?.[1] ?? 1, target),
      );
    }
    case photometrics.yCbCr: {
      const convert = await readYCbCrConversion(file, layout);
      const source = changedSource(raster.source, (pixels) => {
        convert(pixels as Uint8Array, raster.bandCount);
        return pixels;
      });
      return { ...raster, photometric: photometrics.rgb, source };
    }
    case photometrics.cieLab:
      return recoloured({ ...raster, noData: null }, 3, (pixels, target) =>
        convertCieLab(pixels, raster.bandCount, raster.pixelType, target),
      );
    case photometrics.rgb:
      return unmultiplied(raster);
    case photometrics.blackIsZero:
      return unmultiplied(raster);
    default:
      return asBands(raster);
  }
}

/** Bands without a meaning of their own; alpha stays. */
function asBands(raster: ReadableRaster): ReadableRaster {
  const { bandCount, extraSamples } = raster;
  const unnamed = new Array<number>(bandCount - 1 - extraSamples.length).fill(0);
  return { ...raster, photometric: photometrics.blackIsZero, extraSamples: [...unnamed, ...extraSamples] };
}

/** Colours instead of indices; where one index stands for nodata, an alpha band keeps it apart. */
function palettised(raster: ReadableRaster, palette: Uint8Array): ReadableRaster {
  const hidden = representableNoData(raster.pixelType, raster.noData);
  const bandCount = hidden === null ? 3 : 4;
  return {
    ...raster,
    bandCount,
    pixelType: 'uint8',
    photometric: photometrics.rgb,
    extraSamples: hidden === null ? [] : [2],
    noData: null,
    source: changedSource(raster.source, (indices) => applyPalette(indices, palette, hidden)),
  };
}

/** Turns the values of the first band round, and nodata with them; floats have no white to start from. */
function whiteIsLargest(raster: ReadableRaster, bits: number): ReadableRaster {
  const grey = { ...raster, photometric: photometrics.blackIsZero };
  if (!raster.pixelType.startsWith('uint')) return grey;
  const white = 2 ** bits - 1;
  const noData = representableNoData(raster.pixelType, raster.noData);
  const { bandCount } = raster;
  const source = changedSource(raster.source, (pixels) => {
    for (let at = 0; at < pixels.length; at += bandCount) pixels[at] = white - pixels[at]!;
    return pixels;
  });
  return { ...grey, noData: noData === null ? null : String(white - noData), source };
}

/** Red, green and blue in place of the first `inks` bands; what comes after them stays. */
function recoloured(
  raster: ReadableRaster,
  inks: number,
  convert: (pixels: PixelArray, target: PixelArray) => void,
): ReadableRaster {
  const bandCount = raster.bandCount - inks + 3;
  let answer = allocatePixels(raster.pixelType, 0);
  const source = changedSource(raster.source, (pixels) => {
    const length = (pixels.length / raster.bandCount) * bandCount;
    if (answer.length !== length) answer = allocatePixels(raster.pixelType, length);
    convert(pixels, answer);
    return answer;
  });
  return { ...raster, bandCount, photometric: photometrics.rgb, source };
}

/** Divides colours by associated alpha (TIFF 6.0, section 18), of which overviews and maps know nothing. */
function unmultiplied(raster: ReadableRaster): ReadableRaster {
  const alpha = alphaBandOf(raster);
  const full = integerRange(raster.pixelType)?.[1];
  if (alpha === null || full === undefined || raster.extraSamples.find((kind) => kind !== 0) !== 1)
    return raster;
  const { bandCount } = raster;
  const colours = bandCount - raster.extraSamples.length;
  const source = changedSource(raster.source, (pixels) => {
    for (let at = 0; at < pixels.length; at += bandCount) {
      const share = pixels[at + alpha]! / full;
      if (share <= 0 || share >= 1) continue;
      for (let band = 0; band < colours; band++)
        pixels[at + band] = Math.min(full, Math.round(pixels[at + band]! / share));
    }
    return pixels;
  });
  return { ...raster, extraSamples: raster.extraSamples.map((kind) => (kind === 1 ? 2 : kind)), source };
}
