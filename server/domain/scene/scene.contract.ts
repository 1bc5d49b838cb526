import { z } from 'zod';
import { acquiredSchema, toldDateSchema } from '#domain/acquired/acquired.contract.ts';
import { arealGeometrySchema } from '#domain/geometry/geometry.contract.ts';
import {
  accuracySchema,
  handPlacementSchema,
  placementDoubtSchema,
  placementSchema,
} from '#domain/placement/placement.contract.ts';
import {
  bytesSchema,
  instantSchema,
  lineSchema,
  newIdSchema,
  textSchema,
} from '#domain/text/text.contract.ts';
import { closedSchema } from '#domain/vocabulary/dependent.contract.ts';
import { originsSchema, statementSchema } from '#domain/vocabulary/statement.contract.ts';

const azimuthSchema = z.number().min(0).max(360).meta({ description: 'Clockwise from north' });

const METRES_A_PIXEL = 'Metres on the ground a pixel';
/** What may be stated about a scene, beside its date. */
const stated = {
  title: lineSchema(200),
  platform: lineSchema(100),
  instrument: lineSchema(100),
  provider: lineSchema(200),
  licence: lineSchema(200),
  catalogueId: lineSchema(200).meta({ description: "The provider's id of the image" }),
  gsd: z.number().positive().max(100_000).meta({ description: METRES_A_PIXEL }),
  offNadir: z.number().min(0).max(90).meta({ description: 'At the spacecraft, from straight down' }),
  incidenceAngle: z.number().min(0).max(90).meta({ description: 'At the ground, from the vertical' }),
  viewAzimuth: azimuthSchema.meta({
    description:
      'Clockwise from north, from below the spacecraft to the scene, as in STAC: the way things lean',
  }),
  sunAzimuth: azimuthSchema,
  sunElevation: z.number().min(-90).max(90),
  cloudCover: z.number().min(0).max(100).meta({ description: 'In per cent' }),
  synthetic: z.boolean().meta({ description: 'True where no sensor took it' }),
};

export const sceneMetadataSchema = z
  .strictObject({
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
  })
  .meta({
    description:
      'Left out: filled in from the file, its name and what came beside it; null: unsaid, but for title, gsd and synthetic, where it is as if left out',
  });
export type SceneMetadata = z.infer<typeof sceneMetadataSchema>;

/** What is said beside the metadata of a new scene: where its image lies, and that it may lie some way off. */
const sayingWhere = {
  id: newIdSchema,
  placement: handPlacementSchema.optional(),
  acceptAccuracy: z.literal(true).optional().meta({ description: 'How far it may lie off is accepted' }),
  acceptPlacement: z
    .array(placementDoubtSchema)
    .max(10)
    .optional()
    .meta({ description: 'Doubts that a person says are meant' }),
};
/** What is said of a scene that is made of uploads. */
export const sceneStatementSchema = z.strictObject({ metadata: sceneMetadataSchema, ...sayingWhere });
/** The same, in the one JSON part of a form. */
export const sceneFormSchema = sceneMetadataSchema.extend(sayingWhere);

/** The same whatever else the site holds, and however the scene is shown. */
export const registrationOffsetSchema = z
  .strictObject({
    east: z.number().min(-10_000).max(10_000),
    north: z.number().min(-10_000).max(10_000),
    residual: z
      .number()
      .min(0)
      .max(10_000)
      .nullable()
      .optional()
      .meta({ description: 'Root mean square at points that did not make the shift; null where unknown' }),
    note: textSchema(2_000).optional(),
  })
  .meta({
    id: 'RegistrationOffset',
    description:
      "Metres in the UTM zone of the footprint's middle, added to a scene's coordinates to lie on the site's reference scene",
  });

export const scenePatchSchema = z
  .strictObject({
    title: stated.title,
    acquired: acquiredSchema,
    platform: stated.platform.nullable(),
    instrument: stated.instrument.nullable(),
    provider: stated.provider.nullable(),
    licence: stated.licence.nullable(),
    catalogueId: stated.catalogueId.nullable(),
    gsd: stated.gsd.nullable().meta({ description: "Null for the file's own" }),
    offNadir: stated.offNadir.nullable(),
    incidenceAngle: stated.incidenceAngle.nullable(),
    viewAzimuth: stated.viewAzimuth.nullable(),
    sunAzimuth: stated.sunAzimuth.nullable(),
    sunElevation: stated.sunElevation.nullable(),
    cloudCover: stated.cloudCover.nullable(),
    synthetic: stated.synthetic,
    offset: registrationOffsetSchema,
    closed: z.boolean().nullable().meta({ description: 'True: kept, and no more offered; null as false' }),
  })
  .partial()
  .meta({ id: 'ScenePatch', description: 'Null forgets a value; what is left out stays' });
