import { z } from 'zod';

/** What may have happened to a structure between two scenes: what annotations claim and sightings bear out. */
export const changes = [
  'razed',
  'demolished',
  'damaged',
  'altered',
  'constructed',
  'no_visible_change',
] as const;
export const changeSchema = z.enum(changes).meta({
  id: 'Change',
  description:
    'razed: site cleared; demolished: traces remain; altered: extended, re-roofed, of changed use; no_visible_change: somebody looked',
});
export type Change = z.infer<typeof changeSchema>;
