import type { Kysely, Transaction } from 'kysely';
import type { Band } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import type { IngestResult } from '#imagery/process/ingest.ts';
import { storageFault } from '../base/storage-fault.ts';
import type { Database } from '../database/client.ts';
import { notify } from '../event/event.queries.ts';
import { lockSite } from '../history/history.queries.ts';
import type { Acting } from '../http/acting.ts';
import { problem } from '../http/problem.ts';
import {
  findJob,
  type IngestOrders,
  type IngestTask,
  type JobAttempt,
  type JobProgress,
  noteJobCancelled,
  noteJobProgress,
  removeJob,
} from '../scene/ingest-job.queries.ts';
import { lockScene, record } from '../scene/scene.acts.ts';
import {
  findTwin,
  noteProgress,
  requireScene,
  type SceneColumns,
  type SceneRow,
  updateScene,
} from '../scene/scene.queries.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { ORIGINAL_MISSING, OriginalsLost } from '../storage/lost-files.ts';

/** Notes how far a job is and tells open pages. False where it is no longer this job's to do. */
export function reportProgress(
  database: Kysely<Database>,
  scene: SceneRow,
  attempt: JobAttempt,
  progress: JobProgress,
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const before = await findJob(transaction, scene.id);
    const moved =
      before?.stage !== progress.stage ||
      before.share !== progress.share ||
      before.attempt !== attempt.attempt;
    if (!moved) return before.job_id === attempt.jobId;
    if (!(await noteJobProgress(transaction, attempt, progress))) return false;
    await noteProgress(transaction, scene.id, progress.share);
    await notify(transaction, { kind: 'scene', siteId: scene.site_id, id: scene.id, version: scene.version });
    return true;
  });
}

/** What a job has come to: a copy was made, the original is kept as one, or all tiles of one were decoded. */
export type IngestOutcome = 'made' | 'kept' | 'checked';

/** Makes a scene ready with what its pixels told. A job that was withdrawn meanwhile leaves nothing. */
export async function finishIngest(
  tools: { database: Kysely<Database>; blobs: BlobStore; enqueue: IngestOrders['enqueue'] },
  scene: SceneRow,
  attempt: JobAttempt,
  outcome: IngestOutcome,
  copy: IngestResult,
): Promise<void> {
  if (outcome !== 'kept' && copy.bands.every(({ min }) => min === null))
    throw new ImageryRefusal(
      'image_damaged',
      'The image holds no valid pixel: all of them are marked as no data.',
    );
  const bands = bandsOf(copy);
  const statistics = {
    bands: JSON.stringify(bands),
    no_data: copy.noData === null ? null : Number(copy.noData),
  };
  const kept = outcome !== 'made';
  const checked = outcome === 'kept' ? 'structure' : 'every_tile';
  const display = kept
    ? { size: scene.original_size, sha256: scene.original_sha256 }
    : { size: copy.size, sha256: copy.sha256 };
  if (outcome === 'kept') await tools.blobs.linkFreshDisplay(scene.original_sha256, scene.id);
  await conclude(tools.database, scene, attempt, {
    act: outcome === 'checked' ? 'scene.checked' : 'scene.ingested',
    columns: {
      state: 'ready',
      progress: 1,
      ...statistics,
      display_sha256: display.sha256,
      display_size: display.size,
      display_kept: kept,
      display_checked: checked,
      failure_code: null,
      failure_detail: null,
    },
    change: { display: { ...display, kept, checked }, bands },
    finish: async (transaction) => {
      if (outcome !== 'checked') await tools.blobs.replaceDisplay(scene.id);
      if (outcome === 'kept') await tools.enqueue(transaction, scene.id, 'check');
      else await removeJob(transaction, scene.id);
    },
  });
  await tools.blobs.removeFreshDisplay(scene.id);
}

/**
 * Marks a scene as failed, with a reason for whoever uploaded it. One that is shown already stays shown by the
 * display copy that it has, unless its very tiles proved to be broken.
 */
export async function failIngest(
  { database, blobs }: { database: Kysely<Database>; blobs: BlobStore },
  scene: SceneRow,
  attempt: JobAttempt,
  error: unknown,
): Promise<void> {
  const failure = failureOf(error);
  const broken = scene.display_kept && error instanceof ImageryRefusal && error.code === 'image_damaged';
  const stays = scene.state === 'ready' && !broken;
  await conclude(database, scene, attempt, {
    act: stays ? 'scene.display_failed' : 'scene.failed',
    columns: {
      ...(!stays && { state: 'failed', display_sha256: null, display_size: null, display_kept: false }),
      failure_code: failure.code,
      failure_detail: failure.detail,
    },
    change: { failure },
    finish: async (transaction) => {
      await removeJob(transaction, scene.id);
      if (!stays) await blobs.removeDisplay(scene.id);
    },
  });
}

