import { expect, it } from 'vitest';
import { visibleRows } from '../../../../client/annotation/list/visible-rows.ts';

it('a list of many thousands puts only the rows in sight, and some to spare, into the page', () => {
  const { first, last } = visibleRows({ top: 48 * 5_000, height: 600, rowHeight: 48, count: 10_000 });
  expect(first).toBeLessThanOrEqual(5_000);
  expect(last).toBeGreaterThanOrEqual(5_013);
  expect(last - first).toBeLessThan(40);
});

it('a list that became shorter than it was scrolled shows no row that is not there', () => {
  const { first, last } = visibleRows({ top: 48 * 500, height: 600, rowHeight: 48, count: 3 });
  expect([first, last]).toEqual([3, 3]);
});
