import { z } from 'zod';
import { type BoundingBox, type Position, positionSchema } from '#domain/geometry/geometry.contract.ts';
import { instantSchema, lineSchema, textSchema } from '#domain/text/text.contract.ts';

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
  name: lineSchema(200).optional().meta({ description: 'What stands beside it on the image' }),
});
export type OverlayFeature = z.infer<typeof overlayFeatureSchema>;

/** How far an overlay may lie off, in metres, and why: of one that had to be brought to WGS 84. */
const overlayAccuracySchema = z.strictObject({ metres: z.number().positive(), reason: textSchema(1_000) });
export type OverlayAccuracy = z.infer<typeof overlayAccuracySchema>;

export const newOverlaySchema = z
  .strictObject({
    id: z.uuid(),
    name: lineSchema(200),
    features: z
      .array(overlayFeatureSchema)
      .min(1, 'An overlay has at least one feature.')
      .refine((features) => countPositions(features) <= MOST_POSITIONS, {
        message: `An overlay has at most ${MOST_POSITIONS.toLocaleString('en')} positions.`,
      }),
    accuracy: overlayAccuracySchema
      .optional()
      .meta({ description: 'How far it may lie off, as whoever laid it over accepted' }),
    lacks: textSchema(5_000).optional().meta({ description: 'What of its file is left out, in sentences' }),
  })
  .meta({
    id: 'NewOverlay',
    description:
      'What somebody else drew or said, laid over the images for orientation: it claims nothing and enters no report',
  });
export type NewOverlay = z.infer<typeof newOverlaySchema>;

export const overlaySchema = newOverlaySchema
  .extend({
    siteId: z.uuid(),
    sharedBy: z.string(),
    sharedAt: instantSchema,
  })
  .meta({ id: 'Overlay', description: 'An overlay that is shared at a site' });
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
 * Smallest box around all features; they hold at least one position. Where they lie on both sides of the antimeridian,
 * its longitudes go on past 180 degrees to the east.
 */
export function overlayBox(features: readonly OverlayFeature[]): BoundingBox {
  const positions = features.flatMap(({ geometry }) => positionsOf(geometry));
  const plain = boxAround(positions);
  const turned = boxAround(positions.map(([x, y]): Position => [x < 0 ? x + 360 : x, y]));
  return turned[2] - turned[0] < plain[2] - plain[0] ? turned : plain;
}

function boxAround(positions: readonly Position[]): BoundingBox {
  const box: BoundingBox = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [longitude, latitude] of positions) {
    box[0] = Math.min(box[0], longitude);
    box[1] = Math.min(box[1], latitude);
    box[2] = Math.max(box[2], longitude);
    box[3] = Math.max(box[3], latitude);
  }
  return box;
}
