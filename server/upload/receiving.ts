import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { problem } from '../http/problem.ts';

/** Bytes that go on arriving at files of this process. */
export type Receiver = {
  /**
   * Appends what comes at the end of a file and returns its size once the disk has it all. Where the sender
   * breaks off, what has come stays, on the disk too. 409 where `offset` is not the file's end, 413 beyond `most`
   * bytes in all.
   */
  append: (
    path: string,
    order: { offset: number; most: number; bytes: AsyncIterable<Uint8Array> },
  ) => Promise<number>;
  /** Ends what still arrives at a file, perhaps over a line that is long dead, and waits until it is on the disk. */
  interrupt: (path: string) => Promise<void>;
  /** Ends all that still arrives. */
  close: () => Promise<void>;
};

type Arrival = { stop: AbortController; ended: Promise<unknown> };

/**
 * One arrival at a time for each file: a sender that comes back ends the one before. Another server process may
 * write the same bytes to the same places meanwhile, which does no harm, and the whole is hashed in the end.
 */
export function openReceiver(): Receiver {
  const arrivals = new Map<string, Arrival>();

  const interrupt = async (path: string) => {
    const arrival = arrivals.get(path);
    arrival?.stop.abort();
    await arrival?.ended.catch(() => {});
  };

  return {
    interrupt,
    append: async (path, order) => {
      await interrupt(path);
      const stop = new AbortController();
      const ended = appendTo(path, order, stop.signal);
      const arrival = { stop, ended };
      arrivals.set(path, arrival);
      try {
        return await ended;
      } finally {
        if (arrivals.get(path) === arrival) arrivals.delete(path);
      }
    },
    close: async () => {
      await Promise.all([...arrivals.keys()].map(interrupt));
    },
  };
}

/** Bytes of a file that have arrived; 0 where none has. */
export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}

/** When a file was last written to, in milliseconds; 0 where there is none. */
export async function lastWritten(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}

async function appendTo(
  path: string,
  { offset, most, bytes }: { offset: number; most: number; bytes: AsyncIterable<Uint8Array> },
  stop: AbortSignal,
): Promise<number> {
  const file = await open(path, constants.O_CREAT | constants.O_RDWR, 0o600);
  const arriving = bytes[Symbol.asyncIterator]();
  let refuse = (_: Error): void => {};
  stop.addEventListener('abort', () => refuse(superseded()));
  // Not by Promise.race: one promise that outlives all others would hold every piece that ever came.
  const next = () =>
    new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
      if (stop.aborted) return reject(superseded());
      refuse = reject;
      arriving.next().then(resolve, () => reject(brokenOff()));
    });
  try {
    let position = (await file.stat()).size;
    if (position !== offset)
      throw problem('conflict', { detail: `${position} bytes are here, not ${offset}: go on from there.` });
    for (;;) {
      const { value, done } = await next();
      if (done) return position;
      if (position + value.length > most) throw moreThanAnnounced(most);
      await writeWhole(file, value, position);
      position += value.length;
    }
  } finally {
    arriving.return?.().catch(() => {});
    try {
      await file.datasync();
    } finally {
      await file.close();
    }
  }
}

function superseded(): Error {
  return problem('upload_superseded', { detail: 'The same file began to arrive anew; go on there.' });
}

function brokenOff(): Error {
  return problem('malformed', { detail: 'The upload broke off; what came stays, go on from there.' });
}

async function writeWhole(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const step = await file.write(bytes, written, bytes.length - written, position + written);
    written += step.bytesWritten;
  }
}

/** The refusal of bytes beyond the end of a file. */
export function moreThanAnnounced(bytes: number) {
  return problem('too_large', { detail: `More came than the ${bytes} bytes that were announced.` });
}
