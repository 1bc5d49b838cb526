import { z } from 'zod';
import { textSchema, uuidSchema } from '#domain/text/text.contract.ts';

export const structureKinds = [
  'guard_tower',
  'guard_post',
  'gate',
  'perimeter',
  'detention_building',
  'prisoner_housing',
  'staff_housing',
  'administration',
  'barracks',
  'mine',
  'light_industry',
  'agricultural_building',
  'storage',
  'public_building',
  'burial_site',
  'road_or_bridge',
  'other',
] as const;
export const structureKindSchema = z.enum(structureKinds).meta({ id: 'StructureKind' });
export type StructureKind = z.infer<typeof structureKindSchema>;

export const sightingStates = [
  'intact',
  'damaged',
  'demolished',
  'razed',
  'altered',
  'under_construction',
  'absent',
  'obscured',
  'outside_image',
  'too_coarse',
  'not_assessed',
] as const;
export const sightingStateSchema = z.enum(sightingStates).meta({ id: 'SightingState' });
export type SightingState = z.infer<typeof sightingStateSchema>;

export const obscuredBys = ['cloud', 'shadow', 'lean', 'snow', 'vegetation', 'other'] as const;
export type ObscuredBy = (typeof obscuredBys)[number];

/** What one scene shows of a structure, or why none can be told. */
export const newSightingSchema = z
  .strictObject({
    /** Makes sending again safe. */
    id: uuidSchema.optional(),
    sceneId: uuidSchema,
    state: sightingStateSchema,
    obscuredBy: z.enum(obscuredBys).optional(),
    note: textSchema(2_000).optional(),
  })
  .refine((sighting) => (sighting.state === 'obscured') === (sighting.obscuredBy !== undefined), {
    path: ['obscuredBy'],
    message: "Say what obscured it, and only where the state is 'obscured'.",
  })
  .meta({ id: 'NewSighting' });
export type NewSighting = z.infer<typeof newSightingSchema>;

export const sightingSchema = z
  .object({
    ...newSightingSchema.shape,
    id: z.uuid(),
    structureId: z.uuid(),
    observer: z.string(),
    at: z.string(),
    /** True for the newest of its observer for its scene. */
    stands: z.boolean(),
  })
  .meta({ id: 'Sighting' });
export type Sighting = z.infer<typeof sightingSchema>;

/** A sighting that stands, with the acquisition of its scene, as exports tell it. */
export const standingSightingSchema = z
  .object({
    ...sightingSchema.omit({ id: true, structureId: true, stands: true }).shape,
    acquired: z.string(),
  })
  .meta({ id: 'StandingSighting' });
export type StandingSighting = z.infer<typeof standingSightingSchema>;
