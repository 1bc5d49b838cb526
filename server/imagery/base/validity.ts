import { integerRange, type PixelType } from './raster.ts';

/**
 * Which samples count. A sample is left out of means and statistics when it equals `noData` (each band by
 * itself, as GDAL's tag means it), when its pixel's sample in `alphaBand` is 0 (the alpha band itself always
 * counts), or when it is NaN or infinite.
 */
export type Validity = {
  noData: number | null;
  alphaBand: number | null;
};

/**
 * The nodata value as the raster's samples would hold it, or null where no sample can equal it: GDAL's tag
 * may name -128 for unsigned bytes, or nothing that is a number.
 */
export function representableNoData(type: PixelType, text: string | null): number | null {
  if (text === null || text.trim() === '') return null;
  const value = Number(text.trim().replace(/^([+-]?)inf$/i, '$1Infinity'));
  const range = integerRange(type);
  if (range === null) return Number.isFinite(value) ? Math.fround(value) : null;
  return Number.isInteger(value) && value >= range[0] && value <= range[1] ? value : null;
}
