import { expect, it } from 'vitest';
import {
  formatAcquired,
  formatArea,
  formatBytes,
  formatMoment,
  formatPercent,
  plural,
} from '../../../../client/i18n/formats.ts';

it.each([
  ['2012-10-11T02:13:00.000Z', 'instant', '2012-10-11 02:13 UTC'],
  ['2012-10-11', 'day', '2012-10-11'],
  ['2012-10', 'month', '2012-10'],
  ['2012', 'year', '2012'],
] as const)('%s, known to the %s, is told as exactly and no more', (acquired, acquiredPrecision, told) => {
  expect(formatAcquired({ acquired, acquiredPrecision })).toBe(told);
});

it.each([
  [9.64, '9.6 m²'],
  [84.2, '84.2 m²'],
  [1240.7, '1,241 m²'],
  [123_456, '12.3 ha'],
  [225_000_000, '225 km²'],
])('an area of %d square metres is told with the digits that make sense', (area, told) => {
  expect(formatArea(area)).toBe(told);
});

it('progress says 100% only when it is done', () => {
  expect([0, 0.5, 0.9999, 1].map(formatPercent)).toEqual(['0%', '50%', '99%', '100%']);
});

it('moments are told in UTC, and sizes in units that are read at a glance', () => {
  expect(formatMoment('2026-11-24T17:40:31.250Z')).toBe('2026-11-24 17:40 UTC');
  expect([0, 1023, 1536, 6_500_000].map(formatBytes)).toEqual(['0 B', '1,020 B', '1.5 KiB', '6.2 MiB']);
  expect([plural(1, 'scene'), plural(1_200, 'scene')]).toEqual(['1 scene', '1,200 scenes']);
});
