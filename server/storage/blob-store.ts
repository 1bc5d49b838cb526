import { createHash, type Hash } from 'node:crypto';
import { constants, createWriteStream, existsSync } from 'node:fs';
import { chmod, copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Limits, usualLimits } from '#imagery/base/limits.ts';
import { isRunning } from '../base/process.ts';
import { syncFolder } from '../base/whole-file.ts';

/** A file that has reached the disk but is nobody's yet. `size` in bytes. */
export type ReceivedFile = { path: string; sha256: string; size: number };

/** Where the files of scenes lie within the data folder. */
export type BlobStore = {
  /** What an original may ask of whoever reads it. */
  limits: Limits;
  originalPath: (sha256: string) => string;
  displayPath: (sceneId: string) => string;
  /** Where a display copy is made, beside the one that is served meanwhile. */
  freshDisplayPath: (sceneId: string) => string;
  uploadPath: (uploadId: string) => string;
  receive: (bytes: Readable) => Promise<ReceivedFile>;
  discard: (file: ReceivedFile) => Promise<void>;
  keepOriginal: (file: ReceivedFile) => Promise<void>;
  removeOriginal: (sha256: string) => Promise<void>;
  removeDisplay: (sceneId: string) => Promise<void>;
  /** How often display copies were removed or replaced: what is known of one holds until this number moves. */
  displayChanges: () => number;
  /** Lets the original itself be the fresh display copy of a scene, without taking its room twice. */
  linkFreshDisplay: (sha256: string, sceneId: string) => Promise<void>;
  /** Serves the fresh display copy from now on. */
  replaceDisplay: (sceneId: string) => Promise<void>;
  removeFreshDisplay: (sceneId: string) => Promise<void>;
  removeUpload: (uploadId: string) => Promise<void>;
  /** What lies among the display copies, half made or whole, by the scene that it belongs to. */
  listDisplayFiles: () => Promise<{ sceneId: string; path: string; fresh: boolean }[]>;
  listUploads: () => Promise<string[]>;
  listOriginals: () => Promise<string[]>;
};

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** An upload in one request, which ends with the process that receives it. */
const RECEIVED = new RegExp(`^(\\d+)\\.${UUID}$`);
const DISPLAY = new RegExp(`^(${UUID})\\.tif(.*)$`);

/**
 * Makes the folders, readable by the server alone, and clears uploads whose process is gone. `originals`
 * holds each file once, under its SHA-256 and read-only, however many scenes it belongs to.
 */
export async function openBlobStore(dataDirectory: string, limits: Limits = usualLimits): Promise<BlobStore> {
  const folder = (name: string) => path.join(dataDirectory, name);
  for (const name of ['originals', 'display', 'uploads'])
    await mkdir(folder(name), { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder('uploads'))) {
    const pid = RECEIVED.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) await rm(path.join(folder('uploads'), name), { force: true });
  }

  let displayChanges = 0;
  const originalPath = (sha256: string) => path.join(folder('originals'), sha256);
  const displayPath = (sceneId: string) => path.join(folder('display'), `${sceneId}.tif`);
  const freshDisplayPath = (sceneId: string) => `${displayPath(sceneId)}.fresh`;
  const uploadPath = (uploadId: string) => path.join(folder('uploads'), uploadId);
  return {
    limits,
    originalPath,
    displayPath,
    freshDisplayPath,
    uploadPath,

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
    removeDisplay: async (sceneId) => {
      displayChanges++;
      await rm(displayPath(sceneId), { force: true });
    },
    displayChanges: () => displayChanges,
    removeFreshDisplay: (sceneId) => rm(freshDisplayPath(sceneId), { force: true }),
    removeUpload: (uploadId) => rm(uploadPath(uploadId), { force: true }),

    /** Gives a received file its place among the originals, too, unless it is there already and whole. */
    keepOriginal: async (file) => {
      const target = originalPath(file.sha256);
      if (existsSync(target) && (await stat(target)).size === file.size) return;
      await chmod(file.path, 0o400);
      await rm(target, { force: true });
      await linkOrCopy(file.path, target);
      await syncFolder(folder('originals'));
    },

    linkFreshDisplay: async (sha256, sceneId) => {
      await rm(freshDisplayPath(sceneId), { force: true });
      await linkOrCopy(originalPath(sha256), freshDisplayPath(sceneId));
    },

    replaceDisplay: async (sceneId) => {
      await rename(freshDisplayPath(sceneId), displayPath(sceneId));
      displayChanges++;
      await syncFolder(folder('display'));
    },

    listDisplayFiles: async () =>
      (await readdir(folder('display'))).flatMap((name) => {
        const [, sceneId, rest] = DISPLAY.exec(name) ?? [];
        return sceneId ? [{ sceneId, path: path.join(folder('display'), name), fresh: rest !== '' }] : [];
      }),
    listUploads: async () => (await readdir(folder('uploads'))).filter((name) => !RECEIVED.test(name)),
    listOriginals: () => readdir(folder('originals')),
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

/** The same bytes under a second name; a copy of them where the file system knows no links, whole or not at all. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    const part = `${to}.${crypto.randomUUID()}`;
    try {
      await copyFile(from, part, constants.COPYFILE_FICLONE);
      const handle = await open(part, 'r+');
      await handle.sync().finally(() => handle.close());
      await chmod(part, 0o400);
      await rename(part, to);
    } finally {
      await rm(part, { force: true });
    }
  }
}