export type ScenePatch = z.infer<typeof scenePatchSchema>;

export const bandSchema = z
  .object({
    name: z.string().optional(),
    type: z.enum(['uint8', 'uint16', 'int8', 'int16', 'uint32', 'int32', 'float32', 'float64']),
    min: z.number(),
    max: z.number(),
    p2: z.number(),
    p98: z.number(),
    alpha: z.boolean().optional().meta({ description: 'True where it says which pixels are to be seen' }),
  })
  .meta({
    id: 'Band',
    description: 'The range of its valid pixels, and the 2nd and 98th percentile that a stretch begins with',
  });
export type Band = z.infer<typeof bandSchema>;

export const sceneStateSchema = z
  .enum(['ingesting', 'ready', 'failed'])
  .meta({ description: 'Its display copy is being made; is there; or is not, as failure says' });

const shareSchema = z.number().meta({ description: '0 to 1' });

export const ingestJobSchema = z
  .object({
    stage: z
      .enum(['waiting', 'reading', 'writing_overviews', 'checking', 'cancelled'])
      .meta({ description: 'cancelled: waits to be tried again' }),
    share: shareSchema,
    secondsLeft: z.number().optional().meta({ description: 'Estimated from the pace so far' }),
    attempt: z.number().int().meta({ description: 'Counts from 1' }),
  })
  .meta({ id: 'IngestJob', description: "Work on a scene's display copy" });
export type IngestJob = z.infer<typeof ingestJobSchema>;

export const scenePartSchema = z
  .object({
    role: z.enum(['image', 'band', 'tile', 'mask', 'metadata', 'placement']),
    bandName: z.string().optional(),
    fileName: z.string(),
    sha256: z.string(),
    size: bytesSchema,
    resampledFrom: z.number().optional().meta({
      description:
        'Pixel size in metres of a band whose pixels were repeated to fit those of the finest band',
    }),
  })
  .meta({ id: 'ScenePart', description: 'A file of a scene, or that came beside its image' });
export type ScenePart = z.infer<typeof scenePartSchema>;

/** A scene as the API gives it. */
export const sceneSchema = z
  .object({
    ...z.object(stated).partial().shape,
    acquired: toldDateSchema,
    id: z.uuid(),
    siteId: z.uuid(),
    title: z.string(),
    acquiredPrecision: z.enum(['instant', 'day', 'month', 'year']),
    state: sceneStateSchema,
    progress: shareSchema,
    failure: z
      .object({ code: z.string(), detail: z.string() })
      .optional()
      .meta({ description: 'Why it failed or, if ready, why no new display copy was made' }),
    footprint: arealGeometrySchema.meta({ description: 'Without the offset' }),
    synthetic: stated.synthetic,
    crs: z.string().nullable().meta({ description: 'EPSG:n; null without such a number' }),
    projection: z.string().optional().meta({ description: 'For proj4, where crs is null' }),
    placement: placementSchema,
    accuracy: accuracySchema.optional(),
    width: z.number().int().meta({ description: 'Pixels of the display copy' }),
    height: z.number().int(),
    gsd: z.number().meta({ description: METRES_A_PIXEL }),
    bands: z.array(bandSchema).meta({ description: 'Empty until it is ready' }),
    noData: z
      .union([z.number(), z.literal('NaN')])
      .optional()
      .meta({ description: 'Value of pixels that hold none' }),
    original: z.object({ fileName: z.string(), sha256: z.string(), size: bytesSchema }).meta({
      description:
        'The uploaded file. Of a scene made of several: the name of the first, their size in all, and the ' +
        'SHA-256 of their SHA-256s in lower-case hex, sorted, one a line, each line ended by a line feed',
    }),
    parts: z.array(scenePartSchema).optional().meta({
      description:
        'Every file kept, where a scene is made of several: bands and tiles in their order, then what came beside them',
    }),
    display: z
      .object({
        size: bytesSchema,
        sha256: z.string(),
        kept: z.boolean().meta({ description: 'True where it is the original itself' }),
        checked: z.enum(['structure', 'every_tile']).meta({ description: 'What of it was looked at so far' }),
      })
      .optional()
      .meta({ description: 'The display copy, once there is one' }),
    job: ingestJobSchema.optional().meta({ description: 'Left out where nothing is to be done' }),
    offset: registrationOffsetSchema,
    origins: originsSchema.meta({ description: 'Where each stated value comes from' }),
    claims: z.array(statementSchema).meta({
      description: 'All that the file, its name and what came beside it say, whether it is followed or not',
    }),
    closed: closedSchema,
    version: z.number().int().meta({ description: 'Counts all changes but progress; the ETag' }),
    createdBy: z.string(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Scene', description: 'An image of a site' });
export type Scene = z.infer<typeof sceneSchema>;
