import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve } from '@hono/node-server';
import type pg from 'pg';
import type { Scene, SceneMetadata } from '#domain/scene/scene.contract.ts';
import type { NewSite, Site } from '#domain/site/site.contract.ts';
import { readConfig } from '../../../server/base/config.ts';
import { createLog } from '../../../server/base/log.ts';
import { buildPage } from '../../../server/runtime/client-build.ts';
import { openServer } from '../../../server/runtime/server.ts';
import { until } from '../base/until.ts';

const SAMPLE = path.join(import.meta.dirname, '../../../sample-imagery');

/** A server with the built page, on a port of its own, and a data folder that goes when it closes. */
export type PageServer = {
  origin: string;
  /** Its data folder. */
  folder: string;
  /** Sends a request as the analyst Ana and gives what came back; throws where it was refused. */
  send: <T>(method: string, address: string, body?: unknown, headers?: Record<string, string>) => Promise<T>;
  newSite: (site: NewSite) => Promise<Site>;
  /** Uploads a GeoTIFF and waits until it can be looked at. */
  addScene: (siteId: string, file: string, metadata: SceneMetadata) => Promise<Scene>;
  /** The sample valley with its scenes, oldest first. */
  addSample: () => Promise<{ site: Site; scenes: Scene[] }>;
  /** Stops the server, lets something happen meanwhile, and starts it again at the same address, so set. */
  restart: (meanwhile: () => Promise<void>, settings?: Record<string, string>) => Promise<void>;
  close: () => Promise<void>;
};

type Server = Awaited<ReturnType<typeof openServer>>;

function listen({ app }: Server, port: number): Promise<HttpServer> {
  return new Promise((resolve) => {
    const http = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, () => resolve(http as HttpServer));
  });
}

/** Builds the page where its sources changed, and starts the whole server on a migrated database. */
export async function startPageServer(serving: pg.ClientConfig): Promise<PageServer> {
  await buildPage(createLog('silent'));
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-page-'));
  const open = (settings: Record<string, string> = {}) =>
    openServer(
      readConfig({ DATA_DIR: folder, SAMPLE: 'off', LOG_LEVEL: 'silent', ...settings }),
      serving,
      createLog('silent'),
    );
  let server = await open();
  let listener = await listen(server, 0);
  const { port } = listener.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await server.endStreams();
    listener.closeAllConnections();
    await new Promise((resolve) => listener.close(resolve));
    await server.close();
  };

  async function send<T>(
    method: string,
    address: string,
    body?: unknown,
    further: Record<string, string> = {},
  ): Promise<T> {
    const form = body instanceof FormData;
    const response = await fetch(new URL(address, origin), {
      method,
      headers: {
        Analyst: 'Ana',
        ...further,
        ...(body !== undefined && !form && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  async function addScene(siteId: string, file: string, metadata: SceneMetadata): Promise<Scene> {
    const form = new FormData();
    form.append('metadata', JSON.stringify(metadata));
    form.append('file', new Blob([await readFile(file)], { type: 'image/tiff' }), path.basename(file));
    const { id } = await send<Scene>('POST', `/api/sites/${siteId}/scenes`, form);
    const scene = await until(
      () => send<Scene>('GET', `/api/scenes/${id}`),
      ({ state }) => state !== 'ingesting',
      { timeout: 120_000 },
    );
    if (scene.state === 'failed') throw new Error(scene.failure?.detail);
    return scene;
  }

  const newSite = (site: NewSite) => send<Site>('POST', '/api/sites', site);
  return {
    origin,
    folder,
    send,
    newSite,
    addScene,
    addSample: async () => {
      const list = JSON.parse(await readFile(path.join(SAMPLE, 'scenes.json'), 'utf8')) as {
        site: NewSite;
        scenes: (SceneMetadata & { file: string })[];
      };
      const site = await newSite(list.site);
      const scenes: Scene[] = [];
      for (const { file, ...metadata } of list.scenes)
        scenes.push(await addScene(site.id, path.join(SAMPLE, file), metadata));
      return { site, scenes };
    },
    restart: async (meanwhile, settings) => {
      await stop();
      await meanwhile();
      server = await open(settings);
      listener = await listen(server, port);
    },
    close: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
