import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartupError } from './config.ts';
import { storageFault } from './storage-fault.ts';

/** Makes the data folder where it is not there, and tries whether it can be written to. Throws a StartupError. */
export async function requireDataFolder(dataDirectory: string): Promise<void> {
  const probe = path.join(dataDirectory, `.probe-${crypto.randomUUID()}`);
  try {
    await makeFolder(dataDirectory);
    await writeFile(probe, Buffer.alloc(64 * 1024), { flush: true });
  } catch (error) {
    const fault = storageFault(error);
    if (fault === undefined) throw error;
    throw new StartupError(
      `DATA_DIR is ${dataDirectory}, which cannot be written to: ${fault}, or set DATA_DIR to another folder.`,
    );
  } finally {
    await rm(probe, { force: true }).catch(() => {});
  }
}

/** By single steps: asked for all of them at once, mkdir names a wrong reason, and in some folders never ends. */
async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at); at = path.dirname(at)) missing.unshift(at);
  for (const each of missing)
    await mkdir(each).catch((error) => {
      // Another server made it a moment ago.
      if (error.code !== 'EEXIST') throw error;
    });
  // A file there, and no folder, is told by what is looked for in it.
  await readdir(folder);
}
