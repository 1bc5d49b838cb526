import { imageDirectory } from './raster-layout.ts';
import { ImageryRefusal } from './refusal.ts';
import { tags } from './tiff.ts';
import { readNumbers, type TiffFile } from './tiff-file.ts';

const colours = 256;

/** Red, green and blue of each of the 256 entries of a TIFF's ColorMap, which holds them in 16 bits, by colour. */
export async function readPalette(file: TiffFile): Promise<Uint8Array> {
  const map = await readNumbers(file, imageDirectory(file), tags.colourMap, 3 * colours);
  if (map.length !== 3 * colours) {
    throw new ImageryRefusal(
      'directory_damaged',
      "The image's palette of colours is not whole. Fetch or save the file again.",
    );
  }
  return Uint8Array.from(
    { length: 3 * colours },
    (_, at) => map[(at % 3) * colours + Math.floor(at / 3)]! >> 8,
  );
}

/** Replaces indices by the colours they stand for. */
export function applyPalette(indices: ArrayLike<number>, palette: Uint8Array): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(indices.length * 3);
  for (let pixel = 0; pixel < indices.length; pixel += 1) {
    const entry = indices[pixel]! * 3;
    pixels[pixel * 3] = palette[entry]!;
    pixels[pixel * 3 + 1] = palette[entry + 1]!;
    pixels[pixel * 3 + 2] = palette[entry + 2]!;
  }
  return pixels;
}
