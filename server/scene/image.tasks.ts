import { readFile } from 'node:fs/promises';
import { claimFaults } from '#domain/annotation/claim.rules.ts';
import { geometryFault } from '#domain/geometry/ring.rules.ts';
import { claimsOfMetadataFile } from '#domain/metadata/beside.rules.ts';
import { type Claim, type MetadataFile, metadataFileSchema } from '#domain/metadata/claim.contract.ts';
import { claimsOfTags } from '#domain/metadata/tiff-tags.rules.ts';
import { placesBeside } from '#domain/placement/beside-place.rules.ts';
import type { Limits } from '#imagery/base/limits.ts';
import { ImageryRefusal, type RefusalCode } from '#imagery/base/refusal.ts';
import { keepableCog } from '#imagery/cog/kept-copy.ts';
import type { Gathering } from '#imagery/gather/gathered-raster.ts';
import { inspectGathering } from '#imagery/inspect/gathering-inspection.ts';
import { type Inspection, inspect } from '#imagery/inspect/inspect.ts';
import { readHistograms } from '#imagery/pixel/histogram.ts';
import type { HandPlacement } from '#imagery/place/hand-placement.ts';
import { apart, type Placement } from '#imagery/place/placement.ts';
import { inspectUpload } from '../upload/inspection.tasks.ts';

/** What of an image a scene needs to know before its pixels are read. */
export type ImageFound = {
  /** Null where an analyst has to say where it lies; then `placeMissing` says why. */
  placement: Placement | null;
  placeMissing: { code: RefusalCode; detail: string } | null;
  /** What its tags say. */
  claims: Claim[];
};

/**
 * What is done aside (see `aside.ts`): all that takes as long as what a stranger sent makes it take. Arguments and answers are
 * plain values. Of what may be thrown, an ImageryRefusal or a MetadataRefusal arrives as such.
 */
export const tasks = {
  claimFaults,
  geometryFault,

  inspect: async (path: string, given: HandPlacement | undefined, limits: Limits): Promise<ImageFound> =>
    foundIn(await inspect(path, given, limits)),

  inspectGathering: async (gathering: Gathering, limits: Limits) => {
    const inspection = await inspectGathering(gathering, limits);
    const { placement, resampledFrom } = inspection;
    return { ...foundIn(inspection), placement, resampledFrom };
  },

  /** Names of files beside an image that place it elsewhere than `placed`, by more than a pixel, and by how much. */
  placedElsewhere: async (
    path: string,
    placed: Placement,
    beside: readonly { fileName: string; path: string }[],
    limits: Limits,
  ): Promise<{ fileName: string; metres: number }[]> => {
    const files = await Promise.all(
      beside.map(async ({ fileName, path }) => ({ fileName, bytes: await readFile(path) })),
    );
    const found = placesBeside(files).map(async ({ fileName, given }) => {
      const { metres, pixels } = await distanceTo(placed, path, given, limits);
      return pixels > 1 ? [{ fileName, metres }] : [];
    });
    return (await Promise.all(found)).flat();
  },

  inspectUpload,
  keepableCog,
  readHistograms,

  claimsOfMetadataFile: async (file: MetadataFile) => claimsOfMetadataFile(file),

  claimsOfMetadataAt: async (path: string, fileName: string) => {
    const file = metadataFileSchema.safeParse({ fileName, text: await readFile(path, 'utf8') });
    return file.success ? claimsOfMetadataFile(file.data) : [];
  },
};

export type Tasks = typeof tasks;

/** What cannot be placed by the given alone says nothing against where it lies. */
async function distanceTo(placed: Placement, path: string, given: HandPlacement, limits: Limits) {
  try {
    const { placement } = await inspect(path, given, limits);
    return placement ? apart(placed, placement) : { metres: 0, pixels: 0 };
  } catch (error) {
    if (error instanceof ImageryRefusal) return { metres: 0, pixels: 0 };
    throw error;
  }
}

function foundIn({ placement, placeMissing, metadata }: Inspection): ImageFound {
  return {
    placement,
    placeMissing: placeMissing && { code: placeMissing.code, detail: placeMissing.detail },
    claims: claimsOfTags(metadata),
  };
}
