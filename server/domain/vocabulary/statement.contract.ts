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

/**
 * Where a value comes from: the file's own tags, a file given along with it, the file's name, what was kept
 * for the site, or a person. `detail` names the place: the file and its key, or who stated it.
 */
export const originSchema = z.object({
  from: z.enum(['file', 'beside', 'name', 'default', 'hand']),
  detail: lineSchema(400).optional(),
});
export type Origin = z.infer<typeof originSchema>;

export const originsSchema = z.partialRecord(z.enum(statedFields), originSchema);
export type Origins = z.infer<typeof originsSchema>;

/** What one source says of one field. All of them are kept, so that none that disagrees is lost. */
export const statementSchema = originSchema
  .extend({
    field: z.enum(statedFields),
    value: z.union([z.string(), z.number(), z.boolean()]),
    /** Why to doubt it, in a few words. */
    caution: z.string().optional(),
    /** One of several ways in which the source can be read: offered, and never filled in by itself. */
    offered: z.literal(true).optional(),
  })
  .meta({ id: 'Statement' });
export type Statement = z.infer<typeof statementSchema>;

/** A file given along with an image, such as a STAC Item or a provider's metadata: its name and its text. */
export const metadataFileSchema = z
  .strictObject({
    fileName: lineSchema(200),
    text: z.string().max(3 * 2 ** 20, 'A metadata file has at most 3 MiB of text.'),
  })
  .meta({ id: 'MetadataFile' });
export type MetadataFile = z.infer<typeof metadataFileSchema>;
