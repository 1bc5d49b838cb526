import { readAcquired } from '../../server/scene/acquired.rules.ts';

/** A scene as the timeline needs it. */
export type DatedScene = { id: string; acquired: string };

/** Where a scene stands, in CSS pixels from the left edge. A date known to the month or year is a bar. */
export type Mark = { id: string; left: number; width: number; middle: number; row?: number };
export type Tick = { left: number; text: string };

const EDGE = 40;
const ROWS = 2;
const YEAR_MILLISECONDS = 365.25 * 24 * 3_600_000;
const MONTH_MILLISECONDS = YEAR_MILLISECONDS / 12;
const TICK_WIDTH = 48;

/**
 * Places scenes at their true dates on an axis of the given width. Labels, each `labelWidth` wide and
 * centred over its mark, get a row where none covers another; one that fits no row gets none. Scenes named
 * in `first` choose their rows before the others.
 */
export function layOut(
  scenes: readonly DatedScene[],
  { width, labelWidth, first }: { width: number; labelWidth: number; first: readonly (string | undefined)[] },
): { marks: Mark[]; ticks: Tick[] } {
  const dated = scenes.flatMap(({ id, acquired }) => {
    const read = readAcquired(acquired);
    return read
      ? [{ id, start: read.start.getTime(), end: read.end.getTime(), bar: !isExact(read.precision) }]
      : [];
  });
  if (dated.length === 0 || width <= 2 * EDGE) return { marks: [], ticks: [] };
  const span = spanOf(dated);
  const place = (time: number) => EDGE + ((time - span.from) / (span.to - span.from)) * (width - 2 * EDGE);
  const marks = dated.map(({ id, start, end, bar }): Mark => {
    const left = place(start);
    const right = bar ? place(end) : left;
    return { id, left, width: right - left, middle: (left + right) / 2 };
  });
  return { marks: withRows(marks, { labelWidth, first }), ticks: ticksOf(span, place) };
}

/** The mark nearest to a place on the axis. */
export function nearestMark(marks: readonly Mark[], left: number): Mark | undefined {
  return marks.toSorted((one, other) => Math.abs(one.middle - left) - Math.abs(other.middle - left))[0];
}

type Span = { from: number; to: number };

function spanOf(dated: readonly { start: number; end: number }[]): Span {
  const from = Math.min(...dated.map(({ start }) => start));
  const to = Math.max(...dated.map(({ end }) => end));
  const spare = Math.max((to - from) * 0.02, MONTH_MILLISECONDS);
  return { from: from - spare, to: to + spare };
}

function withRows(
  marks: readonly Mark[],
  { labelWidth, first }: { labelWidth: number; first: readonly (string | undefined)[] },
): Mark[] {
  const taken: number[][] = Array.from({ length: ROWS }, () => []);
  const rows = new Map<string, number>();
  const byPriority = [
    ...marks.filter(({ id }) => first.includes(id)),
    ...marks.filter(({ id }) => !first.includes(id)),
  ];
  for (const { id, middle } of byPriority) {
    const row = taken.findIndex((middles) =>
      middles.every((other) => Math.abs(other - middle) >= labelWidth),
    );
    if (row === -1) continue;
    taken[row]!.push(middle);
    rows.set(id, row);
  }
  return marks.map((mark) => {
    const row = rows.get(mark.id);
    return row === undefined ? mark : { ...mark, row };
  });
}

/** The beginnings of years, or of months where the axis holds few years, as many as their words have room. */
function ticksOf(span: Span, place: (time: number) => number): Tick[] {
  const monthly = span.to - span.from < 1.5 * YEAR_MILLISECONDS;
  const pixelsPerStep = place(monthly ? MONTH_MILLISECONDS : YEAR_MILLISECONDS) - place(0);
  const room = Math.ceil(TICK_WIDTH / pixelsPerStep);
  const every = (monthly ? [1, 3, 6, 12] : [1, 2, 5, 10, 20, 50]).find((step) => step >= room) ?? 100;
  const ticks: Tick[] = [];
  const firstYear = new Date(span.from).getUTCFullYear();
  const lastYear = new Date(span.to).getUTCFullYear();
  for (let year = firstYear; year <= lastYear; year++) {
    if (!monthly && year % every !== 0) continue;
    for (let month = 0; month < (monthly ? 12 : 1); month += every) {
      const time = Date.UTC(year, month);
      if (time < span.from || time > span.to) continue;
      ticks.push({ left: place(time), text: new Date(time).toISOString().slice(0, monthly ? 7 : 4) });
    }
  }
  return ticks;
}

function isExact(precision: string): boolean {
  return precision === 'instant' || precision === 'day';
}
