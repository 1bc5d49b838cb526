import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { type ProblemError, problem, problemDocument } from './problem.ts';
import { isStreamed } from './request.ts';

/** How long a sender may keep the server waiting, in milliseconds. */
export type Patience = {
  /** Until the headers of a request are there, from the opening of its connection on. */
  headers: number;
  /** Between two requests of one connection. */
  idle: number;
  /** Without a byte of a body, while the server has taken all that came. */
  silence: number;
  /** For a body that is held in memory, beside the time that its bytes take at the slowest line of all. */
  body: number;
  slowestBytesPerSecond: number;
  /** Between two looks at a body under way. */
  look: number;
};

/**
 * Files come for hours over a slow line, and are only let go when they fall silent; what came of them stays. What is
 * held in memory has an end: 4 MiB of JSON may take 18 minutes, a byte now and then a minute.
 */
export const PATIENCE: Patience = {
  headers: 30_000,
  idle: 5_000,
  silence: 30_000,
  body: 60_000,
  slowestBytesPerSecond: 4_096,
  look: 1_000,
};

/**
 * A server that lets go of senders who do not send. It tells them so (408) where nothing has been answered yet, and
 * tells in a problem document, too, what Node refuses before any route hears of it.
 */
export function createPatientServer(log: Logger, patience: Patience = PATIENCE): HttpServer {
  const http = createServer({
    // Bodies are watched here: Node knows one bound for the whole of a request, whatever it carries.
    requestTimeout: 0,
    headersTimeout: patience.headers,
    keepAliveTimeout: patience.idle,
    connectionsCheckingInterval: patience.look,
  });
  http.on('request', (request, response) => watchBody(request, response, patience, log));
  http.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else refuse(socket, unreadable(error));
  });
  return http;
}

function watchBody(
  request: IncomingMessage,
  response: ServerResponse,
  patience: Patience,
  log: Logger,
): void {
  const { headers, socket } = request;
  if (headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0) return;
  const streamed = isStreamed(headers['content-type']);
  const atBegin = socket.bytesRead;
  let seen = atBegin;
  // Looks are counted, not the clock: where this process itself was held up, bytes may wait to be read.
  let silent = 0;
  let waited = 0;
  const look = () => {
    if (request.complete || socket.destroyed) return stop();
    // What has come and was not taken yet is not the sender's delay.
    if (request.readableLength > 0) return;
    silent = socket.bytesRead > seen ? 0 : silent + patience.look;
    waited += patience.look;
    seen = socket.bytesRead;
    const most = patience.body + ((seen - atBegin) / patience.slowestBytesPerSecond) * 1_000;
    if (silent < patience.silence && (streamed || waited < most)) return;
    stop();
    log.info({ method: request.method, path: request.url, silent, waited }, 'a sender was let go');
    if (response.headersSent) socket.destroy();
    else refuse(socket, silent < patience.silence ? tooSlow() : fellSilent(streamed));
  };
  const timer = setInterval(look, patience.look).unref();
  const stop = () => clearInterval(timer);
  request.once('close', stop);
}

function fellSilent(streamed: boolean): ProblemError {
  const goOn = streamed
    ? 'What came of an upload stays: ask how far it is and go on from there.'
    : 'Send it again.';
  return problem('too_slow', { detail: `Nothing came any more before the request was whole. ${goOn}` });
}

function tooSlow(): ProblemError {
  return problem('too_slow', { detail: 'The request came too slowly to be waited for. Send it again.' });
}

function unreadable({ code }: NodeJS.ErrnoException): ProblemError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return problem('too_large', {
      detail: 'The address and headers of the request are longer than 16 KiB together.',
      status: 431,
    });
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return problem('too_slow', { detail: 'The headers of the request did not come. Send it again.' });
  return problem('malformed', { detail: 'This is no request that HTTP knows.' });
}

/** Answers on the bare connection and closes it. */
function refuse(socket: Duplex, refusal: ProblemError): void {
  const { status, title } = problemDocument(refusal);
  const body = JSON.stringify(problemDocument(refusal));
  const lines = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
  // Whoever does not read it either is not waited for.
  const gone = setTimeout(() => socket.destroy(), 1_000).unref();
  socket.once('close', () => clearTimeout(gone));
}
