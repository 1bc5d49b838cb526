import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Writes a small file whole or not at all, and returns when the disk has it. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const part = `${file}.${crypto.randomUUID()}`;
  try {
    const handle = await open(part, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(path.dirname(file));
}

/** A rename is on the disk only once its folder is. Windows cannot flush folders, and journals them itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
