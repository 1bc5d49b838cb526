import { z } from 'zod';
import { polygonSchema } from '#domain/geometry/geometry.contract.ts';
import {
  instantSchema,
  lineSchema,
  newIdSchema,
  textSchema,
  uuidSchema,
} from '#domain/text/text.contract.ts';
import { closedSchema } from '#domain/vocabulary/dependent.contract.ts';

const HEADS_NUMBERS = 'Heads the numbers of annotations, as in C22-017; never changes';
const siteCodeSchema = z
  .string()
  .regex(/^[A-Za-z0-9]{2,6}$/, 'A code has two to six letters or digits, such as C22.')
  .toUpperCase()
  .meta({ description: HEADS_NUMBERS });

/** A place under observation, as a client states it. */
export const newSiteSchema = z.strictObject({
  id: newIdSchema,
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
    referenceSceneId: uuidSchema.nullable().meta({ description: 'One that is ready; null for the earliest' }),
    closed: z.boolean().nullable().meta({ description: 'True: kept, and no more offered; null as false' }),
  })
  .partial();
export type SitePatch = z.infer<typeof sitePatchSchema>;

export const siteSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    code: z.string().meta({ description: HEADS_NUMBERS }),
    description: z.string().optional(),
    boundary: polygonSchema.optional(),
    referenceSceneId: z
      .uuid()
      .optional()
      .meta({ description: 'On which the others are laid: the one named, else the earliest ready' }),
    closed: closedSchema,
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Site', description: 'A place under observation' });
export type Site = z.infer<typeof siteSchema>;
