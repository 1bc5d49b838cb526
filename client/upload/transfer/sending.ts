import { DetailedError, Upload as Tus } from 'tus-js-client';
import { plainLine } from '#domain/text/text.rules.ts';
import { failureOf, RequestFailure } from '../../core/index.ts';
import { UPLOADS } from './upload.api.ts';

/**
 * How much one request carries. The server keeps what arrived of it when the line drops, but a proxy in
 * between may hold a request back until it is whole: then this much is sent twice. On a poor line (1 Mbit/s)
 * it takes half a minute, well below the patience of any proxy; on a good one (100 Mbit/s and 50 ms to the
 * server) waiting between requests costs an eighth, which the other file that is sent beside fills.
 */
const CHUNK_BYTES = 4 * 1024 * 1024;
/** A line can die without a word; then nothing moves. It is told, and after a while tried anew. */
const TOLD_AFTER_MILLISECONDS = 10_000;
const STALLED_MILLISECONDS = 30_000;
const LOOK_MILLISECONDS = 2_000;
const FIRST_WAIT_MILLISECONDS = 1_000;
const LONGEST_WAIT_MILLISECONDS = 30_000;

/** What is sent, and what the server is told of it. */
export type Sent = {
  file: File;
  siteId: string;
  role: 'image' | 'beside';
  sha256: string;
  analyst: string;
  /** Where sending goes on with what arrived before. */
  uploadId: string | undefined;
};

/** Who hears how it goes. One of `done` and `refused` is the last word. */
export type Listener = {
  announced: (uploadId: string) => void;
  progress: (sent: number) => void;
  /** Nothing moves and nothing is answered, though the server seems reached; `progress` ends that. */
  silent: () => void;
  /** The server is not reached; it is tried again until it is. */
  lineDown: () => void;
  done: () => void;
  /** `announced` is false where the server refused before a byte was sent. */
  refused: (failure: RequestFailure, announced: boolean) => void;
};

/**
 * Sends a file by tus 1.0 and goes on by itself after the line dropped or the server was restarted, from the
 * byte up to which the server has it. Gives a function that stops it; what was sent stays with the server.
 */
export function send(sent: Sent, listener: Listener): () => void {
  let uploadId = sent.uploadId;
  let current: Tus | undefined;
  let wait = FIRST_WAIT_MILLISECONDS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let moved = performance.now();
  let attempted = moved;

  const attempt = () => {
    clearTimeout(timer);
    timer = undefined;
    attempted = performance.now();
    current = new Tus(sent.file, {
      // With both, tus-js-client would begin anew wherever the server answers a resumption with an error.
      ...(uploadId ? { uploadUrl: addressOf(uploadId) } : { endpoint: UPLOADS }),
      chunkSize: CHUNK_BYTES,
      retryDelays: null,
      storeFingerprintForResuming: false,
      headers: { Analyst: encodeURIComponent(plainLine(sent.analyst)) },
      metadata: {
        filename: sent.file.name,
        siteId: sent.siteId,
        role: sent.role,
        sha256: sent.sha256,
        lastModified: new Date(sent.file.lastModified).toISOString(),
      },
      onUploadUrlAvailable: () => {
        const id = current?.url?.split('/').at(-1);
        if (!id || id === uploadId) return;
        uploadId = id;
        listener.announced(id);
      },
      onProgress: (bytes) => {
        moved = performance.now();
        wait = FIRST_WAIT_MILLISECONDS;
        listener.progress(bytes);
      },
      onSuccess: () => {
        stop();
        listener.done();
      },
      onError: fail,
    });
    current.start();
  };

  const again = () => {
    moved = performance.now();
    listener.lineDown();
    timer = setTimeout(attempt, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MILLISECONDS);
  };

  const fail = (error: Error) => {
    const response = error instanceof DetailedError ? error.originalResponse : null;
    const status = response?.getStatus() ?? 0;
    // The server no longer knows the upload: it was too old, or ended from elsewhere.
    if (uploadId && (status === 404 || status === 410)) {
      uploadId = undefined;
      return again();
    }
    // 409 is an offset that moved meanwhile, 423 an earlier request that still holds the upload.
    const passes = status === 0 || (status >= 500 && status !== 507) || [408, 423, 429].includes(status);
    if (passes || (uploadId && status === 409)) return again();
    // To stop breaks the request off, and with it goes what was answered.
    const failure = response ? failureOf(status, response.getBody()) : new RequestFailure(error.message);
    stop();
    listener.refused(failure, uploadId !== undefined);
  };

  const goOn = () => {
    const now = performance.now();
    if (timer === undefined && now - Math.max(moved, attempted) < FIRST_WAIT_MILLISECONDS) return;
    void current?.abort();
    attempt();
  };
  const watch = setInterval(() => {
    if (timer !== undefined) return;
    const now = performance.now();
    if (now - moved > TOLD_AFTER_MILLISECONDS) listener.silent();
    if (now - Math.max(moved, attempted) > STALLED_MILLISECONDS) goOn();
  }, LOOK_MILLISECONDS);

  const stop = () => {
    clearTimeout(timer);
    clearInterval(watch);
    removeEventListener('online', goOn);
    void current?.abort();
  };
  addEventListener('online', goOn);
  attempt();
  return stop;
}

function addressOf(uploadId: string): string {
  return new URL(`${UPLOADS}/${uploadId}`, location.href).href;
}
