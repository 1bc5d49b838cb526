import { open } from 'node:fs/promises';
import type { Limits } from '../base/limits.ts';
import type { PixelArray, PixelWindow } from '../base/raster.ts';
import type { ReadableRaster } from '../base/readable-raster.ts';
import { ImageryRefusal } from '../base/refusal.ts';
import { openRaster } from '../pixel/raster-reader.ts';
import { readTiff } from '../tiff/open-tiff.ts';
import { readLayout } from '../tiff/raster-layout.ts';
import type { TiffFile } from '../tiff/tiff-file.ts';
import type { PlacedPart } from './gathering-plan.ts';

/** One file of several that make up an image. */
export type GatheringPart = {
  path: string;
  /** The name by which the analyst knows the file. */
  fileName: string;
  /** What the file's one band shows, such as 'B04 red'; left out, the file's own word counts. */
  bandName?: string;
  /** A mask that was given along with the file. */
  maskPath?: string;
};

/** Reads windows of one part of a larger image. Its file is open only while it is needed. */
export type PartSource = {
  placed: PlacedPart;
  /** Pixels in the part's own grid, all its bands interleaved; the next call fills the same buffer anew. */
  read(window: PixelWindow): Promise<{ pixels: PixelArray; bandCount: number }>;
  /** Lets go of the file and of what was decoded of it; the next `read` opens it again. */
  close(): Promise<void>;
};

type OpenPart = {
  file: TiffFile;
  raster: ReadableRaster;
  close(): Promise<void>;
};

/** `bytesKept` bounds the decoded blocks that are kept for the window that follows. */
export function createPartSource(
  part: GatheringPart,
  placed: PlacedPart,
  bytesKept: number,
  limits: Limits,
): PartSource {
  let opened: OpenPart | null = null;
  return {
    placed,
    async read(window) {
      opened ??= await openPart(part, bytesKept, limits);
      const { source, bandCount } = opened.raster;
      try {
        return { pixels: await source.read(window), bandCount };
      } catch (error) {
        throw named(error, part.fileName);
      }
    },
    async close() {
      const closing = opened;
      opened = null;
      await closing?.close();
    },
  };
}

/** Opens the file of a part, and its mask, for reading by windows. A refusal names the file. */
export async function openPart(
  { path, maskPath, fileName }: GatheringPart,
  bytesKept: number,
  limits: Limits,
): Promise<OpenPart> {
  const handle = await open(path, 'r');
  const maskHandle = maskPath === undefined ? null : await open(maskPath, 'r');
  const close = async () => {
    await handle.close();
    await maskHandle?.close();
  };
  try {
    const file = await readTiff(handle, limits);
    const mask = maskHandle && (await readTiff(maskHandle, limits));
    const raster = await openRaster(file, await readLayout(file), { bytesKept, ...(mask && { mask }) });
    return { file, raster, close };
  } catch (error) {
    await close();
    throw named(error, fileName);
  }
}

/** A refusal of one file among several says which. */
export function named(error: unknown, name: string): unknown {
  if (!(error instanceof ImageryRefusal) || error.detail.startsWith(`'${name}': `)) return error;
  return new ImageryRefusal(error.code, `'${name}': ${error.detail}`);
}
