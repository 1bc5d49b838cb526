import type { Range } from '#domain/scene/display-ranges.contract.ts';

/** Waits before what got no reply is asked for again; the last one for as long as the line is down. */
const WAITS_MILLISECONDS = [300, 1_200, 4_000, 10_000];

/** The server answers, but will not give these bytes: asking again is of no use. */
export class RefusedRead extends Error {
  constructor(status: number) {
    super(`The server answered ${status} instead of a part of the file.`);
  }
}

/** No reply came, or not all of it, or the server could not answer now. */
export class LostReply extends Error {}

/**
 * Asks for parts of a file, which come one behind the other in the order given, and hands each on as soon as
 * its last byte is there. Throws a LostReply, parts that were handed on before notwithstanding, or a
 * RefusedRead.
 */
export async function receiveParts<Part extends Range>(
  address: string,
  parts: Part[],
  { signal, heard }: { signal: AbortSignal; heard: () => void },
  received: (part: Part, bytes: Uint8Array<ArrayBuffer>) => void,
): Promise<void> {
  const response = await fetch(address, { signal }).catch((cause) => {
    throw new LostReply('No reply came.', { cause });
  });
  heard();
  try {
    if (response.status >= 500 || response.status === 429 || response.status === 408)
      throw new LostReply(`The server answered ${response.status}.`);
    if (response.status !== 200 || !response.body) throw new RefusedRead(response.status);
    await readParts(response.body.getReader(), parts, heard, received);
  } catch (error) {
    // What is not read would hold one of the few connections that a browser opens.
    if (!response.body?.locked) await response.body?.cancel().catch(() => {});
    throw error;
  }
}

async function readParts<Part extends Range>(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  parts: Part[],
  heard: () => void,
  received: (part: Part, bytes: Uint8Array<ArrayBuffer>) => void,
): Promise<void> {
  let rest = new Uint8Array(0);
  async function fill(part: Part) {
    const bytes = new Uint8Array(part.end - part.start);
    for (let filled = 0; filled < bytes.length; ) {
      if (rest.length === 0) rest = await next();
      const taken = rest.subarray(0, bytes.length - filled);
      bytes.set(taken, filled);
      filled += taken.length;
      rest = rest.subarray(taken.length);
    }
    received(part, bytes);
  }

  try {
    for (const part of parts) await fill(part);
    // Read to its end, a reply gives its connection back; one that goes on is not what was asked for.
    await reader.read();
  } finally {
    await reader.cancel().catch(() => {});
  }

  async function next(): Promise<Uint8Array<ArrayBuffer>> {
    const { value } = await reader.read().catch((cause) => {
      throw new LostReply('The reply broke off.', { cause });
    });
    if (!value) throw new LostReply('The reply ended too early.');
    heard();
    return value;
  }
}

/** Waits, longer with each attempt, until it is worth asking again: at once when the line is back. */
export function lineBack(attempt: number, signal: AbortSignal): Promise<void> {
  const page = globalThis as unknown as EventTarget;
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      page.removeEventListener('online', go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    const timer = setTimeout(go, WAITS_MILLISECONDS[attempt] ?? WAITS_MILLISECONDS.at(-1));
    page.addEventListener('online', go);
    signal.addEventListener('abort', go);
  });
}
