import type { keepableCog } from '#imagery/cog/kept-copy.ts';
import type { IngestRequest } from '#imagery/process/ingest.ts';
import { asideOf } from '../aside/aside.ts';
import { imageTooMuch } from '../aside/too-much.ts';
import { type SceneRow, toScene } from '../scene/scene.queries.ts';
import { imagesOf } from '../scene/scene-images.ts';
import type { BlobStore } from '../storage/blob-store.ts';

const aside = asideOf<{ keepableCog: typeof keepableCog }>('#imagery/cog/kept-copy.ts', imageTooMuch);

/** What the decoding process is told to make of a scene's originals; its result goes to a fresh file. */
export function ingestRequestOf(scene: SceneRow, blobs: BlobStore): IngestRequest {
  const { given } = toScene(scene).placement;
  return {
    ...(given && { placement: given }),
    limits: blobs.limits,
    ...imagesOf(scene, blobs),
    besidePaths: scene.originals.map(({ sha256 }) => blobs.originalPath(sha256)),
    displayPath: blobs.freshDisplayPath(scene.id),
  };
}

/** True where the original itself may be shown: one sound COG that needs nothing beside it. */
export function mayKeepOriginal(scene: SceneRow, blobs: BlobStore): Promise<boolean> {
  const { origin } = toScene(scene).placement;
  if (origin !== 'file' || scene.originals.some(({ role }) => role !== 'image' && role !== 'metadata'))
    return Promise.resolve(false);
  return aside('keepableCog', blobs.originalPath(scene.original_sha256), blobs.limits);
}
