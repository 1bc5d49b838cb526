import { z } from 'zod';
import { instantSchema } from '#domain/text/text.contract.ts';

/** What a band measures, as far as colours need it. */
export const bandRoles = ['blue', 'green', 'red', 'infrared', 'shortwave', 'other'] as const;
export type BandRole = (typeof bandRoles)[number];

export const ramps = ['grey', 'viridis'] as const;
export type Ramp = (typeof ramps)[number];

const bandNumberSchema = z.number().int().min(1).max(65_535);

export const coloursSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('mix'),
      red: bandNumberSchema,
      green: bandNumberSchema,
      blue: bandNumberSchema,
    }),
    z.strictObject({ kind: z.literal('single'), band: bandNumberSchema, ramp: z.enum(ramps) }),
    z.strictObject({ kind: z.literal('index'), first: bandNumberSchema, second: bandNumberSchema }),
  ])
  .meta({
    id: 'Colours',
    description: 'Bands by number from 1; an index is (first - second) / (first + second)',
  });
export type Colours = z.infer<typeof coloursSchema>;

export const limitsSchema = z
  .strictObject({ low: z.number(), high: z.number() })
  .refine(({ low, high }) => high > low, { path: ['high'], message: 'White must lie above black.' })
  .meta({ description: 'What becomes black and white, or the ends of the ramp' });
export type Limits = z.infer<typeof limitsSchema>;

const toneShape = {
  brightness: z
    .number()
    .min(-1)
    .max(1)
    .meta({ description: 'Moves the tone curve by up to half its height' }),
  contrast: z
    .number()
    .min(-1)
    .max(1)
    .meta({ description: 'Turns the tone curve about its middle, 4 to this power as steep' }),
  gamma: z.number().min(0.1).max(10).meta({ description: 'Above 1 lightens the middle tones' }),
  sharpen: z
    .number()
    .min(0)
    .max(1)
    .meta({ description: 'How far a pixel is set off from the four beside it' }),
};

const pairsSchema = z
  .array(limitsSchema)
  .min(1)
  .max(3)
  .meta({ description: 'Three pairs for a mix of bands, else one' });

export const shownLookSchema = z
  .strictObject({
    colours: coloursSchema,
    limits: pairsSchema,
    ...toneShape,
  })
  .meta({ id: 'ShownLook', description: 'A look in full, as a scene was seen' });
export type ShownLook = z.infer<typeof shownLookSchema>;

const percentSchema = z.number().min(0).max(100);

const stretchSchema = z.strictObject({
  from: z
    .enum(['scene', 'view', 'hand'])
    .meta({ description: 'Whose pixels gave the limits: the scene, what was in view, or none' }),
  percentiles: z
    .tuple([percentSchema, percentSchema])
    .optional()
    .meta({ description: 'At which the limits were taken' }),
  limits: pairsSchema,
});

export const lookSchema = z
  .strictObject({
    colours: coloursSchema,
    bandOrder: z
      .array(z.enum(bandRoles))
      .min(1)
      .max(64)
      .meta({ description: 'What each band measures, where the file does not tell' }),
    stretch: stretchSchema,
    ...toneShape,
  })
  .partial()
  .refine(({ stretch, colours }) => !stretch || colours, {
    path: ['colours'],
    message: 'A stretch is one of certain bands: say which.',
  })
  .refine(
    ({ stretch, colours }) =>
      !stretch || !colours || stretch.limits.length === (colours.kind === 'mix' ? 3 : 1),
    { path: ['stretch', 'limits'], message: 'Give three pairs of limits for a mix of bands, else one.' },
  )
  .meta({
    id: 'Look',
    description: 'What was set for a scene; the rest comes from its series and file. A stretch needs colours',
  });
export type Look = z.infer<typeof lookSchema>;

export const storedLookSchema = z
  .object({
    sceneId: z.uuid(),
    look: lookSchema,
    version: z.number().int().meta({ description: '0 where nothing was set; the ETag' }),
    updatedBy: z.string().optional(),
    updatedAt: instantSchema.optional(),
  })
  .meta({ id: 'StoredLook', description: 'A look as it is stored' });
export type StoredLook = z.infer<typeof storedLookSchema>;

/** The percentiles that a stretch may be taken from. */
export const percentileSteps = [0, 1, 2, 5, 95, 98, 99, 100] as const;
export type PercentileStep = (typeof percentileSteps)[number];

export const histogramSchema = z
  .object({
    low: z.number(),
    high: z.number(),
    counts: z.array(z.number().int()),
    below: z.number().int(),
    above: z.number().int(),
    percentiles: z
      .array(z.number())
      .length(percentileSteps.length)
      .meta({ description: `At ${percentileSteps.join(', ')} per cent, by nearest rank` }),
  })
  .meta({
    id: 'Histogram',
    description: 'Counts in equal steps from low to high; what lies outside in below and above',
  });
export type Histogram = z.infer<typeof histogramSchema>;
