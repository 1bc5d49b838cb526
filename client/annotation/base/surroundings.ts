import type { BoundingBox } from '#domain/geometry/geometry.contract.ts';

const METRES_PER_DEGREE = 111_320;
const LEAST_METRES = 160;

/**
 * The box in which an outline is shown: twice its size, and 160 m across at least, since a tower alone, blown
 * up to fill the screen, tells nothing. WGS 84 degrees.
 */
export function surroundings([west, south, east, north]: BoundingBox): BoundingBox {
  const [longitude, latitude] = [(west + east) / 2, (south + north) / 2];
  const perDegreeEast = METRES_PER_DEGREE * Math.max(Math.cos((latitude * Math.PI) / 180), 0.01);
  const halfWidth = Math.max(east - west, LEAST_METRES / 2 / perDegreeEast);
  const halfHeight = Math.max(north - south, LEAST_METRES / 2 / METRES_PER_DEGREE);
  return [longitude - halfWidth, latitude - halfHeight, longitude + halfWidth, latitude + halfHeight];
}
