import { placePictures } from './timeline-pictures.ts';
import { type DatedScene, type Span, timeOf } from './timeline-span.ts';
import { type Tick, ticksOf } from './timeline-ticks.ts';

/**
 * Where a scene stands, in CSS pixels from the left edge. A date known to the month or year is a bar, of which `middle`
 * is the middle of what is in sight. Marks that would cover each other stand in different lanes, counted from the line
 * up; one that finds none is part of a crowd. `picture` is where the middle of its picture stands, if it has one.
 */
export type Mark = {
  id: string;
  left: number;
  width: number;
  middle: number;
  inSight: boolean;
  lane?: number;
  picture?: number;
  /** True where nothing else stands so near that a larger target would be in its way. */
  alone?: boolean;
};
/** Scenes so close to others that only a closer look tells them apart; `middle` is where the first one stands. */
export type Crowd = { middle: number; ids: string[] };
export type Layout = { marks: Mark[]; crowds: Crowd[]; ticks: Tick[] };

const EDGE = 36;
const LANES = 2;
/** Pixels of the axis that a mark, and the count of a crowd, takes. */
const MARK_WIDTH = 9;
const CROWD_WIDTH = 30;
/** WCAG 2.5.8. */
const TARGET_WIDTH = 24;

/**
 * Places scenes at their true dates on an axis of the given width that shows a span of time. Scenes named in `first`
 * choose their lanes and pictures before the others, which have pictures in a given order.
 */
export function layOut(
  scenes: readonly DatedScene[],
  span: Span,
  {
    width,
    pictureWidth,
    order,
    first,
  }: {
    width: number;
    pictureWidth: number;
    order: readonly string[];
    first: readonly (string | undefined)[];
  },
): Layout {
  if (width <= 2 * EDGE) return { marks: [], crowds: [], ticks: [] };
  const place = placeOn(span, width);
  const dated = scenes.flatMap((scene) => {
    const time = timeOf(scene);
    return time ? [{ ...time, id: scene.id, time: (time.from + time.to) / 2 }] : [];
  });
  const marks = dated.map(({ id, from, to }): Mark => {
    const [left, right] = [place(from), place(to)];
    const inSight = right >= 0 && left <= width;
    const middle = inSight ? (Math.max(left, 0) + Math.min(right, width)) / 2 : (left + right) / 2;
    return { id, left, width: right - left, middle, inSight };
  });
  const seen = marks.filter(({ inSight }) => inSight);
  const times = new Map(dated.map(({ id, time }) => [id, time]));
  const pictures = placePictures(
    seen.map(({ id, middle }) => ({ id, middle, time: times.get(id)! })),
    { width, pictureWidth },
    { first, order },
  );
  const lanes = lanesOf(seen, [...first, ...pictures.keys()]);
  return {
    marks: marks.map((mark) => ({
      ...mark,
      ...(lanes.has(mark.id) && { lane: lanes.get(mark.id)! }),
      ...(pictures.has(mark.id) && { picture: pictures.get(mark.id)! }),
      alone: seen.every((other) => other.id === mark.id || apart(mark, other) >= TARGET_WIDTH),
    })),
    crowds: crowdsOf(seen.filter(({ id }) => !lanes.has(id))),
    ticks: ticksOf(span, place, width),
  };
}

/** Where a moment stands on an axis that shows a span, in CSS pixels from its left edge. */
export function placeOn({ from, to }: Span, width: number): (time: number) => number {
  return (time) => EDGE + ((time - from) / (to - from)) * (width - 2 * EDGE);
}

/** The moment that stands at a place on the axis: the other way round. */
export function momentAt({ from, to }: Span, width: number, left: number): number {
  return from + ((left - EDGE) / (width - 2 * EDGE)) * (to - from);
}

/** The share of what an axis shows that so many CSS pixels of it are. */
export function shareOf(pixels: number, width: number): number {
  return pixels / (width - 2 * EDGE);
}

/** The mark in sight that is nearest to a place on the axis, by its middle. */
export function nearestMark(marks: readonly Mark[], left: number): Mark | undefined {
  return marks
    .filter(({ inSight }) => inSight)
    .toSorted((one, other) => Math.abs(one.middle - left) - Math.abs(other.middle - left))[0];
}

/** Pixels between the middles of dots, or from the nearer ends of bars. */
function apart(one: Mark, other: Mark): number {
  return Math.max(other.left - (one.left + one.width), one.left - (other.left + other.width), 0);
}

function lanesOf(marks: readonly Mark[], first: readonly (string | undefined)[]): Map<string, number> {
  const taken: Mark[][] = Array.from({ length: LANES }, () => []);
  const lanes = new Map<string, number>();
  const byPriority = [
    ...marks.filter(({ id }) => first.includes(id)),
    ...marks.filter(({ id }) => !first.includes(id)),
  ];
  for (const mark of byPriority) {
    const lane = taken.findIndex((marksThere) =>
      marksThere.every((other) => apart(mark, other) >= MARK_WIDTH),
    );
    if (lane === -1) continue;
    taken[lane]!.push(mark);
    lanes.set(mark.id, lane);
  }
  return lanes;
}

function crowdsOf(marks: readonly Mark[]): Crowd[] {
  const crowds: Crowd[] = [];
  for (const { id, middle } of marks.toSorted((one, other) => one.middle - other.middle)) {
    const last = crowds.at(-1);
    if (last && middle - last.middle < CROWD_WIDTH) last.ids.push(id);
    else crowds.push({ middle, ids: [id] });
  }
  return crowds;
}
