import path from 'node:path';
import type { Kysely, Transaction } from 'kysely';
import type { Acting } from '../annotation/annotation.acts.ts';
import type { Database } from '../database/client.ts';
import { notify } from '../event/event.queries.ts';
import { appendHistory, lockSite } from '../history/history.queries.ts';
import type { SuggestedMetadata } from '../imagery/file-metadata.ts';
import { type Inspection, inspect } from '../imagery/inspect.ts';
import { ImageryRefusal } from '../imagery/refusal.ts';
import { invalid, problem } from '../problem.ts';
import { acquiredColumns, patchColumns, statedColumns } from './scene.columns.ts';
import {
  type SceneMetadata,
  type ScenePart,
  type ScenePatch,
  sceneMetadataSchema,
} from './scene.contract.ts';
import type { SceneFiles } from './scene.files.ts';
import {
  countReversed,
  findTwin,
  insertScene,
  lockOriginal,
  removeScene,
  requireScene,
  type SceneRow,
  toScene,
  updateScene,
  usesOfScene,
} from './scene.queries.ts';
import { isOriginalInUse, replaceOriginals } from './scene-original.queries.ts';
import type { Upload } from './upload.ts';

/**
 * Makes a scene of a received file, to be ingested. Throws a problem: 415 for what is no TIFF, 422 for what
 * its directories show to be unfit, 409 where the same bytes are a scene of the site already. A scene that
 * failed is tried again with what is stated now. Whatever is refused leaves nothing on disk.
 */
export async function createScene(
  database: Kysely<Database>,
  files: SceneFiles,
  siteId: string,
  upload: Upload,
  { by, at }: Acting,
): Promise<SceneRow> {
  const { file, fileName } = upload;
  try {
    const inspection = await inspectOrRefuse(file.path);
    const metadata = { ...usable(inspection.metadata.suggested), ...upload.metadata };
    return await database.transaction().execute(async (transaction) => {
      await lockSite(transaction, siteId);
      await lockOriginal(transaction, file.sha256);
      const twin = await findTwin(transaction, siteId, file.sha256);
      if (twin && twin.state !== 'failed') throw duplicate(twin);
      await files.keepOriginal(file);
      const columns = {
        ...acquiredColumns(metadata.acquired),
        ...statedColumns(metadata),
        title: metadata.title ?? path.parse(fileName).name,
        synthetic: metadata.synthetic === true || inspection.metadata.suggested.synthetic === true,
        gsd: metadata.gsd ?? inspection.groundSampleDistance,
        state: 'ingesting',
        progress: 0,
        ...inspectedColumns(inspection),
        original_file_name: fileName,
        updated_at: at,
      };
      const originals: ScenePart[] = [{ role: 'image', fileName, sha256: file.sha256, size: file.size }];
      const fresh = {
        ...columns,
        site_id: siteId,
        original_sha256: file.sha256,
        original_size: file.size,
        created_by: by,
        created_at: at,
      };
      if (twin) await replaceOriginals(transaction, twin.id, originals);
      const row = twin
        ? await updateScene(transaction, twin.id, { ...columns, failure_code: null, failure_detail: null })
        : await insertScene(transaction, fresh, originals);
      const { original, crs, width, height, footprint, synthetic, gsd, title } = toScene(row);
      const change = { ...metadata, original, crs, width, height, footprint, synthetic, gsd, title };
      await record(transaction, row, { by, at }, twin ? 'scene.tried_again' : 'scene.added', change);
      return row;
    });
  } finally {
    await files.discard(file);
  }
}

