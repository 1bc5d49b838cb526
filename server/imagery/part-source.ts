import { type FileHandle, open } from 'node:fs/promises';
import type { PlacedPart } from './gathering-plan.ts';
import type { Limits } from './limits.ts';
import type { PixelArray, PixelWindow } from './raster.ts';
import { readLayout } from './raster-layout.ts';
import { openRaster } from './raster-reader.ts';
import type { ReadableRaster } from './readable-raster.ts';
import { ImageryRefusal } from './refusal.ts';
import { readTiff } from './tiff-file.ts';

/** Reads windows of one part of a larger image. Its file is open only while it is needed. */
export interface PartSource {
  readonly placed: PlacedPart;
  /** Pixels in the part's own grid, all its bands interleaved; the next call fills the same buffer anew. */
  read(window: PixelWindow): Promise<{ pixels: PixelArray; bandCount: number }>;
  /** Lets go of the file and of what was decoded of it; the next `read` opens it again. */
  close(): Promise<void>;
}

/**
 * @param bytesKept bytes of decoded blocks that may be kept for the window that follows
 */
export function createPartSource(
  path: string,
  placed: PlacedPart,
  bytesKept: number,
  limits: Limits,
): PartSource {
  let opened: { handle: FileHandle; raster: ReadableRaster } | null = null;
  const { part } = placed;

  const openFile = async () => {
    const handle = await open(path, 'r');
    try {
      const file = await readTiff(handle, limits);
      const layout = await readLayout(file);
      const raster = await openRaster(file, layout, { bytesKept });
      const bands = part.colourBands.length + (part.alphaBand === null ? 0 : 1);
      if (raster.bandCount < bands || raster.pixelType !== part.pixelType)
        throw new ImageryRefusal('decoder_failed', 'The file is other than it was when it was looked at.');
      return { handle, raster };
    } catch (error) {
      await handle.close();
      throw named(error, part.name);
    }
  };

  return {
    placed,
    async read(window) {
      opened ??= await openFile();
      const { source, bandCount } = opened.raster;
      try {
        return { pixels: await source.read(window), bandCount };
      } catch (error) {
        throw named(error, part.name);
      }
    },
    async close() {
      const { handle } = opened ?? {};
      opened = null;
      await handle?.close();
    },
  };
}

/** A refusal of one file among several says which. */
export function named(error: unknown, name: string): unknown {
  if (!(error instanceof ImageryRefusal)) return error;
  return new ImageryRefusal(error.code, `'${name}': ${error.detail}`);
}
