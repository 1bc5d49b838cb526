import { type Signal, signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RequestFailure } from '../../../../client/core/failure.ts';
import { type Resource, refreshShown, resource } from '../../../../client/core/resource.ts';

type Asked = {
  subject: string;
  signal: AbortSignal;
  answer: (data: string) => void;
  fail: (why: Error) => void;
};

describe('what is fetched for the screen', () => {
  let subject: Signal<string | undefined>;
  let version: Signal<number>;
  let asked: Asked[];
  let shown: string | undefined;
  let loaded: Resource;
  let stop: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    subject = signal('a');
    version = signal(1);
    asked = [];
    shown = undefined;
    loaded = resource<string>({
      subject: () => subject.value,
      version: () => version.value,
      fetch: (of, signal) => new Promise((answer, fail) => asked.push({ subject: of, signal, answer, fail })),
      take: (data) => {
        shown = data;
      },
      clear: () => {
        shown = undefined;
      },
    });
    stop = loaded.follow();
  });
  afterEach(() => {
    stop();
    subject.value = undefined;
    void loaded.load();
    vi.useRealTimers();
  });

  const passed = () => vi.advanceTimersByTimeAsync(0);
  async function answer(place: number, data: string): Promise<void> {
    asked[place]!.answer(data);
    await passed();
  }

  test('is loading, then there', async () => {
    expect(loaded.standing.value).toEqual({ kind: 'loading' });
    await answer(0, 'one');
    expect(loaded.standing.value).toEqual({ kind: 'there' });
    expect(shown).toBe('one');
  });

  test('is asked for once more by whoever asks meanwhile, and no more often', async () => {
    void loaded.load();
    const waits = loaded.load();
    await answer(0, 'old');
    expect(asked).toHaveLength(2);
    await answer(1, 'new');
    await waits;
    expect(shown).toBe('new');
    expect(asked).toHaveLength(2);
  });

  test('is asked for anew where its version changes', async () => {
    await answer(0, 'one');
    version.value = 2;
    await answer(1, 'two');
    expect(shown).toBe('two');
  });

  test('belongs to the subject on screen: an answer about another one is broken off and not taken', async () => {
    subject.value = 'b';
    expect(asked[0]!.signal.aborted).toBe(true);
    await answer(1, 'of b');
    await answer(0, 'of a');
    expect(shown).toBe('of b');
    expect(loaded.standing.value).toEqual({ kind: 'there' });
  });

  test('is not taken from an answer that was asked for before it was changed here', async () => {
    shown = 'changed here';
    loaded.outdate();
    await answer(0, 'from before');
    expect(shown).toBe('changed here');
    await answer(1, 'from after');
    expect(shown).toBe('from after');
  });

  test('is asked for again by itself where it could not be had, but not where it is refused', async () => {
    asked[0]!.fail(new RequestFailure('No answer.'));
    await passed();
    expect(loaded.standing.value).toEqual({ kind: 'failed', sentence: 'No answer.' });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toHaveLength(2);
    asked[1]!.fail(new RequestFailure('Gone.', { status: 404 }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(2);
    expect(loaded.standing.value).toEqual({ kind: 'failed', sentence: 'Gone.' });
  });

  test('is fetched again after a gap; what is under way is given up, and whoever waits for it waits on', async () => {
    let ended = false;
    void loaded.load().then(() => {
      ended = true;
    });
    await vi.advanceTimersByTimeAsync(10);
    refreshShown(performance.now(), { breakOff: true });
    expect(asked[0]!.signal.aborted).toBe(true);
    asked[0]!.fail(new Error('broken off'));
    await passed();
    expect(ended).toBe(false);
    await answer(1, 'after the gap');
    expect(ended).toBe(true);
    expect(shown).toBe('after the gap');
  });
});
