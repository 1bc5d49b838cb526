import { readFile } from 'node:fs/promises';
import { statementsOfTags } from '#domain/metadata/tiff-tags.rules.ts';
import { placesBeside } from '#domain/placement/beside-place.rules.ts';
import type { Statement } from '#domain/vocabulary/statement.contract.ts';
import type { Limits } from '#imagery/base/limits.ts';
import { ImageryRefusal, type RefusalCode } from '#imagery/base/refusal.ts';
import type { Gathering } from '#imagery/gather/gathered-raster.ts';
import { inspectGathering } from '#imagery/inspect/gathering-inspection.ts';
import { type Inspection, inspect } from '#imagery/inspect/inspect.ts';
import type { HandPlacement } from '#imagery/place/hand-placement.ts';
import { apart, type Placement } from '#imagery/place/placement.ts';

/** What of an image a scene needs to know before its pixels are read. */
export type ImageFound = {
  /** Null where an analyst has to say where it lies; then `placeMissing` says why. */
  placement: Placement | null;
  placeMissing: { code: RefusalCode; detail: string } | null;
  /** What its tags say. */
  statements: Statement[];
};

/** Looks at one image, placed by `given` where that is there. */
export async function inspectImage(
  path: string,
  given: HandPlacement | undefined,
  limits: Limits,
): Promise<ImageFound> {
  return foundIn(await inspect(path, given, limits));
}

/** Looks at several images as one. */
export async function inspectImages(gathering: Gathering, limits: Limits) {
  const inspection = await inspectGathering(gathering, limits);
  const { placement, resampledFrom } = inspection;
  return { ...foundIn(inspection), placement, resampledFrom };
}

/** Names of files beside an image that place it elsewhere than `placed`, by more than a pixel, and by how much. */
export async function placedElsewhere(
  path: string,
  placed: Placement,
  beside: readonly { fileName: string; path: string }[],
  limits: Limits,
): Promise<{ fileName: string; metres: number }[]> {
  const files = await Promise.all(
    beside.map(async ({ fileName, path }) => ({ fileName, bytes: await readFile(path) })),
  );
  const found = placesBeside(files).map(async ({ fileName, given }) => {
    const { metres, pixels } = await distanceTo(placed, path, given, limits);
    return pixels > 1 ? [{ fileName, metres }] : [];
  });
  return (await Promise.all(found)).flat();
}

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
    statements: statementsOfTags(metadata),
  };
}
