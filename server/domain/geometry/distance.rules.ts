import geodesic from 'geographiclib-geodesic';
import type { Position } from './geometry.contract.ts';

/** Metres of the shortest way between two positions on the WGS 84 ellipsoid (Karney, as in geodesicArea). */
export function geodesicDistance(
  [longitude, latitude]: Position,
  [otherLongitude, otherLatitude]: Position,
): number {
  const { s12 } = geodesic.Geodesic.WGS84.Inverse(latitude, longitude, otherLatitude, otherLongitude);
  return s12!;
}

/** Degrees clockwise from north, 0 to 360, in which the other position lies from the first, on the same ellipsoid. */
export function geodesicBearing(
  [longitude, latitude]: Position,
  [otherLongitude, otherLatitude]: Position,
): number {
  const { azi1 } = geodesic.Geodesic.WGS84.Inverse(latitude, longitude, otherLatitude, otherLongitude);
  return (azi1! + 360) % 360;
}
