import { z } from 'zod';
import { dateSchema } from '#domain/acquired/acquired.contract.ts';
import { withScheme } from '#domain/text/address.rules.ts';
import { lineSchema, textSchema, uuidSchema } from '#domain/text/text.contract.ts';
import { statusSchema } from '#domain/vocabulary/status.contract.ts';

export const verdicts = ['agree', 'disagree', 'no_such_change', 'cannot_tell'] as const;
export type Verdict = (typeof verdicts)[number];

/** The words of ICD 203, from the least likely to the most. */
export const likelihoods = [
  'almost_no_chance',
  'very_unlikely',
  'unlikely',
  'roughly_even_chance',
  'likely',
  'very_likely',
  'almost_certain',
] as const;
export type Likelihood = (typeof likelihoods)[number];

export const confidences = ['low', 'moderate', 'high'] as const;
export type Confidence = (typeof confidences)[number];

export const sourceKinds = [
  'imagery',
  'testimony',
  'news',
  'official_statement',
  'document',
  'other',
] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** Admiralty code: how far the source can be relied on, and how credible this information is. */
export const reliabilities = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export const credibilities = [1, 2, 3, 4, 5, 6] as const;

export const rivalKinds = [
  'season_or_vegetation',
  'snow',
  'shadow',
  'lean',
  'cloud_or_haze',
  'misregistration',
  'resolution',
  'reroofing',
  'other',
] as const;
export const rivalStates = ['open', 'kept', 'dismissed'] as const;

const sourceWords = {
  kind: z.enum(sourceKinds),
  title: lineSchema(300),
  reference: lineSchema(500).optional(),
  url: lineSchema(2_000)
    .overwrite(withScheme)
    .pipe(z.url({ protocol: /^https?$/, message: 'Give an address such as https://www.example.org/page.' }))
    .optional(),
  sceneId: uuidSchema.optional(),
  date: dateSchema('Give the date as 2013-01-11, 2013-01 or 2013.').optional(),
};
const ratings = {
  reliability: z.enum(reliabilities),
  credibility: z.literal(credibilities),
  note: textSchema(4_000).optional(),
  /** True where title, reference, address and note must not leave this server: history keeps their hash. */
  withheld: z.boolean().optional(),
};

/** A source named for the first time, or one of the site's own named again by `sourceId`. */
export const assessmentSourceSchema = z
  .union([
    z.strictObject({ sourceId: uuidSchema, credibility: ratings.credibility, note: ratings.note }),
    z.strictObject({ ...sourceWords, ...ratings }),
  ])
  .meta({ id: 'AssessmentSource' });

export const rivalSchema = z
  .strictObject({
    kind: z.enum(rivalKinds),
    state: z.enum(rivalStates),
    reason: textSchema(2_000).optional(),
  })
  .refine((rival) => rival.state === 'open' || Boolean(rival.reason), {
    path: ['reason'],
    message: 'Say why this explanation is kept or dismissed.',
  })
  .meta({ id: 'Rival' });

/** One person's judgement of one version of an annotation, as a client states it. */
export const newAssessmentSchema = z
  .strictObject({
    /** Makes sending again safe. */
    id: uuidSchema.optional(),
    version: z.number().int().min(1),
    verdict: z.enum(verdicts),
    confidence: z.enum(confidences).optional(),
    confidenceReason: textSchema(4_000).optional(),
    likelihood: z.enum(likelihoods).optional(),
    sources: z.array(assessmentSourceSchema).max(50).default([]),
    rivals: z.array(rivalSchema).max(20).default([]),
    settles: textSchema(4_000).min(1, 'Say in words what settled it.').optional(),
    note: textSchema(20_000).optional(),
  })
  .refine(
    ({ rivals }) => {
      const named = rivals.filter((rival) => rival.kind !== 'other').map((rival) => rival.kind);
      return new Set(named).size === named.length;
    },
    { path: ['rivals'], message: 'Each rival explanation is named once.' },
  )
  .meta({ id: 'NewAssessment' });
export type NewAssessment = z.infer<typeof newAssessmentSchema>;

export const assessedSourceSchema = z
  .object({
    sourceId: z.uuid(),
    ...sourceWords,
    ...ratings,
    title: z.string(),
    date: z.string().optional(),
    url: z.string().optional(),
    /** True where it stands beside the annotation's two scenes. */
    own: z.boolean(),
  })
  .meta({ id: 'AssessedSource' });
export type AssessedSource = z.infer<typeof assessedSourceSchema>;

export const assessmentSchema = z
  .object({
    id: z.uuid(),
    annotationId: z.uuid(),
    version: z.number().int(),
    verdict: z.enum(verdicts),
    confidence: z.enum(confidences).optional(),
    confidenceReason: z.string().optional(),
    likelihood: z.enum(likelihoods).optional(),
    sources: z.array(assessedSourceSchema),
    rivals: z.array(rivalSchema),
    settles: z.string().optional(),
    note: z.string().optional(),
    by: z.string(),
    at: z.string(),
    selfDeclared: z.boolean(),
    /** True where it was made by an other than the author: a second reading. */
    secondReading: z.boolean(),
    /** The status of the annotation right after this assessment. */
    statusAfter: statusSchema,
  })
  .meta({ id: 'Assessment' });
export type Assessment = z.infer<typeof assessmentSchema>;

/** An assessment that was sent, and what the annotation is now. */
export const storedAssessmentSchema = assessmentSchema
  .extend({ status: statusSchema, revision: z.number().int() })
  .meta({ id: 'StoredAssessment' });

/** A source that was named at a site, and may be named again by its id. */
export const siteSourceSchema = assessedSourceSchema
  .omit({ credibility: true, note: true, own: true })
  .extend({ withheld: z.boolean() })
  .meta({ id: 'Source' });
export type SiteSource = z.infer<typeof siteSourceSchema>;

/** The annotation of the same site that takes the place of another. */
export const supersedeSchema = z.strictObject({ by: uuidSchema }).meta({ id: 'Supersession' });
