import { z } from 'zod';
import { confidenceSchema, likelihoodSchema } from '#domain/assessment/assessment.contract.ts';
import { arealGeometrySchema } from '#domain/geometry/geometry.contract.ts';
import { shownLookSchema } from '#domain/look/look.contract.ts';
import { changeBracketSchema, observerBracketSchema } from '#domain/structure/bracket.contract.ts';
import { structureKindSchema } from '#domain/structure/structure.contract.ts';
import {
  commaListSchema,
  instantSchema,
  lineSchema,
  listed,
  newIdSchema,
  paginationQuerySchema,
  textSchema,
  uuidSchema,
} from '#domain/text/text.contract.ts';
import { changeSchema } from '#domain/vocabulary/change.contract.ts';
import { statusSchema } from '#domain/vocabulary/status.contract.ts';

export const damageGrades = [
  'destroyed',
  'damaged',
  'possibly_damaged',
  'no_visible_damage',
  'not_applicable',
] as const;

export const comparisonModes = ['swipe', 'side_by_side', 'blink', 'spyglass', 'blend', 'difference'] as const;
export const comparisonModeSchema = z
  .enum(comparisonModes)
  .meta({ id: 'ComparisonMode', description: 'How two scenes are compared on screen' });
export type ComparisonMode = z.infer<typeof comparisonModeSchema>;

const shiftSchema = z.strictObject({ east: z.number(), north: z.number() });
const appearanceSchema = z.strictObject({
  contrast: z.number().min(-1).max(1),
  gamma: z.number().min(0.1).max(10),
});

export const viewingSchema = z
  .strictObject({
    mode: comparisonModeSchema,
    resolution: z.number().positive().max(1e6).meta({ description: 'Metres a pixel of the screen' }),
    drawnOnSceneId: uuidSchema,
    offsets: z
      .strictObject({ before: shiftSchema, after: shiftSchema })
      .meta({ description: 'Registration offsets then' }),
    appearance: z
      .strictObject({ before: appearanceSchema, after: appearanceSchema })
      .optional()
      .meta({ description: 'Told by early pages in place of looks' }),
    looks: z.strictObject({ before: shownLookSchema, after: shownLookSchema }).optional(),
  })
  .meta({ id: 'Viewing', description: 'How a change was looked at when it was drawn' });
export type Viewing = z.infer<typeof viewingSchema>;

const outlineSchema = arealGeometrySchema.meta({ description: "In the frame of the site's reference scene" });

/** What a client may set. */
const annotationInputShape = {
  structure: structureKindSchema,
  structureOther: lineSchema(200)
    .optional()
    .meta({ description: 'Needed with the structure other, refused with any else' }),
  change: changeSchema,
  damageGrade: z.enum(damageGrades).optional().meta({ description: 'After Copernicus EMS' }),
  beforeSceneId: uuidSchema,
  afterSceneId: uuidSchema,
  structureId: uuidSchema
    .nullable()
    .optional()
    .meta({ description: 'Null: one of its own. Left out: drawing makes one, a change keeps it' }),
  title: lineSchema(200).optional(),
  description: textSchema(20_000).optional(),
  count: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .meta({ description: 'How many, where the outline holds several' }),
  viewing: viewingSchema.optional(),
};

export const annotationInputSchema = z
  .strictObject({
    type: z.literal('Feature'),
    id: newIdSchema,
    geometry: outlineSchema,
    properties: z
      .strictObject(annotationInputShape)
      .refine((properties) => properties.structure !== 'other' || properties.structureOther !== undefined, {
        path: ['structureOther'],
        message: 'Say in words what the structure is.',
      })
      .refine((properties) => properties.structure === 'other' || properties.structureOther === undefined, {
        path: ['structureOther'],
        message: "Words of your own go with the structure kind 'other' alone.",
      }),
  })
  .meta({ id: 'AnnotationInput', description: 'What a client may set of an annotation' });
export type AnnotationInput = z.infer<typeof annotationInputSchema>;

const OF_NEWEST_ASSESSMENT = 'Of the newest assessment of the present version that states one';

const OF_DELETED = 'Of a deleted one';

