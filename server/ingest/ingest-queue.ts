import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import { fromKysely, type Job, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Database } from '../database/client.ts';
import { type IngestOrders, type IngestTask, putJob, scenesAtWork } from '../scene/ingest-job.queries.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { ingestScene } from './ingest-worker.ts';

/** Work on display copies, shared by all server processes on one database and one data folder. */
export type IngestQueue = IngestOrders & {
  /** Ends when nothing waits any more, in any process. */
  idle: () => Promise<void>;
  /** Puts back the one under way, for another process or the next start. */
  close: () => Promise<void>;
};

const QUEUE = 'ingest';
/** A kept original can be seen before each of its tiles was decoded: first come those that cannot. */
const PRIORITY: Record<IngestTask, number> = { make: 1, check: 0 };
/** A process that ends is missed after ten seconds without a heartbeat (migrations/…_ingest_job.ts). */
const SECONDS_BETWEEN_HEARTBEATS = 3;
const SECONDS_BETWEEN_LOOKS = 3;
/** New jobs are told by NOTIFY; looking finds what was told while nobody listened, or given back. */
const SECONDS_TO_LOOK_FOR_JOBS = 5;
const MILLISECONDS_TO_STOP = 15_000;

/**
 * Opens the queue and works on it, one job at a time: a decoding process keeps every core busy by itself.
 * A job whose process is killed is taken up again within seconds, by any process.
 */
export async function openIngestQueue({
  database,
  connection,
  blobs,
  log,
}: {
  database: Kysely<Database>;
  connection: pg.ClientConfig;
  blobs: BlobStore;
  log: Logger;
}): Promise<IngestQueue> {
  const stop = new AbortController();
  const boss = new PgBoss({
    ...(connection as object),
    max: 2,
    application_name: 'afterimage jobs',
    // Its tables are made by our migrations, as their owner; we only serve.
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    useListenNotify: true,
    superviseIntervalSeconds: SECONDS_BETWEEN_LOOKS,
    monitorIntervalSeconds: SECONDS_BETWEEN_LOOKS,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'the queue of ingests met an error'));
  boss.on('warning', (warning) => log.debug({ warning }, 'the queue of ingests warns'));
  try {
    await boss.start();
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {});
    throw error;
  }

  const enqueue: IngestQueue['enqueue'] = async (transaction, sceneId, task) => {
    const jobId = crypto.randomUUID();
    await boss.send(
      QUEUE,
      { sceneId },
      { id: jobId, priority: PRIORITY[task], db: fromKysely(transaction as never) },
    );
    await putJob(transaction, sceneId, jobId, task);
  };

  const worker = await boss.work(
    QUEUE,
    {
      batchSize: 1,
      pollingIntervalSeconds: SECONDS_TO_LOOK_FOR_JOBS,
      notifyPollingIntervalSeconds: SECONDS_TO_LOOK_FOR_JOBS,
      heartbeatRefreshSeconds: SECONDS_BETWEEN_HEARTBEATS,
    },
    async ([job]: Job<{ sceneId: string }>[]) => {
      if (!job) return;
      await ingestScene(
        { database, blobs, log, enqueue },
        { sceneId: job.data.sceneId, jobId: job.id, attempt: job.retryCount + 1 },
        AbortSignal.any([stop.signal, job.signal]),
      );
      // Otherwise it would wait for the next look, though others may have come meanwhile.
      boss.notifyWorker(worker);
    },
  );

  return {
    enqueue,
    cancel: async (transaction, jobId) => {
      await boss.cancel(QUEUE, jobId, { db: fromKysely(transaction as never) });
    },
    idle: async () => {
      while ((await scenesAtWork(database)).length > 0) await sleep(20);
    },
    close: async () => {
      stop.abort(new Error('The server stops.'));
      await boss.stop({ graceful: true, timeout: MILLISECONDS_TO_STOP });
    },
  };
}
