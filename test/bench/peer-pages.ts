import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'vite';

const PAGES = path.join(import.meta.dirname, 'pages');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** A server in front of another: it adds the pages of the peers, and lets every answer come so much later. */
export type DelayedServer = { origin: string; close: () => Promise<void> };

/**
 * Builds the named pages of test/bench/pages and serves them below /peers/; whatever else is asked for comes from
 * the server at `origin`. Each request waits `milliseconds` before it is answered, whoever sends it.
 */
export async function delayedServer(
  origin: string,
  milliseconds: number,
  pages: string[],
): Promise<DelayedServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-peers-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: PAGES,
    base: '/peers/',
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: { input: pages.map((page) => path.join(PAGES, `${page}.html`)) },
    },
  });
  const server = createServer(async (incoming, outgoing) => {
    await wait(milliseconds);
    const { pathname } = new URL(incoming.url ?? '/', origin);
    if (pathname.startsWith('/peers/')) {
      const file = path.join(folder, path.basename(path.dirname(pathname)) === 'assets' ? 'assets' : '.');
      const bytes = await readFile(path.join(file, path.basename(pathname))).catch(() => undefined);
      outgoing.writeHead(bytes ? 200 : 404, {
        'Content-Type': TYPES[path.extname(pathname)] ?? 'text/plain',
      });
      outgoing.end(bytes);
      return;
    }
    const { method, headers, url } = incoming;
    const forwarded = request(new URL(url ?? '/', origin), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    outgoing.on('close', () => forwarded.destroy());
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Whether a package that a peer's page is made of is there. */
export function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
