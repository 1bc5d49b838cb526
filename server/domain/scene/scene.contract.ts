import { z } from 'zod';
import { acquiredSchema } from '#domain/acquired/acquired.contract.ts';
import { arealGeometrySchema } from '#domain/geometry/geometry.contract.ts';
import {
  accuracySchema,
  handPlacementSchema,
  placementDoubtSchema,
  placementSchema,
} from '#domain/placement/placement.contract.ts';
import { lineSchema, textSchema, uuidSchema } from '#domain/text/text.contract.ts';
import { originsSchema, statementSchema } from '#domain/vocabulary/statement.contract.ts';

const azimuthSchema = z.number().min(0).max(360);

/** What may be stated about a scene, beside its date. Angles in degrees, gsd in metres, cloudCover in per cent. */
const stated = {
  title: lineSchema(200),
  platform: lineSchema(100),
  instrument: lineSchema(100),
  provider: lineSchema(200),
  licence: lineSchema(200),
  catalogueId: lineSchema(200),
  gsd: z.number().positive().max(100_000),
  offNadir: z.number().min(0).max(90),
  incidenceAngle: z.number().min(0).max(90),
  /** From the point below the spacecraft towards the scene, as STAC has it: the way in which things lean. */
  viewAzimuth: azimuthSchema,
  sunAzimuth: azimuthSchema,
  sunElevation: z.number().min(-90).max(90),
  cloudCover: z.number().min(0).max(100),
  synthetic: z.boolean(),
};

/**
 * What an analyst states about a new scene. What is left out is filled in from the file, its name and what came
 * beside it; null leaves it unsaid.
 */
export const sceneMetadataSchema = z.strictObject({
  title: stated.title.nullish(),
  acquired: acquiredSchema,
  platform: stated.platform.nullish(),
  instrument: stated.instrument.nullish(),
  provider: stated.provider.nullish(),
  licence: stated.licence.nullish(),
  catalogueId: stated.catalogueId.nullish(),
  gsd: stated.gsd.nullish(),
  offNadir: stated.offNadir.nullish(),
  incidenceAngle: stated.incidenceAngle.nullish(),
  viewAzimuth: stated.viewAzimuth.nullish(),
  sunAzimuth: stated.sunAzimuth.nullish(),
  sunElevation: stated.sunElevation.nullish(),
  cloudCover: stated.cloudCover.nullish(),
  synthetic: stated.synthetic.nullish(),
});
export type SceneMetadata = z.infer<typeof sceneMetadataSchema>;

/** What is said beside the metadata of a new scene: where its image lies, and that it may lie some way off. */
const sayingWhere = {
  /** Makes sending again safe. */
  id: uuidSchema.optional(),
  placement: handPlacementSchema.optional(),
  acceptAccuracy: z.literal(true).optional(),
  /** The doubts about the place that a person says are meant. */
  acceptPlacement: z.array(placementDoubtSchema).max(10).optional(),
};
/** What is said of a scene that is made of uploads. */
export const sceneStatementSchema = z.strictObject({ metadata: sceneMetadataSchema, ...sayingWhere });
/** The same, in the one JSON part of a form. */
export const sceneFormSchema = sceneMetadataSchema.extend(sayingWhere);

/**
 * Metres east and north, in the UTM zone of the middle of the scene's footprint, added to the scene's coordinates so that
 * it lies on the site's reference scene: the same whatever else the site holds, and however it is shown. The residual is what is left, in metres (root mean square), at
 * points that did not make the shift; null where nobody knows.
 */
export const registrationOffsetSchema = z
  .strictObject({
    east: z.number().min(-10_000).max(10_000),
    north: z.number().min(-10_000).max(10_000),
    residual: z.number().min(0).max(10_000).nullable().optional(),
    note: textSchema(2_000).optional(),
  })
  .meta({ id: 'RegistrationOffset' });

/** A change of what is stated about a scene: null forgets a value; what is left out stays. */
export const scenePatchSchema = z
  .strictObject({
    title: stated.title,
    acquired: acquiredSchema,
    platform: stated.platform.nullable(),
    instrument: stated.instrument.nullable(),
    provider: stated.provider.nullable(),
    licence: stated.licence.nullable(),
    catalogueId: stated.catalogueId.nullable(),
    gsd: stated.gsd.nullable(),
    offNadir: stated.offNadir.nullable(),
    incidenceAngle: stated.incidenceAngle.nullable(),
    viewAzimuth: stated.viewAzimuth.nullable(),
    sunAzimuth: stated.sunAzimuth.nullable(),
    sunElevation: stated.sunElevation.nullable(),
    cloudCover: stated.cloudCover.nullable(),
    synthetic: stated.synthetic,
    offset: registrationOffsetSchema,
  })
  .partial()
  .meta({ id: 'ScenePatch' });
