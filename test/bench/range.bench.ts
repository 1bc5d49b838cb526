import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { end, startServerProcess } from '../support/server/server-process.ts';
import { requestsPerSecond } from './range-load.ts';
import type { Row } from './row.ts';

const NGINX = '/usr/sbin/nginx';
const RANGE_BYTES = 64 * 1024;
const ROUNDS = 3;

/**
 * Requests for blocks of 64 KiB of a display copy, as the page asks for them, from eight connections: ours
 * against nginx with a worker for each core, serving the same file, in turn; the best round of each counts.
 */
export async function measure(): Promise<Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-range-'));
  const server = await startServerProcess({ DATA_DIR: path.join(folder, 'data'), SAMPLE: 'on' });
  let peer: { url: URL; child: ChildProcess } | null = null;
  try {
    const { id, size } = await readySampleScene(server.address);
    const ours = new URL(`/api/scenes/${id}/display.tif`, server.address);
    if (existsSync(NGINX)) peer = await startNginx(folder, path.join(folder, 'data/display', `${id}.tif`));
    const load = { size, rangeBytes: RANGE_BYTES, connections: 8, milliseconds: 4000 };
    let [best, bestOfPeer] = [0, 0];
    for (let round = 0; round < ROUNDS; round++) {
      best = Math.max(best, await requestsPerSecond({ ...load, url: ours }));
      if (peer) bestOfPeer = Math.max(bestOfPeer, await requestsPerSecond({ ...load, url: peer.url }));
    }
    return [
      {
        name: 'Ranges of 64 KiB of a display copy, requests a second',
        ours: best.toFixed(0),
        peer: peer ? `${bestOfPeer.toFixed(0)} (nginx)` : 'peer not installed',
        ratio: peer ? best / bestOfPeer : undefined,
        limit: { atLeast: 0.5 },
      },
    ];
  } finally {
    if (peer) await end(peer.child, 'SIGTERM');
    await end(server.child, 'SIGTERM');
    await rm(folder, { recursive: true, force: true });
  }
}

async function readySampleScene(address: string): Promise<{ id: string; size: number }> {
  const read = async (route: string) => (await fetch(new URL(route, address))).json();
  for (;;) {
    const sites = (await read('/api/sites')) as { items: { id: string }[] };
    for (const site of sites.items) {
      const scenes = (await read(`/api/sites/${site.id}/scenes`)) as { items: Scene[] };
      const ready = scenes.items.length > 0 && scenes.items.every(({ state }) => state === 'ready');
      const [scene] = scenes.items;
      if (ready && scene?.display) return { id: scene.id, size: scene.display.size };
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Nginx as Debian configures it (sendfile, a worker a core), on a port of its own, with a copy of the file. */
async function startNginx(folder: string, file: string): Promise<{ url: URL; child: ChildProcess }> {
  const root = path.join(folder, 'peer');
  await mkdir(root);
  await copyFile(file, path.join(root, 'display.tif'));
  for (const each of [folder, root]) await chmod(each, 0o755);
  await chmod(path.join(root, 'display.tif'), 0o644);
  const port = await freePort();
  const configuration = path.join(folder, 'nginx.conf');
  await writeFile(
    configuration,
    `worker_processes auto; daemon off; pid ${folder}/nginx.pid; error_log stderr;
     events { worker_connections 768; }
     http {
       sendfile on; tcp_nopush on; access_log off; keepalive_requests 1000000;
       server { listen 127.0.0.1:${port}; root ${root}; }
     }`,
  );
  const child = spawn(NGINX, ['-c', configuration], { stdio: 'ignore' });
  const url = new URL(`http://127.0.0.1:${port}/display.tif`);
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(url, { method: 'HEAD' }).catch(() => null);
    if (answer?.ok) return { url, child };
    if (attempt === 100) throw new Error('nginx does not answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
