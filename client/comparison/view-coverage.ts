import type { ArealGeometry, Position } from '#domain/geometry/geometry.contract.ts';
import { polygonsOf } from '#domain/geometry/ring.rules.ts';

/**
 * The share of a view that a footprint covers, 0 to 1. `view` is a convex quadrilateral of four corners, counter-
 * clockwise. Both in WGS 84 degrees, edges taken as straight: the error is far below a hundredth for a view of a
 * site. By cutting each ring along the view's four edges (Sutherland and Hodgman, 1974).
 */
export function coveredShare(footprint: ArealGeometry, view: readonly Position[]): number {
  const whole = areaOf(view);
  if (whole <= 0) return 0;
  const covered = polygonsOf(footprint).reduce((sum, [outer = [], ...holes]) => {
    const inside = (ring: readonly Position[]) => Math.abs(areaOf(cutTo(ring, view)));
    return sum + inside(outer) - holes.reduce((cut, hole) => cut + inside(hole), 0);
  }, 0);
  return Math.min(1, Math.max(0, covered / whole));
}

function cutTo(ring: readonly Position[], view: readonly Position[]): Position[] {
  let kept = ring.slice(0, -1);
  for (const [index, from] of view.entries()) {
    const to = view[(index + 1) % view.length]!;
    const side = ([x, y]: Position) => (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]);
    kept = kept.flatMap((point, at) => {
      const former = kept.at(at - 1)!;
      const [here, there] = [side(point), side(former)];
      const crossing = here >= 0 !== there >= 0 ? [between(former, point, there / (there - here))] : [];
      return here >= 0 ? [...crossing, point] : crossing;
    });
  }
  return kept;
}

function between([x, y]: Position, [toX, toY]: Position, share: number): Position {
  return [x + (toX - x) * share, y + (toY - y) * share];
}

/** Square degrees of an open ring, positive where it goes counter-clockwise. */
function areaOf(ring: readonly Position[]): number {
  const [origin] = ring;
  if (!origin) return 0;
  return ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length]!;
    // From a corner near by, so that small rings far from 0 keep their digits.
    return sum + ((x - origin[0]) * (nextY - origin[1]) - (nextX - origin[0]) * (y - origin[1])) / 2;
  }, 0);
}
