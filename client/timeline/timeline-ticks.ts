import type { Span } from './timeline-span.ts';

/** A moment named on the axis, in CSS pixels from its left edge; `width` is what its words take, with a gap. */
export type Tick = { left: number; width: number; text: string };

const DAY_MILLISECONDS = 86_400_000;
type Unit = 'year' | 'month' | 'day';
type Step = { unit: Unit; every: number; days: number };
const steps: Step[] = [
  ...[1, 2, 5, 10].map((every) => ({ unit: 'day' as const, every, days: every })),
  ...[1, 3, 6].map((every) => ({ unit: 'month' as const, every, days: every * 28 })),
  ...[1, 2, 5, 10, 20, 50].map((every) => ({ unit: 'year' as const, every, days: every * 365 })),
];
/** Pixels that the words of a unit take, with a gap: '2012', '2012-10', '2012-10-11'. */
const widths: Record<Unit, number> = { year: 40, month: 54, day: 74 };
const lengths: Record<Unit, number> = { year: 4, month: 7, day: 10 };

/**
 * The beginnings of years, months or days within a span: the finest for whose words there is room on an axis of the
 * given width, each where its words are not cut off.
 */
export function ticksOf(span: Span, place: (time: number) => number, width: number): Tick[] {
  const pixelsPerDay = place(span.from + DAY_MILLISECONDS) - place(span.from);
  const step =
    steps.find(({ unit, days }) => days * pixelsPerDay >= widths[unit]) ??
    ({ unit: 'year', every: 100, days: 36_500 } satisfies Step);
  return momentsOf(span, step)
    .filter((time) => time >= span.from && time <= span.to)
    .map((time) => ({
      left: place(time),
      width: widths[step.unit],
      text: new Date(time).toISOString().slice(0, lengths[step.unit]),
    }))
    .filter(({ left }) => left + widths[step.unit] <= width);
}

function momentsOf({ from, to }: Span, { unit, every }: Step): number[] {
  const years = range(new Date(from).getUTCFullYear(), new Date(to).getUTCFullYear());
  if (unit === 'year') return years.filter((year) => year % every === 0).map((year) => Date.UTC(year, 0));
  const months = years.flatMap((year) => range(0, 11).map((month) => ({ year, month })));
  if (unit === 'month')
    return months.filter(({ month }) => month % every === 0).map(({ year, month }) => Date.UTC(year, month));
  return months
    .filter(({ year, month }) => Date.UTC(year, month + 1) >= from && Date.UTC(year, month) <= to)
    .flatMap(({ year, month }) => daysOf(year, month, every).map((day) => Date.UTC(year, month, day)));
}

/** Days of a month at even steps from its first, none so late that the next month's first stands too near. */
function daysOf(year: number, month: number, every: number): number[] {
  const count = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return range(1, count).filter((day) => (day - 1) % every === 0 && day + every <= count + 1);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
