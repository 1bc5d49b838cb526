import { z } from 'zod';

/** What a band measures, as far as colours need it; `other` is a band of which no colour is made by itself. */
export const bandRoles = ['blue', 'green', 'red', 'infrared', 'shortwave', 'other'] as const;
export type BandRole = (typeof bandRoles)[number];

export const ramps = ['grey', 'viridis'] as const;
export type Ramp = (typeof ramps)[number];

const bandNumberSchema = z.number().int().min(1).max(65_535);

/**
 * Which bands are seen, by number from 1: three as red, green and blue; one by itself, grey or along a ramp;
 * or the index (first - second) / (first + second) of two, along a ramp that parts at 0.
 */
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
  .meta({ id: 'Colours' });
export type Colours = z.infer<typeof coloursSchema>;

/** The values that become black and white, or the ends of the ramp. */
export const limitsSchema = z
  .strictObject({ low: z.number(), high: z.number() })
  .refine(({ low, high }) => high > low, { path: ['high'], message: 'White must lie above black.' });
export type Limits = z.infer<typeof limitsSchema>;

const toneShape = {
  /** -1 to 1: moves the tone curve by up to half its height. */
  brightness: z.number().min(-1).max(1),
  /** -1 to 1: turns the tone curve about its middle, 4 to that power as steep. */
  contrast: z.number().min(-1).max(1),
  /** 0.1 to 10: above 1 lightens the middle tones. */
  gamma: z.number().min(0.1).max(10),
  /** 0 to 1: how much each pixel is set off from the four beside it. */
  sharpen: z.number().min(0).max(1),
};

/** A look in full: what is needed to see a scene as it was seen. Limits: red, green, blue; or one pair. */
export const shownLookSchema = z
  .strictObject({
    colours: coloursSchema,
    limits: z.array(limitsSchema).min(1).max(3),
    ...toneShape,
  })
  .meta({ id: 'ShownLook' });
export type ShownLook = z.infer<typeof shownLookSchema>;

const percentSchema = z.number().min(0).max(100);

const stretchSchema = z.strictObject({
  /** The pixels that the limits were taken from: the whole scene's, those in view then, or nobody's. */
  from: z.enum(['scene', 'view', 'hand']),
  percentiles: z.tuple([percentSchema, percentSchema]).optional(),
  limits: z.array(limitsSchema).min(1).max(3),
});

/**
 * What was set for a scene. What is left out is taken from the scene's series (its bands), else from what its
 * file tells; the stretch is then from the 2nd to the 98th percentile of the scene.
 */
export const lookSchema = z
  .strictObject({
    colours: coloursSchema,
    /** What each band measures, where nothing in the file tells it. */
    bandOrder: z.array(z.enum(bandRoles)).min(1).max(64),
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
  .meta({ id: 'Look' });
export type Look = z.infer<typeof lookSchema>;

/** A look as it is stored. Version 0 is that of a scene for which nothing was ever set. */
export const storedLookSchema = z
  .object({
    sceneId: z.uuid(),
    look: lookSchema,
    version: z.number().int(),
    updatedBy: z.string().optional(),
    updatedAt: z.string().optional(),
  })
  .meta({ id: 'StoredLook' });
export type StoredLook = z.infer<typeof storedLookSchema>;

/** The percentiles that a stretch may be taken from. */
export const percentileSteps = [0, 1, 2, 5, 95, 98, 99, 100] as const;
export type PercentileStep = (typeof percentileSteps)[number];

/**
 * How often which value occurs. Counts are of equal steps from `low` to `high`; the few values outside are in
 * `below` and `above`. Percentiles by nearest rank, in the order of percentileSteps.
 */
export const histogramSchema = z
  .object({
    low: z.number(),
    high: z.number(),
    counts: z.array(z.number().int()),
    below: z.number().int(),
    above: z.number().int(),
    percentiles: z.array(z.number()).length(percentileSteps.length),
  })
  .meta({ id: 'Histogram' });
export type Histogram = z.infer<typeof histogramSchema>;
