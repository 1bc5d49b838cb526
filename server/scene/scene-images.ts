import { createHash } from 'node:crypto';
import { bandInName, titleOfBand } from '#domain/gathering/band-name.rules.ts';
import { isPlaceFile } from '#domain/placement/beside-place.rules.ts';
import type { HandPlacement, PlacementDoubt } from '#domain/placement/placement.contract.ts';
import type { ScenePart } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import type { Limits } from '#imagery/base/limits.ts';
import type { Gathering } from '#imagery/gather/gathered-raster.ts';
import type { Placement } from '#imagery/place/placement.ts';
import { asideOf } from '../aside/aside.ts';
import { imageTooMuch } from '../aside/too-much.ts';
import { invalid } from '../http/problem.ts';
import type { BlobStore, ReceivedFile } from '../storage/blob-store.ts';
import type * as imageTasks from './image.tasks.ts';
import type { SceneRow } from './scene.queries.ts';

/** Looks at images, in a thread. */
export const lookAside = asideOf<typeof imageTasks>(
  new URL('./image.tasks.ts', import.meta.url),
  imageTooMuch,
);

/** A received file under the name that it had. */
export type NamedFile = { file: ReceivedFile; fileName: string };

/** The images that a scene is to be made of, and how they make it up where they are several. */
export type ImageOrder = {
  images: readonly NamedFile[];
  arrangement?: Gathering['arrangement'] | undefined;
  /** What each image's band is called, in the order of `images`; else its name tells. */
  bandNames?: readonly string[] | undefined;
};

/** What one image, or several as one, turned out to be. */
export type ImagesLookedAt = imageTasks.ImageFound & { parts: ScenePart[] };

/**
 * The images of a scene as one file: the name of the first, their size in all, and a hash by which the same
 * images are known again, in whatever order they come.
 */
export function originalOf(images: readonly NamedFile[]): { fileName: string; sha256: string; size: number } {
  const [first, ...others] = images;
  if (!first) throw invalid([{ pointer: '/uploads', detail: 'A scene is made of at least one image.' }]);
  const { fileName, file } = first;
  if (others.length === 0) return { fileName, sha256: file.sha256, size: file.size };
  const hashes = images.map((image) => image.file.sha256).toSorted();
  return {
    fileName,
    sha256: createHash('sha256')
      .update(`${hashes.join('\n')}\n`)
      .digest('hex'),
    size: images.reduce((sum, image) => sum + image.file.size, 0),
  };
}

/** Looks at one image, or at several as one. Throws an ImageryRefusal with what keeps them from being a scene. */
export async function lookAtImages(
  { images, arrangement, bandNames }: ImageOrder,
  given: HandPlacement | undefined,
  limits: Limits,
): Promise<ImagesLookedAt> {
  const [first, ...others] = images.map(({ file, fileName }) => ({ path: file.path, fileName }));
  const partOf = ({ file: { sha256, size }, fileName }: NamedFile) => ({ fileName, sha256, size });
  if (others.length === 0) {
    const found = await lookAside('inspectImage', first!.path, given, limits);
    const parts = images.map((image): ScenePart => ({ role: 'image', ...partOf(image) }));
    return { ...found, parts };
  }
  if (!arrangement)
    throw invalid([
      {
        pointer: '/arrangement',
        detail:
          "Say whether several images are the 'bands' of one scene or the tiles of a 'mosaic' (arrangement).",
      },
    ]);
  if (given)
    throw invalid([
      {
        pointer: '/placement',
        detail: 'A scene made of several images lies where its files say; place one by one.',
      },
    ]);
  const { resampledFrom, ...found } = await lookAside(
    'inspectImages',
    { arrangement, parts: [first!, ...others] },
    limits,
  );
  const parts = images.map((image, index): ScenePart => {
    const metres = resampledFrom[index];
    const named = bandInName(image.fileName)?.band;
    const bandName = bandNames?.[index] || (named && titleOfBand(named));
    return {
      role: arrangement === 'bands' ? 'band' : 'tile',
      ...(arrangement === 'bands' && bandName && { bandName }),
      ...partOf(image),
      ...(metres != null && { resampledFrom: metres }),
    };
  });
  return { ...found, parts };
}

/** A doubt where a file beside an image places it elsewhere than it lies by its own word, or by a grid that is given. */
export async function doubtBeside(
  placement: Placement,
  images: readonly NamedFile[],
  beside: readonly NamedFile[],
  limits: Limits,
): Promise<PlacementDoubt[]> {
  const [image, ...others] = images;
  if (!image || others.length > 0 || (placement.origin !== 'file' && placement.origin !== 'grid')) return [];
  const files = beside
    .filter(({ fileName, file }) => isPlaceFile(fileName) && file.size <= MAXIMUM_PLACE_BYTES)
    .map(({ fileName, file }) => ({ fileName, path: file.path }));
  if (files.length === 0) return [];
  const [elsewhere] = await lookAside('placedElsewhere', image.file.path, placement, files, limits);
  if (!elsewhere) return [];
  const { fileName, metres } = elsewhere;
  const far = metres < 1000 ? `${Number(metres.toPrecision(2))} m` : `${Math.round(metres / 1000)} km`;
  const where = Number.isFinite(metres) ? `${far} from where` : 'elsewhere than where';
  const whose = placement.origin === 'file' ? 'where its file says' : 'as given here';
  const sentence = `The image would lie ${whose}, ${where} ${isolated(fileName)} puts it.`;
  return [{ code: 'beside', sentence }];
}
const MAXIMUM_PLACE_BYTES = 4 * 2 ** 20;

/** The kept images of a scene as the decoder takes them: its one image, or several that make it up. */
export function imagesOf(
  { originals, original_sha256: sha256 }: SceneRow,
  { originalPath }: BlobStore,
): { originalPath: string; maskPath?: string; gathering?: Gathering } {
  const arrangement = originals.some(({ role }) => role === 'tile') ? 'mosaic' : 'bands';
  const [first, ...others] = originals
    .filter(({ role }) => role === 'band' || role === 'tile')
    .map(({ sha256, fileName, bandName }) => {
      const mask = maskOf(fileName, originals);
      return {
        path: originalPath(sha256),
        fileName,
        ...(bandName && { bandName }),
        ...(mask && { maskPath: originalPath(mask.sha256) }),
      };
    });
  if (first) return { originalPath: first.path, gathering: { arrangement, parts: [first, ...others] } };
  const mask = originals.find(({ role }) => role === 'mask');
  return {
    originalPath: originalPath(sha256),
    ...(mask && { maskPath: originalPath(mask.sha256) }),
  };
}

/** GDAL names a mask after its image: B04.tif.msk. */
function maskOf(fileName: string, originals: readonly ScenePart[]): ScenePart | undefined {
  return originals.find(
    (part) => part.role === 'mask' && part.fileName.toLowerCase() === `${fileName.toLowerCase()}.msk`,
  );
}
