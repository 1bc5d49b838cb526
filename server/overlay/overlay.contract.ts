import { z } from 'zod';
import { type BoundingBox, type Position, positionSchema } from '../geometry/geometry.contract.ts';
import { lineSchema } from '../text.contract.ts';

/** Positions of one overlay. */
export const MOST_POSITIONS = 100_000;
/** What is shared at a site is read by everybody who opens it. */
export const MOST_SHARED = { overlays: 50, bytes: 20 * 2 ** 20 };

const lineOfPositions = z.array(positionSchema).min(2);
const ringSchema = z.array(positionSchema).min(3);
/** Any geometry of RFC 7946 but the collection, WGS 84; outlines need not be sound, for nothing is measured on them. */
const geometrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: positionSchema }),
  z.object({ type: z.literal('MultiPoint'), coordinates: z.array(positionSchema) }),
  z.object({ type: z.literal('LineString'), coordinates: lineOfPositions }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(lineOfPositions) }),
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ringSchema) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ringSchema)) }),
]);
export type OverlayGeometry = z.infer<typeof geometrySchema>;

export const overlayFeatureSchema = z.object({
  geometry: geometrySchema,
  /** What stands beside it on the image. */
  name: lineSchema(200).optional(),
});
export type OverlayFeature = z.infer<typeof overlayFeatureSchema>;

/**
 * What somebody else drew or said, laid over the images for orientation: a witness's sketch, earlier findings.
 * It is no annotation: it claims nothing, has no status, and enters no report.
 */
export const newOverlaySchema = z.strictObject({
  id: z.uuid(),
  name: lineSchema(200),
  features: z
    .array(overlayFeatureSchema)
    .min(1, 'An overlay has at least one feature.')
    .refine((features) => countPositions(features) <= MOST_POSITIONS, {
      message: `An overlay has at most ${MOST_POSITIONS.toLocaleString('en')} positions.`,
    }),
});
export type NewOverlay = z.infer<typeof newOverlaySchema>;

export const overlaySchema = newOverlaySchema.extend({
  siteId: z.uuid(),
  sharedBy: z.string(),
  sharedAt: z.string(),
});
export type Overlay = z.infer<typeof overlaySchema>;

/** All positions of a geometry, in no order that matters. */
export function positionsOf({ coordinates }: OverlayGeometry): Position[] {
  const flat = (part: unknown): Position[] =>
    typeof (part as unknown[])[0] === 'number' ? [part as Position] : (part as unknown[]).flatMap(flat);
  return (coordinates as unknown[]).length === 0 ? [] : flat(coordinates);
}

export function countPositions(features: readonly OverlayFeature[]): number {
  return features.reduce((count, { geometry }) => count + positionsOf(geometry).length, 0);
}

/**
 * Smallest box around all features; they hold at least one position. Across the antimeridian its longitudes go on past 180
 * degrees.
 */
export function overlayBox(features: readonly OverlayFeature[]): BoundingBox {
  let [west, east, south, north] = [180, -180, 90, -90];
  let [turnedWest, turnedEast] = [360, 0];
  for (const { geometry } of features)
    for (const [longitude, latitude] of positionsOf(geometry)) {
      const turned = longitude < 0 ? longitude + 360 : longitude;
      [west, east] = [Math.min(west, longitude), Math.max(east, longitude)];
      [turnedWest, turnedEast] = [Math.min(turnedWest, turned), Math.max(turnedEast, turned)];
      [south, north] = [Math.min(south, latitude), Math.max(north, latitude)];
    }
  return turnedEast - turnedWest < east - west
    ? [turnedWest, south, turnedEast, north]
    : [west, south, east, north];
}
