import type { Polygon, Position, Ring } from '#domain/geometry/geometry.contract.ts';

/** The corners of an outline, its closing position left out. Longitude, latitude, WGS 84. */
export function outerCorners({ coordinates: [outer = []] }: Polygon): Position[] {
  return outer.slice(0, -1);
}

/** The outline with one corner elsewhere; holes stay. */
export function moveCorner(polygon: Polygon, index: number, position: Position): Polygon {
  return withOuter(
    polygon,
    outerCorners(polygon).map((corner, place) => (place === index ? position : corner)),
  );
}

/** The outline without one corner; a triangle keeps its three. */
export function removeCorner(polygon: Polygon, index: number): Polygon {
  const corners = outerCorners(polygon);
  return corners.length <= 3 ? polygon : withOuter(polygon, corners.toSpliced(index, 1));
}

function withOuter(polygon: Polygon, corners: Position[]): Polygon {
  const ring: Ring = [...corners, corners[0]!];
  return { ...polygon, coordinates: [ring, ...polygon.coordinates.slice(1)] };
}
