import { open, readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { PixelArray, PixelType } from '#imagery/base/raster.ts';
import { readCogStructure, readPixels } from '../support/imagery/cog-structure.ts';
import { makeTiffHead, valleyGeoreference } from '../support/imagery/geotiff.ts';

/** A scene to be ingested: uncompressed strips of 16 rows. */
export type BenchScene = {
  name: string;
  side: number;
  bandCount: number;
  pixelType: PixelType;
};

/** What GDAL and ours are compared on: photographs of 8 bits, four bands of 11 bits in 16, heights as floats. */
export const benchScenes = [
  { name: '8192 x 8192 RGB', side: 8192, bandCount: 3, pixelType: 'uint8' },
  { name: '4096 x 4096 x 4 of 16 bits', side: 4096, bandCount: 4, pixelType: 'uint16' },
  { name: '8192 x 8192 float', side: 8192, bandCount: 1, pixelType: 'float32' },
] as const satisfies readonly BenchScene[];

const ROWS_AT_ONCE = 512;

export async function writeBenchScene(scene: BenchScene, path: string): Promise<void> {
  const mosaicRows = await mosaic(scene.side);
  const file = await open(path, 'w');
  try {
    await file.write(headOf(scene));
    for (let row = 0; row < scene.side; row += ROWS_AT_ONCE) {
      const pixels = pixelsFrom(mosaicRows(row, ROWS_AT_ONCE), scene, row);
      await file.write(new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength));
    }
  } finally {
    await file.close();
  }
}

/** Strips of zeros that take no room on the disk: a file of gigabytes for a few kilobytes. */
export async function writeEmptyScene(scene: BenchScene, path: string): Promise<void> {
  const head = headOf(scene);
  const file = await open(path, 'w');
  await file.write(head).finally(() => file.close());
  await truncate(path, head.length + scene.side ** 2 * scene.bandCount);
}

function headOf({ side, bandCount, pixelType }: BenchScene): Uint8Array {
  const fields = valleyGeoreference;
  return makeTiffHead({ width: side, height: side, bandCount, pixelType, rowsPerStrip: 16, fields });
}

function pixelsFrom(rgb: Uint8Array, scene: BenchScene, firstRow: number): PixelArray {
  if (scene.pixelType === 'uint8') return rgb;
  const pixels = rgb.length / 3;
  if (scene.pixelType === 'uint16') {
    // 11 bits as satellites give them: the lowest three are noise. The fourth band looks like near infrared.
    return new Uint16Array(pixels * 4).map((_, at) => {
      const pixel = (at >> 2) * 3;
      const band = at & 3;
      const value = band < 3 ? rgb[pixel + band]! : (rgb[pixel + 1]! * 3 + rgb[pixel]!) >> 2;
      return value * 8 + (noise(at + firstRow * scene.side * 4) >>> 29);
    });
  }
  // Hills of 100 m, with what stands on them, told to the centimetre.
  return new Float32Array(pixels).map((_, pixel) => {
    const x = pixel % scene.side;
    const y = firstRow + Math.floor(pixel / scene.side);
    const hills = 300 + 60 * Math.sin(x / 700) * Math.cos(y / 900) + 40 * Math.sin((x + y) / 310);
    return Math.round(hills * 100 + rgb[pixel * 3 + 1]! * 2 + (noise(pixel + y) >>> 29)) / 100;
  });
}

function noise(seed: number): number {
  const mixed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d);
  return Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 0;
}

/** Rows of all sample scenes side by side and below each other, every other one mirrored so that edges meet. */
async function mosaic(side: number): Promise<(firstRow: number, rows: number) => Uint8Array> {
  const folder = join(import.meta.dirname, '../../sample-imagery/scenes');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.tif')).sort();
  const scenes = await Promise.all(names.map((name) => readPixels(join(folder, name))));
  const { width, height } = (await readCogStructure(join(folder, names[0]!))).levels[0]!;
  const mirrored = (at: number, length: number) =>
    Math.floor(at / length) % 2 === 0 ? at % length : length - 1 - (at % length);
  return (firstRow, rows) => {
    const pixels = new Uint8Array(side * rows * 3);
    for (let at = 0; at < pixels.length; at += 3) {
      const x = (at / 3) % side;
      const y = firstRow + Math.floor(at / 3 / side);
      const scene = scenes[(Math.floor(x / width) + 3 * Math.floor(y / height)) % scenes.length]!;
      const from = (mirrored(y, height) * width + mirrored(x, width)) * 3;
      for (let band = 0; band < 3; band++) pixels[at + band] = scene[from + band]!;
    }
    return pixels;
  };
}
