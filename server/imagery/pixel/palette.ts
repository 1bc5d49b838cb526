import { ImageryRefusal } from '../base/refusal.ts';
import type { RasterLayout } from '../tiff/raster-layout.ts';
import { tags } from '../tiff/tiff.ts';
import { readNumbers, type TiffFile } from '../tiff/tiff-file.ts';

/**
 * Red, green and blue of each entry of a TIFF's ColorMap, which holds them in 16 bits, by colour. Some writers put
 * numbers of 8 bits there; where none is larger they are taken as such, as other readers do. Throws ImageryRefusal
 * directory_damaged.
 */
export async function readPalette(file: TiffFile, layout: RasterLayout): Promise<Uint8Array> {
  const colours = 2 ** layout.samples.bits;
  const map = await readNumbers(file, layout.directory, tags.colourMap, 3 * 65_536);
  if (map.length !== 3 * colours)
    throw new ImageryRefusal(
      'directory_damaged',
      "The image's palette of colours is not whole; fetch or save the file again.",
    );
  const shift = map.every((value) => value < 256) ? 0 : 8;
  return Uint8Array.from(
    { length: 3 * colours },
    (_, at) => map[(at % 3) * colours + Math.floor(at / 3)]! >> shift,
  );
}

/**
 * Replaces indices by the colours they stand for. `hidden` is the index that stands for nodata; if there is one, each
 * pixel has alpha as its fourth sample.
 */
export function applyPalette(
  indices: ArrayLike<number>,
  palette: Uint8Array,
  hidden: number | null,
): Uint8Array<ArrayBuffer> {
  const bandCount = hidden === null ? 3 : 4;
  const pixels = new Uint8Array(indices.length * bandCount);
  for (let pixel = 0; pixel < indices.length; pixel++) {
    const entry = indices[pixel]! * 3;
    const to = pixel * bandCount;
    pixels[to] = palette[entry]!;
    pixels[to + 1] = palette[entry + 1]!;
    pixels[to + 2] = palette[entry + 2]!;
    if (hidden !== null) pixels[to + 3] = indices[pixel] === hidden ? 0 : 255;
  }
  return pixels;
}
