import { readAcquired } from '#domain/acquired/acquired.rules.ts';

/** A scene as the timeline needs it. */
export type DatedScene = { id: string; acquired: string };

/** A stretch of time, in milliseconds since 1970. */
export type Span = { from: number; to: number };

const DAY_MILLISECONDS = 86_400_000;
/** Beyond the first and the last scene, so that neither stands at the edge: of the time between, and at least. */
const SPARE = { share: 0.02, milliseconds: 30 * DAY_MILLISECONDS };
/** What the axis shows at the least: the hours of one day can be told apart. */
const FINEST = 2 * DAY_MILLISECONDS;

/** When a scene was acquired, from the first to the last moment it may be; `bar` where that is longer than a day. */
export function timeOf({ acquired }: DatedScene): (Span & { bar: boolean }) | undefined {
  const read = readAcquired(acquired);
  if (!read) return undefined;
  const bar = read.precision === 'month' || read.precision === 'year';
  return { from: read.start.getTime(), to: bar ? read.end.getTime() : read.start.getTime(), bar };
}

/** The time that holds all scenes, with a little to spare. Undefined where none has a date. */
export function wholeSpan(scenes: readonly DatedScene[]): Span | undefined {
  const times = scenes.map(timeOf).filter((time) => time !== undefined);
  if (times.length === 0) return undefined;
  const from = Math.min(...times.map((time) => time.from));
  const to = Math.max(...times.map((time) => time.to));
  const spare = Math.max((to - from) * SPARE.share, SPARE.milliseconds);
  return { from: from - spare, to: to + spare };
}

/** `factor` times the time of a span, about a moment that stays where it is; never beyond `whole`. */
export function zoomed({ from, to }: Span, whole: Span, factor: number, about: number): Span {
  const length = Math.min(Math.max((to - from) * factor, FINEST), whole.to - whole.from);
  const start = about - ((about - from) / (to - from)) * length;
  return within({ from: start, to: start + length }, whole);
}

/** A span a share of its length later, or earlier; never beyond `whole`. */
export function panned({ from, to }: Span, whole: Span, share: number): Span {
  const by = (to - from) * share;
  return within({ from: from + by, to: to + by }, whole);
}

/** A span just long enough for some scenes, with room around them; never beyond `whole`. */
export function spanAround(scenes: readonly DatedScene[], whole: Span): Span | undefined {
  const times = scenes.map(timeOf).filter((time) => time !== undefined);
  if (times.length === 0) return undefined;
  const from = Math.min(...times.map((time) => time.from));
  const to = Math.max(...times.map((time) => time.to));
  const length = Math.min(Math.max((to - from) * 1.3, FINEST), whole.to - whole.from);
  const middle = (from + to) / 2;
  return within({ from: middle - length / 2, to: middle + length / 2 }, whole);
}

/** The span, moved so far that a moment is well inside; the same where it is in sight already. */
export function revealing(span: Span, whole: Span, { from, to }: Span): Span {
  if (to > span.from && from < span.to) return span;
  const middle = (from + to) / 2;
  const half = (span.to - span.from) / 2;
  return within({ from: middle - half, to: middle + half }, whole);
}

function within({ from, to }: Span, whole: Span): Span {
  const length = Math.min(to - from, whole.to - whole.from);
  const start = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: start, to: start + length };
}
