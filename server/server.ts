import type { Hono } from 'hono';
import type pg from 'pg';
import type { Logger } from 'pino';
import { createApp, type Dependencies } from './app.ts';
import type { Config } from './config.ts';
import { openDatabase } from './database/client.ts';
import { openEventHub } from './event/event-hub.ts';
import type { Environment } from './request.ts';
import { createIngestQueue } from './scene/ingest-queue.ts';
import { openSceneFiles } from './scene/scene.files.ts';

/** A server's parts, put together but not yet listening. */
export type Server = Dependencies & {
  app: Hono<Environment>;
  /** Ends what is open towards pages, so that a listener can close. */
  endStreams: () => Promise<void>;
  close: () => Promise<void>;
};

/** Opens everything that requests need, on a database that is migrated. */
export async function openServer(config: Config, serving: pg.ClientConfig, log: Logger): Promise<Server> {
  const files = await openSceneFiles(config.dataDirectory);
  const { database, pool, close } = openDatabase(serving, log);
  const events = await openEventHub(serving, log);
  const ingests = createIngestQueue({ database, pool, files, log });
  const dependencies = { config, database, events, files, ingests, log };
  return {
    ...dependencies,
    app: createApp(dependencies),
    endStreams: () => events.close(),
    async close() {
      await events.close();
      await ingests.close();
      await close();
    },
  };
}
