import { z } from 'zod';

/** WGS 84 longitude, then latitude, in degrees (RFC 7946). A height, where given, is dropped. */
export const positionSchema = z
  .array(z.number())
  .min(2, 'A position has a longitude and a latitude.')
  .max(3, 'A position has a longitude, a latitude and at most a height.')
  .superRefine((position, context) => {
    const [longitude = 0, latitude = 0] = position;
    if (longitude < -180 || longitude > 180)
      context.addIssue({
        code: 'custom',
        path: [0],
        message: `The longitude ${longitude} lies outside -180 to 180 degrees.`,
      });
    if (latitude < -90 || latitude > 90)
      context.addIssue({
        code: 'custom',
        path: [1],
        message: `The latitude ${latitude} lies outside -90 to 90 degrees. Longitude comes first.`,
      });
  })
  .transform(([longitude, latitude]): Position => [longitude!, latitude!]);

/** Longitude and latitude in degrees, WGS 84. */
export type Position = [longitude: number, latitude: number];
/** A closed ring: its last position repeats its first. */
export type Ring = Position[];

const MAXIMUM_POSITIONS = 10_000;
const FEWER_POSITIONS = `An outline has at most ${MAXIMUM_POSITIONS.toLocaleString('en')} positions, all its rings together: leave out some, or split it.`;
const ringSchema = z
  .array(positionSchema)
  .min(4, 'An outline has at least three different corners, and its last position repeats its first.')
  .max(MAXIMUM_POSITIONS, `A ring has at most ${MAXIMUM_POSITIONS} positions.`)
  .refine(([first, ...rest]) => rest.length > 0 && samePosition(rounded(first!), rounded(rest.at(-1)!)), {
    message: 'The ring is open: repeat its first position at its end.',
  });

const polygonRings = z.array(ringSchema).min(1, 'A polygon has an exterior ring.').max(1_000);
const holdsFewPositions = (rings: readonly Ring[]) =>
  rings.reduce((count, ring) => count + ring.length, 0) <= MAXIMUM_POSITIONS;

const AS_STORED = 'rings are closed; told at seven decimals, exterior ones counter-clockwise';
const droppedBoxSchema = z.array(z.number()).optional().meta({ description: 'Dropped, and never told' });

export const polygonSchema = z
  .strictObject({
    type: z.literal('Polygon'),
    coordinates: polygonRings.refine(holdsFewPositions, FEWER_POSITIONS),
    bbox: droppedBoxSchema,
  })
  .meta({ id: 'Polygon', description: `A GeoJSON polygon; ${AS_STORED}` });
export const multiPolygonSchema = z
  .strictObject({
    type: z.literal('MultiPolygon'),
    coordinates: z
      .array(polygonRings)
      .min(1, 'A multipolygon has at least one polygon.')
      .max(1_000)
      .refine((polygons) => holdsFewPositions(polygons.flat()), FEWER_POSITIONS),
    bbox: droppedBoxSchema,
  })
  .meta({ id: 'MultiPolygon', description: `A GeoJSON multipolygon; ${AS_STORED}` });
/** GeoJSON Polygon or MultiPolygon, WGS 84, longitude then latitude. Rings are closed. */
export const arealGeometrySchema = z.discriminatedUnion('type', [polygonSchema, multiPolygonSchema]);

export type Polygon = { type: 'Polygon'; coordinates: Ring[] };
export type MultiPolygon = { type: 'MultiPolygon'; coordinates: Ring[][] };
export type ArealGeometry = Polygon | MultiPolygon;

/** West, south, east, north in degrees, WGS 84. */
export type BoundingBox = [west: number, south: number, east: number, north: number];

/** Seven decimals of a degree are about a centimetre (RFC 7946, section 11.2). */
export function round7(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7 || 0;
}

/** A position as it is stored. */
export function rounded([longitude, latitude]: Position): Position {
  return [round7(longitude), round7(latitude)];
}

/** True where both positions are there and equal to the last digit. */
export function samePosition(a: Position | undefined, b: Position | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}
