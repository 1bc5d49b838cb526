import { groundDistance } from '../../base/ground-distance.ts';
import type { ReferenceSystem } from './reference-system.ts';

/**
 * The most metres on the ground by which two systems put the same coordinates (x east, y north, each system's own
 * units) apart; infinite where either has no place for some of them.
 */
export function disagreement(
  one: ReferenceSystem,
  other: ReferenceSystem,
  coordinates: readonly (readonly [x: number, y: number])[],
): number {
  const distances = coordinates.map(([x, y]) => {
    const [longitude, latitude] = one.toWgs84(x, y);
    const [otherLongitude, otherLatitude] = other.toWgs84(x, y);
    const metres = groundDistance([longitude, latitude], [otherLongitude, otherLatitude]);
    return Number.isFinite(metres) ? metres : Infinity;
  });
  return Math.max(0, ...distances);
}
