import type { FileHandle } from 'node:fs/promises';
import {
  allocatePixels,
  bytesPerSample,
  type PixelArray,
  type PixelSource,
  type PixelType,
  viewPixels,
} from '../base/raster.ts';
import { tileSize } from './cog-layout.ts';
import { writeAll } from './tile-encoder.ts';

/** Uncompressed pixels in a file, kept as columns one tile wide, each from top to bottom. */
export interface ColumnStore extends PixelSource {
  /** Keeps rows of one column; `pixels` holds just them. */
  write(column: number, y: number, rows: number, pixels: PixelArray): Promise<void>;
}

export function createColumnStore(
  file: FileHandle,
  size: { readonly width: number; readonly height: number },
  bandCount: number,
  type: PixelType,
): ColumnStore {
  const pixelBytes = bandCount * bytesPerSample[type];
  const widthOf = (column: number) => Math.min(tileSize, size.width - column * tileSize);
  const position = (column: number, y: number) =>
    (column * tileSize * size.height + y * widthOf(column)) * pixelBytes;

  return {
    async write(column, y, rows, pixels) {
      const byteCount = rows * widthOf(column) * pixelBytes;
      await writeAll(file, new Uint8Array(pixels.buffer, pixels.byteOffset, byteCount), position(column, y));
    },
    async read({ x, y, width, height }) {
      const answer = allocatePixels(type, width * height * bandCount);
      const buffer = new Uint8Array(tileSize * height * pixelBytes);
      for (let column = x / tileSize; column * tileSize < x + width; column += 1) {
        const columnWidth = widthOf(column);
        const byteCount = height * columnWidth * pixelBytes;
        await file.read(buffer, 0, byteCount, position(column, y));
        const pixels = viewPixels(type, buffer.buffer, 0, height * columnWidth * bandCount);
        for (let row = 0; row < height; row += 1) {
          const from = row * columnWidth * bandCount;
          const to = (row * width + column * tileSize - x) * bandCount;
          answer.set(pixels.subarray(from, from + columnWidth * bandCount), to);
        }
      }
      return answer;
    },
  };
}
