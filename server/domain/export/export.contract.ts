import { z } from 'zod';
import { annotationSchema } from '#domain/annotation/annotation.contract.ts';
import { assessedSourceSchema, assessmentSchema, verdicts } from '#domain/assessment/assessment.contract.ts';
import { standingSightingSchema } from '#domain/structure/structure.contract.ts';
import { dateColumnsShape } from './date-columns.rules.ts';

/** Of a withheld source its kind and ratings alone are told. */
const exportedSourceSchema = assessedSourceSchema.partial({ title: true }).extend(dateColumnsShape('date'));

const exportedAssessmentSchema = assessmentSchema
  .omit({ annotationId: true })
  .extend({ sources: z.array(exportedSourceSchema) });

/** An annotation as it leaves the server. What is added to it is derived, and refused where it is sent back. */
export const exportedFeatureSchema = annotationSchema.extend({
  properties: annotationSchema.shape.properties.extend({
    title: z.string(),
    structureOther: z.string(),
    description: z.string(),
    /** True where one of both scenes is synthetic. */
    synthetic: z.boolean(),
    ...dateColumnsShape('before'),
    ...dateColumnsShape('after'),
    ...dateColumnsShape('lastBefore'),
    ...dateColumnsShape('firstAfter'),
    beforeAcquired: z.string().optional().meta({
      description: 'Day, month or year, as far as it is known; an instant stands in a column of its own',
    }),
    beforeTitle: z.string(),
    beforeSha256: z.string().optional(),
    afterAcquired: z.string().optional(),
    afterTitle: z.string(),
    afterSha256: z.string().optional(),
    lastBefore: z.string().optional(),
    firstAfter: z.string().optional(),
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
        'What each scene shows of the structure: of every observer the newest sighting of a scene, in the order of time',
    }),
    newestVerdict: z.enum(verdicts).optional(),
    newestVerdictBy: z.string(),
    newestVerdictAt: z.string().optional(),
    confidenceReason: z.string(),
    sourcesInShort: z.string().optional(),
    rivalsDismissed: z.string().optional(),
    assessments: z.array(exportedAssessmentSchema),
    textsAsWritten: z.record(z.string(), z.string()).optional().meta({
      description:
        'Those texts of this annotation that a converter may take for something else, such as a title 2:3 for a time',
    }),
  }),
});
export type ExportedFeature = z.infer<typeof exportedFeatureSchema>;
