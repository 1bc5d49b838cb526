import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { readConfig } from '../../../server/base/config.ts';
import { createLog } from '../../../server/base/log.ts';
import { openServer } from '../../../server/runtime/server.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';
import { assertDescribed, described } from './described.ts';

/** What a request of a test may say beside its address. */
export type Asked = {
  method?: string;
  as?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
};

export type TestApp = Awaited<ReturnType<typeof testApp>>;

/**
 * The whole server in process, on a database and a data folder of its own. `ask` sends JSON as the analyst
 * Ana unless told otherwise (`as: null` sends no name) and gives the reply with its body read. `reach` may lead the
 * server to its database another way.
 */
export async function testApp(
  environment: Record<string, string> = {},
  reach: (serving: pg.ClientConfig) => pg.ClientConfig | Promise<pg.ClientConfig> = (serving) => serving,
) {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-app-'));
  const config = readConfig({ DATA_DIR: folder, SAMPLE: 'off', LOG_LEVEL: 'silent', ...environment });
  const database: FreshDatabase = await freshDatabase();
  const serving = await reach(database.serving);
  const server = await openServer(config, serving, createLog(config.logLevel));
  const { app } = server;
  const { fetch } = app;
  app.fetch = async (request, ...rest) =>
    described(request.method, request.url, await fetch(request, ...rest));

  async function ask(address: string, { method, as = 'Ana', body, headers }: Asked = {}) {
    const asked = method ?? (body === undefined ? 'GET' : 'POST');
    const response = await app.request(`http://127.0.0.1:4322${address}`, {
      method: asked,
      headers: {
        ...(as !== null && { Analyst: encodeURIComponent(as) }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    assertDescribed(asked, new URL(address, 'http://x').pathname, {
      status: response.status,
      headers: response.headers,
      text,
    });
    const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      etag: response.headers.get('ETag') ?? '',
      text,
      // biome-ignore lint/suspicious/noExplicitAny: what a reply holds is what the tests are to find out.
      body: (isJson && text ? JSON.parse(text) : undefined) as any,
    };
  }

  return {
    app,
    server,
    ask,
    config,
    database,
    folder,
    async close() {
      await server.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
