import { z } from 'zod';
import { lineSchema } from '#domain/text/text.contract.ts';

/** What can be stated about a scene, in the order in which it is shown. */
export const statedFields = [
  'title',
  'acquired',
  'platform',
  'instrument',
  'provider',
  'licence',
  'catalogueId',
  'gsd',
  'offNadir',
  'incidenceAngle',
  'viewAzimuth',
  'sunAzimuth',
  'sunElevation',
  'cloudCover',
  'synthetic',
] as const;
export type StatedField = (typeof statedFields)[number];

/** Where a value comes from. */
export const originSchema = z.object({
  from: z
    .enum(['file', 'beside', 'name', 'default', 'hand'])
    .meta({ description: 'Its tags, a file beside it, its name, what was kept for the site, or a person' }),
  detail: lineSchema(400).optional().meta({ description: 'File and key, or who stated it' }),
});
export type Origin = z.infer<typeof originSchema>;

export const originsSchema = z.partialRecord(z.enum(statedFields), originSchema);
export type Origins = z.infer<typeof originsSchema>;

export const statementSchema = originSchema
  .extend({
    field: z.enum(statedFields),
    value: z.union([z.string(), z.number(), z.boolean()]),
    caution: z.string().optional().meta({ description: 'Why to doubt it' }),
    offered: z
      .literal(true)
      .optional()
      .meta({ description: 'One of several readings, never filled in by itself' }),
  })
  .meta({ id: 'Statement', description: 'What one source says of one field' });
export type Statement = z.infer<typeof statementSchema>;

export const metadataFileSchema = z
  .strictObject({
    fileName: lineSchema(200),
    text: z.string().max(3 * 2 ** 20, 'A metadata file has at most 3 MiB of text.'),
  })
  .meta({ id: 'MetadataFile', description: "Such as a STAC Item or a provider's metadata" });
export type MetadataFile = z.infer<typeof metadataFileSchema>;
