import type { BoundingBox } from '#domain/geometry/geometry.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { viewExtent } from './projection.ts';
import type { Extent } from './view-domain.ts';

/** The box around several; undefined where there are none. */
export function boxAround(boxes: readonly BoundingBox[]): BoundingBox | undefined {
  const [first, ...others] = boxes;
  return first && [first, ...others.map((box) => besideOf(box, first))].reduce(union);
}

/** A box counted on past the antimeridian, a whole turn away where that brings it nearer to another. */
function besideOf([west, south, east, north]: BoundingBox, other: BoundingBox): BoundingBox {
  const turn = 360 * Math.round(((other[0] + other[2]) / 2 - (west + east) / 2) / 360);
  return [west + turn, south, east + turn, north];
}

/** What both scenes show, in the view's system; where they do not meet, what the first one shows. */
export function commonExtent(scenes: readonly Scene[], system: string): Extent | undefined {
  const extents = scenes
    .map((scene) => viewExtent(scene.footprint, system))
    .filter((extent) => extent !== undefined);
  if (extents.length === 0) return undefined;
  const common = extents.reduce(intersection);
  return common[0] < common[2] && common[1] < common[3] ? common : extents[0];
}

/** True where two extents share ground. */
export function meet(one: Extent, other: Extent): boolean {
  const [west, south, east, north] = intersection(one, other);
  return west < east && south < north;
}

function union<T extends BoundingBox | Extent>(one: T, other: T): T {
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ] as T;
}

function intersection(one: Extent, other: Extent): Extent {
  return [
    Math.max(one[0], other[0]),
    Math.max(one[1], other[1]),
    Math.min(one[2], other[2]),
    Math.min(one[3], other[3]),
  ];
}
