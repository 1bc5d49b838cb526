import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { type IngestRequest, type IngestResult, ingest } from '#imagery/process/ingest.ts';
import type { Database } from '../database/client.ts';
import { isDatabaseBusy, isDatabaseLost } from '../database/failure.ts';
import {
  findJob,
  type IngestOrders,
  type JobAttempt,
  type JobProgress,
} from '../scene/ingest-job.queries.ts';
import { requireScene, type SceneRow } from '../scene/scene.queries.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { lostOriginals, OriginalsLost } from '../storage/lost-files.ts';
import { failIngest, finishIngest, reportProgress } from './ingest.acts.ts';
import { ingestRequestOf, mayKeepOriginal } from './ingest-request.ts';

export type IngestTools = {
  database: Kysely<Database>;
  blobs: BlobStore;
  log: Logger;
  enqueue: IngestOrders['enqueue'];
};

const MILLISECONDS_BETWEEN_REPORTS = 500;
/** A file at which so many processes were killed is likely to be what kills them. */
const MOST_ATTEMPTS = 10;

/**
 * Does one job: makes a display copy, keeps an original that is fit to be one, or decodes every tile of one that
 * was kept. What an image is refused for is recorded; what lies with us (the database is gone, the server stops)
 * is thrown, so that the job is done again.
 */
export async function ingestScene(tools: IngestTools, attempt: JobAttempt, stop: AbortSignal): Promise<void> {
  const { database, blobs, log } = tools;
  const { sceneId } = attempt;
  const job = await findJob(database, sceneId);
  if (job?.job_id !== attempt.jobId || job.stage === 'cancelled') return;
  const scene = await requireScene(database, sceneId);
  const lost = new AbortController();
  const signal = AbortSignal.any([stop, lost.signal]);
  const progress = follow(tools, scene, attempt, job.task === 'check' ? 'checking' : 'reading', lost);
  log.info({ sceneId, task: job.task, attempt: attempt.attempt }, 'ingest begins');
  try {
    await progress.report();
    if (attempt.attempt > MOST_ATTEMPTS) throw new Error(`The ingest was cut short ${MOST_ATTEMPTS} times.`);
    const lostParts = await lostOriginals(scene, blobs);
    if (lostParts.length > 0) throw new OriginalsLost(lostParts);
    const run = (more: Partial<IngestRequest>): Promise<IngestResult> =>
      ingest({ ...ingestRequestOf(scene, blobs), ...more, signal, onProgress: progress.move });
    const kept = job.task === 'check' || (await mayKeepOriginal(scene, blobs));
    const copy = await run(kept ? { keep: job.task === 'check' ? 'every_tile' : 'overview' } : {});
    progress.end();
    await finishIngest(
      tools,
      scene,
      attempt,
      job.task === 'check' ? 'checked' : kept ? 'kept' : 'made',
      copy,
    );
    log.info({ sceneId, task: job.task }, 'ingest is done');
  } catch (error) {
    progress.end();
    await blobs.removeFreshDisplay(sceneId);
    if (lost.signal.aborted) return;
    if (stop.aborted || isDatabaseLost(error) || isDatabaseBusy(error)) throw error;
    log.warn({ sceneId, err: error }, 'ingest failed');
    await failIngest(tools, scene, attempt, error);
  } finally {
    progress.end();
  }
}

/**
 * Notes how far the work is, twice a second while it moves, and estimates what is left from the pace so far.
 * Aborts `lost` where the job is no longer ours to do: it was cancelled, taken over, or its scene deleted.
 */
function follow(
  { database, log }: IngestTools,
  scene: SceneRow,
  attempt: JobAttempt,
  first: JobProgress['stage'],
  lost: AbortController,
) {
  const began = Date.now();
  let stage = first;
  let share = 0;
  const report = async () => {
    const elapsed = (Date.now() - began) / 1000;
    const secondsLeft = share > 0.02 && elapsed > 1 ? Math.ceil((elapsed / share) * (1 - share)) : null;
    const ours = await reportProgress(database, scene, attempt, { stage, share, secondsLeft });
    if (!ours) lost.abort(new Error('The job was withdrawn.'));
  };
  const timer = setInterval(
    () => report().catch((error) => log.warn({ err: error }, 'progress is not noted')),
    MILLISECONDS_BETWEEN_REPORTS,
  );
  return {
    report,
    move: (done: number, now: JobProgress['stage']) => {
      share = Math.min(1, Math.max(share, done));
      if (first === 'reading') stage = now;
    },
    end: () => clearInterval(timer),
  };
}
