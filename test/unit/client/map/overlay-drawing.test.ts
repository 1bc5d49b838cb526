import { describe, expect, it } from 'vitest';
import { linesWithin, simplified } from '../../../../client/map/feature/overlay-levels.ts';
import { MOST_NAMES, namesToWrite } from '../../../../client/map/feature/overlay-names.ts';
import { pointsSeen } from '../../../../client/map/feature/overlay-points.ts';

const goOn = async () => false;
const picture = { west: 0, north: 900, resolution: 1, width: 1_440, height: 900 };
const widthOf = (text: string) => text.length * 7;

function strewn(count: number, width = 1_440, height = 900) {
  return Array.from({ length: count }, (_, i) => ({
    x: ((i * 7_919) % 99_991) * (width / 99_991),
    y: ((i * 104_729) % 99_989) * (height / 99_989),
    name: `House ${i + 1}`,
  }));
}

describe('the names of an overlay', () => {
  it('are all written where there is room', () => {
    const names = [100, 400, 700].map((x) => ({ x, y: 450, name: `At ${x}` }));
    const { written, all } = namesToWrite(names, picture, widthOf, new Set());
    expect([written.map(({ text }) => text), all]).toEqual([['At 100', 'At 400', 'At 700'], 3]);
  });

  it('never cover each other, are bounded in number, and leave no part of the map out', () => {
    const { written, all } = namesToWrite(strewn(5_001).slice(1), picture, widthOf, new Set());
    expect(all).toBe(5_000);
    expect(written.length).toBeLessThanOrEqual(MOST_NAMES);
    expect(written.length).toBeGreaterThan(100);
    for (const [i, one] of written.entries())
      for (const other of written.slice(i + 1)) {
        const apart = (widthOf(one.text) + widthOf(other.text)) / 2;
        expect(Math.abs(one.x - other.x) >= apart || Math.abs(one.y - other.y) >= 16).toBe(true);
      }
    for (let left = 0; left < 1_440; left += 360)
      for (let top = 0; top < 900; top += 300)
        expect(written.some(({ x, y }) => x >= left && x < left + 360 && y >= top && y < top + 300)).toBe(
          true,
        );
  });

  it('stay where they stand while the map is moved', () => {
    const names = strewn(5_000);
    const { written } = namesToWrite(names, picture, widthOf, new Set());
    const stood = new Set(written.map(({ placed }) => placed));
    const moved = { ...picture, west: 200, north: 800 };
    const after = new Set(namesToWrite(names, moved, widthOf, stood).written.map(({ placed }) => placed));
    const inView = [...stood].filter(({ x, y }) => x >= 280 && y <= 750);
    expect(inView.length).toBeGreaterThan(50);
    expect(inView.filter((name) => !after.has(name))).toEqual([]);
  });

  it('that are long are cut, so that they do not run across the map', () => {
    const long = [{ x: 700, y: 450, name: 'a'.repeat(200) }];
    expect(namesToWrite(long, picture, widthOf, new Set()).written[0]!.text).toHaveLength(40);
  });
});

describe('the points of an overlay', () => {
  it('are all drawn where they stand apart, and never more than can be drawn', () => {
    const apart = Float64Array.from(
      strewn(51)
        .slice(1)
        .flatMap(({ x, y }) => [x, y]),
    );
    expect(pointsSeen(apart, picture)).toHaveLength(50);
    const many = Float64Array.from(strewn(90_000).flatMap(({ x, y }) => [x, y]));
    const seen = pointsSeen(many, picture, 2_000);
    expect(seen.length).toBeLessThanOrEqual(2_000);
    expect(seen.length).toBeGreaterThan(400);
  });
});

describe('the lines of an overlay', () => {
  const wavy = (corners: number) =>
    Array.from({ length: corners }, (_, i) => [i * 0.1, 450 + 20 * Math.sin(i / 50)]).flat();

  it('keep their shape to within the tolerance, with far fewer corners', async () => {
    const level = (await simplified([wavy(10_000)], 0.5, goOn))!;
    const [line] = level.lines;
    expect(line!.length / 2).toBeLessThan(1_500);
    for (let i = 0; i < line!.length; i += 2)
      expect(Math.abs(line![i + 1]! - (450 + 20 * Math.sin(line![i]! / 5)))).toBeLessThan(0.5);
  });

  it('that are too small to be seen become dots, of those at one place one', async () => {
    const tiny = [0, 0.1, 0.2, 50].map((x) => [x, 5, x + 0.1, 5.1, x, 5]);
    const level = (await simplified(tiny, 0.5, goOn))!;
    expect(level.lines).toEqual([
      [0, 5, 0, 5],
      [50, 5, 50, 5],
    ]);
  });

  it('are looked for where the map is, and are coarser where they would be too many', async () => {
    const jagged = Array.from({ length: 20_000 }, (_, i) => [i * 0.05, 450 + (i % 2) * 3]).flat();
    const levels = [];
    for (const tolerance of [0.125, 0.5, 2, 8]) levels.push((await simplified([jagged], tolerance, goOn))!);
    const overlay = { levels };
    const [near] = linesWithin([overlay], [0, 400, 10, 500], 0.25, 10_000);
    expect(near!.level.tolerance).toBe(0.125);
    expect(near!.corners).toBeLessThan(400);
    const [far] = linesWithin([overlay], [0, 0, 1_000, 900], 1, 10_000);
    expect(far!.level.tolerance).toBe(8);
    expect(far!.corners).toBeLessThanOrEqual(10_000);
    expect(linesWithin([overlay], [2_000, 0, 3_000, 900], 1, 10_000)[0]!.found).toEqual([]);
  });
});