/** Changes what is stated about a scene. Throws 404, 412 for a stale version, 422 for a date that cannot be. */
export function changeScene(
  database: Kysely<Database>,
  files: SceneFiles,
  id: string,
  ifMatch: number | undefined,
  patch: ScenePatch,
  acting: Acting,
): Promise<SceneRow> {
  return database.transaction().execute(async (transaction) => {
    const before = await lockScene(transaction, id);
    refuseStale(before, ifMatch);
    if (Object.keys(patch).length === 0) return before;
    const change = patchColumns(patch);
    if (patch.gsd === null)
      change.gsd = (await inspect(files.originalPath(before.original_sha256))).groundSampleDistance;
    const row = await updateScene(transaction, id, { ...change, updated_at: acting.at });
    const reversed = patch.acquired === undefined ? 0 : await countReversed(transaction, id);
    if (reversed > 0)
      throw invalid([
        {
          pointer: '/acquired',
          detail: `With this date, ${reversed} annotation(s) would have their before scene after their after scene.`,
        },
      ]);
    await record(transaction, row, acting, 'scene.changed', patch);
    return row;
  });
}

/** Takes a scene away with its display copy, and with its original where no other scene has the same. */
export async function deleteScene(
  database: Kysely<Database>,
  files: SceneFiles,
  id: string,
  ifMatch: number | undefined,
  acting: Acting,
): Promise<void> {
  const { originals } = await database.transaction().execute(async (transaction) => {
    const scene = await lockScene(transaction, id);
    refuseStale(scene, ifMatch);
    const uses = await usesOfScene(transaction, id);
    if (uses.length > 0)
      throw problem('scene_in_use', { detail: `The scene is named by ${uses.join(', and by ')}.` });
    await removeScene(transaction, id);
    const { title, original } = toScene(scene);
    await record(transaction, scene, acting, 'scene.deleted', { title, original });
    return scene;
  });
  await files.removeDisplay(id);
  for (const sha256 of new Set(originals.map((part) => part.sha256)))
    await database.transaction().execute(async (transaction) => {
      await lockOriginal(transaction, sha256);
      if (!(await isOriginalInUse(transaction, sha256))) await files.removeOriginal(sha256);
    });
}

/** The scene, under the lock of its site, so that nothing comes to name it meanwhile. */
async function lockScene(transaction: Transaction<Database>, id: string): Promise<SceneRow> {
  const { site_id } = await requireScene(transaction, id);
  await lockSite(transaction, site_id);
  return requireScene(transaction, id);
}

function refuseStale(scene: SceneRow, ifMatch: number | undefined): void {
  if (ifMatch !== undefined && ifMatch !== scene.version)
    throw problem('stale_version', {
      detail: 'The scene has been changed meanwhile.',
      current: toScene(scene),
    });
}

/** Enters an act on a scene into the history and tells open pages of it. */
export async function record(
  transaction: Transaction<Database>,
  { id, site_id: siteId, version }: SceneRow,
  { by, at }: Acting,
  act: string,
  change: unknown,
): Promise<void> {
  await appendHistory(transaction, {
    siteId,
    at,
    actor: by,
    act,
    entity: 'scene',
    entityId: id,
    version,
    change,
  });
  await notify(transaction, { kind: 'scene', siteId, id, version });
}

async function inspectOrRefuse(file: string): Promise<Inspection> {
  try {
    return await inspect(file);
  } catch (error) {
    if (!(error instanceof ImageryRefusal)) throw error;
    throw problem(error.code === 'not_a_tiff' ? 'not_a_tiff' : 'file_refused', {
      detail: error.detail,
      status: error.status,
      reason: error.code,
    });
  }
}

function inspectedColumns({ footprint, epsg, affine, width, height }: Inspection) {
  return { footprint: JSON.stringify(footprint), epsg, affine: [...affine], width, height, bands: '[]' };
}

/** What a file says of itself and an analyst may leave unsaid, as far as it makes sense. Never the date. */
function usable({ acquired: _, acquiredFrom: __, ...suggested }: SuggestedMetadata): Partial<SceneMetadata> {
  const { shape } = sceneMetadataSchema;
  return Object.fromEntries(
    Object.entries(suggested).filter(
      ([name, value]) => shape[name as keyof typeof shape].safeParse(value).success,
    ),
  );
}

function duplicate(twin: SceneRow) {
  return problem('scene_duplicate', {
    detail: `This file is the scene '${twin.title}' (${twin.acquired}) of this site already.`,
    sceneId: twin.id,
  });
}
