import { type FileHandle, open } from 'node:fs/promises';

/** A file that is gone, or has another length than it had: what is known of it holds no more. */
export class FileLost extends Error {
  override name = 'FileLost';
}

/** Opens a file for reading. Throws FileLost where it is not there, or not as long as it was. */
export async function openWhole({ path, size }: { path: string; size: number }): Promise<FileHandle> {
  const handle = await open(path, 'r').catch((error) => {
    throw error.code === 'ENOENT' ? new FileLost(error.message, { cause: error }) : error;
  });
  try {
    const found = (await handle.stat()).size;
    if (found !== size)
      throw new FileLost(`${path} has ${found < size ? 'fewer' : 'more'} than ${size} bytes`);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Bytes of files, which are kept open between reads. */
export type OpenFiles = {
  /**
   * Bytes `first` to `first + length - 1` of the file of `size` bytes that `path` was when it was first read.
   * Throws FileLost where it is that no more.
   */
  read: (
    file: { path: string; size: number; etag: string },
    first: number,
    length: number,
  ) => Promise<Uint8Array<ArrayBuffer>>;
};

type OpenFile = { handle: Promise<FileHandle>; readers: number; usedAt: number };

/** A file that was deleted takes room on the disk until it is closed. */
const MILLISECONDS_OPEN = 10_000;

/**
 * Keeps at most `most` files open, each for seconds after its last read. A file is known by path and ETag: one
 * that was replaced is opened anew, and who still reads the old one reads it to its end.
 */
export function createOpenFiles(most = 64): OpenFiles {
  const files = new Map<string, OpenFile>();

  const close = (key: string, file: OpenFile) => {
    files.delete(key);
    file.handle.then((handle) => handle.close()).catch(() => {});
  };

  const sweep = () => {
    const stale = performance.now() - MILLISECONDS_OPEN;
    for (const [key, file] of files) if (file.readers === 0 && file.usedAt < stale) close(key, file);
  };

  setInterval(sweep, MILLISECONDS_OPEN).unref();

  const take = (key: string, whole: { path: string; size: number }): OpenFile => {
    const known = files.get(key);
    // Back to the end of the order, where the last used stand.
    if (known) files.delete(key);
    const file = known ?? { handle: openWhole(whole), readers: 0, usedAt: 0 };
    files.set(key, file);
    if (files.size > most)
      for (const [other, { readers }] of files)
        if (readers === 0 && other !== key) {
          close(other, files.get(other)!);
          break;
        }
    return file;
  };

  return {
    async read({ path, size, etag }, first, length) {
      const key = `${path} ${etag}`;
      const file = take(key, { path, size });
      file.readers++;
      try {
        const handle = await file.handle;
        const bytes = Buffer.allocUnsafeSlow(length);
        for (let done = 0; done < length; ) {
          const { bytesRead } = await handle.read(bytes, done, length - done, first + done);
          if (bytesRead === 0) throw new FileLost(`${path} has fewer than ${size} bytes`);
          done += bytesRead;
        }
        return bytes;
      } catch (error) {
        if (files.get(key) === file) files.delete(key);
        throw error;
      } finally {
        file.readers--;
        file.usedAt = performance.now();
        // It was given up meanwhile.
        if (file.readers === 0 && files.get(key) !== file)
          file.handle.then((handle) => handle.close()).catch(() => {});
      }
    },
  };
}
