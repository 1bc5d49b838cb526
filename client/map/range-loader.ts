/** Bytes of a file: the first, and the one behind the last. */
type Range = { start: number; end: number };
type Read = Range & {
  signal: AbortSignal;
  resolve: (response: Response) => void;
  reject: (reason: unknown) => void;
};

/** Ranges that lie as close as this are read as one: less than a request costs. */
const JOINED_GAP_BYTES = 4_096;
/** A joined range ends here, so that the first tiles are seen before the last have come. */
const JOINED_BYTES = 1_500_000;
/** What was read stays at hand up to this, so that another mode, or the former date, reads nothing again. */
const KEPT_BYTES = 96_000_000;
const RETRY_AFTER_MILLISECONDS = [300, 1_200];

/**
 * Reads parts of one file for ol/source/GeoTIFF's `loader` option, in few requests: what lies in the first
 * `headBytes` comes from one request for all of it, and reads that are asked for together and lie side by
 * side go as one range. A read that gets no answer is sent twice more. The tiles of a Cloud Optimized
 * GeoTIFF lie row by row, so a view's tiles mostly form a few such ranges. A read that is given up is never
 * answered: whoever gave it up no longer listens.
 */
export function rangeLoader(url: string, headBytes: number) {
  let head: Promise<ArrayBuffer> | undefined;
  let waiting: Read[] = [];

  return async (
    _: string,
    headers: ConstructorParameters<typeof Headers>[0],
    signal: AbortSignal,
  ): Promise<Response> => {
    const range = readRange(new Headers(headers).get('Range'));
    if (range.end <= headBytes) {
      head ??= fetchRange(url, { start: 0, end: headBytes });
      head.catch(() => {
        head = undefined;
      });
      return partOf(await head, { start: 0, end: headBytes }, range);
    }
    const known = recall(url, range);
    if (known) return partOf(known, range, range);
    return new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(flush, 0);
      waiting.push({ ...range, signal, resolve, reject });
    });
  };

  function flush() {
    const reads = waiting.filter((read) => !read.signal.aborted);
    waiting = [];
    for (const group of joined(reads)) void answer(group);
  }

  async function answer(reads: Read[]) {
    const whole = { start: reads[0]!.start, end: Math.max(...reads.map((read) => read.end)) };
    const controller = new AbortController();
    const stopWhenAllStopped = () => {
      if (reads.every((read) => read.signal.aborted)) controller.abort();
    };
    for (const read of reads) read.signal.addEventListener('abort', stopWhenAllStopped);
    try {
      const bytes = await fetchRange(url, whole, controller.signal);
      for (const read of reads) {
        keep(url, read, bytes.slice(read.start - whole.start, read.end - whole.start));
        read.resolve(partOf(bytes, whole, read));
      }
    } catch (error) {
      for (const read of reads) if (!read.signal.aborted) read.reject(error);
    } finally {
      for (const read of reads) read.signal.removeEventListener('abort', stopWhenAllStopped);
    }
  }
}

const kept = new Map<string, ArrayBuffer>();
let keptBytes = 0;

function keep(url: string, { start, end }: Range, bytes: ArrayBuffer) {
  const key = `${url} ${start}-${end}`;
  if (kept.has(key)) return;
  kept.set(key, bytes);
  keptBytes += bytes.byteLength;
  for (const [oldestKey, oldest] of kept) {
    if (keptBytes <= KEPT_BYTES) break;
    kept.delete(oldestKey);
    keptBytes -= oldest.byteLength;
  }
}

function recall(url: string, { start, end }: Range): ArrayBuffer | undefined {
  const key = `${url} ${start}-${end}`;
  const bytes = kept.get(key);
  if (!bytes) return undefined;
  kept.delete(key);
  kept.set(key, bytes);
  return bytes;
}

/** Groups of reads in the order of the file, each group close enough together to be one request. */
function joined<T extends Range>(reads: T[]): T[][] {
  const groups: T[][] = [];
  for (const read of reads.toSorted((one, other) => one.start - other.start)) {
    const group = groups.at(-1);
    const first = group?.[0];
    const last = group?.at(-1);
    if (
      group &&
      last &&
      first &&
      read.start - last.end <= JOINED_GAP_BYTES &&
      read.end - first.start <= JOINED_BYTES
    )
      group.push(read);
    else groups.push([read]);
  }
  return groups;
}

async function fetchRange(
  url: string,
  range: Range,
  signal?: AbortSignal,
  waits = RETRY_AFTER_MILLISECONDS,
): Promise<ArrayBuffer> {
  const headers = { Range: `bytes=${range.start}-${range.end - 1}` };
  try {
    const response = await fetch(url, signal ? { headers, signal } : { headers });
    if (response.status !== 206) throw new RefusedRead(response.status);
    return await response.arrayBuffer();
  } catch (error) {
    const [wait, ...later] = waits;
    if (signal?.aborted || error instanceof RefusedRead || wait === undefined) throw error;
    await new Promise((resolve) => setTimeout(resolve, wait));
    return fetchRange(url, range, signal, later);
  }
}

class RefusedRead extends Error {
  constructor(status: number) {
    super(`The server answered ${status} instead of a part of the file.`);
  }
}

function readRange(header: string | null): Range {
  const [, start, last] = /^bytes=(\d+)-(\d+)$/.exec(header ?? '') ?? [];
  return { start: Number(start), end: Number(last) + 1 };
}

/** A reply to one read, cut out of what was fetched; short where the file ends. */
function partOf(bytes: ArrayBuffer, whole: Range, part: Range): Response {
  const body = bytes.slice(part.start - whole.start, part.end - whole.start);
  const last = part.start + body.byteLength - 1;
  return new Response(body, { status: 206, headers: { 'Content-Range': `bytes ${part.start}-${last}/*` } });
}
