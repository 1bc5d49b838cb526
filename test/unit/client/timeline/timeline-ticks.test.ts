import { describe, expect, it } from 'vitest';
import { placeOn } from '../../../../client/timeline/timeline-layout.ts';
import type { Span } from '../../../../client/timeline/timeline-span.ts';
import { ticksOf } from '../../../../client/timeline/timeline-ticks.ts';

const span = (from: string, to: string): Span => ({ from: Date.parse(from), to: Date.parse(to) });
const ticks = (shown: Span, width = 800) => ticksOf(shown, placeOn(shown, width), width);
const words = (shown: Span, width?: number) => ticks(shown, width).map(({ text }) => text);

describe('the words on the axis', () => {
  it('are years, months or days, by how much time is shown', () => {
    expect(words(span('2010-05-01', '2013-05-01'))).toContain('2011-01');
    expect(words(span('2002-05-01', '2019-05-01'))).toEqual(expect.arrayContaining(['2003', '2004', '2018']));
    expect(words(span('2012-01-20', '2012-06-20'))).toEqual([
      '2012-02',
      '2012-03',
      '2012-04',
      '2012-05',
      '2012-06',
    ]);
    expect(words(span('2012-02-27', '2012-03-05'))).toEqual(
      expect.arrayContaining(['2012-02-28', '2012-02-29', '2012-03-01']),
    );
    expect(words(span('2012-10-03', '2012-10-28'))).toEqual(
      expect.arrayContaining(['2012-10-06', '2012-10-11', '2012-10-16']),
    );
  });

  it.each([
    ['a century', span('1930-01-01', '2024-01-01'), 400],
    ['forty years', span('1984-06-01', '2024-01-01'), 608],
    ['a year', span('2012-01-15', '2013-01-20'), 608],
    ['six weeks', span('2012-01-15', '2012-03-01'), 608],
    ['two days', span('2012-02-28T12:00:00Z', '2012-03-01T12:00:00Z'), 608],
  ])('have room, and are not cut off, over %s', (_, shown, width) => {
    const found = ticks(shown, width);
    expect(found.length).toBeGreaterThan(0);
    for (const [index, { left, text }] of found.entries()) {
      const wide = text.length * 6.5;
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + wide).toBeLessThanOrEqual(width);
      if (index > 0) expect(left - found[index - 1]!.left).toBeGreaterThanOrEqual(wide);
    }
  });
});
