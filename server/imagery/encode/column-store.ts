import type { FileHandle } from 'node:fs/promises';
import {
  allocatePixels,
  bytesPerSample,
  type PixelArray,
  type PixelSource,
  type PixelType,
  viewPixels,
} from '../base/raster.ts';
import { TILE_SIZE } from './cog-layout.ts';
import { writeAll } from './tile-encoder.ts';

/** Uncompressed pixels in a file, kept as columns one tile wide, each from top to bottom. */
export type ColumnStore = PixelSource & {
  /** Keeps rows of one column; `pixels` holds just them. */
  write(column: number, y: number, rows: number, pixels: PixelArray): Promise<void>;
};

export function createColumnStore(
  file: FileHandle,
  size: { width: number; height: number },
  bandCount: number,
  type: PixelType,
): ColumnStore {
  const pixelBytes = bandCount * bytesPerSample[type];
  const widthOf = (column: number) => Math.min(TILE_SIZE, size.width - column * TILE_SIZE);
  const position = (column: number, y: number) =>
    (column * TILE_SIZE * size.height + y * widthOf(column)) * pixelBytes;

  return {
    async write(column, y, rows, pixels) {
      const byteCount = rows * widthOf(column) * pixelBytes;
      await writeAll(file, new Uint8Array(pixels.buffer, pixels.byteOffset, byteCount), position(column, y));
    },
    async read({ x, y, width, height }) {
      const answer = allocatePixels(type, width * height * bandCount);
      const buffer = new Uint8Array(TILE_SIZE * height * pixelBytes);
      for (let column = x / TILE_SIZE; column * TILE_SIZE < x + width; column++) {
        const columnWidth = widthOf(column);
        const byteCount = height * columnWidth * pixelBytes;
        await file.read(buffer, 0, byteCount, position(column, y));
        const pixels = viewPixels(type, buffer.buffer, 0, height * columnWidth * bandCount);
        for (let row = 0; row < height; row++) {
          const from = row * columnWidth * bandCount;
          const to = (row * width + column * TILE_SIZE - x) * bandCount;
          answer.set(pixels.subarray(from, from + columnWidth * bandCount), to);
        }
      }
      return answer;
    },
  };
}
