import type { Kysely, Transaction } from 'kysely';
import type { Logger } from 'pino';
import { hashOf } from '../base/file-hash.ts';
import type { Database } from '../database/client.ts';
import { SERVER_ITSELF } from '../history/history.queries.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { lookForFiles, lostOriginals, ORIGINAL_MISSING, originalsLostDetail } from '../storage/lost-files.ts';
import { findJob, type IngestOrders, removeJob } from './ingest-job.queries.ts';
import { lockScene, record } from './scene.acts.ts';
import {
  listFiledScenes,
  requireScene,
  type SceneColumns,
  type SceneRow,
  updateScene,
} from './scene.queries.ts';

type Tools = { database: Kysely<Database>; blobs: BlobStore; ingests: IngestOrders };

/** Looks after the files of all scenes (see `mendScene`). What one scene meets keeps no other from it. */
export async function mendScenes(tools: Tools & { log: Logger }): Promise<void> {
  for (const scene of await listFiledScenes(tools.database)) {
    const lost = await lookForFiles(scene, tools.blobs);
    const whole = !lost.display && lost.originals.length === 0;
    if (whole && scene.failure_code !== ORIGINAL_MISSING && !scene.stuck) continue;
    tools.log.warn({ sceneId: scene.id, lost }, 'files of a scene are gone, or are there again');
    await mendScene(tools, scene.id).catch((error) =>
      tools.log.error({ sceneId: scene.id, err: error }, 'a scene could not be mended'),
    );
  }
}

/**
 * Makes what is stored of a scene true of its files, and gives the scene. A display copy that is gone is made anew
 * from its originals; where these are gone too, the scene fails and says which to restore; where they are there
 * again, it is taken up again. Nothing is taken away but what is stored of the copy that is gone.
 */
export async function mendScene(tools: Tools, id: string): Promise<SceneRow> {
  await restoreFromCopy(tools, await requireScene(tools.database, id));
  return tools.database.transaction().execute(async (transaction) => {
    const scene = await lockScene(transaction, id);
    const lost = await lookForFiles(scene, tools.blobs);
    const detail = lost.originals.length > 0 ? originalsLostDetail(lost.originals) : undefined;
    const wasMissing = scene.failure_code === ORIGINAL_MISSING;
    const change = (act: string, columns: SceneColumns) => enter(transaction, scene, act, columns);
    const missing = { failure_code: ORIGINAL_MISSING, failure_detail: detail ?? null };
    const found = { failure_code: null, failure_detail: null };
    const copyGone = { display_sha256: null, display_size: null, display_kept: false };
    const again = { state: 'ingesting', progress: 0, ...copyGone };

    if (scene.state === 'ready' && lost.display) {
      if (detail === undefined) {
        await orderCopy(tools, transaction, scene);
        return change('scene.display_lost', { ...again, ...found });
      }
      await withdrawJob(tools, transaction, scene);
      return change('scene.originals_lost', { state: 'failed', ...copyGone, ...missing });
    }
    if (scene.state === 'ready' && detail !== undefined && scene.failure_detail !== detail)
      return change('scene.originals_lost', missing);
    if (scene.state === 'ready' && detail === undefined && wasMissing)
      return change('scene.originals_found', found);
    if (scene.state === 'failed' && detail === undefined && wasMissing) {
      await orderCopy(tools, transaction, scene);
      return change('scene.originals_found', { ...again, ...found });
    }
    // As a database is that was restored without its jobs.
    if (scene.state === 'ingesting' && !(await findJob(transaction, id)))
      await orderCopy(tools, transaction, scene);
    return scene;
  });
}

/** An original that is shown as it stands has a second name. Its bytes are hashed before they are taken for it. */
async function restoreFromCopy({ blobs }: Tools, scene: SceneRow): Promise<void> {
  const { display_kept: kept, original_sha256: sha256, originals } = scene;
  const lost = kept ? await lostOriginals({ originals }, blobs) : [];
  const original = lost.find((part) => part.sha256 === sha256);
  const path = blobs.displayPath(scene.id);
  if (!original || (await lookForFiles(scene, blobs)).display || (await hashOf(path)) !== sha256) return;
  await blobs.keepOriginal({ path, sha256, size: original.size });
}

/** What is under way knows nothing of the loss, or checks the very copy that is gone: a new job takes its place. */
async function orderCopy(tools: Tools, transaction: Transaction<Database>, scene: SceneRow): Promise<void> {
  await withdrawJob(tools, transaction, scene);
  await tools.ingests.enqueue(transaction, scene.id, 'make');
}

async function withdrawJob(
  { ingests }: Tools,
  transaction: Transaction<Database>,
  { id }: SceneRow,
): Promise<void> {
  const job = await findJob(transaction, id);
  if (!job) return;
  if (job.stage !== 'cancelled') await ingests.cancel(transaction, job.job_id);
  await removeJob(transaction, id);
}

async function enter(
  transaction: Transaction<Database>,
  { id }: SceneRow,
  act: string,
  columns: SceneColumns,
): Promise<SceneRow> {
  const at = new Date();
  const row = await updateScene(transaction, id, { ...columns, updated_at: at });
  await record(transaction, row, { by: SERVER_ITSELF, at }, act, {
    ...(row.failure_code && { failure: { code: row.failure_code, detail: row.failure_detail } }),
  });
  return row;
}
