import geodesic from 'geographiclib-geodesic';
import type { ArealGeometry, Ring } from './geometry.contract.ts';

/**
 * Geodesic area in square metres on the WGS 84 ellipsoid, holes taken off.
 *
 * Source: C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013), 43-55,
 * as implemented by geographiclib. Edges are geodesics between the given positions.
 */
export function geodesicArea(geometry: ArealGeometry): number {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.reduce(
    (total, [exterior = [], ...holes]) =>
      total + ringArea(exterior) - holes.reduce((sum, hole) => sum + ringArea(hole), 0),
    0,
  );
}

function ringArea(ring: Ring): number {
  const polygon = geodesic.Geodesic.WGS84.Polygon(false);
  for (const [longitude, latitude] of ring.slice(0, -1)) polygon.AddPoint(latitude, longitude);
  return Math.abs(polygon.Compute(false, true).area ?? 0);
}