/** What is told of an ingest that failed to whoever uploaded the file. */
function failureOf(error: unknown): { code: string; detail: string } {
  if (error instanceof ImageryRefusal) return { code: error.code, detail: error.detail };
  if (error instanceof OriginalsLost) return { code: ORIGINAL_MISSING, detail: error.detail };
  const fault = storageFault(error);
  if (fault !== undefined)
    return {
      code: 'storage_failed',
      detail: `The display copy could not be made, because the server cannot use its data folder: ${fault} and try again.`,
    };
  return {
    code: 'internal',
    detail: 'The server could not finish this scene; its log says more. Try again.',
  };
}

/** Cancels what is being done with a scene. One that is not shown yet becomes failed, to be tried again or deleted. */
export function cancelIngest(
  database: Kysely<Database>,
  ingests: IngestOrders,
  id: string,
  acting: Acting,
): Promise<SceneRow> {
  return database.transaction().execute(async (transaction) => {
    const scene = await lockScene(transaction, id);
    const job = await findJob(transaction, id);
    if (!job || job.stage === 'cancelled')
      throw problem('conflict', { detail: 'Nothing is being done with this scene that could be cancelled.' });
    await ingests.cancel(transaction, job.job_id);
    await noteJobCancelled(transaction, id);
    const detail = 'The ingest was cancelled. Try it again, or remove the scene.';
    const stopped = { state: 'failed', progress: 0, failure_code: 'cancelled', failure_detail: detail };
    const change = scene.state === 'ingesting' ? stopped : {};
    const row = await updateScene(transaction, id, { ...change, updated_at: acting.at });
    await record(transaction, row, acting, 'scene.ingest_cancelled', { task: job.task });
    return row;
  });
}

/** Tries a scene again that failed or was cancelled. 409 where it did neither, or was added anew meanwhile. */
export function retryIngest(
  database: Kysely<Database>,
  ingests: IngestOrders,
  id: string,
  acting: Acting,
): Promise<SceneRow> {
  return begin(database, ingests, id, acting, 'scene.tried_again', async (transaction, scene) => {
    const job = await findJob(transaction, id);
    if (scene.state !== 'failed' && job?.stage !== 'cancelled')
      throw problem('conflict', { detail: 'Only what failed or was cancelled can be tried again.' });
    const twin = await findTwin(transaction, scene.site_id, scene.original_sha256);
    if (twin && twin.id !== id)
      throw problem('scene_duplicate', {
        detail: `The same file was added again since, as the scene '${isolated(twin.title)}' (${twin.acquired}).`,
        sceneId: twin.id,
      });
    return scene.state === 'ready' ? ((job?.task ?? 'make') as IngestTask) : 'make';
  });
}

/** Makes the display copy of a scene again from its original; the old one is served until then. */
export function remakeDisplay(
  database: Kysely<Database>,
  ingests: IngestOrders,
  id: string,
  acting: Acting,
): Promise<SceneRow> {
  return begin(database, ingests, id, acting, 'scene.display_ordered', async (transaction, scene) => {
    const job = await findJob(transaction, id);
    if (scene.state !== 'ready' || (job && job.stage !== 'cancelled'))
      throw problem('scene_not_ready', {
        detail:
          'The display copy of this scene is being made already, or the scene failed: then try it again.',
      });
    return 'make';
  });
}

function begin(
  database: Kysely<Database>,
  ingests: IngestOrders,
  id: string,
  acting: Acting,
  act: string,
  decide: (transaction: Transaction<Database>, scene: SceneRow) => Promise<IngestTask>,
): Promise<SceneRow> {
  return database.transaction().execute(async (transaction) => {
    const scene = await lockScene(transaction, id);
    const task = await decide(transaction, scene);
    await ingests.enqueue(transaction, id, task);
    const row = await updateScene(transaction, id, {
      ...(scene.state === 'failed' && { state: 'ingesting', progress: 0 }),
      failure_code: null,
      failure_detail: null,
      updated_at: acting.at,
    });
    await record(transaction, row, acting, act, { task });
    return row;
  });
}

function bandsOf(copy: IngestResult): Band[] {
  return copy.bands.map(({ name, type, alpha, ...statistics }) => ({
    ...(name && { name }),
    type,
    // A band without a single valid pixel has nothing to stretch.
    min: statistics.min ?? 0,
    max: statistics.max ?? 0,
    p2: statistics.p2 ?? 0,
    p98: statistics.p98 ?? 0,
    ...(alpha && { alpha }),
  }));
}

/** Stores the end of a job, if it is still its to tell; what `finish` does to files is undone by nobody. */
async function conclude(
  database: Kysely<Database>,
  { id, site_id: siteId, created_by: by }: SceneRow,
  attempt: JobAttempt,
  end: {
    act: string;
    columns: SceneColumns;
    change: unknown;
    finish: (transaction: Transaction<Database>) => Promise<void>;
  },
): Promise<void> {
  const at = new Date();
  await database.transaction().execute(async (transaction) => {
    await lockSite(transaction, siteId);
    const job = await findJob(transaction, id);
    const ours = job?.job_id === attempt.jobId && job.stage !== 'cancelled' && job.attempt <= attempt.attempt;
    if (!ours) return;
    await requireScene(transaction, id);
    const row = await updateScene(transaction, id, { ...end.columns, updated_at: at });
    await record(transaction, row, { by, at }, end.act, end.change);
    await end.finish(transaction);
  });
}
