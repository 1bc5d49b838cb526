import { expect, test } from 'vitest';
import { paceMeter } from '../../../../client/upload/transfer/transfer-rate.ts';

test('the time left follows from the last ten seconds, not from how fast it once was', () => {
  const pace = paceMeter(10_000);
  for (let second = 0; second <= 5; second++) pace(second * 1_000, second * 1_000);
  let last = pace(5_000, 5_000);
  for (let second = 6; second <= 20; second++) last = pace(second * 1_000, 5_000 + (second - 5) * 100);
  expect(last?.bytesPerSecond).toBeCloseTo(100, 0);
  expect(last?.secondsLeft).toBeCloseTo((10_000 - 6_500) / 100, 0);
});

test('nothing is told in the first second, nor while nothing moves', () => {
  const pace = paceMeter(10_000);
  expect(pace(0, 0)).toBeUndefined();
  expect(pace(500, 4_000)).toBeUndefined();
  for (let second = 1; second <= 20; second++) pace(second * 1_000, 4_000);
  expect(pace(21_000, 4_000)).toBeUndefined();
});

test('what is sent twice after the line dropped does not count as going backwards', () => {
  const pace = paceMeter(10_000);
  for (let second = 0; second <= 4; second++) pace(second * 1_000, second * 1_000);
  pace(5_000, 2_000);
  expect(pace(7_000, 4_000)?.bytesPerSecond).toBe(1_000);
});
