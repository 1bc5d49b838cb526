import type { Kysely, Transaction } from 'kysely';
import { describe } from '#domain/metadata/description.rules.ts';
import { originsAfter } from '#domain/metadata/proposal.rules.ts';
import { isPlaceFile } from '#domain/placement/beside-place.rules.ts';
import type { HandPlacement, PlacementDoubt } from '#domain/placement/placement.contract.ts';
import type { Scene, SceneMetadata, ScenePart, ScenePatch } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import type { Limits } from '#imagery/base/limits.ts';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import type { Placement } from '#imagery/place/placement.ts';
import type { Database } from '../database/client.ts';
import { notify } from '../event/event.queries.ts';
import type { Acting } from '../history/acting.ts';
import { appendHistory, lockSite, wasJustDone } from '../history/history.queries.ts';
import { invalid, problem } from '../http/problem.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import type { IngestOrders } from './ingest-job.queries.ts';
import {
  accuracyNotAccepted,
  groundSampleDistanceOf,
  placementColumns,
  placementNotAccepted,
} from './placement.columns.ts';
import { acquiredColumns, patchColumns, statedColumns } from './scene.columns.ts';
import {
  countReversed,
  findScene,
  findTwin,
  insertScene,
  listScenes,
  lockOriginal,
  removeScene,
  requireScene,
  type SceneRow,
  toScene,
  updateScene,
  usesOfScene,
} from './scene.queries.ts';
import {
  doubtBeside,
  type ImageOrder,
  type ImagesLookedAt,
  lookAtImages,
  type NamedFile,
  originalOf,
} from './scene-images.ts';
import { isOriginalInUse, replaceOriginals } from './scene-original.queries.ts';
import { sourcesOf, statementsBeside } from './scene-sources.ts';

/** What a scene is made of. */
export type SceneOrder = ImageOrder & {
  /** Given by whoever asks, so that asking again makes no second scene. */
  id?: string | undefined;
  metadata: SceneMetadata;
  beside: readonly NamedFile[];
  /** Where an analyst says the image lies. */
  placement?: HandPlacement | undefined;
  acceptAccuracy?: true | undefined;
  /** The doubts about the place that a person says are meant. */
  acceptPlacement?: readonly PlacementDoubt['code'][] | undefined;
};

/**
 * Makes a scene of received files, to be ingested. Throws a problem: 415 for what is no TIFF, 422 for what
 * its directories show to be unfit, 409 where the same bytes are a scene of the site already. A scene that
 * failed is tried again with what is stated now. The received files stay where they are; `settle` does what else is to
 * become true with the scene, or not at all.
 */
export async function createScene(
  { database, blobs, ingests }: { database: Kysely<Database>; blobs: BlobStore; ingests: IngestOrders },
  siteId: string,
  order: SceneOrder,
  { by, at }: Acting,
  settle?: (transaction: Transaction<Database>) => Promise<unknown>,
): Promise<SceneRow> {
  const { fileName, sha256, size } = originalOf(order.images);
  const { statements: tags, placement, parts: images } = await inspectOrRefuse(blobs.limits, order);
  const beside = await statementsBeside(order.beside);
  return database.transaction().execute(async (transaction) => {
    await lockSite(transaction, siteId);
    const kept = [...order.images, ...order.beside];
    for (const sha256 of new Set(kept.map(({ file }) => file.sha256).toSorted()))
      await lockOriginal(transaction, sha256);
    const twin = await findTwin(transaction, siteId, sha256);
    if (twin && twin.id === order.id && twin.created_by === by) return twin;
    if (twin && twin.state !== 'failed') throw duplicate(twin);
    if (order.id && (await findScene(transaction, order.id))) throw idTaken();
    for (const { file } of kept) await blobs.keepOriginal(file);
    const sources = sourcesOf({ fileName, tags, beside }, await listScenes(transaction, siteId), {
      provider: order.metadata.provider,
      now: at,
    });
    const { metadata, origins, statements } = describe(order.metadata, sources, {
      fileName,
      pixelSize: placement.groundSampleDistance,
      by,
    });
    const columns = {
      ...acquiredColumns(metadata.acquired),
      ...statedColumns(metadata),
      title: metadata.title,
      synthetic: metadata.synthetic,
      gsd: metadata.gsd,
      origins: JSON.stringify(origins),
      claims: JSON.stringify(statements),
      state: 'ingesting',
      progress: 0,
      ...placementColumns(placement, order.placement, { by, at }),
      original_file_name: fileName,
      updated_at: at,
    };
    const originals: ScenePart[] = [
      ...images,
      ...order.beside.map(({ file: { sha256, size }, fileName }) => {
        return { role: roleBeside(fileName), fileName, sha256, size };
      }),
    ];
    const fresh = {
      bands: '[]',
      ...columns,
      ...(order.id && { id: order.id }),
      site_id: siteId,
      original_sha256: sha256,
      original_size: size,
      created_by: by,
      created_at: at,
    };
    if (twin) await replaceOriginals(transaction, twin.id, originals);
    const { id } = twin
      ? await updateScene(transaction, twin.id, { ...columns, failure_code: null, failure_detail: null })
      : await insertScene(transaction, fresh, originals);
    await ingests.enqueue(transaction, id, 'make');
    await settle?.(transaction);
    const row = await requireScene(transaction, id);
    const { original, parts, crs, width, height, footprint, synthetic, gsd, title } = toScene(row);
    const { projection, placement: placed, accuracy } = toScene(row);
    const change = {
      ...metadata,
      origins,
      original,
      parts,
      crs,
      projection,
      placement: placed,
      accuracy,
      width,
      height,
      footprint,
      synthetic,
      gsd,
      title,
    };
    await record(transaction, row, { by, at }, twin ? 'scene.tried_again' : 'scene.added', change);
    return row;
  });
}

