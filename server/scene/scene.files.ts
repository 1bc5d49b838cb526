import { createHash, type Hash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isRunning } from '../process.ts';

/** A file that has reached the disk but is nobody's yet. `size` in bytes. */
export type ReceivedFile = { path: string; sha256: string; size: number };

/** Where the files of scenes lie within the data folder. */
export type SceneFiles = {
  originalPath: (sha256: string) => string;
  displayPath: (sceneId: string) => string;
  receive: (bytes: Readable) => Promise<ReceivedFile>;
  discard: (file: ReceivedFile) => Promise<void>;
  keepOriginal: (file: ReceivedFile) => Promise<void>;
  removeOriginal: (sha256: string) => Promise<void>;
  removeDisplay: (sceneId: string) => Promise<void>;
};

/**
 * Makes the folders, readable by the server alone, and clears uploads whose process is gone. `originals`
 * holds each file once, under its SHA-256 and read-only, however many scenes it belongs to.
 */
export async function openSceneFiles(dataDirectory: string): Promise<SceneFiles> {
  const folder = (name: string) => path.join(dataDirectory, name);
  for (const name of ['originals', 'display', 'uploads'])
    await mkdir(folder(name), { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder('uploads')))
    if (!isRunning(Number.parseInt(name, 10))) await rm(path.join(folder('uploads'), name), { force: true });

  const originalPath = (sha256: string) => path.join(folder('originals'), sha256);
  const displayPath = (sceneId: string) => path.join(folder('display'), `${sceneId}.tif`);
  return {
    originalPath,
    displayPath,

    /** Streams to disk, hashed on the way, and returns when the disk has it; leaves nothing where that fails. */
    receive: async (bytes) => {
      const target = path.join(folder('uploads'), `${process.pid}.${crypto.randomUUID()}`);
      const hash = createHash('sha256');
      const measured = { size: 0 };
      try {
        await pipeline(
          bytes,
          measuring(hash, measured),
          createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true }),
        );
        await syncFolder(folder('uploads'));
      } catch (error) {
        await rm(target, { force: true });
        throw error;
      }
      return { path: target, sha256: hash.digest('hex'), size: measured.size };
    },

    discard: ({ path }) => rm(path, { force: true }),
    removeOriginal: (sha256) => rm(originalPath(sha256), { force: true }),
    removeDisplay: (sceneId) => rm(displayPath(sceneId), { force: true }),

    /** Moves a received file to its place among the originals, unless the same bytes are there already. */
    keepOriginal: async (file) => {
      const target = originalPath(file.sha256);
      if (existsSync(target)) return rm(file.path, { force: true });
      await chmod(file.path, 0o400);
      await rename(file.path, target);
      await syncFolder(folder('originals'));
    },
  };
}

function measuring(hash: Hash, measured: { size: number }): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      measured.size += chunk.length;
      done(null, chunk);
    },
  });
}

/** A rename is on the disk only once its folder is. Windows cannot flush folders, and journals them itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
