import { open } from 'node:fs/promises';
import { type Limits, usualLimits } from '../base/limits.ts';
import { alphaBandOf, type ReadableRaster } from '../base/readable-raster.ts';
import { ImageryRefusal } from '../base/refusal.ts';
import { metadataField, placementFields } from '../place/geo-fields.ts';
import { type Placement, readPlacement } from '../place/placement.ts';
import { type FileMetadata, readFileMetadata } from '../tiff/file-metadata.ts';
import { readTiff } from '../tiff/open-tiff.ts';
import { photometrics, type TiffField } from '../tiff/tiff.ts';
import { createBandStack } from './band-stack.ts';
import { type Arrangement, type GatheringPlan, type PartRaster, planGathering } from './gathering-plan.ts';
import { createMosaic } from './mosaic.ts';
import { createPartSource, type GatheringPart, named, openPart } from './part-source.ts';

/** Several files of one image, in the order of its bands, or of its tiles from the uppermost down. */
export type Gathering = {
  arrangement: Arrangement;
  parts: readonly [GatheringPart, ...GatheringPart[]];
};

/** An image made of several files, as the writer of display copies takes it. */
export type GatheredRaster = ReadableRaster & {
  bandNames: readonly (string | null)[];
  /** Its georeference and the names of its bands. */
  fields: readonly TiffField[];
  close(): Promise<void>;
};

/** Bytes of decoded blocks that all open files together may keep for the next window. */
const BYTES_KEPT = 96 * 2 ** 20;
const UNASSOCIATED_ALPHA = 2;

/**
 * Opens several files as one image; what is held of them is bounded, however many they are. Throws ImageryRefusal
 * parts_do_not_fit where they make up no image; else what is wrong with one of them, with its name.
 */
export async function openGathering(
  { arrangement, parts }: Gathering,
  limits: Limits = usualLimits,
): Promise<GatheredRaster> {
  const [firstPart, ...otherParts] = parts;
  const first = await lookInto(firstPart, limits);
  const others: Looked[] = [];
  for (const part of otherParts) others.push(await lookInto(part, limits));
  const plan = planGathering(arrangement, [first.part, ...others.map(({ part }) => part)], limits);
  const kept = Math.floor(BYTES_KEPT / openAtOnce(plan));
  const sources = plan.parts.map((placed, index) => createPartSource(parts[index]!, placed, kept, limits));
  const bandNames = [
    ...(arrangement === 'mosaic'
      ? namesOf(first)
      : [first, ...others].flatMap((each, index) => {
          const { bandName } = parts[index]!;
          return bandName !== undefined && each.part.colourBands.length === 1 ? [bandName] : namesOf(each);
        })),
    ...(plan.opaque === null ? [] : [null]),
  ];
  const colours = arrangement === 'mosaic' && first.photometric === photometrics.rgb ? 3 : 1;
  return {
    ...plan,
    bandCount: bandNames.length,
    photometric: colours === 3 ? photometrics.rgb : photometrics.blackIsZero,
    extraSamples: [
      ...new Array<number>(plan.colourBands - colours).fill(0),
      ...(plan.opaque === null ? [] : [UNASSOCIATED_ALPHA]),
    ],
    bandNames,
    fields: await fieldsOf(firstPart, first.placement, plan, bandNames),
    source: arrangement === 'bands' ? createBandStack(plan, sources) : createMosaic(plan, sources),
    close: async () => {
      for (const source of sources) await source.close();
    },
  };
}

/** A file as it was looked at. */
type Looked = {
  part: PartRaster;
  photometric: number;
  placement: Placement;
  metadata: FileMetadata;
};

async function lookInto(part: GatheringPart, limits: Limits): Promise<Looked> {
  const { file, raster, close } = await openPart(part, 0, limits);
  try {
    const placement = await readPlacement(file, raster);
    const metadata = await readFileMetadata(file, raster.bandCount);
    return {
      part: partRaster(part.fileName, placement, raster),
      photometric: raster.photometric,
      placement,
      metadata,
    };
  } catch (error) {
    throw named(error, part.fileName);
  } finally {
    await close();
  }
}

/** A file as a plan sees it. Throws ImageryRefusal parts_do_not_fit where it does not lie on a grid as it stands. */
export function partRaster(
  name: string,
  { epsg, projection, grid }: Placement,
  raster: Omit<ReadableRaster, 'source' | 'photometric'>,
): PartRaster {
  if (grid.method !== 'as_is')
    throw new ImageryRefusal(
      'parts_do_not_fit',
      'It is turned or mirrored against its grid. Warp it so that north is up first (gdalwarp does that).',
    );
  const { width, height, bandCount, pixelType, noData } = raster;
  const alphaBand = alphaBandOf(raster);
  const colourBands = Array.from({ length: bandCount }, (_, band) => band).filter(
    (band) => band !== alphaBand,
  );
  const system = epsg === null ? (projection ?? '') : `EPSG:${epsg}`;
  return { name, system, affine: grid.affine, width, height, pixelType, colourBands, alphaBand, noData };
}

function namesOf({ part, metadata }: Looked): (string | null)[] {
  return part.colourBands.map((band) => metadata.bandNames[band] ?? null);
}

/** The most files that one window can touch: all bands; of tiles those that share a row, or lie next to it. */
function openAtOnce({ arrangement, parts }: GatheringPlan): number {
  if (arrangement === 'bands') return parts.length;
  const touched = parts.map(
    ({ y, height }) => parts.filter((other) => other.y <= y + height && other.y + other.height >= y).length,
  );
  return Math.max(...touched);
}

async function fieldsOf(
  { path }: GatheringPart,
  placement: Placement,
  { affine }: GatheringPlan,
  bandNames: readonly (string | null)[],
): Promise<TiffField[]> {
  const handle = await open(path, 'r');
  try {
    const whole = { ...placement, grid: { ...placement.grid, affine } };
    const names = bandNames.map((name) => name ?? '');
    return [
      ...(await placementFields(await readTiff(handle), whole)),
      ...(names.some((name) => name !== '') ? [metadataField({}, names)] : []),
    ];
  } finally {
    await handle.close();
  }
}
