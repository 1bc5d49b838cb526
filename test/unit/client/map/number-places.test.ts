import { describe, expect, test } from 'vitest';
import { type Edge, placeNumbers } from '../../../../client/map/offscreen/number-places.ts';
import type { Rectangle } from '../../../../client/map/offscreen/rectangle.ts';

const bounds = { x: 0, y: 0, width: 500, height: 400 };

/** A rectangle, its four edges, and a number 60 wide. */
function outline(x: number, y: number, width = 20, height = 20) {
  const corners: [number, number][] = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  const edges = corners.map((corner, index): Edge => [corner, corners[(index + 1) % 4]!]);
  return { box: { x, y, width, height }, edges, width: 60 };
}
const place = (outlines: ReturnType<typeof outline>[], taken: Rectangle[] = []) =>
  placeNumbers(outlines, { bounds, taken, height: 15, gap: 5 });
const meet = (one: Rectangle, other: Rectangle) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

describe('numbers of outlines', () => {
  test('stand above their outline, in its middle', () => {
    expect(place([outline(200, 200)])).toEqual([{ x: 180, y: 180, width: 60, height: 15 }]);
  });

  test('go below where there is no room above, or something stands there', () => {
    const below = { x: 180, y: 225, width: 60, height: 15 };
    expect(place([outline(200, 0)])).toEqual([{ ...below, y: 25 }]);
    expect(place([outline(200, 200)], [{ x: 230, y: 170, width: 80, height: 20 }])).toEqual([below]);
  });

  test('stand within the picture where their outline is larger than it', () => {
    const [number] = place([outline(-100, -100, 900, 900)]);
    expect(number!.y).toBeGreaterThanOrEqual(0);
    expect(number!.y + number!.height).toBeLessThanOrEqual(bounds.height);
  });

  test('keep clear of one another where outlines crowd', () => {
    const numbers = place([
      outline(200, 200),
      outline(206, 214, 40, 30),
      outline(195, 230),
      outline(260, 215),
    ]);
    for (const [index, one] of numbers.entries())
      for (const other of numbers.slice(index + 1)) expect(meet(one, other)).toBe(false);
  });

  test('keep off the lines of an outline that holds theirs, where there is room inside', () => {
    const [inner] = place([outline(230, 130, 60, 30), outline(200, 120, 120, 120)]);
    expect(inner).toEqual({ x: 230, y: 165, width: 60, height: 15 });
  });
});
