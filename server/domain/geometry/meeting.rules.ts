import type { ArealGeometry, Position, Ring } from './geometry.contract.ts';
import { covers, polygonsOf, sharedPosition } from './ring.rules.ts';

/** How an outline lies with respect to an area, such as a scene's footprint. */
export type Meeting = 'inside' | 'partly' | 'outside';

/**
 * Tells whether `outline` lies wholly inside `area`, partly, or outside. Both in WGS 84 degrees; edges are
 * taken as straight in longitude and latitude. An outline that lies across a seam of a footprint split at
 * the antimeridian counts as partly inside.
 */
export function meeting(outline: ArealGeometry, area: ArealGeometry): Meeting {
  const parts = polygonsOf(outline);
  const regions = polygonsOf(area);
  const covered = (position: Position) => regions.some((rings) => covers(rings, position));
  const corners = parts.flat(2);
  const inside = corners.filter(covered).length;
  if (inside === corners.length) return holeWithin(parts, regions) ? 'partly' : 'inside';
  const meets =
    inside > 0 ||
    regions.flat(2).some((position) => parts.some((rings) => covers(rings, position))) ||
    parts.flat().some((ring) => regions.flat().some((other) => ringsCross(ring, other)));
  return meets ? 'partly' : 'outside';
}

/** True where an area's corner lies inside the outline, so that some of the outline is beyond the area. */
function holeWithin(parts: Ring[][], regions: Ring[][]): boolean {
  return regions.some((rings) =>
    rings.slice(1).some((hole) => hole.some((position) => parts.some((part) => covers(part, position)))),
  );
}

function ringsCross(one: Ring, other: Ring): boolean {
  for (let i = 0; i < one.length - 1; i++)
    for (let k = 0; k < other.length - 1; k++)
      if (sharedPosition(one[i]!, one[i + 1]!, other[k]!, other[k + 1]!)) return true;
  return false;
}
