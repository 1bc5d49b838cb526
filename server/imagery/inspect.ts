import { open } from 'node:fs/promises';
import { type FileMetadata, readFileMetadata } from './file-metadata.ts';
import { type Footprint, footprintOf, groundSampleDistance } from './footprint.ts';
import { readGeoreference, requireNorthUp } from './georeference.ts';
import type { Affine, PixelType } from './raster.ts';
import { type RasterLayout, readBlockTable, readLayout } from './raster-layout.ts';
import { photometrics } from './tiff.ts';
import { readTiff } from './tiff-file.ts';

type BandInterpretation = 'gray' | 'red' | 'green' | 'blue' | 'alpha' | 'palette' | 'other';

/** What a file turned out to be, without one of its pixels being decoded. */
export interface Inspection {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly {
    readonly name: string | null;
    readonly type: PixelType;
    readonly interpretation: BandInterpretation;
  }[];
  readonly layout: RasterLayout;
  /** GDAL's nodata text. */
  readonly noData: string | null;
  /** EPSG code of the reference system. */
  readonly epsg: number;
  /** From pixel corners to that system. */
  readonly affine: Affine;
  readonly footprint: Footprint;
  /** Metres at the centre. */
  readonly groundSampleDistance: number;
  readonly metadata: FileMetadata;
}

/**
 * Looks at a GeoTIFF's directories, in bounded time and memory, whatever the file holds; safe for the process
 * that serves requests.
 *
 * @throws ImageryRefusal with the first reason why the file cannot become a scene
 */
export async function inspect(path: string): Promise<Inspection> {
  const handle = await open(path, 'r');
  try {
    const file = await readTiff(handle);
    const layout = await readLayout(file);
    const georeference = await readGeoreference(file);
    requireNorthUp(georeference, layout.width, layout.height);
    await readBlockTable(file, layout);
    const metadata = await readFileMetadata(file, layout.bandCount);
    const place = { ...georeference, width: layout.width, height: layout.height };
    return {
      width: layout.width,
      height: layout.height,
      bands: metadata.bandNames.map((name, band) => ({
        name,
        type: layout.pixelType,
        interpretation: interpretationOf(layout, band),
      })),
      layout,
      noData: layout.noData,
      ...georeference,
      footprint: footprintOf(place),
      groundSampleDistance: groundSampleDistance(place),
      metadata,
    };
  } finally {
    await handle.close();
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
