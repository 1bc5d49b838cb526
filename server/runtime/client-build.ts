import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import path from 'node:path';
import type { Logger } from 'pino';
import { StartupError } from '../base/config.ts';
import { withProcessLock } from '../base/process-lock.ts';
import { storageFault } from '../base/storage-fault.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const CONFIGURATION = path.join(ROOT, 'client/vite.config.ts');
const PAGE = path.join(ROOT, 'client/dist/index.html');
/** Says from which sources the page was built. Its name begins with a point, so that it is not served. */
const STAMP = path.join(ROOT, 'client/dist/.sources');

/** Servers that start at once wait here, so that one builds and the others find its work. */
const LOCK = path.join(ROOT, 'node_modules/.cache/afterimage-page.lock');

/** Builds the page unless the one that is there was made from these very sources. */
export async function buildPage(log: Logger): Promise<void> {
  if (isBuilt(hashOfSources())) return;
  try {
    mkdirSync(path.dirname(LOCK), { recursive: true });
    await withProcessLock(LOCK, () => build(log));
  } catch (error) {
    const fault = storageFault(error);
    if (fault === undefined) throw error;
    throw new StartupError(
      `The page is not built, and cannot be built in ${ROOT}: ${fault} and start again; or run 'npm run afterimage -- build' where it can be written to.`,
    );
  }
}

function isBuilt(sources: string): boolean {
  return existsSync(PAGE) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources;
}

async function build(log: Logger): Promise<void> {
  const sources = hashOfSources();
  if (isBuilt(sources)) return;
  log.info('building the page');
  const vite = await import('vite').catch(() => {
    throw new StartupError(
      "The page is not built, and Vite, which builds it, is missing. Run 'npm ci' without --omit=dev.",
    );
  });
  await vite.build({ configFile: CONFIGURATION, logLevel: 'silent' });
  await writeFile(STAMP, sources);
}

/**
 * Serves the page from its sources, and again whenever one changes, which it tells over the server's web sockets.
 * Beside names of this machine and addresses, it goes by `allowedHosts` alone.
 */
export async function openDevelopmentPage(webSockets: Server, allowedHosts: string[]) {
  const { createServer } = await import('vite');
  return createServer({
    configFile: CONFIGURATION,
    server: { middlewareMode: true, ws: { server: webSockets }, proxy: {}, allowedHosts },
  });
}

/** SHA-256 over everything that the build reads: the client, what it shares with the server, the packages. */
function hashOfSources(): string {
  const files = globSync(['client/**/*', 'server/**/*.{contract,rules}.ts', 'package-lock.json'], {
    cwd: ROOT,
    exclude: ['client/dist/**'],
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${path.relative(ROOT, file)}\n`).update(readFileSync(file));
  return hash.digest('hex');
}
