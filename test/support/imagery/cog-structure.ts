import { readFile } from 'node:fs/promises';
import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff';

/** What stands in a written file, read by a reader that is not ours. */
export type CogStructure = {
  big: boolean;
  ghostArea: string;
  levels: readonly {
    width: number;
    height: number;
    tileWidth: number;
    tileHeight: number;
    reduced: boolean;
    mask: boolean;
  }[];
  /** What a reader that trusts the ghost area would trip over; empty for a sound file. */
  faults: readonly string[];
};

/** Reads a Cloud Optimized GeoTIFF's directories and checks where its tiles lie and what surrounds them. */
export async function readCogStructure(path: string): Promise<CogStructure> {
  const bytes = await readFile(path);
  const tiff = await fromArrayBuffer(new Uint8Array(bytes).buffer);
  const count = await tiff.getImageCount();
  const images = await Promise.all(Array.from({ length: count }, (_, index) => tiff.getImage(index)));
  const big = bytes.readUInt16LE(2) === 43;
  const headerSize = big ? 16 : 8;
  const ghost = bytes.toString('latin1', headerSize, headerSize + 183);
  const faults: string[] = [];
  const starts: number[] = [];
  for (const [level, image] of images.entries()) {
    const offsets = await numbers(image, 'TileOffsets');
    const byteCounts = await numbers(image, 'TileByteCounts');
    starts.push(Math.min(...offsets));
    offsets.forEach((offset, tile) => {
      const size = byteCounts[tile]!;
      const end = offset + size;
      if (end + 4 > bytes.length) faults.push(`level ${level} tile ${tile} lies beyond the end`);
      else if (bytes.readUInt32LE(offset - 4) !== size) faults.push(`level ${level} tile ${tile}: leader`);
      else if (!bytes.subarray(end, end + 4).equals(bytes.subarray(end - 4, end)))
        faults.push(`level ${level} tile ${tile}: trailer`);
      if (tile > 0 && offset <= offsets[tile - 1]!) faults.push(`level ${level} tile ${tile}: order`);
    });
  }
  if (starts.some((start, level) => level > 0 && start > starts[level - 1]!))
    faults.push('a larger level lies before a smaller one');
  return {
    big,
    ghostArea: ghost,
    levels: await Promise.all(
      images.map(async (image) => ({
        width: image.getWidth(),
        height: image.getHeight(),
        tileWidth: image.getTileWidth(),
        tileHeight: image.getTileHeight(),
        reduced: ((await subfileType(image)) & 1) === 1,
        mask: ((await subfileType(image)) & 4) === 4,
      })),
    ),
    faults,
  };
}

async function numbers(image: GeoTIFFImage, tag: 'TileOffsets' | 'TileByteCounts'): Promise<number[]> {
  return Array.from((await image.fileDirectory.loadValue(tag)) as ArrayLike<number>, Number);
}

async function subfileType(image: GeoTIFFImage): Promise<number> {
  return Number((await image.fileDirectory.loadValue('NewSubfileType')) ?? 0);
}

/** All samples of one level, pixel-interleaved, as the other reader decodes them. */
export async function readPixels(path: string, level = 0, colours = false): Promise<ArrayLike<number>> {
  const tiff = await fromArrayBuffer(new Uint8Array(await readFile(path)).buffer);
  const image = await tiff.getImage(level);
  return colours
    ? ((await image.readRGB({ interleave: true })) as ArrayLike<number>)
    : ((await image.readRasters({ interleave: true })) as unknown as ArrayLike<number>);
}

/** The largest difference of two images, sample by sample; infinite where size or what is no number differs. */
export function largestDifference(before: ArrayLike<number>, after: ArrayLike<number>): number {
  if (before.length !== after.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let at = 0; at < before.length; at++) {
    if (Object.is(before[at], after[at])) continue;
    const difference = Math.abs(before[at]! - after[at]!);
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return largest;
}
