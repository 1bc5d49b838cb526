import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { annotationRoutes } from '../annotation/annotation.routes.ts';
import { assessmentRoutes } from '../assessment/assessment.routes.ts';
import { INSTANCE } from '../base/address-note.ts';
import type { Config } from '../base/config.ts';
import { followChanges, mayHaveChanged } from '../database/changes.ts';
import type { Database } from '../database/client.ts';
import { eventRoutes } from '../event/event.routes.ts';
import type { EventHub } from '../event/event-hub.ts';
import { exportRoutes } from '../export/export.routes.ts';
import type { Spools } from '../export/spool.ts';
import { historyRoutes } from '../history/history.routes.ts';
import { hostGuard, READING, securityHeaders, writeGuard } from '../http/guard.ts';
import { problem, problemResponse } from '../http/problem.ts';
import { type Environment, isStreamed } from '../http/request.ts';
import { staticRoutes } from '../http/static.ts';
import { ingestRoutes } from '../ingest/ingest.routes.ts';
import type { IngestQueue } from '../ingest/ingest-queue.ts';
import { lookRoutes } from '../look/look.routes.ts';
import { overlayRoutes } from '../overlay/overlay.routes.ts';
import { sceneRoutes } from '../scene/scene.routes.ts';
import { sceneDownloadRoutes } from '../scene/scene-download.routes.ts';
import { sceneMetadataRoutes } from '../scene/scene-metadata.routes.ts';
import { siteRoutes } from '../site/site.routes.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { structureRoutes } from '../structure/structure.routes.ts';
import { newSceneRoutes } from '../upload/new-scene.routes.ts';
import type { Receiver } from '../upload/receiving.ts';
import { uploadRoutes } from '../upload/upload.routes.ts';
import { openApiDocument } from './openapi.document.ts';

const MAXIMUM_JSON_BYTES = 4 * 2 ** 20;
const PAGE = path.join(import.meta.dirname, '../../client/dist');

export type Dependencies = {
  config: Config;
  database: Kysely<Database>;
  events: EventHub;
  blobs: BlobStore;
  ingests: IngestQueue;
  log: Logger;
  receiver: Receiver;
  spools: Spools;
};

/** The whole server: what is checked for every request, then every route. */
export function createApp(dependencies: Dependencies): Hono<Environment> {
  const { config, database, log } = dependencies;
  const app = new Hono<Environment>();
  const asked = (context: Context<Environment>) => ({
    writes: !READING.includes(context.req.method),
    mayHaveChanged: mayHaveChanged(),
    repeatable: context.get('repeatable') ?? true,
  });
  app.onError((error, context) => problemResponse(context, error, log, asked(context)));
  app.notFound((context) => problemResponse(context, unknownAddress(app, context.req), log, asked(context)));

  app.use((_context, next) => followChanges(next));
  app.use(async (context, next) => {
    const requestId = crypto.randomUUID();
    const began = performance.now();
    context.set('requestId', requestId);
    context.header('Request-Id', requestId);
    await next();
    const { method, path } = context.req;
    const milliseconds = Math.round(performance.now() - began);
    const { status } = context.res;
    const level = method === 'GET' && status < 400 ? 'debug' : 'info';
    log[level]({ requestId, method, path, status, milliseconds }, 'request');
  });
  app.use(securityHeaders);
  app.use(hostGuard(config));
  app.use('/api/*', writeGuard);
  const jsonLimit = bodyLimit({
    maxSize: MAXIMUM_JSON_BYTES,
    onError: () => {
      throw problem('too_large', { detail: `A body has at most ${MAXIMUM_JSON_BYTES} bytes here.` });
    },
  });
  app.use('/api/*', (context, next) =>
    isStreamed(context.req.header('Content-Type')) ? next() : jsonLimit(context, next),
  );

  app.get('/healthz', (context) => context.json({ status: 'up' }, 200, { Instance: INSTANCE }));
  app.get('/readyz', async (context) => {
    const { dataDirectory } = config;
    try {
      await Promise.all([sql`select 1`.execute(database), access(dataDirectory, constants.W_OK)]);
    } catch (error) {
      log.warn({ err: error }, 'not ready');
      throw problem('unavailable', { detail: 'The database or the data folder does not answer.' });
    }
    return context.json({ status: 'ready' });
  });
  app.get('/api/openapi.json', (context) => context.json(openApiDocument()));
  app.route('/', siteRoutes(dependencies));
  app.route('/', sceneRoutes(dependencies));
  app.route('/', newSceneRoutes(dependencies));
  app.route('/', sceneDownloadRoutes(dependencies));
  app.route('/', sceneMetadataRoutes(dependencies));
  app.route('/', ingestRoutes(dependencies));
  app.route('/', uploadRoutes(dependencies));
  app.route('/', lookRoutes(dependencies));
  app.route('/', overlayRoutes(dependencies));
  app.route('/', annotationRoutes(dependencies));
  app.route('/', assessmentRoutes(dependencies));
  app.route('/', structureRoutes(dependencies));
  app.route('/', historyRoutes(dependencies));
  app.route('/', exportRoutes(dependencies));
  app.route('/', eventRoutes(dependencies));
  app.route('/', staticRoutes(PAGE));
  return app;
}

/** 405 where the address is known under other methods, else 404. */
function unknownAddress(app: Hono<Environment>, request: { method: string; path: string }) {
  const offered = app.routes
    .filter(({ method, path }) => method !== 'ALL' && pattern(path).test(request.path))
    .map(({ method }) => method);
  if (offered.length === 0 || offered.includes(request.method))
    return problem('not_found', { detail: `There is nothing at ${request.path}.` });
  const methods = [...new Set(offered)].join(', ');
  return problem('method_not_allowed', { detail: `${request.path} knows ${methods}.` });
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`);
}
