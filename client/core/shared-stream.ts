import { type EventStream, openEventStream } from './event-stream.ts';
import type { PageWord } from './event-stream.worker.ts';
import type { Told } from './told.ts';

const ASK_MILLISECONDS = 5_000;
/** So often in a row nothing comes back before the shared stream is given up. */
const MOST_UNANSWERED = 4;

/**
 * Hears the one stream of events that all pages of this browser share. A browser opens six connections to a server;
 * were each page to hold a stream, six pages would hold all of them, and none could load anything. The stream lives in
 * a shared worker: it belongs to no page, so closing, freezing or throttling one leaves the others hearing, and it
 * needs no secure context. Where the browser has none, or it does not answer, a page holds a stream of its own
 * while it is in sight. Returns what ends it.
 */
export function hearSharedStream(hear: (told: Told) => void): () => void {
  const leaving = new AbortController();
  const { signal } = leaving;
  let port: MessagePort | undefined;
  let unanswered = 0;
  let ownStream: (() => void) | undefined;

  function join() {
    port?.close();
    try {
      const worker = new SharedWorker(new URL('./event-stream.worker.ts', import.meta.url), {
        type: 'module',
        name: 'Afterimage events',
      });
      worker.addEventListener('error', holdOwn, { signal });
      port = worker.port;
    } catch {
      return holdOwn();
    }
    port.addEventListener('message', ({ data }: MessageEvent<Told>) => {
      unanswered = 0;
      hear(data);
    });
    port.start();
    say('here');
  }

  function holdOwn() {
    if (ownStream || signal.aborted) return;
    port?.close();
    port = undefined;
    ownStream = hearOwnStream(hear);
  }

  function say(word: PageWord) {
    port?.postMessage(word);
  }

  /** A worker ends with the process that it runs in. Begun again, it is the same where it lives, else a new one. */
  function ask() {
    if (ownStream) return;
    unanswered++;
    if (unanswered > MOST_UNANSWERED) holdOwn();
    else if (unanswered > 1) join();
    else say('here');
  }

  const timer = setInterval(ask, ASK_MILLISECONDS);
  addEventListener('online', () => say('line_back'), { signal });
  addEventListener('pagehide', () => say('gone'), { signal });
  // A page that was put away, frozen or out of sight asks whether it missed something.
  addEventListener('pageshow', () => say('here'), { signal });
  document.addEventListener('resume', () => say('here'), { signal });
  document.addEventListener('visibilitychange', () => document.hidden || say('here'), { signal });
  join();
  return () => {
    leaving.abort();
    clearInterval(timer);
    say('gone');
    port?.close();
    ownStream?.();
  };
}

/** A stream of this page alone, which lets go of its connection while nobody looks. */
function hearOwnStream(hear: (told: Told) => void): () => void {
  const leaving = new AbortController();
  const { signal } = leaving;
  let stream: EventStream | undefined;
  const open = () => {
    if (!document.hidden) stream ??= openEventStream(hear);
  };
  const close = () => {
    stream?.close();
    stream = undefined;
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()), { signal });
  addEventListener('pagehide', close, { signal });
  addEventListener('pageshow', open, { signal });
  addEventListener('online', () => stream?.renew(), { signal });
  open();
  return () => {
    leaving.abort();
    close();
  };
}
