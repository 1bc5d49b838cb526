import { z } from 'zod';
import { polygonSchema } from '#domain/geometry/geometry.contract.ts';
import { lineSchema, textSchema, uuidSchema } from '#domain/text/text.contract.ts';

/** Heads every annotation's number (C22-017). */
const siteCodeSchema = z
  .string()
  .regex(/^[A-Za-z0-9]{2,6}$/, 'A code has two to six letters or digits, such as C22.')
  .toUpperCase();

/** A place under observation, as a client states it. */
export const newSiteSchema = z.strictObject({
  /** Makes sending again safe. */
  id: uuidSchema.optional(),
  name: lineSchema(120),
  code: siteCodeSchema.optional(),
  description: textSchema(4_000).optional(),
  boundary: polygonSchema.optional(),
});
export type NewSite = z.infer<typeof newSiteSchema>;

/** A change of a site: null forgets a value; what is left out stays. */
export const sitePatchSchema = z
  .strictObject({
    name: lineSchema(120),
    description: textSchema(4_000).nullable(),
    boundary: polygonSchema.nullable(),
    referenceSceneId: uuidSchema.nullable(),
  })
  .partial();
export type SitePatch = z.infer<typeof sitePatchSchema>;

export const siteSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    code: z.string(),
    description: z.string().optional(),
    boundary: polygonSchema.optional(),
    /** The scene on which the others are laid: the one named, else the earliest that is ready. */
    referenceSceneId: z.uuid().optional(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Site' });
export type Site = z.infer<typeof siteSchema>;
