import { open } from 'node:fs/promises';
import type { Limits } from '../base/limits.ts';
import type { PixelType } from '../base/raster.ts';
import { alphaBandOf, type ReadableRaster } from '../base/readable-raster.ts';
import { type Gathering, openGathering } from '../gather/gathered-raster.ts';
import { openRaster } from '../pixel/raster-reader.ts';
import type { BandStatistics } from '../pixel/statistics.ts';
import { layUpright } from '../pixel/upright-raster.ts';
import { placementFields } from '../place/geo-fields.ts';
import type { HandPlacement } from '../place/hand-placement.ts';
import { isPlaceMissing, type Placement, readPlacement } from '../place/placement.ts';
import { readFileMetadata } from '../tiff/file-metadata.ts';
import { readTiff } from '../tiff/open-tiff.ts';
import { readLayout } from '../tiff/raster-layout.ts';
import { photometrics, type TiffField, tags } from '../tiff/tiff.ts';
import { readField, type TiffFile } from '../tiff/tiff-file.ts';
import { type CogResult, type OnProgress, scratchName, writeCog } from './cog-writer.ts';

/** A display copy and what was learned from the pixels while it was made. */
export type DisplayCopy = {
  /** Bytes of the display copy. */
  size: number;
  /** SHA-256 of the display copy, lower-case hex. */
  sha256: string;
  width: number;
  height: number;
  bands: readonly ({
    name?: string;
    type: PixelType;
    /** True for the band that says which pixels are to be seen. */
    alpha?: true;
  } & BandStatistics)[];
  /** GDAL's nodata text. */
  noData: string | null;
};

export type DisplayCopyRequest = {
  originalPath: string;
  displayPath: string;
  /** Several originals, the first of them at `originalPath`, that make up one image. */
  gathering?: Gathering;
  /** A mask that was given along: pixels where it is 0 are hidden. */
  maskPath?: string;
  /** Where an analyst says the image lies; without it, where its file says. */
  placement?: HandPlacement;
  /** The original is kept as it stands: only decode an overview of it, or every tile. */
  keep?: 'overview' | 'every_tile';
  /** What the original may ask of us; the usual unless given. */
  limits?: Limits;
  onProgress?: OnProgress;
  signal?: AbortSignal;
};

/** What is taken over as it stands; everything else is said anew. */
const keptTags = [tags.imageDescription, tags.dateTime, tags.gdalMetadata];

/**
 * Writes the Cloud Optimized GeoTIFF that is shown in place of an original: same pixels, bands, nodata,
 * georeference and band names. What no page can show is changed first: other colours than grey, red, green and blue,
 * masks, odd types (see `openRaster`), a grid that is turned or mirrored. A place is kept where there is one, not
 * asked for.
 *
 * Decodes whatever it is given: on files of strangers, run it through `ingest`. Throws ImageryRefusal where the file
 * cannot be read; the signal's reason when cancelled.
 */
export async function writeDisplayCopy(request: DisplayCopyRequest): Promise<DisplayCopy> {
  if (request.gathering) return writeGathering(request, request.gathering);
  const handle = await open(request.originalPath, 'r');
  const maskHandle = request.maskPath === undefined ? null : await open(request.maskPath, 'r');
  try {
    const file = await readTiff(handle, request.limits);
    const mask = maskHandle && (await readTiff(maskHandle, request.limits));
    const layout = await readLayout(file);
    const stored = await openRaster(file, layout, { ...(mask && { mask }) });
    const placement = await placementOf(file, stored, request.placement);
    await using raster = await onUprightGrid(stored, placement, {
      nearest: layout.photometric === photometrics.palette,
      scratchPath: scratchName(request.displayPath, 'upright'),
    });
    const { bandNames } = await readFileMetadata(file, stored.bandCount);
    const placed = placement ? await placementFields(file, placement) : [];
    return await writeRaster(request, raster, [...(await keptFields(file)), ...placed], bandNames);
  } finally {
    await handle.close();
    await maskHandle?.close();
  }
}

async function writeGathering(request: DisplayCopyRequest, gathering: Gathering): Promise<DisplayCopy> {
  const raster = await openGathering(gathering, request.limits);
  try {
    return await writeRaster(request, raster, raster.fields, raster.bandNames);
  } finally {
    await raster.close();
  }
}

async function writeRaster(
  request: DisplayCopyRequest,
  raster: ReadableRaster,
  fields: readonly TiffField[],
  bandNames: readonly (string | null)[],
): Promise<DisplayCopy> {
  const { width, height, pixelType, noData } = raster;
  const written: CogResult = await writeCog({
    path: request.displayPath,
    ...raster,
    fields,
    ...(request.onProgress && { onProgress: request.onProgress }),
    ...(request.signal && { signal: request.signal }),
  });
  const bands = written.statistics.map((statistics, band) => {
    const name = bandNames[band];
    const alpha = band === alphaBandOf(raster);
    return { ...(name && { name }), type: pixelType, ...(alpha && { alpha }), ...statistics };
  });
  return { size: written.size, sha256: written.sha256, width, height, bands, noData };
}

/** Whether a file that tells no place may be shown at all is not asked here. */
async function placementOf(
  file: TiffFile,
  size: { width: number; height: number },
  given: HandPlacement | undefined,
): Promise<Placement | null> {
  try {
    return await readPlacement(file, size, given);
  } catch (error) {
    if (given !== undefined || !isPlaceMissing(error)) throw error;
    return null;
  }
}

async function onUprightGrid(
  stored: ReadableRaster,
  placement: Placement | null,
  options: { nearest: boolean; scratchPath: string },
): Promise<ReadableRaster & AsyncDisposable> {
  if (placement === null || placement.grid.method === 'as_is')
    return { ...stored, [Symbol.asyncDispose]: async () => {} };
  const { width, height } = placement.grid;
  return { ...stored, width, height, ...(await layUpright(stored, placement.grid, options)) };
}

async function keptFields(file: TiffFile): Promise<TiffField[]> {
  const fields = await Promise.all(keptTags.map((tag) => readField(file, file.image, tag)));
  return fields.filter((field) => field !== null);
}
