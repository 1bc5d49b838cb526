import { stat } from 'node:fs/promises';
import type { ScenePart } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import type { BlobStore } from './blob-store.ts';

/** What may be known of a scene to tell whether its files are there. */
export type FiledScene = {
  id: string;
  display_size: number | null;
  originals: readonly ScenePart[];
};

/** What of a scene's files is gone, or has another length than it had: its display copy, and which originals. */
export type LostFiles = { display: boolean; originals: ScenePart[] };

/** Looks which files of a scene are gone. */
export async function lookForFiles(scene: FiledScene, blobs: BlobStore): Promise<LostFiles> {
  const display =
    scene.display_size !== null && !(await isThere(blobs.displayPath(scene.id), scene.display_size));
  return { display, originals: await lostOriginals(scene, blobs) };
}

/** The originals of a scene that are gone or cut short. */
export async function lostOriginals(
  { originals }: Pick<FiledScene, 'originals'>,
  blobs: BlobStore,
): Promise<ScenePart[]> {
  const lost: ScenePart[] = [];
  for (const part of originals)
    if (!(await isThere(blobs.originalPath(part.sha256), part.size))) lost.push(part);
  return lost;
}

/** What is told of originals that are gone to whoever wants the scene. */
export function originalsLostDetail(lost: readonly ScenePart[]): string {
  const [first, ...others] = lost;
  const more = others.length === 0 ? '' : ` and ${others.length} more of its files`;
  return (
    `'${isolated(first?.fileName ?? '')}'${more} cannot be found on the server, or was cut short: originals/${first?.sha256} in its data folder. ` +
    'Restore it from a backup; the scene is then taken up again.'
  );
}

/** The code of a scene's failure, and of a request's, for want of an original. */
export const ORIGINAL_MISSING = 'original_missing';

/** An ingest that needs originals which are gone. */
export class OriginalsLost extends Error {
  override name = 'OriginalsLost';
  readonly detail: string;

  constructor(lost: readonly ScenePart[]) {
    const detail = originalsLostDetail(lost);
    super(detail);
    this.detail = detail;
  }
}

/** Errors other than that there is no such file say nothing of the file: the disk may answer again. */
async function isThere(path: string, size: number): Promise<boolean> {
  try {
    return (await stat(path)).size === size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
