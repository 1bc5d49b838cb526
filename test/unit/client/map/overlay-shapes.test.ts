import { expect, test } from 'vitest';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import { fromView, viewSystemOf } from '../../../../client/map/base/projection.ts';
import { shapesOf } from '../../../../client/map/feature/overlay-shapes.ts';

const korea = viewSystemOf([129.8, 42.4, 130, 42.6]);
const wide = viewSystemOf([117, 37, 137, 43]);

async function drawn(coordinates: Position[], system: string) {
  const shapes = await shapesOf([{ geometry: { type: 'LineString', coordinates } }], system, () => true);
  return shapes!.levels[0]!.lines.map((line) =>
    Array.from({ length: line.length / 2 }, (_, at) => fromView([line[2 * at]!, line[2 * at + 1]!], system)!),
  );
}

test('a line that leaves what the view can show ends there, and begins anew where it comes back', async () => {
  const lines = await drawn(
    [
      [129, 42],
      [129, 43],
      [-51, -40],
      [128, 42],
    ],
    korea,
  );
  expect(lines).toHaveLength(2);
  expect(lines[0]![0]).toEqual([129, 42]);
  expect(lines[1]!.at(-1)).toEqual([128, 42]);
  for (const [longitude] of lines.flat()) expect(Math.abs(longitude - 129)).toBeLessThan(91);
});

test('a long edge follows the parallel that it means', async () => {
  const [line = []] = await drawn(
    [
      [117, 42],
      [137, 42],
    ],
    wide,
  );
  for (const [, latitude] of line) expect(latitude).toBeCloseTo(42, 5);
  expect(line.length).toBeGreaterThan(100);
});

test('an edge over the antimeridian takes the shorter way', async () => {
  const [line = []] = await drawn(
    [
      [179.9, -17],
      [-179.9, -17],
    ],
    viewSystemOf([179, -18, 180.9, -16]),
  );
  for (const [longitude] of line) expect(Math.abs(longitude)).toBeGreaterThan(179.8);
});
