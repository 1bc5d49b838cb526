import type { Server as HttpServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { noteAddress } from '../base/address-note.ts';
import { type Config, StartupError } from '../base/config.ts';
import { createLog } from '../base/log.ts';
import { startUntilSignal } from '../base/process.ts';
import { createPatientServer } from '../http/patience.ts';
import { requestFault } from '../http/problem.ts';
import { buildPage, openDevelopmentPage } from './client-build.ts';
import { catchLast } from './last-resort.ts';
import { prepareDatabase } from './prepare-database.ts';
import { loadSample } from './sample.ts';
import { openServer, type Server } from './server.ts';

/** So long may requests under way take when the server is asked to stop. */
const MILLISECONDS_TO_FINISH = 20_000;

/** A server that answers at `address` until it is stopped. */
export type RunningServer = { address: string; stop: () => Promise<void> };

/**
 * Starts the server and says so in one line on stdout. It stops on SIGTERM, SIGINT and SIGHUP: requests
 * under way are finished, the embedded Postgres is stopped cleanly. Throws a StartupError with a sentence.
 */
export async function serve(config: Config, { development }: { development: boolean }): Promise<void> {
  const log = createLog(config.logLevel);
  let running: RunningServer | undefined;
  catchLast(log, { stop: async () => running?.stop() });
  if (!development) await buildPage(log);
  running = await startUntilSignal(() => startServer(config, log, { development }), { log });
  console.log(`Afterimage is ready at ${running.address}`);
}

/** Opens the database, listens, and loads the sample site into an empty one. Ingests go on behind the scenes. */
export async function startServer(
  config: Config,
  log: Logger,
  { development = false }: { development?: boolean } = {},
): Promise<RunningServer> {
  const database = await prepareDatabase(config, log);
  const http = createPatientServer(log);
  let server: Server | undefined;
  const close = async () => {
    await server?.close();
    await database.release();
  };
  try {
    server = await openServer(config, database.serving, log, database.direct);
    const errorHandler = (error: unknown) => requestFault(error, log);
    const answer = getRequestListener(server.app.fetch, { errorHandler });
    await answerWith(http, answer, development && config);
    await listen(http, config);
    // Such as no file handle left for another connection: those that are open go on.
    http.on('error', (error) => log.error({ err: error }, 'a connection could not be taken'));
  } catch (error) {
    await close();
    throw error;
  }
  const { endStreams } = server;
  const address = addressOf(http, config);
  const note = await noteAddress(config.dataDirectory, address, log);
  // Who opens the page at once must find the sample; its display copies are made behind the scenes.
  if (config.sample)
    await loadSample(server).catch((error) =>
      log.error({ err: error }, 'the sample site could not be loaded'),
    );
  return {
    address,
    async stop() {
      await note.remove();
      await endStreams();
      await finishRequests(http);
      await close();
    },
  };
}

async function answerWith(
  http: HttpServer,
  answer: ReturnType<typeof getRequestListener>,
  development: Config | false,
): Promise<void> {
  if (!development) {
    http.on('request', answer);
    return;
  }
  const { host, allowedHosts } = development;
  const vite = await openDevelopmentPage(http, [host, ...allowedHosts.map(({ name }) => name)]);
  http.on('close', () => vite.close());
  http.on('request', (request, response) => {
    if (/^\/(api|healthz|readyz)\b/.test(request.url ?? '')) answer(request, response);
    else vite.middlewares(request, response);
  });
}

function listen(http: HttpServer, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => {
      const sentences: Record<string, string> = {
        EADDRINUSE: `Port ${port} of ${host} is taken; perhaps Afterimage already runs at http://${host}:${port}. Stop that, or set PORT to another number (0 picks a free one).`,
        EACCES: `Port ${port} may only be opened by root. Set PORT to a number from 1024 up.`,
        EADDRNOTAVAIL: `This machine has no address ${host}. Set HOST=127.0.0.1.`,
        ENOTFOUND: `HOST is ${host}, which is no known name. Set HOST=127.0.0.1.`,
      };
      reject(new StartupError(sentences[error.code ?? ''] ?? error.message));
    };
    http.once('error', refuse);
    http.listen(port, host.replace(/^\[|\]$/g, ''), () => {
      http.off('error', refuse);
      resolve();
    });
  });
}

function addressOf(http: HttpServer, { host }: Config): string {
  const bound = http.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
}

async function finishRequests(http: HttpServer): Promise<void> {
  const impatient = setTimeout(() => http.closeAllConnections(), MILLISECONDS_TO_FINISH);
  const closed = new Promise((resolve) => http.close(resolve));
  http.closeIdleConnections();
  await closed;
  clearTimeout(impatient);
}
