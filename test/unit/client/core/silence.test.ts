import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { unanswered, watchForAnswer } from '../../../../client/core/silence.store.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('a bound that is lengthened late counts from when the silence began', () => {
  const giveUp = vi.fn();
  const watch = watchForAnswer('saving');
  watch.bound(60_000, giveUp);
  vi.advanceTimersByTime(59_000);
  watch.lengthen(60_100);
  vi.advanceTimersByTime(1_050);
  expect(giveUp).not.toHaveBeenCalled();
  vi.advanceTimersByTime(50);
  expect(giveUp).toHaveBeenCalledOnce();
  watch.end();
});

it('a bound that is set again, as for another attempt, counts from then on', () => {
  const giveUp = vi.fn();
  const watch = watchForAnswer('reading');
  watch.bound(30_000, () => {});
  vi.advanceTimersByTime(40_000);
  watch.bound(30_000, giveUp);
  vi.advanceTimersByTime(29_999);
  expect(giveUp).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(giveUp).toHaveBeenCalledOnce();
  watch.end();
});

it('each sign of life starts the bound anew, and withdraws what was told', () => {
  const giveUp = vi.fn();
  const watch = watchForAnswer('reading');
  watch.bound(30_000, giveUp);
  vi.advanceTimersByTime(29_000);
  expect([...unanswered.value]).toEqual(['reading']);
  watch.heard();
  expect([...unanswered.value]).toEqual([]);
  vi.advanceTimersByTime(29_999);
  expect(giveUp).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(giveUp).toHaveBeenCalledOnce();
  watch.end();
  expect([...unanswered.value]).toEqual([]);
});
