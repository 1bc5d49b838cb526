import { open } from 'node:fs/promises';
import { type Limits, usualLimits } from '../base/limits.ts';
import type { PixelType } from '../base/raster.ts';
import type { ImageryRefusal } from '../base/refusal.ts';
import { uprightSize } from '../pixel/orientation.ts';
import type { HandPlacement } from '../place/hand-placement.ts';
import { isPlaceMissing, type Placement, readPlacement, systemOfFile } from '../place/placement.ts';
import type { ReferenceSystem } from '../reference-system/base/reference-system.ts';
import { readBlockTable } from '../tiff/block-table.ts';
import { type FileMetadata, readFileMetadata } from '../tiff/file-metadata.ts';
import { readTiff } from '../tiff/open-tiff.ts';
import { type RasterLayout, readLayout } from '../tiff/raster-layout.ts';
import { photometrics } from '../tiff/tiff.ts';
import type { TiffFile } from '../tiff/tiff-file.ts';

type BandInterpretation = 'gray' | 'red' | 'green' | 'blue' | 'alpha' | 'palette' | 'other';

/** What a file turned out to be, without one of its pixels being decoded. */
export type Inspection = {
  width: number;
  height: number;
  bands: readonly {
    name: string | null;
    type: PixelType;
    interpretation: BandInterpretation;
  }[];
  layout: RasterLayout;
  /** GDAL's nodata text. */
  noData: string | null;
  /** Null where an analyst has to say where the image lies; then `placeMissing` says why. */
  placement: Placement | null;
  placeMissing: ImageryRefusal | null;
  /** The system that the file names although it does not say where it lies; null where it names none, or is placed. */
  ownSystem: ReferenceSystem | null;
  metadata: FileMetadata;
};

/**
 * Looks at a GeoTIFF's directories, in bounded time and memory, whatever the file holds; safe for the process that
 * serves requests. `given` is where an analyst says it lies; an image that does not say it itself and is not told so
 * is no refusal here. Throws ImageryRefusal with the first reason why the file cannot become a scene.
 */
export async function inspect(
  path: string,
  given?: HandPlacement,
  limits: Limits = usualLimits,
): Promise<Inspection> {
  const handle = await open(path, 'r');
  try {
    const file = await readTiff(handle, limits);
    const layout = await readLayout(file);
    const size = uprightSize(layout);
    const place = await placeOf(file, size, given);
    await readBlockTable(file, layout);
    const metadata = await readFileMetadata(file, layout.bandCount);
    return {
      ...size,
      bands: metadata.bandNames.map((name, band) => ({
        name,
        type: layout.pixelType,
        interpretation: interpretationOf(layout, band),
      })),
      layout,
      noData: layout.noData,
      ...place,
      metadata,
    };
  } finally {
    await handle.close();
  }
}

async function placeOf(
  file: TiffFile,
  size: { width: number; height: number },
  given: HandPlacement | undefined,
): Promise<Pick<Inspection, 'placement' | 'placeMissing' | 'ownSystem'>> {
  try {
    return { placement: await readPlacement(file, size, given), placeMissing: null, ownSystem: null };
  } catch (error) {
    if (given !== undefined || !isPlaceMissing(error)) throw error;
    return { placement: null, placeMissing: error, ownSystem: await systemOfFile(file) };
  }
}

function interpretationOf(
  { photometric, bandCount, extraSamples }: RasterLayout,
  band: number,
): BandInterpretation {
  const extra = extraSamples[band - (bandCount - extraSamples.length)];
  if (extra !== undefined) return extra === 1 || extra === 2 ? 'alpha' : 'other';
  switch (photometric) {
    case photometrics.rgb:
    case photometrics.yCbCr:
      return (['red', 'green', 'blue'] as const)[band]!;
    case photometrics.palette:
      return 'palette';
    case photometrics.blackIsZero:
    case photometrics.whiteIsZero:
      return 'gray';
    default:
      return 'other';
  }
}
