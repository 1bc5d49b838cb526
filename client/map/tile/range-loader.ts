import {
  MOST_RANGE_BYTES,
  MOST_RANGES,
  type Range,
  writeRanges,
} from '#domain/scene/display-ranges.contract.ts';
import { watchForAnswer } from '../../core/index.ts';
import { MOST_PACKED_BYTES } from './block-shape.ts';
import { LostReply, lineBack, RefusedRead, receiveParts } from './range-request.ts';
import { keep, recall } from './read-bytes.ts';

type Read = Range & {
  signal: AbortSignal;
  resolve: (bytes: Uint8Array<ArrayBuffer>) => void;
  reject: (reason: unknown) => void;
};
/** A range that is sent once for all who read in it. */
type Part = Range & { reads: Read[] };
type Flight = { parts: Set<Part>; controller: AbortController };

/** A request is called slow when, so long after it was sent, more than half of its bytes are still to come. */
export const SLOW_AFTER_MILLISECONDS = 1_500;
/** Where not a byte came for so long, the line is taken for dead and the rest asked for again. */
const SILENT_MILLISECONDS = 30_000;

/**
 * Reads parts of one file for ol/source/GeoTIFF's `loader` option, in few requests. What lies in the first
 * `headBytes` comes from one request for all of it; all other reads that are asked for together go as one
 * request for a list of ranges, answered in the order of asking, each read as soon as its bytes are there.
 * Where no reply comes, or a part of one, what is missing is asked for again, for as long as it takes. A read
 * that is given up is never answered, and a request of which every read is given up is broken off. `url` holds
 * a query already. What is asked for beyond the file's `size` is left out, and more than any tile may hold refused. `slow` is told each time that a line
 * proves slow.
 */
export function rangeLoader(
  url: string,
  headBytes: number,
  slow: () => void = () => {},
  size = Number.POSITIVE_INFINITY,
) {
  let head: Promise<Uint8Array<ArrayBuffer>> | undefined;
  let waiting: Read[] = [];
  const flights = new Set<Flight>();

  return async (
    _: string,
    headers: ConstructorParameters<typeof Headers>[0],
    signal: AbortSignal,
  ): Promise<Response> => {
    const asked = readRange(new Headers(headers).get('Range'));
    const range = { ...asked, end: Math.min(asked.end, size) };
    // Refused alone, and not together with all that would be asked for in the same request.
    if (range.end - range.start > MOST_PACKED_BYTES) throw new Error('It is larger than any tile may be.');
    if (range.end > headBytes) return reply(range, await read(range, signal));
    head ??= read({ start: 0, end: headBytes }, new AbortController().signal);
    head.catch(() => {
      head = undefined;
    });
    return reply(range, (await head).slice(range.start, range.end));
  };

  function read(range: Range, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const known = recall(url, range);
    if (known) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const wanted = { ...range, signal, resolve, reject };
      signal.addEventListener('abort', () => breakOff(wanted), { once: true });
      const coming = partComing(range);
      if (coming) {
        coming.reads.push(wanted);
        return;
      }
      if (waiting.length === 0) setTimeout(flush, 0);
      waiting.push(wanted);
    });
  }

  function partComing({ start, end }: Range): Part | undefined {
    for (const { parts, controller } of flights)
      for (const part of parts)
        if (!controller.signal.aborted && part.start === start && part.end === end) return part;
    return undefined;
  }

  function flush() {
    const reads = waiting.filter(({ signal }) => !signal.aborted);
    waiting = [];
    for (const parts of loads(partsOf(reads))) void fly(parts);
  }

  function breakOff(given: Read) {
    for (const { parts, controller } of flights) {
      const all = [...parts];
      if (all.some(({ reads }) => reads.includes(given)) && !all.some(isWanted)) controller.abort();
    }
  }

  async function fly(all: Part[]) {
    const flight: Flight = { parts: new Set(all), controller: new AbortController() };
    const { parts, controller } = flight;
    const { signal } = controller;
    flights.add(flight);
    const bytesOf = (some: Iterable<Part>) => [...some].reduce((sum, { start, end }) => sum + end - start, 0);
    const timer = setTimeout(() => {
      if (bytesOf(parts) > bytesOf(all) / 2) slow();
    }, SLOW_AFTER_MILLISECONDS);
    const watch = watchForAnswer('reading');
    try {
      for (let attempt = 0; parts.size > 0 && !signal.aborted; attempt++) {
        for (const part of parts) if (!isWanted(part)) parts.delete(part);
        const silence = new AbortController();
        watch.bound(SILENT_MILLISECONDS, () => silence.abort());
        const attended = { signal: AbortSignal.any([signal, silence.signal]), heard: watch.heard };
        try {
          const asked = [...parts];
          if (asked.length === 0) break;
          await receiveParts(`${url}&ranges=${writeRanges(asked)}`, asked, attended, (part, bytes) => {
            parts.delete(part);
            answer(part, bytes);
          });
        } catch (error) {
          if (signal.aborted) return;
          if (!(error instanceof LostReply)) throw error;
          await lineBack(attempt, signal);
        }
      }
    } catch (error) {
      const refused =
        error instanceof RefusedRead ? error : new Error('It could not be read.', { cause: error });
      for (const part of parts) for (const each of part.reads) if (!each.signal.aborted) each.reject(refused);
    } finally {
      clearTimeout(timer);
      watch.end();
      flights.delete(flight);
    }
  }

  function answer(part: Part, bytes: Uint8Array<ArrayBuffer>) {
    for (const each of part.reads) {
      const own = bytes.slice(each.start - part.start, each.end - part.start);
      keep(url, each, own);
      each.resolve(own);
    }
  }
}

function isWanted({ reads }: Part): boolean {
  return reads.some(({ signal }) => !signal.aborted);
}

/** The ranges that are to be sent, none of which shares a byte with another, in the order of asking. */
function partsOf(reads: Read[]): Part[] {
  const parts: Part[] = [];
  for (const read of reads.toSorted((one, other) => one.start - other.start)) {
    const last = parts.at(-1);
    if (last && read.start < last.end) {
      last.end = Math.max(last.end, read.end);
      last.reads.push(read);
    } else parts.push({ start: read.start, end: read.end, reads: [read] });
  }
  const order = new Map(reads.map((read, index) => [read, index]));
  const askedAt = (part: Part) => Math.min(...part.reads.map((read) => order.get(read)!));
  return parts.toSorted((one, other) => askedAt(one) - askedAt(other));
}

/** Parts in as many requests as the server's bounds ask for: nearly always one. */
function loads(parts: Part[]): Part[][] {
  const requests: Part[][] = [];
  let bytes = 0;
  for (const part of parts) {
    const size = part.end - part.start;
    const last = requests.at(-1);
    if (last && last.length < MOST_RANGES && bytes + size <= MOST_RANGE_BYTES) last.push(part);
    else {
      requests.push([part]);
      bytes = 0;
    }
    bytes += size;
  }
  return requests;
}

function readRange(header: string | null): Range {
  const [, start, last] = /^bytes=(\d+)-(\d+)$/.exec(header ?? '') ?? [];
  return { start: Number(start), end: Number(last) + 1 };
}

/** A reply to one read as the library expects it. */
function reply({ start }: Range, bytes: Uint8Array<ArrayBuffer>): Response {
  const last = start + bytes.byteLength - 1;
  return new Response(bytes, { status: 206, headers: { 'Content-Range': `bytes ${start}-${last}/*` } });
}
