import { z } from 'zod';
import { type AnnotationFilter, annotationSchema } from '#domain/annotation/annotation.contract.ts';
import { assessedSourceSchema, assessmentSchema, verdicts } from '#domain/assessment/assessment.contract.ts';
import { sceneSchema } from '#domain/scene/scene.contract.ts';
import { standingSightingSchema, structureKindSchema } from '#domain/structure/structure.contract.ts';
import { instantSchema } from '#domain/text/text.contract.ts';
import { changeSchema } from '#domain/vocabulary/change.contract.ts';
import { type Status, statusSchema } from '#domain/vocabulary/status.contract.ts';
import { dateColumnsShape } from './date-columns.rules.ts';

const exportedSourceSchema = assessedSourceSchema
  .partial({ title: true })
  .extend(dateColumnsShape('date'))
  .meta({
    description:
      'A source as an assessment rates it; of one that is withheld title, reference, url and note are left out',
  });

const exportedAssessmentSchema = assessmentSchema
  .omit({ annotationId: true })
  .extend({ sources: z.array(exportedSourceSchema) });

const unwrittenSchema = z.string().meta({ description: 'Empty where nobody wrote any' });
const toTheDaySchema = z.string().optional().meta({
  description: 'Day, month or year, as far as it is known; an instant stands in a column of its own',
});
const originalHashSchema = z.string().optional().meta({ description: "SHA-256 of the scene's original" });

export const exportedFeatureSchema = annotationSchema
  .extend({
    properties: annotationSchema.shape.properties.extend({
      title: unwrittenSchema,
      structureOther: unwrittenSchema,
      description: unwrittenSchema,
      synthetic: z.boolean().meta({ description: 'True where one of both scenes is synthetic' }),
      ...dateColumnsShape('before'),
      ...dateColumnsShape('after'),
      ...dateColumnsShape('lastBefore'),
      ...dateColumnsShape('firstAfter'),
      beforeAcquired: toTheDaySchema,
      beforeTitle: z.string(),
      beforeSha256: originalHashSchema,
      afterAcquired: toTheDaySchema,
      afterTitle: z.string(),
      afterSha256: originalHashSchema,
      lastBefore: toTheDaySchema,
      firstAfter: toTheDaySchema,
      changeBracketWords: z.string().optional().meta({
        description:
          "The change bracket as a sentence: 'Last seen standing 17 May 2011, first seen razed 16 October 2012.' Where observers differ, a sentence each.",
      }),
      sightingContradictions: z.string().optional().meta({
        description:
          'What in the sightings contradicts itself or the claim, a sentence each, such as a structure that is marked intact after it was marked razed, or observers who differ',
      }),
      sightings: z.array(standingSightingSchema).meta({
        description:
          'What each scene shows of the structure: of every observer the newest sighting of a scene that was not withdrawn, in the order of time',
      }),
      newestVerdict: z
        .enum(verdicts)
        .optional()
        .meta({ description: 'Of the present version; left out where nobody judged it' }),
      newestVerdictBy: z.string().meta({ description: 'Empty where nobody judged the present version' }),
      newestVerdictAt: instantSchema.optional(),
      confidenceReason: z
        .string()
        .meta({ description: 'Of the newest assessment of the present version that gives one; else empty' }),
      sourcesInShort: z.string().optional().meta({
        description:
          "The sources of the present version, each with its Admiralty code: 'testimony: Former guard, 2013 (B3); news: ...'",
      }),
      rivalsDismissed: z
        .string()
        .optional()
        .meta({ description: "Kinds of explanations that were dismissed: 'shadow; snow'" }),
      assessments: z
        .array(exportedAssessmentSchema)
        .meta({ description: 'Those of all versions, oldest first' }),
      textsAsWritten: z.record(z.string(), z.string()).optional().meta({
        description:
          'Those texts of this annotation that a converter may take for something else, such as a title 2:3 for a time',
      }),
    }),
  })
  .meta({
    id: 'ExportedAnnotation',
    description:
      'An annotation as it leaves the server. What is added to it is derived, and refused where it is sent back',
  });
export type ExportedFeature = z.infer<typeof exportedFeatureSchema>;

const exportedSceneSchema = sceneSchema
  .omit({ bands: true, display: true, progress: true, state: true })
  .extend(dateColumnsShape('acquired'))
  .meta({
    id: 'ExportedScene',
    description: 'A scene as an export tells it, without what its display copy holds',
  });
export type ExportedScene = z.infer<typeof exportedSceneSchema>;

const count = z.number().int().nonnegative();
const countsByStatus = {
  observed: count.optional(),
  in_review: count.optional(),
  corroborated: count.optional(),
  disputed: count.optional(),
  rejected: count.optional(),
  superseded: count.optional(),
} satisfies Record<Status, z.ZodType>;

/** A filter as it was understood: lists, where the query has texts. */
const filterShape = {
  bbox: z.array(z.number()).length(4).meta({ description: 'West, south, east, north in degrees' }),
  status: z.array(statusSchema),
  structure: z.array(structureKindSchema),
  change: z.array(changeSchema),
  sceneId: z.array(z.uuid()),
  structureId: z.array(z.uuid()),
  q: z.string(),
} satisfies Record<keyof AnnotationFilter, z.ZodType>;

const exportAboutSchema = z
  .object({
    format: z.literal('afterimage-export'),
    formatVersion: z.literal(1),
    software: z.object({ name: z.literal('Afterimage'), version: z.string() }),
    exportedAt: instantSchema.meta({ description: 'The moment that the export shows, in UTC' }),
    synthetic: z.string().optional().meta({
      description: 'A warning, where a scene of the site is synthetic: then this is evidence of nothing',
    }),
    site: z.object({
      id: z.uuid(),
      code: z.string().meta({ description: 'Heads the number of each annotation' }),
      name: z.string(),
      description: z.string().optional(),
    }),
    filter: z
      .object(filterShape)
      .partial()
      .meta({ description: 'Which annotations were asked for, as in the query; empty for all of the site' }),
    counts: z.object({ annotations: count, ...countsByStatus }).meta({
      description:
        'Annotations in this export, in all and by status; a status that none of them has is left out',
    }),
    history: z
      .object({ seq: count, hash: z.string() })
      .nullable()
      .meta({ description: "The newest entry of the site's history at that moment; null before the first" }),
    scenes: z.array(exportedSceneSchema).meta({
      description: 'All scenes of the site but those that failed, with the hashes of their originals',
    }),
    reading: z
      .object({
        coordinates: z.string(),
        area: z.string(),
        times: z.string(),
        texts: z.string(),
        changeBracket: z.string(),
        sightings: z.string(),
        likelihood: z.string(),
        sources: z.string(),
        names: z.string(),
      })
      .meta({ description: 'How to read the members that are named here, in words' }),
    limitations: z
      .array(z.string())
      .meta({ description: 'What must not be read into the export, in sentences' }),
  })
  .meta({
    id: 'ExportAbout',
    description: 'What the export is, of when, made from what, and how to read it',
  });
export type ExportAbout = z.infer<typeof exportAboutSchema>;

export const exportSchema = z
  .object({
    type: z.literal('FeatureCollection'),
    bbox: z.array(z.number()).length(4).optional().meta({
      description:
        'West, south, east, north; left out where there are no features. Around the antimeridian west lies east of east',
    }),
    afterimage: exportAboutSchema,
    features: z.array(exportedFeatureSchema),
  })
  .meta({ id: 'Export', description: 'The live export of a site (RFC 7946)' });
