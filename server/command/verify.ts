import { existsSync, statSync } from 'node:fs';
import type { Logger } from 'pino';
import type { Config } from '../base/config.ts';
import { hashOf } from '../base/file-hash.ts';
import { createLog } from '../base/log.ts';
import { INTERRUPTED, startUntilSignal } from '../base/process.ts';
import { openDatabase } from '../database/client.ts';
import { requirePair } from '../installation/pairing.acts.ts';
import { prepareDatabase } from '../runtime/prepare-database.ts';
import { type KeptOriginal, listKeptOriginals } from '../scene/scene-original.queries.ts';
import { openBlobStore } from '../storage/blob-store.ts';

/**
 * Hashes every original again and names, on stdout, what is missing, what differs and what no scene is made of.
 * Works beside a running server as well as without one. True where all are as they were received.
 */
export async function verifyOriginals(config: Config): Promise<boolean> {
  const log = createLog('warn');
  const { database, stop } = await startUntilSignal(() => open(config, log), { log, code: INTERRUPTED });
  try {
    await requirePair(database, config.dataDirectory);
    const blobs = await openBlobStore(config.dataDirectory);
    const kept = await listKeptOriginals(database);
    const faults: string[] = [];
    for (const original of kept) {
      const fault = await faultOf(original, blobs.originalPath(original.sha256));
      if (fault) faults.push(`${fault}  ${original.sha256}  ${original.names.join(', ')}`);
    }
    const names = await blobs.listOriginals();
    // Asked again, since a server beside us may have taken files in meanwhile.
    const known = new Set([...kept, ...(await listKeptOriginals(database))].map(({ sha256 }) => sha256));
    for (const name of names) if (!known.has(name)) faults.push(`extra, no scene is made of it  ${name}`);
    for (const fault of faults) console.log(fault);
    const bytes = kept.reduce((sum, { size }) => sum + size, 0);
    const all = `${kept.length} originals of ${bytes} bytes`;
    console.log(
      faults.length === 0
        ? `${all}: all are as they were received.`
        : `${all}: ${faults.length} of them, or beside them, are not as they should be.`,
    );
    return faults.length === 0;
  } finally {
    await stop();
  }
}

async function open(config: Config, log: Logger) {
  const { serving, release } = await prepareDatabase(config, log);
  const { database, close } = openDatabase(serving, log, config);
  return { database, stop: () => close().then(release) };
}

async function faultOf({ sha256, size }: KeptOriginal, path: string): Promise<string | undefined> {
  if (!existsSync(path)) return 'missing';
  const found = statSync(path).size;
  if (found !== size) return `differs: ${found} bytes instead of ${size}`;
  const hash = await hashOf(path);
  return hash === sha256 ? undefined : `differs: its bytes hash to ${hash}`;
}