export const annotationSchema = z
  .object({
    type: z.literal('Feature'),
    id: z.uuid(),
    geometry: outlineSchema,
    properties: z.object({
      siteId: z.uuid(),
      number: z.string().meta({ description: 'What people cite, such as C22-017' }),
      ...annotationInputShape,
      structureId: z.uuid().meta({ description: 'What annotations and sightings of one thing share' }),
      status: statusSchema,
      likelihood: likelihoodSchema.optional().meta({ description: OF_NEWEST_ASSESSMENT }),
      confidence: confidenceSchema.optional().meta({ description: OF_NEWEST_ASSESSMENT }),
      selfDeclared: z
        .boolean()
        .optional()
        .meta({ description: 'True where corroborated by names that nobody checked' }),
      changeBracket: changeBracketSchema
        .nullable()
        .optional()
        .meta({ description: 'Null where observers differ, left out where no change is visible' }),
      changeBrackets: z
        .array(observerBracketSchema)
        .optional()
        .meta({ description: 'Where observers differ: one for each' }),
      supersededBy: z.uuid().optional(),
      deletedBy: z.string().optional().meta({ description: OF_DELETED }),
      deletedAt: instantSchema.optional().meta({ description: OF_DELETED }),
      deletedReason: z.string().optional().meta({ description: OF_DELETED }),
      area: z.number().meta({ description: 'Geodesic, in square metres' }),
      version: z.number().int().meta({
        description:
          'Counts versions of the claim: geometry, structure, structureOther, change, damageGrade, scenes',
      }),
      revision: z
        .number()
        .int()
        .meta({ description: 'Moves with every change, assessment and sighting; the ETag' }),
      createdBy: z.string(),
      claimBy: z.string().meta({ description: 'Who made this version of the claim' }),
      createdAt: instantSchema,
      updatedBy: z.string(),
      updatedAt: instantSchema.meta({ description: 'Not moved by assessments and sightings' }),
    }),
    afterimage: z
      .object({ warnings: z.array(z.object({ pointer: z.string(), detail: z.string() })) })
      .optional()
      .meta({ description: 'Of a claim just made: where it leaves a scene' }),
  })
  .meta({ id: 'Annotation', description: 'A claim that one change happened between two scenes' });
export type Annotation = z.infer<typeof annotationSchema>;

/** What is said with a deletion. */
export const deletionSchema = z
  .strictObject({
    reason: textSchema(4_000)
      .min(1, 'Say why it is deleted.')
      .optional()
      .meta({ description: "Needed where the annotation is another's, or was judged" }),
  })
  .meta({ id: 'Deletion', description: 'Why an annotation is deleted' });

const boxSchema = z
  .string()
  .transform((text) => text.split(',').map(Number))
  .pipe(
    z.tuple([z.number(), z.number(), z.number(), z.number()], {
      error: 'Give the box as west,south,east,north in degrees.',
    }),
  )
  .refine(([west, south, east, north]) => south <= north && Math.abs(west) <= 180 && Math.abs(east) <= 180, {
    message: 'South lies above north, or a longitude is beyond 180 degrees.',
  });

const ID = { type: 'string' as const, format: 'uuid' };
const oneOf = (schema: z.ZodEnum) => ({ type: 'string' as const, enum: schema.options.map(String) });

/** Filters of lists and exports. */
export const annotationFilterSchema = z.object({
  bbox: boxSchema.optional().meta({
    description:
      'Those whose bounds meet this box: west, south, east, north in degrees; west beyond east crosses the antimeridian',
    param: { style: 'form', explode: false, example: [127.1, 39.5, 127.4, 39.8] },
    override: { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 4 },
  }),
  status: commaListSchema(statusSchema)
    .optional()
    .meta(listed('Those with one of these statuses', oneOf(statusSchema))),
  structure: commaListSchema(structureKindSchema)
    .optional()
    .meta(listed('Those of one of these kinds of structure', oneOf(structureKindSchema))),
  change: commaListSchema(changeSchema)
    .optional()
    .meta(listed('Those that claim one of these changes', oneOf(changeSchema))),
  sceneId: commaListSchema(uuidSchema)
    .optional()
    .meta(listed('Those whose before or after scene is one of these', ID)),
  structureId: commaListSchema(uuidSchema).optional().meta(listed('Those of one of these structures', ID)),
  q: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Those whose number, title, description or own words hold this text, case aside' }),
});
export type AnnotationFilter = z.infer<typeof annotationFilterSchema>;
export const annotationListQuerySchema = z.strictObject({
  ...annotationFilterSchema.shape,
  deleted: z
    .enum(['true'], 'Give true, or leave it out.')
    .optional()
    .meta({ description: 'Those that were deleted, in place of those that were not' }),
  ...paginationQuerySchema.shape,
});
