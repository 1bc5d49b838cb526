import { z } from 'zod';
import { toldDateSchema } from '#domain/acquired/acquired.contract.ts';
import { instantSchema, newIdSchema, textSchema, uuidSchema } from '#domain/text/text.contract.ts';

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
export const structureKindSchema = z.enum(structureKinds).meta({
  id: 'StructureKind',
  description:
    'perimeter: fence or wall; detention_building: or interrogation; public_building: school, culture',
});
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
export const sightingStateSchema = z.enum(sightingStates).meta({
  id: 'SightingState',
  description: 'absent: not there, before or after; the last four: why nothing can be told',
});
export type SightingState = z.infer<typeof sightingStateSchema>;

export const obscuredBys = ['cloud', 'shadow', 'lean', 'snow', 'vegetation', 'other'] as const;
export type ObscuredBy = (typeof obscuredBys)[number];

export const newSightingSchema = z
  .strictObject({
    id: newIdSchema,
    sceneId: uuidSchema,
    state: sightingStateSchema,
    obscuredBy: z.enum(obscuredBys).optional().meta({ description: 'With the state obscured alone' }),
    note: textSchema(2_000).optional(),
  })
  .refine((sighting) => (sighting.state === 'obscured') === (sighting.obscuredBy !== undefined), {
    path: ['obscuredBy'],
    message: "Say what obscured it, and only where the state is 'obscured'.",
  })
  .meta({ id: 'NewSighting', description: 'What one scene shows of a structure' });
export type NewSighting = z.infer<typeof newSightingSchema>;

export const sightingSchema = z
  .object({
    ...newSightingSchema.shape,
    id: z.uuid(),
    structureId: z.uuid(),
    observer: z.string(),
    at: instantSchema,
    stands: z
      .boolean()
      .meta({ description: 'True for the newest of its observer and scene that is not withdrawn' }),
    withdrawn: z
      .object({ by: z.string(), at: instantSchema })
      .optional()
      .meta({ description: 'There where its observer took it back: it no longer stands' }),
  })
  .meta({ id: 'Sighting', description: 'What one observer saw of a structure in a scene' });
export type Sighting = z.infer<typeof sightingSchema>;

export const standingSightingSchema = z
  .object({
    ...sightingSchema.omit({ id: true, structureId: true, stands: true, withdrawn: true }).shape,
    acquired: toldDateSchema,
  })
  .meta({ id: 'StandingSighting', description: 'A sighting that stands' });
export type StandingSighting = z.infer<typeof standingSightingSchema>;
