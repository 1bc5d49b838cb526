import { z } from 'zod';
import { arealGeometrySchema } from '../geometry/geometry.contract.ts';
import { lineSchema, textSchema } from '../text.contract.ts';
import { readAcquired } from './acquired.rules.ts';

export const acquiredSchema = z.string().refine((text) => readAcquired(text) !== undefined, {
  message:
    'Give the acquisition as 2012-10-11, as an instant such as 2012-10-11T02:13:00Z, or, where no more is known, as 2012-10 or 2012.',
});

const azimuthSchema = z.number().min(0).max(360);

/** What an analyst states about a scene. Angles in degrees, gsd in metres, cloudCover in per cent. */
export const sceneMetadataSchema = z.strictObject({
  title: lineSchema(200).optional(),
  acquired: acquiredSchema,
  platform: lineSchema(100).optional(),
  provider: lineSchema(200).optional(),
  licence: lineSchema(200).optional(),
  catalogueId: lineSchema(200).optional(),
  gsd: z.number().positive().max(100_000).optional(),
  offNadir: z.number().min(0).max(90).optional(),
  incidenceAngle: z.number().min(0).max(90).optional(),
  viewAzimuth: azimuthSchema.optional(),
  sunAzimuth: azimuthSchema.optional(),
  sunElevation: z.number().min(-90).max(90).optional(),
  cloudCover: z.number().min(0).max(100).optional(),
  synthetic: z.boolean().optional(),
});
export type SceneMetadata = z.infer<typeof sceneMetadataSchema>;

/**
 * Metres east and north, in the UTM zone of the site's middle, added to the scene's coordinates so that it
 * lies on the site's reference scene. The residual is the error that remains, in metres.
 */
export const registrationOffsetSchema = z.strictObject({
  east: z.number().min(-10_000).max(10_000),
  north: z.number().min(-10_000).max(10_000),
  residual: z.number().min(0).max(10_000).nullable().optional(),
  note: textSchema(2_000).optional(),
});

/** A change of what is stated about a scene: null forgets a value; what is left out stays. */
export const scenePatchSchema = z
  .strictObject({
    title: lineSchema(200),
    acquired: acquiredSchema,
    platform: lineSchema(100).nullable(),
    provider: lineSchema(200).nullable(),
    licence: lineSchema(200).nullable(),
    catalogueId: lineSchema(200).nullable(),
    gsd: sceneMetadataSchema.shape.gsd.unwrap().nullable(),
    offNadir: sceneMetadataSchema.shape.offNadir.unwrap().nullable(),
    incidenceAngle: sceneMetadataSchema.shape.incidenceAngle.unwrap().nullable(),
    viewAzimuth: azimuthSchema.nullable(),
    sunAzimuth: azimuthSchema.nullable(),
    sunElevation: sceneMetadataSchema.shape.sunElevation.unwrap().nullable(),
    cloudCover: sceneMetadataSchema.shape.cloudCover.unwrap().nullable(),
    offset: registrationOffsetSchema,
  })
  .partial();
export type ScenePatch = z.infer<typeof scenePatchSchema>;

/** One band: the range of its valid pixels, and the 2nd and 98th percentile that its stretch starts from. */
export const bandSchema = z.object({
  name: z.string().optional(),
  type: z.enum(['uint8', 'uint16', 'int8', 'int16', 'uint32', 'int32', 'float32', 'float64']),
  min: z.number(),
  max: z.number(),
  p2: z.number(),
  p98: z.number(),
  /** True for a band that says which pixels are to be seen, not what they look like. */
  alpha: z.boolean().optional(),
});
export type Band = z.infer<typeof bandSchema>;

export const sceneStateSchema = z.enum(['ingesting', 'ready', 'failed']);

/** A scene as the API gives it. Sizes in bytes and pixels, gsd in metres, angles in degrees. */
export const sceneSchema = z.object({
  ...sceneMetadataSchema.shape,
  id: z.uuid(),
  siteId: z.uuid(),
  title: z.string(),
  acquiredPrecision: z.enum(['instant', 'day', 'month', 'year']),
  state: sceneStateSchema,
  /** 0 to 1. */
  progress: z.number(),
  failure: z.object({ code: z.string(), detail: z.string() }).optional(),
  footprint: arealGeometrySchema,
  synthetic: z.boolean(),
  /** 'EPSG:n', or null where the file's own definition has no such number. */
  crs: z.string().nullable(),
  width: z.number().int(),
  height: z.number().int(),
  gsd: z.number(),
  bands: z.array(bandSchema),
  noData: z.union([z.number(), z.literal('NaN')]).optional(),
  original: z.object({ fileName: z.string(), sha256: z.string(), size: z.number() }),
  display: z.object({ size: z.number(), sha256: z.string() }).optional(),
  offset: registrationOffsetSchema,
  version: z.number().int(),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Scene = z.infer<typeof sceneSchema>;
