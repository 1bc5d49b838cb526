import type { Position } from '#domain/geometry/geometry.contract.ts';

/** Degrees: so long an edge bends in a view by less than a metre. */
const STEP = 0.05;
/** Of one edge, at most: of one around the Earth, one each half degree. */
const MOST_STEPS = 720;

/**
 * The positions of a line or ring and, on its long edges, others between them, straight in longitude and latitude as
 * GeoJSON has it (RFC 7946, 3.1.1). A short edge gets none.
 */
export function densified(positions: readonly Position[]): Position[] {
  return positions.flatMap((position, i): Position[] => {
    const next = positions[i + 1];
    if (!next) return [position];
    const [across, up] = [next[0] - position[0], next[1] - position[1]];
    const steps = Math.min(MOST_STEPS, Math.ceil(Math.max(Math.abs(across), Math.abs(up)) / STEP));
    if (steps <= 1) return [position];
    return Array.from({ length: steps }, (_, step) => [
      position[0] + (across * step) / steps,
      position[1] + (up * step) / steps,
    ]);
  });
}
