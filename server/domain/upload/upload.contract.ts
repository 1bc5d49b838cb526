import { z } from 'zod';
import { arealGeometrySchema } from '#domain/geometry/geometry.contract.ts';
import { placementDoubtsSchema } from '#domain/placement/placement.contract.ts';
import { bandSchema, sceneMetadataSchema, sceneStatementSchema } from '#domain/scene/scene.contract.ts';
import { bytesSchema, instantSchema, lineSchema, uuidSchema } from '#domain/text/text.contract.ts';

export const uploadRoleSchema = z.enum(['image', 'beside']).meta({
  description: 'The image of a scene, or a small file that lay beside it (mask, metadata, world file)',
});
export type UploadRole = z.infer<typeof uploadRoleSchema>;

/**
 * Upload-Metadata at the creation of an upload (tus 1.0), decoded from base64. `sha256` is the file's, as the
 * sender computed it; `lastModified` the file's own date.
 */
export const uploadMetadataSchema = z.strictObject({
  filename: z.string().min(1).max(500),
  siteId: uuidSchema,
  role: uploadRoleSchema.default('image'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Give SHA-256 as 64 hex digits in lower case.')
    .optional(),
  lastModified: z.iso.datetime().optional(),
});

export type NewUpload = z.infer<typeof uploadMetadataSchema>;

export const uploadHashSchema = uploadMetadataSchema.pick({ sha256: true }).required().meta({
  id: 'UploadHash',
  description: "The file's SHA-256, told once the sender knows it, while the file is on its way",
});

export const inspectionSchema = z
  .object({
    width: z.number().int().meta({ description: 'In pixels' }),
    height: z.number().int().meta({ description: 'In pixels' }),
    bands: z.array(z.object({ name: z.string().optional(), type: bandSchema.shape.type })),
    crs: z.string().nullable().meta({
      description:
        'EPSG:n, or null for a system without such a number or for none; of an image without a place the system that its file names all the same',
    }),
    projection: z
      .string()
      .optional()
      .meta({ description: "A proj4 definition, where the file's own system has no EPSG code" }),
    footprint: arealGeometrySchema.optional().meta({ description: 'Left out of an image without a place' }),
    gsd: z
      .number()
      .optional()
      .meta({ description: 'Metres on the ground a pixel; left out of an image without a place' }),
    noData: z
      .string()
      .optional()
      .meta({ description: 'The value of pixels that hold none, as the file has it' }),
    affine: z.array(z.number()).length(6).optional().meta({
      description:
        'As GDAL has it, from pixel corners to `crs`; left out where the image is turned against its grid or has no place',
    }),
    suggested: sceneMetadataSchema
      .partial()
      .meta({ description: 'What the file and its name say, to be stated of the scene' }),
    placement: z.enum(['file', 'missing']).meta({
      description: "'missing' where the file does not say where on Earth it lies: an analyst has to",
    }),
    placeMissing: z
      .object({ code: z.string(), detail: z.string() })
      .optional()
      .meta({ description: "Why the file's own word does not place it" }),
    accuracy: z.object({ metres: z.number(), reason: z.string() }).optional().meta({
      description:
        'How far it may lie off because the shift of a datum is missing, to be accepted by acceptAccuracy',
    }),
    doubts: placementDoubtsSchema
      .optional()
      .meta({ description: 'What is unusual about the place, to be accepted by acceptPlacement' }),
  })
  .meta({ id: 'UploadInspection', description: 'What the bounded look at a received image found' });
export type UploadInspection = z.infer<typeof inspectionSchema>;

export const uploadStateSchema = z.enum(['receiving', 'checking', 'received', 'refused']).meta({
  description:
    'On its way; whole, and being hashed and looked at; ready for a scene; or unfit for one, for which failure says why',
});

export const uploadSchema = z
  .object({
    id: z.uuid(),
    siteId: z.uuid(),
    role: uploadRoleSchema,
    fileName: z.string(),
    size: bytesSchema,
    received: bytesSchema,
    sha256: z
      .string()
      .optional()
      .meta({ description: 'What the sender said, and once it was received what the server found' }),
    lastModified: instantSchema.optional().meta({ description: "The file's own date, in UTC" }),
    state: uploadStateSchema,
    inspection: inspectionSchema.optional().meta({ description: 'Of an image that was received' }),
    failure: z
      .object({ code: z.string(), detail: z.string() })
      .optional()
      .meta({ description: 'Why it was refused' }),
    createdBy: z.string(),
    createdAt: instantSchema,
    expiresAt: instantSchema.meta({
      description: 'When it is dropped, in UTC, unless more of it comes or a scene takes it before',
    }),
  })
  .meta({ id: 'Upload', description: 'A file on its way to a scene' });
export type Upload = z.infer<typeof uploadSchema>;

export const newSceneSchema = z
  .strictObject({
    ...sceneStatementSchema.shape,
    uploads: z.array(uuidSchema).min(1, 'Name at least one upload.').max(500).meta({
      description:
        'The image, or several in order: bands, or tiles, of which the first with a valid pixel is shown where they overlap',
    }),
    arrangement: z
      .enum(['bands', 'mosaic'])
      .optional()
      .meta({ description: 'What several uploads are of the scene: needed with more than one' }),
    bandNames: z
      .array(lineSchema(100).or(z.literal('')))
      .max(500)
      .optional()
      .meta({
        description:
          "With arrangement 'bands', a name for each upload; '' or left out: as its file's name tells",
      }),
    beside: z
      .array(uuidSchema)
      .max(100)
      .optional()
      .meta({ description: 'Uploads of the small files that lay beside the images' }),
  })
  .meta({ id: 'NewScene', description: 'A scene made of received uploads' });
export type NewScene = z.infer<typeof newSceneSchema>;
