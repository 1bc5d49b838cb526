import { describe, expect, it } from 'vitest';
import { acquiredSchema } from '#domain/acquired/acquired.contract.ts';
import { meantDate, readingsOfDate } from '#domain/acquired/written-date.rules.ts';

const today = new Date('2026-11-24T00:00:00Z');

describe('a date as it is typed', () => {
  it.each([
    ['24 May 2011', '2011-05-24'],
    ['24 may 2011', '2011-05-24'],
    ['24. May 2011', '2011-05-24'],
    ['24th of May 2011', '2011-05-24'],
    ['24-MAY-2011', '2011-05-24'],
    ['24MAY2011', '2011-05-24'],
    ['May 24, 2011', '2011-05-24'],
    ['May 24 2011', '2011-05-24'],
    ['2011 May 24', '2011-05-24'],
    ['2011/05/24', '2011-05-24'],
    ['2011.5.24', '2011-05-24'],
    ['20110524', '2011-05-24'],
    ['24.5.2011', '2011-05-24'],
    ['24/05/2011', '2011-05-24'],
    ['5/24/2011', '2011-05-24'],
    ['5.5.2011', '2011-05-05'],
    ['2011년 5월 24일', '2011-05-24'],
    [' 2011-05-24 ', '2011-05-24'],
    ['May 2011', '2011-05'],
    ['Sept 2011', '2011-09'],
    ['5/2011', '2011-05'],
    ['2011/05', '2011-05'],
    ['2011', '2011'],
    ['24 May 2011 02:13 UTC', '2011-05-24T02:13:00.000Z'],
    ['2011-05-24 02:13:54Z', '2011-05-24T02:13:54.000Z'],
    ['2011-05-24 11:13 +09:00', '2011-05-24T02:13:00.000Z'],
  ])('%s is %s', (text, value) => {
    expect(readingsOfDate(text, today)).toEqual([value]);
    expect(meantDate(text, today)).toBe(value);
  });

  it.each([
    ['05/06/2011', ['2011-06-05', '2011-05-06']],
    ['5.6.2011', ['2011-06-05', '2011-05-06']],
    ['22 Oct 12', ['2012-10-22', '2022-10-12']],
    ['03-04-05', ['2003-04-05', '2005-04-03', '2005-03-04']],
    ['22-23 Oct 2012', ['2012-10-22', '2012-10-23']],
  ])('%s is asked, not guessed', (text, readings) => {
    expect(readingsOfDate(text, today)).toEqual(readings);
    expect(meantDate(text, today)).toBe(text);
    expect(acquiredSchema.safeParse(text).error?.issues[0]?.message).toBe(
      `'${text}' can be read as ${readings.join(' or ')}. Write the one that is meant.`,
    );
  });

  it.each([
    '',
    'yesterday',
    '31 Feb 2011',
    '32 May 2011',
    '24 Mayo 2011',
    '24 May',
    '2011-13-01',
    '00/00/2011',
    '24 May 2011 x',
    '24 May 20111',
    '24 May 2031',
    '2011-05-24 25:00Z',
  ])('%s is none', (text) => {
    expect(readingsOfDate(text, today)).toEqual([]);
    expect(meantDate(text, today)).toBe(text);
  });
});
