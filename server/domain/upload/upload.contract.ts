import { z } from 'zod';
import { arealGeometrySchema } from '#domain/geometry/geometry.contract.ts';
import { placementDoubtsSchema } from '#domain/placement/placement.contract.ts';
import { bandSchema, sceneMetadataSchema, sceneStatementSchema } from '#domain/scene/scene.contract.ts';
import { lineSchema, uuidSchema } from '#domain/text/text.contract.ts';

/** What is sent: the image of a scene, or a small file that lay beside it (mask, metadata, world file). */
export const uploadRoleSchema = z.enum(['image', 'beside']);
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

/** The file's SHA-256, told once the sender knows it, while the file is on its way. */
export const uploadHashSchema = uploadMetadataSchema
  .pick({ sha256: true })
  .required()
  .meta({ id: 'UploadHash' });

/** What the bounded look at a received image found, and what it suggests to state about the scene. */
export const inspectionSchema = z
  .object({
    width: z.number().int(),
    height: z.number().int(),
    bands: z.array(z.object({ name: z.string().optional(), type: bandSchema.shape.type })),
    /** Of an image without a place the system that its file names all the same. */
    crs: z.string().nullable(),
    /** A proj4 definition, where the file's own system has no EPSG code. */
    projection: z.string().optional(),
    footprint: arealGeometrySchema.optional(),
    gsd: z.number().optional(),
    noData: z.string().optional(),
    /** As GDAL has it, from pixel corners to `crs`; left out where the image is turned against its grid or has no place. */
    affine: z.array(z.number()).length(6).optional(),
    suggested: sceneMetadataSchema.partial(),
    /** 'missing' where the file does not say where on Earth it lies: the analyst is asked for its corners. */
    placement: z.enum(['file', 'missing']),
    /** Why the file's own word does not place it. */
    placeMissing: z.object({ code: z.string(), detail: z.string() }).optional(),
    /** Where coordinates may be off because a datum's grid shift is missing; the analyst accepts it on record. */
    accuracy: z.object({ metres: z.number(), reason: z.string() }).optional(),
    /** What is so unusual about the place that a person has to say that it is meant (acceptPlacement). */
    doubts: placementDoubtsSchema.optional(),
  })
  .meta({ id: 'UploadInspection' });
export type UploadInspection = z.infer<typeof inspectionSchema>;

export const uploadStateSchema = z.enum(['receiving', 'checking', 'received', 'refused']);

/** A file on its way to a scene. Sizes in bytes. It is dropped at `expiresAt` unless a scene took it before. */
export const uploadSchema = z
  .object({
    id: z.uuid(),
    siteId: z.uuid(),
    role: uploadRoleSchema,
    fileName: z.string(),
    size: z.number(),
    received: z.number(),
    /** What the sender said, and once it was received what the server found. */
    sha256: z.string().optional(),
    lastModified: z.string().optional(),
    state: uploadStateSchema,
    inspection: inspectionSchema.optional(),
    failure: z.object({ code: z.string(), detail: z.string() }).optional(),
    createdBy: z.string(),
    createdAt: z.string(),
    expiresAt: z.string(),
  })
  .meta({ id: 'Upload' });
export type Upload = z.infer<typeof uploadSchema>;

/**
 * A scene made of received uploads: of one image, or of several that are its bands or the tiles of its mosaic, in
 * the order of `uploads`; of tiles that overlap, the first with a valid pixel is shown. `bandNames` says what each
 * band is called ('' or left out: as its file's name tells). `beside` names the small files that lay beside the
 * images.
 */
export const newSceneSchema = z
  .strictObject({
    ...sceneStatementSchema.shape,
    uploads: z.array(uuidSchema).min(1, 'Name at least one upload.').max(500),
    arrangement: z.enum(['bands', 'mosaic']).optional(),
    bandNames: z
      .array(lineSchema(100).or(z.literal('')))
      .max(500)
      .optional(),
    beside: z.array(uuidSchema).max(100).optional(),
  })
  .meta({ id: 'NewScene' });
export type NewScene = z.infer<typeof newSceneSchema>;
