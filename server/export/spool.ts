import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { isRunning } from '../base/process.ts';
import { problem } from '../http/problem.ts';

/**
 * Bytes on their way from a writer that must not wait to a reader who may take minutes: in memory while the
 * reader keeps up, in a file beyond that. Read by iterating; who stops early closes it.
 */
export type Spool = AsyncIterableIterator<Uint8Array> & {
  /** Aborted when the reader has left. */
  signal: AbortSignal;
  /** Takes the next bytes. Throws once the reader has left, or where the disk is full and the reader rests. */
  write: (bytes: Uint8Array) => Promise<void>;
  /** All was written. */
  end: () => void;
  /** No more comes, and what came is not the whole: the reader is told behind it. */
  fail: (error: unknown) => void;
  close: () => Promise<void>;
};

/** Opens spools in a folder. Throws a problem (503) where too many are open. */
export type Spools = { open: () => Spool };

const BYTES_IN_MEMORY = 2 ** 20;
const BYTES_READ_AT_ONCE = 256 * 1024;
const BYTES_BETWEEN_LOOKS_AT_THE_DISK = 16 * 2 ** 20;
const MOST_OPEN = 64;
/** Whoever takes nothing for so long has gone without saying so. */
const MILLISECONDS_TO_REST = 15 * 60_000;
/** So long may the database wait for a reader where the disk is full. */
const MILLISECONDS_AT_THE_READERS_PACE = 10_000;
/** A spool's file: the process that writes it, and a name of its own. */
const FILE = /^(\d+)\.[0-9a-f-]{36}$/;

/**
 * Makes the folder and clears what processes that are gone may have left in it. `reserve` bytes of the disk stay
 * free for the database: where they would not, the writer goes at the reader's pace.
 */
export async function openSpools(folder: string, reserve: number): Promise<Spools> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const pid = FILE.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) await rm(path.join(folder, name), { force: true });
  }
  const opened = new Set<Spool>();
  return {
    open: () => {
      if (opened.size >= MOST_OPEN)
        throw problem('unavailable', {
          detail: `${MOST_OPEN} exports are being read already. Try again when some of them have ended.`,
        });
      const spool: Spool = createSpool({ folder, reserve, onClose: () => opened.delete(spool) });
      opened.add(spool);
      return spool;
    },
  };
}

type Room = { folder: string; reserve: number; onClose: () => void };

function createSpool({ onClose, ...room }: Room): Spool {
  const left = new AbortController();
  // What is held comes before what stands in the file.
  let held: Uint8Array[] = [];
  let file: SpoolFile | undefined;
  let ending: { error?: unknown } | undefined;
  let waiting: (() => void)[] = [];

  const moved = () => new Promise<void>((resolve) => waiting.push(resolve));
  const tell = () => {
    const awake = waiting;
    waiting = [];
    for (const wake of awake) wake();
  };
  const letGo = async () => {
    held = [];
    const gone = file;
    file = undefined;
    await gone?.close();
  };
  const hold = (bytes: Uint8Array) => {
    held.push(bytes);
    tell();
  };
  const isRead = () => held.length === 0 && !file?.hasMore();

  const resting = setTimeout(() => {
    ending = { error: new Error('The reader has taken nothing for too long.') };
    left.abort();
    letGo().then(tell, tell);
  }, MILLISECONDS_TO_REST).unref();

  const close = async () => {
    clearTimeout(resting);
    ending ??= {};
    left.abort();
    onClose();
    tell();
    await letGo();
  };

  const spool: Spool = {
    signal: left.signal,
    write: async (bytes) => {
      left.signal.throwIfAborted();
      const bytesHeld = held.reduce((sum, { length }) => sum + length, 0);
      if (!file?.hasMore() && (held.length === 0 || bytesHeld + bytes.length <= BYTES_IN_MEMORY))
        return hold(bytes);
      file ??= createSpoolFile(room);
      if (await file.append(bytes)) return tell();
      const patience = AbortSignal.timeout(MILLISECONDS_AT_THE_READERS_PACE);
      patience.addEventListener('abort', tell);
      while (!isRead() && !left.signal.aborted) {
        if (patience.aborted) throw new Error('The disk is full, and the reader takes nothing.');
        await moved();
      }
      left.signal.throwIfAborted();
      hold(bytes);
    },
    end: () => {
      ending ??= {};
      tell();
    },
    fail: (error) => {
      ending ??= { error };
      tell();
    },
    close,
    next: async () => {
      resting.refresh();
      for (;;) {
        const value = held.shift() ?? (await file?.read());
        if (value) {
          tell();
          return { value, done: false };
        }
        if (ending) {
          await close();
          if (ending.error) throw ending.error;
          return { value: undefined, done: true };
        }
        await moved();
      }
    },
    return: async () => {
      await close();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]: () => spool,
  };
  return spool;
}

type SpoolFile = ReturnType<typeof createSpoolFile>;

/** A file without a name, so that nothing of it stays whatever ends the process. */
function createSpoolFile({ folder, reserve }: { folder: string; reserve: number }) {
  let handle: FileHandle | undefined;
  let written = 0;
  let taken = 0;
  let lookAgainAt = 0;
  let closed = false;

  return {
    hasMore: () => taken < written,
    /** Writes behind what is there; false where the disk has no room. */
    append: async (bytes: Uint8Array): Promise<boolean> => {
      try {
        if (written >= lookAgainAt) {
          const { bavail, bsize } = await statfs(folder);
          if (bavail * bsize - reserve < bytes.length) return false;
          lookAgainAt = written + BYTES_BETWEEN_LOOKS_AT_THE_DISK;
        }
        handle ??= await openNameless(folder);
        if (closed) {
          await handle.close();
          return false;
        }
        for (let done = 0; done < bytes.length; )
          done += (await handle.write(bytes, done, bytes.length - done, written + done)).bytesWritten;
      } catch (error) {
        if (isOutOfRoom(error)) return false;
        throw error;
      }
      written += bytes.length;
      return true;
    },
    /** The next bytes, or undefined where all were read. */
    read: async (): Promise<Uint8Array | undefined> => {
      if (!handle || taken >= written) return undefined;
      const length = Math.min(written - taken, BYTES_READ_AT_ONCE);
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, taken);
      if (bytesRead === 0) throw new Error('The file of an export is shorter than what was written to it.');
      taken += bytesRead;
      return buffer.subarray(0, bytesRead);
    },
    close: async () => {
      closed = true;
      await handle?.close();
    },
  };
}

async function openNameless(folder: string): Promise<FileHandle> {
  const file = path.join(folder, `${process.pid}.${crypto.randomUUID()}`);
  const handle = await open(file, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600);
  await rm(file, { force: true });
  return handle;
}

function isOutOfRoom(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(error.code))
  );
}
