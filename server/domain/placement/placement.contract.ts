import { z } from 'zod';
import { instantSchema } from '#domain/text/text.contract.ts';

const NAMING_HINT =
  'Name the reference system by its EPSG code (EPSG:4326), by its name, or by its text (WKT, PROJJSON or PROJ) as a .prj file holds it.';

/** Whether it is understood is found out where it is read. */
const referenceSystemSchema = z
  .string()
  .max(16_384, 'The text of the reference system is too long.')
  .regex(/[\p{L}\d]{2}/u, NAMING_HINT)
  .meta({ description: 'EPSG code, a name of EPSG or ESRI, or text in WKT, PROJJSON or PROJ' });

const coordinateSchema = z.number().min(-1e9).max(1e9);
const positionSchema = z.tuple([coordinateSchema, coordinateSchema]);
const pixelSchema = z.number().min(-1e6).max(1e6);

export const handPlacementSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('corners'),
      crs: referenceSystemSchema.default('EPSG:4326'),
      corners: z
        .tuple([positionSchema, positionSchema, positionSchema, positionSchema])
        .meta({ description: 'Outer ones: upper left, upper right, lower right, lower left' }),
    }),
    z.strictObject({
      kind: z.literal('control_points'),
      crs: referenceSystemSchema.default('EPSG:4326'),
      points: z
        .array(
          z.strictObject({ column: pixelSchema, row: pixelSchema, x: coordinateSchema, y: coordinateSchema }),
        )
        .min(3, 'Give at least three control points.')
        .max(1000, 'Give at most 1,000 control points.')
        .meta({ description: "Column and row from the image's upper left corner" }),
    }),
    z.strictObject({
      kind: z.literal('grid'),
      crs: referenceSystemSchema.optional().meta({ description: "Left out: the file's own" }),
      transform: z
        .tuple([
          coordinateSchema,
          coordinateSchema,
          coordinateSchema,
          coordinateSchema,
          coordinateSchema,
          coordinateSchema,
        ])
        .optional()
        .meta({ description: "The lines of a world file; left out: the file's own" }),
    }),
  ])
  .meta({ description: 'Given by hand: x (longitude, east) before y, in crs' });
export type HandPlacement = z.infer<typeof handPlacementSchema>;

export const placementDoubtSchema = z
  .enum(['mirrored', 'turned', 'stretched', 'askew', 'points_off', 'size', 'outside_area', 'beside'])
  .meta({
    description:
      'What is more likely a mistake; stretched: pixels far longer than wide; points_off: points far missed; beside: put elsewhere by a file beside it',
  });
export const placementDoubtsSchema = z.array(z.object({ code: placementDoubtSchema, sentence: z.string() }));
export type PlacementDoubt = z.infer<typeof placementDoubtsSchema>[number];

export const placementSchema = z.object({
  origin: z
    .enum(['file', 'corners', 'control_points', 'grid'])
    .meta({ description: 'Its file, or how an analyst placed it' }),
  by: z.string().optional().meta({ description: 'Who placed it by hand' }),
  at: instantSchema.optional(),
  given: handPlacementSchema.optional(),
  residual: z
    .object({
      pixels: z.number(),
      metres: z.number(),
      largestPixels: z.number(),
      largestMetres: z.number(),
      points: z.number().int(),
    })
    .nullish()
    .meta({
      description:
        'How far points lie from where the others put them: root mean square and largest; null where unknown, as of three',
    }),
  confirmed: z
    .object({ doubts: placementDoubtsSchema, by: z.string(), at: instantSchema })
    .optional()
    .meta({ description: 'Doubts that a person said are meant' }),
  resampled: z
    .boolean()
    .meta({ description: "True where pixels are computed between the original's, to lie north up" }),
});
export type ScenePlacement = z.infer<typeof placementSchema>;

export const accuracySchema = z
  .object({
    metres: z.number(),
    reason: z.string(),
    acceptedBy: z.string(),
    acceptedAt: instantSchema,
  })
  .meta({ description: "How far off it may lie for want of a datum's shift" });
export type SceneAccuracy = z.infer<typeof accuracySchema>;
