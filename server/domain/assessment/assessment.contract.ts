import { z } from 'zod';
import { dateSchema, toldDateSchema } from '#domain/acquired/acquired.contract.ts';
import { withScheme } from '#domain/text/address.rules.ts';
import {
  instantSchema,
  lineSchema,
  newIdSchema,
  textSchema,
  uuidSchema,
} from '#domain/text/text.contract.ts';
import { statusSchema } from '#domain/vocabulary/status.contract.ts';

export const verdicts = ['agree', 'disagree', 'no_such_change', 'cannot_tell'] as const;
export type Verdict = (typeof verdicts)[number];

/** What is said where a verdict that needs a reason has none. */
const reasonsAsked: Partial<Record<Verdict, string>> = {
  disagree: 'Say why you disagree.',
  no_such_change: 'Say why there is no such change.',
};

/** True for a verdict that is refused without a reason. */
export const needsReason = (verdict: Verdict): boolean => verdict in reasonsAsked;

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
export const likelihoodSchema = z
  .enum(likelihoods)
  .meta({ description: 'ICD 203: 1-5, 5-20, 20-45, 45-55, 55-80, 80-95, 95-99 per cent' });

export const confidences = ['low', 'moderate', 'high'] as const;
export type Confidence = (typeof confidences)[number];
export const confidenceSchema = z
  .enum(confidences)
  .meta({ description: 'In the judgement, apart from likelihood' });

export const sourceKinds = [
  'imagery',
  'testimony',
  'news',
  'official_statement',
  'document',
  'other',
] as const;
export type SourceKind = (typeof sourceKinds)[number];

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
    .optional()
    .meta({ description: 'Of http or https; without either, https is put before it' }),
  sceneId: uuidSchema.optional().meta({ description: 'The scene of the site that it is' }),
  date: dateSchema('Give the date as 2013-01-11, 2013-01 or 2013.').optional(),
};
const withheldSchema = z.boolean().meta({
  description:
    'True where title, reference, url and note stay on this server: not in exports, in history as a hash',
});
const ratings = {
  reliability: z.enum(reliabilities).meta({
    description:
      'Admiralty code: A completely, B usually, C fairly, D not usually reliable, E unreliable, F cannot be judged',
  }),
  credibility: z.literal(credibilities).meta({
    description:
      'Admiralty code: 1 confirmed by other sources, 2 probably, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged',
  }),
  note: textSchema(4_000).optional(),
  withheld: withheldSchema.optional(),
};

export const assessmentSourceSchema = z
  .union([
    z.strictObject({ sourceId: uuidSchema, credibility: ratings.credibility, note: ratings.note }),
    z.strictObject({ ...sourceWords, ...ratings }),
  ])
  .meta({
    id: 'AssessmentSource',
    description: "A new source, or one of the site's named again by sourceId",
  });

export const rivalSchema = z
  .strictObject({
    kind: z.enum(rivalKinds).meta({ description: 'lean: parallax' }),
    state: z.enum(rivalStates),
    reason: textSchema(2_000).optional().meta({ description: 'Needed unless open' }),
  })
  .refine((rival) => rival.state === 'open' || Boolean(rival.reason), {
    path: ['reason'],
    message: 'Say why this explanation is kept or dismissed.',
  })
  .meta({ id: 'Rival', description: 'Another explanation of what is seen' });

export const newAssessmentSchema = z
  .strictObject({
    id: newIdSchema,
    version: z.number().int().min(1).meta({ description: 'The present version; any other is a conflict' }),
    verdict: z.enum(verdicts),
    confidence: confidenceSchema.optional(),
    confidenceReason: textSchema(4_000).optional(),
    likelihood: likelihoodSchema.optional(),
    sources: z.array(assessmentSourceSchema).max(50).default([]),
    rivals: z.array(rivalSchema).max(20).default([]).meta({ description: 'Each kind once, but for other' }),
    settles: textSchema(4_000)
      .min(1, 'Say in words what settled it.')
      .optional()
      .meta({ description: 'What settled a dispute, which else stays' }),
    note: textSchema(20_000).optional().meta({
      description:
        'Needed where the verdict is disagree or no_such_change, unless settles or a kept rival says why',
    }),
  })
  .refine(
    ({ verdict, note, settles, rivals }) =>
      !needsReason(verdict) ||
      Boolean(note) ||
      Boolean(settles) ||
      rivals.some(({ state }) => state === 'kept'),
    {
      path: ['note'],
      error: ({ input }) => reasonsAsked[(input as { verdict: Verdict }).verdict],
    },
  )
  .refine(
    ({ rivals }) => {
      const named = rivals.filter((rival) => rival.kind !== 'other').map((rival) => rival.kind);
      return new Set(named).size === named.length;
    },
    { path: ['rivals'], message: 'Each rival explanation is named once.' },
  )
  .meta({ id: 'NewAssessment', description: "One person's judgement of one version of an annotation" });
export type NewAssessment = z.infer<typeof newAssessmentSchema>;

export const assessedSourceSchema = z
  .object({
    sourceId: z.uuid(),
    ...sourceWords,
    ...ratings,
    title: z.string(),
    date: toldDateSchema.optional(),
    url: z.string().optional(),
    own: z.boolean().meta({ description: "True where it stands beside the annotation's two scenes" }),
  })
  .meta({ id: 'AssessedSource', description: 'A source, as an assessment rates it' });
export type AssessedSource = z.infer<typeof assessedSourceSchema>;

export const assessmentSchema = z
  .object({
    id: z.uuid(),
    annotationId: z.uuid(),
    version: z.number().int().meta({ description: 'The version that is judged' }),
    verdict: z.enum(verdicts),
    confidence: confidenceSchema.optional(),
    confidenceReason: z.string().optional(),
    likelihood: likelihoodSchema.optional(),
    sources: z.array(assessedSourceSchema),
    rivals: z.array(rivalSchema),
    settles: z.string().optional(),
    note: z.string().optional(),
    by: z.string(),
    at: instantSchema,
    selfDeclared: z.boolean().meta({ description: 'True where nobody checked the name' }),
    secondReading: z.boolean().meta({
      description: 'Made by a named person who neither drew the annotation nor last changed its claim',
    }),
    statusAfter: statusSchema.meta({ description: "The annotation's, right after it" }),
  })
  .meta({ id: 'Assessment', description: 'A judgement as it was recorded' });
export type Assessment = z.infer<typeof assessmentSchema>;

export const storedAssessmentSchema = assessmentSchema
  .extend({
    status: statusSchema,
    revision: z.number().int(),
  })
  .meta({ id: 'StoredAssessment', description: 'An assessment, and what the annotation is now' });

export const siteSourceSchema = assessedSourceSchema
  .omit({ credibility: true, note: true, own: true })
  .extend({ withheld: withheldSchema })
  .meta({ id: 'Source', description: 'A source named at a site, to be named again by its id' });
export type SiteSource = z.infer<typeof siteSourceSchema>;

export const supersedeSchema = z
  .strictObject({ by: uuidSchema })
  .meta({ id: 'Supersession', description: 'The annotation that takes the place of another' });
