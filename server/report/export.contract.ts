import { z } from 'zod';
import { annotationSchema } from '../annotation/annotation.contract.ts';
import { assessedSourceSchema, assessmentSchema, verdicts } from '../assessment/assessment.contract.ts';
import { standingSightingSchema } from '../structure/structure.contract.ts';

/** Of a withheld source its kind and ratings alone are told. */
const exportedSourceSchema = assessedSourceSchema.partial({ title: true });

const exportedAssessmentSchema = assessmentSchema
  .omit({ annotationId: true })
  .extend({ sources: z.array(exportedSourceSchema) });

/** An annotation as it leaves the server. What is added to it is derived, and refused where it is sent back. */
export const exportedFeatureSchema = annotationSchema.extend({
  properties: annotationSchema.shape.properties.extend({
    /** True where one of both scenes is synthetic. */
    synthetic: z.boolean(),
    beforeAcquired: z.string().optional(),
    beforeTitle: z.string().optional(),
    beforeSha256: z.string().optional(),
    afterAcquired: z.string().optional(),
    afterTitle: z.string().optional(),
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
    newestVerdictBy: z.string().optional(),
    newestVerdictAt: z.string().optional(),
    confidenceReason: z.string().optional(),
    sourcesInShort: z.string().optional(),
    rivalsDismissed: z.string().optional(),
    assessments: z.array(exportedAssessmentSchema),
  }),
});
export type ExportedFeature = z.infer<typeof exportedFeatureSchema>;
