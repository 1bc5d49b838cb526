import { describe, expect, it } from 'vitest';
import {
  panned,
  revealing,
  type Span,
  spanAround,
  timeOf,
  wholeSpan,
  zoomed,
} from '../../../../client/timeline/timeline-span.ts';

const DAY = 86_400_000;
const scene = (acquired: string) => ({ id: acquired, acquired });
const whole: Span = { from: 0, to: 1_000 * DAY };
const lengthOf = ({ from, to }: Span) => to - from;

describe('the time that the axis shows', () => {
  it('is at first all of it, with room at both ends, even for one scene', () => {
    expect(wholeSpan([])).toBeUndefined();
    const { from, to } = wholeSpan([scene('2010'), scene('2012-10-11')])!;
    expect(from).toBeLessThan(Date.UTC(2010, 0));
    expect(to).toBeGreaterThan(Date.UTC(2012, 9, 11));
    expect(lengthOf(wholeSpan([scene('2012-10-11')])!)).toBeGreaterThan(30 * DAY);
  });

  it('takes a day for a moment, and a month or a year for as long as it is', () => {
    expect(timeOf(scene('2012-10-11'))).toMatchObject({ bar: false });
    expect(lengthOf(timeOf(scene('2012-02'))!)).toBe(29 * DAY - 1);
    expect(timeOf(scene('2012'))).toMatchObject({ bar: true });
  });

  it('is zoomed about a moment that stays where it is', () => {
    const about = 400 * DAY;
    const closer = zoomed(whole, whole, 0.5, about);
    expect(lengthOf(closer)).toBe(500 * DAY);
    expect((about - closer.from) / lengthOf(closer)).toBeCloseTo(0.4, 9);
  });

  it('never reaches beyond the scenes, nor below two days', () => {
    const closer = zoomed(whole, whole, 0.1, 50 * DAY);
    expect(zoomed(closer, whole, 1_000, 60 * DAY)).toEqual(whole);
    expect(panned(closer, whole, -5).from).toBe(0);
    expect(panned(closer, whole, 500).to).toBe(whole.to);
    expect(lengthOf(zoomed(closer, whole, 1e-6, 60 * DAY))).toBe(2 * DAY);
  });

  it('goes to a scene that is out of sight, and stays where it is in sight', () => {
    const shown = { from: 100 * DAY, to: 200 * DAY };
    expect(revealing(shown, whole, { from: 150 * DAY, to: 150 * DAY })).toBe(shown);
    expect(revealing(shown, whole, { from: 900 * DAY, to: 900 * DAY })).toEqual({
      from: 850 * DAY,
      to: 950 * DAY,
    });
  });

  it('closes in on a crowd so that its scenes stand apart', () => {
    const crowd = [scene('2012-10-01'), scene('2012-10-31')];
    const span = spanAround(crowd, wholeSpan([scene('2000'), scene('2020'), ...crowd])!)!;
    expect(span.from).toBeLessThan(Date.UTC(2012, 9, 1));
    expect(span.to).toBeGreaterThan(Date.UTC(2012, 9, 31));
    expect(lengthOf(span)).toBeLessThan(45 * DAY);
  });
});