export type ScenePatch = z.infer<typeof scenePatchSchema>;

/** One band: the range of its valid pixels, and the 2nd and 98th percentile that its stretch starts from. */
export const bandSchema = z
  .object({
    name: z.string().optional(),
    type: z.enum(['uint8', 'uint16', 'int8', 'int16', 'uint32', 'int32', 'float32', 'float64']),
    min: z.number(),
    max: z.number(),
    p2: z.number(),
    p98: z.number(),
    /** True for a band that says which pixels are to be seen, not what they look like. */
    alpha: z.boolean().optional(),
  })
  .meta({ id: 'Band' });
export type Band = z.infer<typeof bandSchema>;

export const sceneStateSchema = z.enum(['ingesting', 'ready', 'failed']);

/**
 * Work on a scene's display copy. `share` is 0 to 1, `secondsLeft` an estimate from the pace so far, `attempt`
 * counts from 1. A job that was cancelled waits to be tried again.
 */
export const ingestJobSchema = z
  .object({
    stage: z.enum(['waiting', 'reading', 'writing_overviews', 'checking', 'cancelled']),
    share: z.number(),
    secondsLeft: z.number().optional(),
    attempt: z.number().int(),
  })
  .meta({ id: 'IngestJob' });
export type IngestJob = z.infer<typeof ingestJobSchema>;

/** One file that a scene is made of, or that came beside its image. `size` in bytes. */
export const scenePartSchema = z
  .object({
    role: z.enum(['image', 'band', 'tile', 'mask', 'metadata', 'placement']),
    bandName: z.string().optional(),
    fileName: z.string(),
    sha256: z.string(),
    size: z.number(),
    resampledFrom: z.number().optional().meta({
      description:
        'Pixel size in metres of a band whose pixels were repeated to fit those of the finest band',
    }),
  })
  .meta({ id: 'ScenePart' });
export type ScenePart = z.infer<typeof scenePartSchema>;

/** A scene as the API gives it. Sizes in bytes and pixels, gsd in metres, angles in degrees. */
export const sceneSchema = z
  .object({
    ...z.object(stated).partial().shape,
    acquired: z.string(),
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
    /** The definition, for proj4, of a system without an EPSG code. */
    projection: z.string().optional(),
    placement: placementSchema,
    /** Where the scene may lie off for want of a datum's shift. */
    accuracy: accuracySchema.optional(),
    width: z.number().int(),
    height: z.number().int(),
    gsd: z.number(),
    bands: z.array(bandSchema),
    noData: z.union([z.number(), z.literal('NaN')]).optional(),
    original: z.object({ fileName: z.string(), sha256: z.string(), size: z.number() }).meta({
      description:
        'The uploaded file. Of a scene made of several: the name of the first, their size in all, and the ' +
        'SHA-256 of their SHA-256s in lower-case hex, sorted, one a line, each line ended by a line feed',
    }),
    parts: z.array(scenePartSchema).optional().meta({
      description:
        'Every file kept, where a scene is made of several: bands and tiles in their order, then what came beside them',
    }),
    /**
     * The display copy. `kept`: the original itself, found fit to be shown. `checked`: whether its structure alone
     * has been looked at, or every one of its tiles decoded as well.
     */
    display: z
      .object({
        size: z.number(),
        sha256: z.string(),
        kept: z.boolean(),
        checked: z.enum(['structure', 'every_tile']),
      })
      .optional(),
    /** What the server does with the scene now; left out where nothing is to be done. */
    job: ingestJobSchema.optional(),
    offset: registrationOffsetSchema,
    origins: originsSchema.meta({ description: 'Where each stated value comes from' }),
    claims: z.array(statementSchema).meta({
      description: 'All that the file, its name and what came beside it say, whether it is followed or not',
    }),
    version: z.number().int(),
    createdBy: z.string(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Scene' });
export type Scene = z.infer<typeof sceneSchema>;
