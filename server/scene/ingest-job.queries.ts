import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { IngestJob } from '#domain/scene/scene.contract.ts';
import { withoutNulls } from '../base/without-nulls.ts';
import { anyOf } from '../database/any-of.ts';
import type { Database } from '../database/client.ts';

/** `make` makes a display copy, or keeps an original that is fit to be one; `check` decodes every tile of a kept one. */
export type IngestTask = 'make' | 'check';

/** Which job works on which scene, and for the how many-th time it was begun. */
export type JobAttempt = { sceneId: string; jobId: string; attempt: number };

/** How acts give work to the queue and take it back, within their transaction. */
export type IngestOrders = {
  /** Has something done with a scene, if and when the transaction commits. */
  enqueue: (transaction: Transaction<Database>, sceneId: string, task: IngestTask) => Promise<void>;
  /** Withdraws a job; where it is under way, its process notices within a second. */
  cancel: (transaction: Transaction<Database>, jobId: string) => Promise<void>;
};

export type IngestJobRow = Selectable<Database['ingest_job']>;

/** The job of the scene that a query selects, as it is stored, or null. */
export const jobOfScene = sql<IngestJobRow | null>`(
  select to_jsonb(j) from ingest_job j where j.scene_id = scene.id)`.as('job');

/** A job as the API gives it. */
export function toIngestJob(row: IngestJobRow): IngestJob {
  return {
    stage: row.stage as IngestJob['stage'],
    share: row.share,
    attempt: row.attempt,
    ...withoutNulls({ secondsLeft: row.seconds_left }),
  };
}

/** Notes that something waits to be done with a scene, in place of what was noted before. */
export async function putJob(
  transaction: Transaction<Database>,
  sceneId: string,
  jobId: string,
  task: IngestTask,
): Promise<void> {
  const job = { job_id: jobId, task, stage: 'waiting', share: 0, seconds_left: null, attempt: 1 };
  await transaction
    .insertInto('ingest_job')
    .values({ scene_id: sceneId, ...job })
    .onConflict((conflict) => conflict.column('scene_id').doUpdateSet(job))
    .execute();
}

/** The job of a scene, undefined where nothing is to be done with it. */
export function findJob(database: Kysely<Database>, sceneId: string): Promise<IngestJobRow | undefined> {
  return database.selectFrom('ingest_job').selectAll().where('scene_id', '=', sceneId).executeTakeFirst();
}

/** How far a job is. `secondsLeft` is null where nobody can tell yet. */
export type JobProgress = { stage: IngestJob['stage']; share: number; secondsLeft: number | null };

/** Notes how far a job is. False where it is no longer this job's to do: cancelled, begun anew, its scene deleted. */
export async function noteJobProgress(
  transaction: Transaction<Database>,
  { sceneId, jobId, attempt }: JobAttempt,
  { stage, share, secondsLeft }: JobProgress,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('ingest_job')
    .set({ stage, share, seconds_left: secondsLeft, attempt })
    .where('scene_id', '=', sceneId)
    .where('job_id', '=', jobId)
    .where('stage', '<>', 'cancelled')
    .where('attempt', '<=', attempt)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Notes that a job was cancelled; it stays, to be tried again. */
export async function noteJobCancelled(transaction: Transaction<Database>, sceneId: string): Promise<void> {
  await transaction
    .updateTable('ingest_job')
    .set({ stage: 'cancelled', share: 0, seconds_left: null })
    .where('scene_id', '=', sceneId)
    .execute();
}

export async function removeJob(transaction: Transaction<Database>, sceneId: string): Promise<void> {
  await transaction.deleteFrom('ingest_job').where('scene_id', '=', sceneId).execute();
}

/** The scenes, of some, that something is being done with. */
export async function scenesAtWork(database: Kysely<Database>, among?: readonly string[]): Promise<string[]> {
  const rows = await database
    .selectFrom('ingest_job')
    .select('scene_id')
    .where('stage', '<>', 'cancelled')
    .$if(among !== undefined, (query) => query.where('scene_id', '=', anyOf(among!)))
    .execute();
  return rows.map((row) => row.scene_id);
}
