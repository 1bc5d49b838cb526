import path from 'node:path';
import type { Hono } from 'hono';
import type pg from 'pg';
import type { Logger } from 'pino';
import { createApp } from '../api/app.ts';
import type { Dependencies } from '../api/tools.ts';
import type { Config } from '../base/config.ts';
import { openDatabase } from '../database/client.ts';
import { openEventHub } from '../event/event-hub.ts';
import { openSpools } from '../export/spool.ts';
import type { Environment } from '../http/request.ts';
import { openIngestQueue } from '../ingest/ingest-queue.ts';
import { sweepFiles } from '../ingest/sweep.acts.ts';
import { requirePair } from '../installation/pairing.acts.ts';
import { mendScenes } from '../scene/lost-files.acts.ts';
import { openBlobStore } from '../storage/blob-store.ts';
import { openReceiver } from '../upload/receiving.ts';
import { sweepUploads } from '../upload/upload.acts.ts';

const MILLISECONDS_BETWEEN_SWEEPS = 10 * 60_000;

/** A server's parts, put together but not yet listening. */
export type Server = Dependencies & {
  app: Hono<Environment>;
  /** Ends what is open towards pages, so that a listener can close. */
  endStreams: () => Promise<void>;
  close: () => Promise<void>;
};

/**
 * Opens everything that requests need, on a database that is migrated; `direct` reaches it past any pooler. Throws a
 * StartupError where the data folder belongs to another one, or where what others change would not be heard.
 */
export async function openServer(
  config: Config,
  serving: pg.ClientConfig,
  log: Logger,
  direct: pg.ClientConfig = serving,
): Promise<Server> {
  const opened: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const part of opened.splice(0).toReversed()) await part();
  };
  try {
    const { database, close: disconnect } = openDatabase(serving, log, config);
    opened.push(disconnect);
    await requirePair(database, config.dataDirectory);
    const blobs = await openBlobStore(config.dataDirectory, config.limits);
    await sweepFiles(database, blobs);
    const spools = await openSpools(path.join(config.dataDirectory, 'exports'), config.diskReserve);
    const ingests = await openIngestQueue({ database, connection: direct, blobs, log });
    opened.push(ingests.close);
    const events = await openEventHub(direct, log);
    opened.push(events.close);
    await events.assertHearing(database);
    const receiver = openReceiver();
    opened.push(receiver.close);
    const dependencies = { config, database, events, blobs, ingests, log, receiver, spools };
    const sweep = async () => {
      await sweepUploads(dependencies, new Date()).catch((error) =>
        log.warn({ err: error }, 'old uploads could not be taken away'),
      );
      await mendScenes(dependencies).catch((error) =>
        log.warn({ err: error }, 'the files of scenes could not be looked after'),
      );
    };
    await sweep();
    const sweeping = setInterval(sweep, MILLISECONDS_BETWEEN_SWEEPS).unref();
    opened.push(async () => clearInterval(sweeping));
    return {
      ...dependencies,
      app: createApp(dependencies),
      endStreams: async () => {
        await Promise.all([events.close(), receiver.close()]);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
