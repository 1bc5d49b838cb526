import { z } from 'zod';

const NAMING_HINT =
  'Name the reference system by its EPSG code (EPSG:4326), by its name, or by its text (WKT, PROJJSON or PROJ) as a .prj file holds it.';

/**
 * An EPSG code, also as a URN or a URL; a name of EPSG's or ESRI's; or a text that spells the system out: WKT 1 or
 * 2, PROJJSON, or the language of PROJ. Whether it is understood is found out where it is read.
 */
const referenceSystemSchema = z
  .string()
  .max(16_384, 'The text of the reference system is too long.')
  .regex(/[\p{L}\d]{2}/u, NAMING_HINT);

const coordinateSchema = z.number().min(-1e9).max(1e9);
const positionSchema = z.tuple([coordinateSchema, coordinateSchema]);
const pixelSchema = z.number().min(-1e6).max(1e6);

/**
 * Where an image lies, given by hand. Coordinates stand as x (longitude, east) before y, in the system `crs`.
 * Corners are the outer ones of the image: upper left, upper right, lower right, lower left. Columns and rows
 * count pixels from the upper left corner of the first one. `grid` adds a reference system to the file's own
 * transform, or to the six lines of a world file; where it names none, the one that the file names holds.
 */
export const handPlacementSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('corners'),
    crs: referenceSystemSchema.default('EPSG:4326'),
    corners: z.tuple([positionSchema, positionSchema, positionSchema, positionSchema]),
  }),
  z.strictObject({
    kind: z.literal('control_points'),
    crs: referenceSystemSchema.default('EPSG:4326'),
    points: z
      .array(
        z.strictObject({ column: pixelSchema, row: pixelSchema, x: coordinateSchema, y: coordinateSchema }),
      )
      .min(3, 'Give at least three control points.')
      .max(1000, 'Give at most 1,000 control points.'),
  }),
  z.strictObject({
    kind: z.literal('grid'),
    crs: referenceSystemSchema.optional(),
    transform: z
      .tuple([
        coordinateSchema,
        coordinateSchema,
        coordinateSchema,
        coordinateSchema,
        coordinateSchema,
        coordinateSchema,
      ])
      .optional(),
  }),
]);
export type HandPlacement = z.infer<typeof handPlacementSchema>;

/**
 * What may be so unusual about a place that it is more likely a mistake: the image mirrored, turned by more than 45
 * degrees, with pixels much longer than wide, askew, with points that are missed by more than they are when set with
 * care, of an absurd size, far outside the area that its reference system is for, or put elsewhere by a file that came
 * beside it.
 */
export const placementDoubtSchema = z.enum([
  'mirrored',
  'turned',
  'stretched',
  'askew',
  'points_off',
  'size',
  'outside_area',
  'beside',
]);
export const placementDoubtsSchema = z.array(z.object({ code: placementDoubtSchema, sentence: z.string() }));
export type PlacementDoubt = z.infer<typeof placementDoubtsSchema>[number];

/**
 * Where a scene's place comes from: its file, or what an analyst gave, then with the name and the time (UTC).
 * The residual is how far control points lie from where the others put them, each left out in turn: root mean
 * square and largest, in pixels of the image and in metres. Null where that is unknown, as of three points;
 * absent where the place is not fitted to points.
 */
export const placementSchema = z.object({
  origin: z.enum(['file', 'corners', 'control_points', 'grid']),
  by: z.string().optional(),
  at: z.string().optional(),
  given: handPlacementSchema.optional(),
  residual: z
    .object({
      pixels: z.number(),
      metres: z.number(),
      largestPixels: z.number(),
      largestMetres: z.number(),
      points: z.number().int(),
    })
    .nullish(),
  /** What a person was asked about the place, who said that it is meant, and when (UTC). */
  confirmed: z.object({ doubts: placementDoubtsSchema, by: z.string(), at: z.string() }).optional(),
  /** True where the display copy's pixels are computed between those of the original, to lie north up. */
  resampled: z.boolean(),
});
export type ScenePlacement = z.infer<typeof placementSchema>;

/** How far a scene may lie from its true place, and why; who accepted that, and when (UTC). */
export const accuracySchema = z.object({
  metres: z.number(),
  reason: z.string(),
  acceptedBy: z.string(),
  acceptedAt: z.string(),
});
export type SceneAccuracy = z.infer<typeof accuracySchema>;