/** What a small file that lay beside the image is, by its name. */
function roleBeside(fileName: string): ScenePart['role'] {
  if (/\.msk$/i.test(fileName)) return 'mask';
  return isPlaceFile(fileName) ? 'placement' : 'metadata';
}

/** Changes what is stated about a scene. Throws 404, 412 for a stale version, 422 for a date that cannot be. */
export function changeScene(
  database: Kysely<Database>,
  blobs: BlobStore,
  id: string,
  ifMatch: number | undefined,
  patch: ScenePatch,
  acting: Acting,
): Promise<SceneRow> {
  return database.transaction().execute(async (transaction) => {
    const before = await lockScene(transaction, id);
    const act = {
      siteId: before.site_id,
      entityId: id,
      actor: acting.by,
      act: 'scene.changed',
      change: patch,
    };
    if (ifMatch === before.version - 1 && (await wasJustDone(transaction, act))) return before;
    refuseStale(before, ifMatch);
    if (Object.keys(patch).length === 0) return before;
    const { offset, ...stated } = patch;
    if (patch.gsd === null) stated.gsd = await groundSampleDistanceOf(before, blobs);
    const { origins, claims: statements } = toScene(before);
    refuseDenial(statements, patch.synthetic);
    const row = await updateScene(transaction, id, {
      ...patchColumns({ ...patch, ...stated }),
      origins: JSON.stringify(originsAfter(origins, stated, statements, acting.by)),
      updated_at: acting.at,
    });
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

/** A file that says that it is synthetic remains so. */
function refuseDenial(statements: Scene['claims'], synthetic: boolean | undefined): void {
  if (synthetic === false && statements.some(({ field, value }) => field === 'synthetic' && value === true))
    throw invalid([{ pointer: '/synthetic', detail: 'The file itself says that it is synthetic.' }]);
}

/** Takes a scene away with its display copy, and with its original where no other scene has the same. */
export async function deleteScene(
  database: Kysely<Database>,
  blobs: BlobStore,
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
  await blobs.removeDisplay(id);
  for (const sha256 of new Set(originals.map((part) => part.sha256)))
    await database.transaction().execute(async (transaction) => {
      await lockOriginal(transaction, sha256);
      if (!(await isOriginalInUse(transaction, sha256))) await blobs.removeOriginal(sha256);
    });
}

/** The scene, under the lock of its site, so that nothing comes to name it meanwhile. */
export async function lockScene(transaction: Transaction<Database>, id: string): Promise<SceneRow> {
  const { site_id } = await requireScene(transaction, id);
  await lockSite(transaction, site_id);
  return requireScene(transaction, id);
}

/** Refuses an act that builds on another version than the present one. */
export function refuseStale(scene: SceneRow, ifMatch: number | undefined): void {
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

/** Looks at the images and places them. Refuses what has no place in file or order, or one that is not accepted. */
async function inspectOrRefuse(
  limits: Limits,
  { placement: given, acceptAccuracy, acceptPlacement = [], beside, ...order }: SceneOrder,
): Promise<ImagesLookedAt & { placement: Placement }> {
  try {
    const { placement, placeMissing, ...looked } = await lookAtImages(order, given, limits);
    if (placement === null) throw new ImageryRefusal(placeMissing!.code, placeMissing!.detail);
    const elsewhere = await doubtBeside(placement, order.images, beside, limits);
    const placed = { ...placement, doubts: [...placement.doubts, ...elsewhere] };
    const doubts = placed.doubts.filter(({ code }) => !acceptPlacement.includes(code));
    if (doubts.length > 0) throw placementNotAccepted(doubts);
    if (placed.accuracy && !acceptAccuracy) throw accuracyNotAccepted(placed.accuracy);
    return { ...looked, placement: placed, placeMissing };
  } catch (error) {
    if (!(error instanceof ImageryRefusal)) throw error;
    throw problem(error.code === 'not_a_tiff' ? 'not_a_tiff' : 'file_refused', {
      detail: error.detail,
      status: error.status,
      reason: error.code,
    });
  }
}

function idTaken() {
  return problem('id_taken', { detail: 'Another scene has this id: send yours with an id of its own.' });
}

/** The scene that was made of uploads by this very request before; they are no longer there. 409 where the id is another's. */
export async function sceneMadeBefore(
  database: Kysely<Database>,
  siteId: string,
  id: string,
  by: string,
): Promise<SceneRow | undefined> {
  const row = await findScene(database, id);
  if (row && (row.site_id !== siteId || row.created_by !== by)) throw idTaken();
  return row;
}

/** Refuses what is a scene of the site already. */
export function duplicate(twin: SceneRow) {
  return problem('scene_duplicate', {
    detail: `${twin.originals.some(({ role }) => role === 'band' || role === 'tile') ? 'These files are' : 'This file is'} the scene '${isolated(twin.title)}' (${twin.acquired}) of this site already.`,
    sceneId: twin.id,
  });
}
