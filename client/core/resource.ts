import { effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import { isRefusal, sentenceOf } from './failure.ts';

/** Where stands what is fetched for the screen: nothing is empty before its answer is there. */
export type Standing = { kind: 'loading' } | { kind: 'there' } | { kind: 'failed'; sentence: string };

/** Fetches one thing that is on screen, as often as it may have changed. */
export type Resource = {
  standing: ReadonlySignal<Standing>;
  /** Fetches it anew. Ends when an answer has come that was asked for after this call, or none could be had. */
  load: () => Promise<void>;
  /** The same, and gives up what is under way: since when that was asked for, word of changes may be missing. */
  reload: () => Promise<void>;
  /** What is on screen was just changed from here: an answer that was asked for before is not taken. */
  outdate: () => void;
  /** Fetches it whenever the subject is another one, or its version; what it gives ends that, and all that is asked for. */
  follow: () => () => void;
};

const RETRY_MILLISECONDS = [5_000, 10_000, 20_000, 30_000];
const all = new Set<(askedBefore: number, anew: 'load' | 'reload') => void>();

/**
 * Fetches anew all that is on screen and was asked for before a moment, by performance.now(). `breakOff`: what is
 * under way is given up, since it may be on a line that is dead.
 */
export function refreshShown(askedBefore: number, { breakOff }: { breakOff: boolean }): void {
  for (const refresh of all) refresh(askedBefore, breakOff ? 'reload' : 'load');
}

/**
 * A resource of what belongs to a subject (the site on screen, say); undefined means that nothing is to be shown.
 * One answer is awaited at a time: whoever asks meanwhile gets one more after it, so that an older answer never takes
 * the place of a newer one, and none is waited for twice. Where another subject is on screen by then, an answer is
 * broken off. What could not be had is asked for again by itself, unless the server refuses it.
 */
export function resource<Data>({
  subject,
  version = () => undefined,
  fetch,
  take,
  clear = () => {},
}: {
  subject: () => string | undefined;
  /** What is known here of its age: where this changes, it is fetched anew. */
  version?: () => unknown;
  fetch: (subject: string, signal: AbortSignal) => Promise<Data>;
  /** Puts an answer on screen. */
  take: (data: Data) => void;
  /** Takes from the screen what belongs to another subject. */
  clear?: () => void;
}): Resource {
  const standing: Signal<Standing> = signal({ kind: 'loading' });
  let current: string | undefined;
  let underWay: AbortController | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let askedAt = Number.POSITIVE_INFINITY;
  let attempt = 0;
  let asks = 0;
  let ended = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function breakOff() {
    clearTimeout(timer);
    underWay?.abort();
    running = undefined;
    next = undefined;
  }

  function load(): Promise<void> {
    const now = ended ? undefined : untracked(subject);
    if (now !== current) {
      breakOff();
      current = now;
      attempt = 0;
      askedAt = Number.POSITIVE_INFINITY;
      standing.value = { kind: 'loading' };
      untracked(clear);
    }
    if (now === undefined) return Promise.resolve();
    if (!running) return ask(now);
    const asksBefore = asks;
    next ??= running.then(() => {
      if (current !== now) return undefined;
      return asks > asksBefore ? running : load();
    });
    return next;
  }

  function ask(now: string): Promise<void> {
    clearTimeout(timer);
    asks++;
    const own = new AbortController();
    underWay = own;
    askedAt = performance.now();
    running = answer(now, own).finally(() => {
      if (underWay !== own) return;
      running = undefined;
      next = undefined;
    });
    return running;
  }

  async function answer(now: string, { signal }: AbortController): Promise<void> {
    try {
      const data = await fetch(now, signal);
      if (signal.aborted) return current === now ? running : undefined;
      if (untracked(subject) !== now) return;
      take(data);
      attempt = 0;
      standing.value = { kind: 'there' };
    } catch (error) {
      // Whoever waits for this answer waits for the one that took its place.
      if (signal.aborted) return current === now ? running : undefined;
      standing.value = { kind: 'failed', sentence: sentenceOf(error) };
      if (isRefusal(error)) return;
      timer = setTimeout(() => void load(), RETRY_MILLISECONDS[attempt] ?? RETRY_MILLISECONDS.at(-1));
      attempt++;
    }
  }

  function reload(): Promise<void> {
    if (untracked(subject) === current) breakOff();
    if (standing.peek().kind === 'failed') standing.value = { kind: 'loading' };
    return load();
  }

  const refresh = (askedBefore: number, anew: 'load' | 'reload') => {
    if (askedAt < askedBefore) void { load, reload }[anew]();
  };
  all.add(refresh);
  return {
    standing,
    load,
    reload,
    outdate: () => {
      if (running) void reload();
    },
    follow: () => {
      let known: unknown;
      const stop = effect(() => {
        const now = version();
        const other = subject() !== current;
        if (!other && now === known) return;
        known = now;
        untracked(() => void load());
      });
      return () => {
        stop();
        ended = true;
        all.delete(refresh);
        breakOff();
      };
    },
  };
}
