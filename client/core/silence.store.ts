import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';

/** What is awaited of the server: something to be shown, or word that a write was done. */
export type Awaited = 'reading' | 'saving';

/** A server, or a proxy before it, may take a request and never say a word: so long, nothing is told. */
const TOLD_AFTER_MILLISECONDS = 10_000;

type Silence = { awaited: Awaited };
const silences: Signal<ReadonlySet<Silence>> = signal(new Set());

/** What the server has not answered for so long that it is to be told. */
export const unanswered: ReadonlySignal<ReadonlySet<Awaited>> = computed(
  () => new Set([...silences.value].map(({ awaited }) => awaited)),
);

/** Listens for signs of life from the server until what is awaited has come, or is no longer awaited. */
export type Watch = {
  /** Something came: the head of a reply, or a part of its body. */
  heard: () => void;
  /** Has `giveUp` called where nothing at all is heard for so long from now on; in place of what was bounded before. */
  bound: (milliseconds: number, giveUp: () => void) => void;
  /** The same for so long since the silence began, however late that is known. */
  lengthen: (milliseconds: number) => void;
  end: () => void;
};

/**
 * Tells where nothing is heard of an answer, however often it is asked for. The bound is on silence: each sign of
 * life starts it anew, so that a large answer over a slow line may take as long as it takes.
 */
export function watchForAnswer(awaited: Awaited): Watch {
  const silence: Silence = { awaited };
  let bounded = { since: 0, milliseconds: 0, giveUp: () => {} };
  let tell: ReturnType<typeof setTimeout> | undefined;
  let limit: ReturnType<typeof setTimeout> | undefined;

  const listen = () => {
    clearTimeout(tell);
    tell = setTimeout(() => {
      silences.value = new Set([...silences.peek(), silence]);
    }, TOLD_AFTER_MILLISECONDS);
  };
  const bound = (milliseconds: number, giveUp: () => void) => {
    bounded = { since: performance.now(), milliseconds, giveUp };
    count();
  };
  const count = () => {
    const { since, milliseconds, giveUp } = bounded;
    clearTimeout(limit);
    limit = setTimeout(giveUp, since + milliseconds - performance.now());
  };
  const withdraw = () => {
    if (silences.peek().has(silence))
      silences.value = new Set([...silences.peek()].filter((one) => one !== silence));
  };
  listen();
  return {
    heard: () => {
      withdraw();
      listen();
      bound(bounded.milliseconds, bounded.giveUp);
    },
    bound,
    lengthen: (milliseconds) => {
      bounded = { ...bounded, milliseconds };
      count();
    },
    end: () => {
      clearTimeout(tell);
      clearTimeout(limit);
      withdraw();
    },
  };
}
