import type { Context } from 'hono';
import type { Logger } from 'pino';
import { createOpenFiles, openWhole } from './open-files.ts';
import { problem } from './problem.ts';
import { streamReply } from './reply-stream.ts';

/** A file as it is served: its bytes never change under its ETag. `size` in bytes. */
export type ServedFile = {
  path: string;
  size: number;
  /** A strong ETag, quotes included. */
  etag: string;
  headers: Record<string, string>;
};

/** First and last byte, both included. */
export type ByteRange = { first: number; last: number };

/**
 * The one range that a Range header asks for (RFC 9110, 14.2), 'whole' where there is none, several, or one
 * that is malformed and so ignored, or 'unsatisfiable' where it lies outside a file of `size` bytes.
 */
export function readRange(header: string | undefined, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const [, from = '', to = ''] = /^bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '') ?? [];
  if (from === '' && to === '') return 'whole';
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'unsatisfiable' : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  if (to !== '' && Number(to) < first) return 'whole';
  if (first >= size) return 'unsatisfiable';
  return { first, last: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}

const openFiles = createOpenFiles();

/**
 * Serves a file, whole or in part: 200, 206, 304 or 416; HEAD tells the same without the bytes. Throws FileLost
 * before anything is answered where the file is not what it was.
 */
export async function serveFile(context: Context, file: ServedFile, log: Logger): Promise<Response> {
  const { req } = context;
  const headers = { ...file.headers, 'Accept-Ranges': 'bytes', ETag: file.etag };
  if (namesTag(req.header('If-None-Match'), file.etag)) return context.body(null, 304, headers);
  const head = req.method === 'HEAD';
  // Only GET has ranges. An If-Range that is a date, or weak, never matches: we send none such.
  const ifRange = req.header('If-Range');
  const ranged = !head && (ifRange === undefined || ifRange.trim() === file.etag);
  const range = ranged ? readRange(req.header('Range'), file.size) : 'whole';
  if (range === 'unsatisfiable') {
    context.header('Content-Range', `bytes */${file.size}`);
    throw problem('range_not_satisfiable', { detail: `The file has ${file.size} bytes.` });
  }
  if (range === 'whole') {
    const length = { 'Content-Length': String(file.size) };
    if (head || file.size === 0) {
      await (await openWhole(file)).close();
      return context.body(null, 200, { ...headers, ...length });
    }
    return streamReply(context, bytesOf(file, 0, file.size), { headers: { ...headers, ...length } }, log);
  }
  const { first, last } = range;
  const length = last - first + 1;
  const partial = {
    ...headers,
    'Content-Length': String(length),
    'Content-Range': `bytes ${first}-${last}/${file.size}`,
  };
  if (length <= MOST_BYTES_IN_ONE_PIECE)
    return context.body(await openFiles.read(file, first, length), 206, partial);
  return streamReply(context, bytesOf(file, first, length), { headers: partial, status: 206 }, log);
}

/**
 * Serves parts of a file, one behind the other in the order given, with nothing between: 200, 304, or 416 where
 * one lies beyond the end. Whoever asks knows how long each is. `end` is the byte behind the last. The first piece is
 * read before anything is answered, so that a file that is gone is not told by 200: that throws FileLost.
 */
export async function serveParts(
  context: Context,
  file: ServedFile,
  parts: { start: number; end: number }[],
  log: Logger,
): Promise<Response> {
  const { req } = context;
  const headers = { ...file.headers, ETag: file.etag };
  if (namesTag(req.header('If-None-Match'), file.etag)) return context.body(null, 304, headers);
  if (parts.some(({ end }) => end > file.size)) {
    context.header('Content-Range', `bytes */${file.size}`);
    throw problem('range_not_satisfiable', {
      detail: `The file has ${file.size} bytes, and a range goes beyond them.`,
    });
  }
  const length = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  const replied = { ...headers, 'Content-Length': String(length) };
  return streamReply(context, pieces(file, parts), { headers: replied }, log);
}

async function* pieces(file: ServedFile, parts: { start: number; end: number }[]) {
  for (const { start, end } of parts)
    for (let at = start; at < end; at += MOST_BYTES_IN_ONE_PIECE)
      yield await openFiles.read(file, at, Math.min(end - at, MOST_BYTES_IN_ONE_PIECE));
}

/** Blocks and tiles, which the page asks for, are far smaller; a stream for each would cost more than the read. */
const MOST_BYTES_IN_ONE_PIECE = 512 * 1024;
const BYTES_READ_AT_ONCE = 256 * 1024;

/** Bytes of a file. One that is shorter by now fails, since so many were promised. */
async function* bytesOf(file: ServedFile, first: number, length: number) {
  let sent = 0;
  const part = { start: first, end: first + length - 1, highWaterMark: BYTES_READ_AT_ONCE };
  // The handle is closed with the stream.
  for await (const chunk of (await openWhole(file)).createReadStream(part)) {
    sent += chunk.length;
    yield chunk as Uint8Array<ArrayBuffer>;
  }
  if (sent < length) throw new Error(`${file.path} has fewer than ${file.size} bytes`);
}

/** Weak comparison, as If-None-Match asks for (RFC 9110, 13.1.2). */
export function namesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((part) => part.trim().replace(/^W\//, '') === etag);
}
