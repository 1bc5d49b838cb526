import { type FileHandle, open } from 'node:fs/promises';
import { LRUCache } from 'lru-cache';

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

type OpenFile = { handle: Promise<FileHandle>; readers: number; isKept: boolean };

/** A file that was deleted takes room on the disk until it is closed. */
const MILLISECONDS_OPEN = 10_000;

/**
 * Keeps at most `most` files open, each for seconds after it was last asked for. A file is known by path and ETag:
 * one that was replaced is opened anew. Whoever still reads a file that is not kept any more reads it to its end.
 */
export function createOpenFiles(most = 64): OpenFiles {
  const files = new LRUCache<string, OpenFile>({
    max: most,
    ttl: MILLISECONDS_OPEN,
    updateAgeOnGet: true,
    dispose: (file) => {
      file.isKept = false;
      closeUnread(file);
    },
  });

  setInterval(() => files.purgeStale(), MILLISECONDS_OPEN).unref();

  const closeUnread = ({ handle, readers, isKept }: OpenFile) => {
    if (readers === 0 && !isKept) handle.then((opened) => opened.close()).catch(() => {});
  };

  const take = (key: string, whole: { path: string; size: number }): OpenFile => {
    const known = files.get(key);
    if (known) return known;
    const file = { handle: openWhole(whole), readers: 0, isKept: true };
    files.set(key, file);
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
        if (file.isKept) files.delete(key);
        throw error;
      } finally {
        file.readers--;
        closeUnread(file);
      }
    },
  };
}
