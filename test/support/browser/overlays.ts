import type { BoundingBox, Position } from '#domain/geometry/geometry.contract.ts';
import type { OverlayFeature } from '#domain/overlay/overlay.contract.ts';

/** The same row of numbers from 0 to 1 in each run (a linear congruential generator). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Points with a name each, strewn over a box. */
export function namedPoints(count: number, box: BoundingBox, seed = 1): OverlayFeature[] {
  const random = numbers(seed);
  return Array.from({ length: count }, (_, index) => ({
    geometry: { type: 'Point', coordinates: within(box, random(), random()) },
    name: `House ${index + 1}`,
  }));
}

/** A line that wanders over a box, as a track does. */
export function track(vertices: number, box: BoundingBox, seed = 1): OverlayFeature {
  const random = numbers(seed);
  let [x, y, course] = [random(), random(), random() * 6];
  const coordinates = Array.from({ length: vertices }, () => {
    course += (random() - 0.5) * 0.9;
    x = reflected(x + Math.cos(course) * 0.002);
    y = reflected(y + Math.sin(course) * 0.002);
    return within(box, x, y);
  });
  return { geometry: { type: 'LineString', coordinates }, name: `Track ${seed}` };
}

/** An outline that is jagged all around, as one that was traced from pixels. */
export function jaggedArea(vertices: number, box: BoundingBox, seed = 1): OverlayFeature {
  const random = numbers(seed);
  const [x, y, radius] = [0.2 + random() * 0.6, 0.2 + random() * 0.6, 0.05 + random() * 0.15];
  const ring = Array.from({ length: vertices - 1 }, (_, index) => {
    const angle = (index / (vertices - 1)) * 2 * Math.PI;
    const reach = radius * (0.97 + random() * 0.06);
    return within(box, x + Math.cos(angle) * reach, y + Math.sin(angle) * reach);
  });
  return { geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]!]] }, name: `Area ${seed}` };
}

function within([west, south, east, north]: BoundingBox, x: number, y: number): Position {
  const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7;
  return [round(west + (east - west) * x), round(south + (north - south) * y)];
}

function reflected(share: number): number {
  return Math.abs(share) > 1 ? 2 - Math.abs(share) : Math.abs(share);
}
