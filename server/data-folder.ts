import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
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

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    // Of a disk that is closed, mkdir says that the folder above the first missing one is not there.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    let missing = folder;
    while (!existsSync(path.dirname(missing))) missing = path.dirname(missing);
    await mkdir(missing);
    await mkdir(folder, { recursive: true });
  }
}
