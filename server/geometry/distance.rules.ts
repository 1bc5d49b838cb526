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
