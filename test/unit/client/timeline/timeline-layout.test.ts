import { describe, expect, it } from 'vitest';
import {
  layOut as layOutBy,
  momentAt,
  nearestMark,
  placeOn,
} from '../../../../client/timeline/timeline-layout.ts';
import { spreadOrder } from '../../../../client/timeline/timeline-pictures.ts';
import { type DatedScene, type Span, wholeSpan } from '../../../../client/timeline/timeline-span.ts';

const scene = (acquired: string, id = acquired) => ({ id, acquired });
const page = { width: 800, pictureWidth: 72, first: [] as string[] };
const layOut = (scenes: DatedScene[], span: Span, options: typeof page) =>
  layOutBy(scenes, span, { ...options, order: spreadOrder(scenes) });
const all = (scenes: { id: string; acquired: string }[], more: Partial<typeof page> = {}) =>
  layOut(scenes, wholeSpan(scenes)!, { ...page, ...more });
const days = (count: number, every: number, from = Date.UTC(2012, 0, 1)) =>
  Array.from({ length: count }, (_, day) =>
    scene(new Date(from + day * every * 86_400_000).toISOString().slice(0, 10)),
  );

describe('the timeline', () => {
  it('places scenes at their true dates, so that gaps are seen as gaps', () => {
    const { marks } = all(['2010-01-01', '2011-01-01', '2013-01-01'].map((date) => scene(date)));
    const [first, second, third] = marks.map(({ middle }) => middle);
    expect((third! - second!) / (second! - first!)).toBeCloseTo(731 / 365, 2);
    expect(first).toBeGreaterThanOrEqual(0);
    expect(third).toBeLessThanOrEqual(page.width);
  });

  it('shows a date known only to the month or year as a bar over all of it', () => {
    const { marks } = all([scene('2010'), scene('2012-06'), scene('2013-01-05')]);
    expect(marks[0]!.width).toBeGreaterThan(8 * marks[1]!.width);
    expect(marks[1]!.width).toBeGreaterThan(0);
    expect(marks[2]!.width).toBe(0);
  });

  it('keeps a bar at hand that reaches beyond both edges', () => {
    const span: Span = { from: Date.UTC(2010, 5, 1), to: Date.UTC(2010, 5, 20) };
    const { marks } = layOut([scene('2010'), scene('2012-01-01')], span, page);
    expect(marks[0]).toMatchObject({ inSight: true, middle: page.width / 2 });
    expect(marks[1]!.inSight).toBe(false);
  });

  it('lets no picture cover another, however close the dates, and none leave the axis', () => {
    const { marks } = all([scene('2009-05-01'), ...days(60, 3)]);
    const places = marks.flatMap(({ picture }) => picture ?? []).toSorted((one, other) => one - other);
    expect(places.length).toBeGreaterThan(4);
    for (const [index, place] of places.entries()) {
      if (index > 0) expect(place - places[index - 1]!).toBeGreaterThanOrEqual(page.pictureWidth - 1e-6);
      expect(place).toBeGreaterThanOrEqual(page.pictureWidth / 2);
      expect(place).toBeLessThanOrEqual(page.width - page.pictureWidth / 2);
    }
  });

  it('gives all scenes a picture where there is room for so many, also if they lie within a month', () => {
    const { marks } = all([scene('2002-01-01'), ...days(8, 3), scene('2020-01-01')]);
    expect(marks.filter(({ picture }) => picture === undefined)).toEqual([]);
  });

  it('gives before and after a picture and a lane where there is no room for all', () => {
    const scenes = [...days(40, 1), scene('2020-01-01')];
    const first = ['2012-01-17', '2012-01-18'];
    const { marks } = all(scenes, { first });
    for (const id of first) {
      const mark = marks.find((one) => one.id === id)!;
      expect(mark.picture).toBeDefined();
      expect(mark.lane).toBeDefined();
    }
  });

  it('keeps the pictures that are there as more come, when the same scenes are looked at closer', () => {
    const scenes = days(40, 30);
    const whole = wholeSpan(scenes)!;
    const half = { from: whole.from, to: (whole.from + whole.to) / 2 };
    const pictured = (span: Span) =>
      layOut(scenes, span, page)
        .marks.filter(({ picture, inSight }) => inSight && picture !== undefined)
        .map(({ id }) => id);
    const near = new Set(pictured(half));
    const inHalf = layOut(scenes, half, page)
      .marks.filter(({ inSight }) => inSight)
      .map(({ id }) => id);
    const kept = pictured(whole).filter((id) => inHalf.includes(id));
    expect(kept.length).toBeGreaterThan(2);
    expect(near.size).toBeGreaterThan(kept.length);
    for (const id of kept) expect(near).toContain(id);
  });

  it('stacks dots that would cover each other, and counts those for which there is no room', () => {
    const { marks, crowds } = all([...days(12, 2), scene('2024-01-01')]);
    const placed = marks.filter(({ lane }) => lane !== undefined);
    for (const one of placed)
      for (const other of placed)
        if (one !== other && one.lane === other.lane)
          expect(Math.abs(one.middle - other.middle)).toBeGreaterThanOrEqual(9);
    const counted = crowds.flatMap(({ ids }) => ids);
    expect([...counted, ...placed.map(({ id }) => id)].toSorted()).toEqual(
      marks.map(({ id }) => id).toSorted(),
    );
    expect(counted.length).toBeGreaterThan(5);
  });

  it('tells scenes of one month apart once it shows that month', () => {
    const scenes = [...days(12, 2), scene('2024-01-01')];
    const span = { from: Date.UTC(2011, 11, 25), to: Date.UTC(2012, 0, 31) };
    const { marks, crowds } = layOut(scenes, span, page);
    expect(crowds).toEqual([]);
    const [first, second] = marks;
    expect(second!.middle - first!.middle).toBeGreaterThan(24);
    expect(first!.alone).toBe(true);
  });

  it('shows a single scene, and scenes of one day beside each other in two lanes', () => {
    for (const scenes of [[scene('2012-10-11')], [scene('2012-10-11', 'a'), scene('2012-10-11', 'b')]]) {
      const { marks } = all(scenes);
      for (const { middle } of marks) {
        expect(middle).toBeGreaterThan(0);
        expect(middle).toBeLessThan(page.width);
      }
      expect(new Set(marks.map(({ lane }) => lane)).size).toBe(scenes.length);
    }
    expect(layOut([], { from: 0, to: 1 }, page).marks).toEqual([]);
  });

  it('finds the scene nearest to where a handle is dragged, of those in sight', () => {
    const scenes = [scene('2010-01-01'), scene('2013-01-01')];
    const { marks } = all(scenes);
    expect(nearestMark(marks, 700)?.id).toBe('2013-01-01');
    expect(nearestMark(marks, 0)?.id).toBe('2010-01-01');
    const closer = layOut(scenes, { from: Date.UTC(2012, 0), to: Date.UTC(2014, 0) }, page);
    expect(nearestMark(closer.marks, 0)?.id).toBe('2013-01-01');
  });

  it('knows what moment stands at a place', () => {
    const span = { from: Date.UTC(2010, 0), to: Date.UTC(2014, 0) };
    const moment = Date.UTC(2012, 5, 7);
    expect(momentAt(span, 800, placeOn(span, 800)(moment))).toBeCloseTo(moment, -1);
  });
});
