import { describe, expect, it } from 'vitest';
import { layOut, nearestMark } from '../../../../client/scene/timeline-layout.ts';

const scene = (acquired: string, id = acquired) => ({ id, acquired });
const page = { width: 800, labelWidth: 76, first: [] };

describe('the timeline', () => {
  it('places scenes at their true dates, so that gaps are seen as gaps', () => {
    const { marks } = layOut(
      ['2010-01-01', '2011-01-01', '2013-01-01'].map((date) => scene(date)),
      page,
    );
    const [first, second, third] = marks.map(({ middle }) => middle);
    expect((third! - second!) / (second! - first!)).toBeCloseTo(731 / 365, 2);
    expect(first).toBeGreaterThanOrEqual(0);
    expect(third).toBeLessThanOrEqual(page.width);
  });

  it('shows a date known only to the month or year as a bar over all of it', () => {
    const { marks } = layOut([scene('2010'), scene('2012-06'), scene('2013-01-05')], page);
    expect(marks[0]!.width).toBeGreaterThan(8 * marks[1]!.width);
    expect(marks[1]!.width).toBeGreaterThan(0);
    expect(marks[2]!.width).toBe(0);
  });

  it('lets no label cover another, however close the dates', () => {
    const dates = Array.from({ length: 60 }, (_, day) =>
      new Date(Date.UTC(2012, 0, 1 + day * 3)).toISOString().slice(0, 10),
    );
    const { marks } = layOut([scene('2009-05-01'), ...dates.map((date) => scene(date))], page);
    const labelled = marks.filter(({ row }) => row !== undefined);
    expect(labelled.length).toBeGreaterThan(2);
    for (const one of labelled)
      for (const other of labelled)
        if (one !== other && one.row === other.row)
          expect(Math.abs(one.middle - other.middle)).toBeGreaterThanOrEqual(page.labelWidth);
  });

  it('keeps the labels of before and after where there is no room for all', () => {
    const dates = ['2012-01-01', '2012-01-02', '2012-01-03', '2012-01-04', '2020-01-01'];
    const { marks } = layOut(
      dates.map((date) => scene(date)),
      { ...page, first: ['2012-01-03', '2012-01-04'] },
    );
    const labelled = marks.filter(({ row }) => row !== undefined).map(({ id }) => id);
    expect(labelled).toEqual(['2012-01-03', '2012-01-04', '2020-01-01']);
  });

  it('shows a single scene, and scenes of one day, within the page', () => {
    for (const scenes of [[scene('2012-10-11')], [scene('2012-10-11', 'a'), scene('2012-10-11', 'b')]])
      for (const { middle } of layOut(scenes, page).marks) {
        expect(middle).toBeGreaterThan(0);
        expect(middle).toBeLessThan(page.width);
      }
    expect(layOut([], page)).toEqual({ marks: [], ticks: [] });
  });

  it('names years, months where the span is short, and never more than there is room for', () => {
    const years = layOut([scene('2010-05-01'), scene('2013-05-01')], page).ticks.map(({ text }) => text);
    expect(years).toEqual(['2011', '2012', '2013']);
    const months = layOut([scene('2012-01-10'), scene('2012-06-10')], page).ticks.map(({ text }) => text);
    expect(months).toContain('2012-03');
    const { ticks } = layOut([scene('1960'), scene('2024')], { ...page, width: 400 });
    for (const [index, { left }] of ticks.entries())
      if (index > 0) expect(left - ticks[index - 1]!.left).toBeGreaterThanOrEqual(40);
  });

  it('finds the scene nearest to where a handle is dragged', () => {
    const { marks } = layOut([scene('2010-01-01'), scene('2013-01-01')], page);
    expect(nearestMark(marks, 700)?.id).toBe('2013-01-01');
    expect(nearestMark(marks, 0)?.id).toBe('2010-01-01');
  });
});
