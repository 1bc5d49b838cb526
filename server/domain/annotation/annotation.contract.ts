import { z } from 'zod';
import { confidences, likelihoods } from '#domain/assessment/assessment.contract.ts';
import { arealGeometrySchema } from '#domain/geometry/geometry.contract.ts';
import { shownLookSchema } from '#domain/look/look.contract.ts';
import { changeBracketSchema, observerBracketSchema } from '#domain/structure/bracket.contract.ts';
import { structureKindSchema } from '#domain/structure/structure.contract.ts';
import {
  commaListSchema,
  lineSchema,
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
export const comparisonModeSchema = z.enum(comparisonModes).meta({ id: 'ComparisonMode' });
export type ComparisonMode = z.infer<typeof comparisonModeSchema>;

const shiftSchema = z.strictObject({ east: z.number(), north: z.number() });
const appearanceSchema = z.strictObject({
  contrast: z.number().min(-1).max(1),
  gamma: z.number().min(0.1).max(10),
});

/**
 * How a change was looked at when it was drawn: resolution in metres a pixel, registration offsets in
 * metres, and the look of both scenes: bands, stretch, brightness, contrast, gamma and sharpening.
 */
export const viewingSchema = z
  .strictObject({
    mode: comparisonModeSchema,
    resolution: z.number().positive().max(1e6),
    drawnOnSceneId: uuidSchema,
    offsets: z.strictObject({ before: shiftSchema, after: shiftSchema }),
    /** As early pages told it; those of today give `looks`. */
    appearance: z.strictObject({ before: appearanceSchema, after: appearanceSchema }).optional(),
    looks: z.strictObject({ before: shownLookSchema, after: shownLookSchema }).optional(),
  })
  .meta({ id: 'Viewing' });
export type Viewing = z.infer<typeof viewingSchema>;

/** What a client may set. The first six make the claim: each change of one makes a new version. */
const annotationInputShape = {
  structure: structureKindSchema,
  structureOther: lineSchema(200).optional(),
  change: changeSchema,
  damageGrade: z.enum(damageGrades).optional(),
  beforeSceneId: uuidSchema,
  afterSceneId: uuidSchema,
  /** Of a structure that is there; null: one of its own. Left out, drawing makes one, and a change keeps it. */
  structureId: uuidSchema.nullable().optional(),
  title: lineSchema(200).optional(),
  description: textSchema(20_000).optional(),
  count: z.number().int().min(1).max(100_000).optional(),
  viewing: viewingSchema.optional(),
};

export const annotationInputSchema = z
  .strictObject({
    type: z.literal('Feature'),
    id: uuidSchema.optional(),
    geometry: arealGeometrySchema,
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
  .meta({ id: 'AnnotationInput' });
export type AnnotationInput = z.infer<typeof annotationInputSchema>;

export const annotationSchema = z
  .object({
    type: z.literal('Feature'),
    id: z.uuid(),
    geometry: arealGeometrySchema,
    properties: z.object({
      siteId: z.uuid(),
      /** Such as C22-017. */
      number: z.string(),
      ...annotationInputShape,
      structureId: z.uuid(),
      status: statusSchema,
      /** Of the newest assessment of the present version that states one. */
      likelihood: z.enum(likelihoods).optional(),
      confidence: z.enum(confidences).optional(),
      /** True where the corroboration rests on names that nobody checked. */
      selfDeclared: z.boolean().optional(),
      /** Derived from the sightings and the claim; null where observers differ, left out where no change is visible. */
      changeBracket: changeBracketSchema.nullable().optional(),
      /** Where observers differ: that of each who told something. */
      changeBrackets: z.array(observerBracketSchema).optional(),
      supersededBy: z.uuid().optional(),
      /** Geodesic, square metres. */
      area: z.number(),
      version: z.number().int(),
      revision: z.number().int(),
      createdBy: z.string(),
      /** Who made the present version of the claim. */
      claimBy: z.string(),
      createdAt: z.string(),
      updatedBy: z.string(),
      updatedAt: z.string(),
    }),
    afterimage: z
      .object({ warnings: z.array(z.object({ pointer: z.string(), detail: z.string() })) })
      .optional(),
  })
  .meta({ id: 'Annotation' });
export type Annotation = z.infer<typeof annotationSchema>;

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

/** Filters of lists and exports. A box whose west lies east of its east crosses the antimeridian. */
export const annotationFilterSchema = z.object({
  bbox: boxSchema.optional().meta({
    description: 'Those whose bounds meet this box: west,south,east,north in degrees',
    example: '127.1,39.5,127.4,39.8',
  }),
  status: commaListSchema(statusSchema)
    .optional()
    .meta({ description: 'Those with one of these statuses, such as observed,in_review' }),
  structure: commaListSchema(structureKindSchema)
    .optional()
    .meta({ description: 'Those of one of these kinds of structure, such as guard_tower,gate' }),
  change: commaListSchema(changeSchema)
    .optional()
    .meta({ description: 'Those that claim one of these changes, such as razed,damaged' }),
  sceneId: commaListSchema(uuidSchema)
    .optional()
    .meta({ description: 'Those whose before or after scene is one of these, parted by commas' }),
  structureId: commaListSchema(uuidSchema)
    .optional()
    .meta({ description: 'Those of one of these structures, parted by commas' }),
  q: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Those whose number, title, description or own words hold this text' }),
});
export type AnnotationFilter = z.infer<typeof annotationFilterSchema>;
export const annotationListQuerySchema = z.strictObject({
  ...annotationFilterSchema.shape,
  ...paginationQuerySchema.shape,
});
