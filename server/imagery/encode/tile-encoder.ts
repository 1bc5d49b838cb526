import type { FileHandle } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { bytesPerSample, type PixelType } from '../base/raster.ts';
import { TILE_SIZE } from './cog-layout.ts';
import type { Compression } from './compression.ts';
import { cutTile, type TileCut } from './predictor.ts';

const compress = promisify(deflate);

/** Uncompressed bytes that may wait for the thread pool at once. */
const BYTES_IN_FLIGHT = 48 * 2 ** 20;

/** Where a tile's compressed bytes lie in the scratch file. */
type StoredTile = {
  offset: number;
  byteCount: number;
};

/** Compresses tiles on the thread pool and appends them to a scratch file in the order they get ready. */
export type TileEncoder = {
  /** Takes a tile; resolves when there is room for another one, before this one is stored. */
  put(cut: TileCut, stored: (tile: StoredTile) => void): Promise<void>;
  /** Resolves when every tile taken is stored; rejects with the first failure. */
  drain(): Promise<void>;
};

export function createTileEncoder(
  scratch: FileHandle,
  bandCount: number,
  type: PixelType,
  { predictor, level }: Compression,
): TileEncoder {
  const tileBytes = TILE_SIZE * TILE_SIZE * bandCount * bytesPerSample[type];
  const slots = Math.max(
    1,
    Math.min(2 * availableParallelism() + 2, Math.floor(BYTES_IN_FLIGHT / tileBytes)),
  );
  const idle = Array.from({ length: slots }, () => null as Uint8Array<ArrayBuffer> | null);
  const underWay = new Set<Promise<void>>();
  let failure: unknown = null;
  let end = 0;

  const encode = async (tile: Uint8Array<ArrayBuffer>, stored: (tile: StoredTile) => void) => {
    try {
      // One output chunk that always suffices: a second one would be a second trip through the thread pool.
      const bytes = await compress(tile, {
        level,
        memLevel: 9,
        chunkSize: tileBytes + (tileBytes >> 8) + 1024,
      });
      const offset = end;
      end += bytes.length;
      await writeAll(scratch, bytes, offset);
      stored({ offset, byteCount: bytes.length });
    } catch (error) {
      failure ??= error;
    } finally {
      idle.push(tile);
    }
  };

  return {
    async put(cut, stored) {
      while (idle.length === 0) await Promise.race(underWay);
      if (failure !== null) throw failure;
      const tile = idle.pop() ?? new Uint8Array(tileBytes);
      cutTile(cut, { width: TILE_SIZE, height: TILE_SIZE }, bandCount, type, predictor, tile);
      const task = encode(tile, stored).finally(() => underWay.delete(task));
      underWay.add(task);
    },
    async drain() {
      await Promise.all(underWay);
      if (failure !== null) throw failure;
    },
  };
}

/** Writes all of `bytes` at `position`. */
export async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const step = await file.write(bytes, written, bytes.length - written, position + written);
    written += step.bytesWritten;
  }
}
