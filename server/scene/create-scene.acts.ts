import type { Kysely, Transaction } from 'kysely';
import { describe } from '#domain/metadata/description.rules.ts';
import { isPlaceFile } from '#domain/placement/beside-place.rules.ts';
import type { HandPlacement, PlacementDoubt } from '#domain/placement/placement.contract.ts';
import type { SceneMetadata, ScenePart } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import type { Limits } from '#imagery/base/limits.ts';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import type { Placement } from '#imagery/place/placement.ts';
import type { Database } from '../database/client.ts';
import { lockSite } from '../history/history.queries.ts';
import type { Acting } from '../http/acting.ts';
import { problem } from '../http/problem.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import type { IngestOrders } from './ingest-job.queries.ts';
import { accuracyNotAccepted, placementColumns, placementNotAccepted } from './placement.columns.ts';
import { record } from './scene.acts.ts';
import { acquiredColumns, statedColumns } from './scene.columns.ts';
import {
  findScene,
  findTwin,
  insertScene,
  listScenes,
  lockOriginal,
  requireScene,
  type SceneRow,
  toScene,
  updateScene,
} from './scene.queries.ts';
import {
  doubtBeside,
  type ImageOrder,
  type ImagesLookedAt,
  lookAtImages,
  type NamedFile,
  originalOf,
} from './scene-images.ts';
import { replaceOriginals } from './scene-original.queries.ts';
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
    const { code: reason, detail } = error;
    throw problem(reason === 'not_a_tiff' ? reason : 'file_refused', { detail, reason });
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
