import { describe, expect, it } from 'vitest';
import { compareAcquired, readAcquired } from '#domain/acquired/acquired.rules.ts';

describe('an acquisition', () => {
  it.each([
    ['2012', 'year', '2012-01-01T00:00:00.000Z', '2012-12-31T23:59:59.999Z'],
    ['2012-10', 'month', '2012-10-01T00:00:00.000Z', '2012-10-31T23:59:59.999Z'],
    ['2012-02', 'month', '2012-02-01T00:00:00.000Z', '2012-02-29T23:59:59.999Z'],
    ['2012-10-11', 'day', '2012-10-11T00:00:00.000Z', '2012-10-11T23:59:59.999Z'],
    ['2012-10-11T02:13Z', 'instant', '2012-10-11T02:13:00.000Z', '2012-10-11T02:13:00.000Z'],
    ['2012-10-11T11:13:05.25+09:00', 'instant', '2012-10-11T02:13:05.250Z', '2012-10-11T02:13:05.250Z'],
  ])('%s is known to the %s and invents nothing beyond', (text, precision, start, end) => {
    const acquired = readAcquired(text)!;
    expect(acquired.precision).toBe(precision);
    expect(acquired.start.toISOString()).toBe(start);
    expect(acquired.end.toISOString()).toBe(end);
    expect(acquired.value).toBe(precision === 'instant' ? start : text);
  });

  it.each([
    '',
    '12',
    '2012-13',
    '2012-00',
    '2012-02-30',
    '2013-02-29',
    '11.10.2012',
    '10/11/2012',
    '2012-10-11T02:13',
    '2012-10-11T25:00Z',
    '2012-10-11T02:61Z',
    '2012-1-1',
    '0000',
    'yesterday',
  ])("'%s' is refused", (text) => {
    expect(readAcquired(text)).toBeUndefined();
  });

  it('orders by the start of its interval, then by its end', () => {
    const texts = ['2012', '2012-10-11', '2012-01-01', '2011-05-21T02:00:00Z', '2012-10', '2012-01'];
    const ordered = texts.toSorted((a, b) => compareAcquired(readAcquired(a)!, readAcquired(b)!));
    expect(ordered).toEqual([
      '2011-05-21T02:00:00Z',
      '2012-01-01',
      '2012-01',
      '2012',
      '2012-10',
      '2012-10-11',
    ]);
  });
});
