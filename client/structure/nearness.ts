import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { ArealGeometry, BoundingBox } from '#domain/geometry/geometry.contract.ts';
import { meeting } from '#domain/geometry/meeting.rules.ts';
import { boundingBox } from '#domain/geometry/ring.rules.ts';

/** A structure that a change may belong to, with the changes that are known of it, by number. */
export type Candidate = {
  structureId: string;
  annotations: [Annotation, ...Annotation[]];
  overlaps: boolean;
  /** From outline to outline as boxes; 0 where they meet. */
  metres: number;
};

const METRES_PER_DEGREE = 111_320;

/** The structures of some changes, those that overlap an outline first, then the nearest. Outlines in WGS 84 degrees. */
export function nearestFirst(outline: ArealGeometry, annotations: readonly Annotation[]): Candidate[] {
  const box = boundingBox(outline);
  const groups = Map.groupBy(annotations, ({ properties }) => properties.structureId);
  return [...groups.entries()]
    .map(([structureId, group]): Candidate => {
      const [first, ...others] = group;
      return {
        structureId,
        annotations: [first!, ...others],
        overlaps: group.some(({ geometry }) => meeting(geometry, outline) !== 'outside'),
        metres: Math.min(...group.map(({ geometry }) => apart(boundingBox(geometry), box))),
      };
    })
    .toSorted((one, other) => Number(other.overlaps) - Number(one.overlaps) || one.metres - other.metres);
}

/** Metres between two boxes. Good for what is near: the earth is taken as flat and round. */
function apart(one: BoundingBox, other: BoundingBox): number {
  const gap = (low: number, high: number, otherLow: number, otherHigh: number) =>
    Math.max(0, otherLow - high, low - otherHigh);
  const north = gap(one[1], one[3], other[1], other[3]);
  const turns = [-360, 0, 360];
  const east = Math.min(...turns.map((turn) => gap(one[0] + turn, one[2] + turn, other[0], other[2])));
  const narrowing = Math.cos((((one[1] + other[3]) / 2) * Math.PI) / 180);
  return Math.hypot(north, east * narrowing) * METRES_PER_DEGREE;
}
