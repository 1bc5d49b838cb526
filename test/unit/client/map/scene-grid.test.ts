import { get as getProjection } from 'ol/proj.js';
import { expect, test } from 'vitest';
import { groundAt, offsetGridOf, toView, viewSystemOf } from '../../../../client/map/base/projection.ts';
import { shiftIn } from '../../../../client/map/scene/scene-grid.ts';
import { square } from '../../../support/base/valley.ts';

/** 60 m east and 80 m north of a scene's middle, in its own zone: where that leads is the same in every view. */
const shift = { east: 60, north: 80 };
const footprint = { type: 'Polygon' as const, coordinates: [square(117.9, 42.4, 0.2)] };
const middle: [number, number] = [118, 42.5];

test('an offset is measured in the zone of the scene, and moves it as far and the same way in every view', () => {
  const grid = offsetGridOf({ footprint });
  expect(grid).toBe('EPSG:32650');
  const by = (view: string) =>
    shiftIn(shift, middle, {
      own: getProjection('EPSG:4326')!,
      measuredIn: getProjection(grid)!,
      system: getProjection(view)!,
    });
  expect(by(grid)).toEqual([expect.closeTo(60, 6), expect.closeTo(80, 6)]);
  const own = groundAt(toView(middle, grid)!, grid)!;
  for (const view of [viewSystemOf([120, 42, 125, 43]), viewSystemOf([117, 37, 137, 43])]) {
    const there = groundAt(toView(middle, view)!, view)!;
    const [east, north] = by(view);
    const bearing = (x: number, y: number, { trueNorth }: { trueNorth: number }) =>
      (Math.atan2(x, y) * 180) / Math.PI - trueNorth;
    expect(Math.hypot(east, north) * there.metres).toBeCloseTo(100 * own.metres, 2);
    expect(bearing(east, north, there)).toBeCloseTo(bearing(60, 80, own), 2);
    expect(Math.hypot(east - 60, north - 80)).toBeGreaterThan(3);
  }
});

test('a scene that lies in its zone as the view does is shifted by the very metres that were saved', () => {
  const zone = getProjection(viewSystemOf([117, 42, 118, 43]))!;
  expect(
    shiftIn({ east: 1.234, north: -5.678 }, [500_000, 4_700_000], {
      own: zone,
      measuredIn: zone,
      system: zone,
    }),
  ).toEqual([expect.closeTo(1.234, 9), expect.closeTo(-5.678, 9)]);
});
