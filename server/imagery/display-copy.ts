import { open } from 'node:fs/promises';
import { type CogResult, writeCog } from './cog-writer.ts';
import { readFileMetadata } from './file-metadata.ts';
import type { PixelType } from './raster.ts';
import { imageDirectory, readLayout } from './raster-layout.ts';
import { openRaster } from './raster-reader.ts';
import type { BandStatistics } from './statistics.ts';
import { type TiffField, tags } from './tiff.ts';
import { readField, readTiff, type TiffFile } from './tiff-file.ts';

/** A display copy and what was learned from the pixels while it was made. */
export interface DisplayCopy {
  /** Bytes of the display copy. */
  readonly size: number;
  /** SHA-256 of the display copy, lower-case hex. */
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly bands: readonly ({ readonly name?: string; readonly type: PixelType } & BandStatistics)[];
  /** GDAL's nodata text. */
  readonly noData: string | null;
}

export interface DisplayCopyRequest {
  readonly originalPath: string;
  readonly displayPath: string;
  /** Called with the share done, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** What is taken over as it stands; everything else is said anew. */
const keptTags = [
  tags.imageDescription,
  tags.dateTime,
  tags.inkSet,
  tags.modelPixelScale,
  tags.modelTiepoint,
  tags.modelTransformation,
  tags.geoKeyDirectory,
  tags.geoDoubleParams,
  tags.geoAsciiParams,
  tags.gdalMetadata,
];

/**
 * Writes the Cloud Optimized GeoTIFF that is shown in place of an original: same pixels, type, bands, nodata,
 * georeference and band names. JPEG luminance and palettes become red, green and blue. A georeference is kept
 * where there is one, not asked for.
 *
 * Decodes whatever it is given: on files of strangers, run it through `ingest`.
 *
 * @throws ImageryRefusal where the file cannot be read; the signal's reason when cancelled
 */
export async function writeDisplayCopy(request: DisplayCopyRequest): Promise<DisplayCopy> {
  const handle = await open(request.originalPath, 'r');
  try {
    const file = await readTiff(handle);
    const layout = await readLayout(file);
    const { width, height, pixelType, extraSamples } = layout;
    const raster = await openRaster(file, layout);
    const { bandNames } = await readFileMetadata(file, raster.bandCount);
    const written: CogResult = await writeCog({
      path: request.displayPath,
      width,
      height,
      pixelType,
      extraSamples,
      ...raster,
      fields: await keptFields(file),
      ...(request.onProgress && { onProgress: request.onProgress }),
      ...(request.signal && { signal: request.signal }),
    });
    const bands = written.statistics.map((statistics, band) => {
      const name = bandNames[band];
      return { ...(name != null && { name }), type: pixelType, ...statistics };
    });
    return { size: written.size, sha256: written.sha256, width, height, bands, noData: raster.noData };
  } finally {
    await handle.close();
  }
}

async function keptFields(file: TiffFile): Promise<TiffField[]> {
  const fields = await Promise.all(keptTags.map((tag) => readField(file, imageDirectory(file), tag)));
  return fields.filter((field) => field !== null);
}
