import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Database } from '../database/client.ts';
import { ingest } from '../imagery/ingest.ts';
import { failIngest, finishIngest, reportProgress } from './ingest.acts.ts';
import type { SceneFiles } from './scene.files.ts';
import { listUnfinished, requireScene } from './scene.queries.ts';

/** Makes display copies, one at a time, in the order in which scenes came. */
export type IngestQueue = {
  add: (sceneId: string) => void;
  /** Takes up what a server that ended has left. */
  resume: () => Promise<void>;
  /** Ends when nothing waits any more. */
  idle: () => Promise<void>;
  /** Gives up the one under way, which the next start takes up again. */
  close: () => Promise<void>;
};

const MILLISECONDS_BETWEEN_REPORTS = 500;

/** One worker suffices: a decoding process keeps every core busy by itself. */
export function createIngestQueue({
  database,
  pool,
  files,
  log,
}: {
  database: Kysely<Database>;
  pool: Pool;
  files: SceneFiles;
  log: Logger;
}): IngestQueue {
  const waiting: string[] = [];
  const stop = new AbortController();
  let working: Promise<void> | undefined;

  const work = async () => {
    for (let id = waiting.shift(); id && !stop.signal.aborted; id = waiting.shift()) {
      const sceneId = id;
      await alone(pool, sceneId, () => ingestScene(sceneId)).catch((error) => {
        if (!stop.signal.aborted) log.error({ err: error, sceneId }, 'an ingest could not be recorded');
      });
    }
    working = undefined;
  };

  const ingestScene = async (id: string) => {
    const scene = await requireScene(database, id);
    if (scene.state !== 'ingesting') return;
    log.info({ sceneId: id, size: scene.original_size }, 'ingest begins');
    let reported = Date.now();
    try {
      const copy = await ingest({
        originalPath: files.originalPath(scene.original_sha256),
        displayPath: files.displayPath(id),
        signal: stop.signal,
        onProgress: (share) => {
          if (Date.now() - reported < MILLISECONDS_BETWEEN_REPORTS) return;
          reported = Date.now();
          reportProgress(database, scene, share).catch((error) =>
            log.warn({ err: error }, 'progress is not noted'),
          );
        },
      });
      await finishIngest(database, files, scene, copy);
      log.info({ sceneId: id }, 'ingest is done');
    } catch (error) {
      if (stop.signal.aborted) return;
      log.warn({ sceneId: id, err: error }, 'ingest failed');
      await failIngest(database, files, scene, error);
    }
  };

  return {
    add: (sceneId) => {
      if (stop.signal.aborted) return;
      waiting.push(sceneId);
      working ??= work();
    },
    async resume() {
      for (const id of await listUnfinished(database)) this.add(id);
    },
    idle: async () => {
      while (working) await working;
    },
    close: async () => {
      stop.abort(new Error('The server stops.'));
      await working;
    },
  };
}

/**
 * Runs `work` unless another server process is at the same scene. The lock belongs to the session, so that
 * it goes when its process does.
 */
async function alone(pool: Pool, sceneId: string, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as held', [
      sceneId,
    ]);
    if (rows[0].held) await work();
  } finally {
    client.release(true);
  }
}
