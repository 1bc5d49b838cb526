import { z } from 'zod';
import {
  type Upload,
  uploadHashSchema,
  uploadMetadataSchema,
  uploadSchema,
} from '#domain/upload/upload.contract.ts';
import { ProblemError, problem } from '../http/problem.ts';
import { bodyOf, empty, json, jsonBody } from '../http/replies.ts';
import { check, drain, readBytes } from '../http/request.ts';
import { route } from '../http/route.ts';
import { requireSite } from '../site/site.queries.ts';
import { abilitiesOf, openingHeaders, sendingHeaders, TUS_VERSION, tusHeaders } from './tus-protocol.ts';
import {
  continueUpload,
  declareHash,
  describeUpload,
  endUpload,
  openUpload,
  resumeUpload,
  type UploadTools,
  uploadsOfSite,
} from './upload.acts.ts';
import { requireUpload } from './upload.queries.ts';

const BYTES = 'application/offset+octet-stream';
const SPOKEN = { 'Tus-Resumable': TUS_VERSION };

const otherTus = { stale_version: `Tus-Resumable names another version than ${TUS_VERSION}` };
const unknown = { not_found: 'No such upload: taken by a scene, ended, or given up for a day' };
/** Asked of any upload, as tus has it: the answer is the same, and the same where there is none. */
const abilities = {
  tag: 'Uploads',
  method: 'options',
  summary: 'What of tus is spoken here, and how large a file may be',
  headers: tusHeaders,
  replies: { 204: empty('What is spoken', 'Tus-Version', 'Tus-Extension', 'Tus-Max-Size') },
} as const;

/**
 * Uploads that go on after a break, by tus 1.0 with creation, termination and expiration. The offset is the size
 * of the file, which is on the disk before it is told.
 */
export const uploadRoutes = [
  route(
    { ...abilities, id: 'uploads.abilities', path: '/api/uploads', problems: otherTus },
    (_asked, { config }: UploadTools) => ({ status: 204, headers: abilitiesOf(config) }),
  ),

  route(
    {
      ...abilities,
      id: 'uploads.abilitiesOfOne',
      path: '/api/uploads/{uploadId}',
      problems: { ...otherTus, not_found: 'The id is no UUID' },
    },
    (_asked, { config }: UploadTools) => ({ status: 204, headers: abilitiesOf(config) }),
  ),

  route(
    {
      id: 'uploads.open',
      tag: 'Uploads',
      method: 'post',
      path: '/api/uploads',
      summary: 'Open an upload (tus 1.0); its address is in Location',
      headers: openingHeaders,
      // Sent twice, it opens two; the one that is not sent to goes after a while.
      repeatable: 'never',
      replies: { 201: json('The upload', uploadSchema, 'Location', 'Upload-Expires', 'Tus-Resumable') },
      problems: {
        ...otherTus,
        malformed: 'Upload-Length or Upload-Metadata is missing, or not in its form',
        not_found: 'No such site',
        scene_duplicate: 'A file with this SHA-256 is a scene of the site already; `sceneId` names it',
        too_large: 'Larger than MAX_UPLOAD',
        invalid: 'Upload-Metadata holds something that is refused',
        hash_mismatch: 'A file of no bytes has another SHA-256 than the one that was declared',
        too_many_uploads: 'Very many files are on their way already',
        storage_full: 'The disk will not hold it: `free` and `needed` in bytes',
      },
    },
    async ({ headers, acting }, tools: UploadTools) => {
      const { 'Upload-Length': size, 'Upload-Metadata': values } = headers;
      const metadata = check(values, uploadMetadataSchema);
      await requireSite(tools.database, metadata.siteId);
      let row = await openUpload(tools, { ...metadata, size }, acting);
      // A file of no bytes is whole as soon as it is announced.
      if (size === 0) row = (await continueUpload(tools, row.id, 0, nothing(), acting.at)).row;
      return {
        status: 201,
        body: await describeUpload(tools, row),
        headers: {
          ...SPOKEN,
          Location: `/api/uploads/${row.id}`,
          'Upload-Expires': row.expires_at.toUTCString(),
        },
      };
    },
  ),

  // Before GET, which would answer HEAD too.
  route(
    {
      id: 'uploads.offset',
      tag: 'Uploads',
      method: 'head',
      path: '/api/uploads/{uploadId}',
      summary: 'How far an upload is; with Tus-Resumable, what still arrives over a line given up is ended',
      headers: tusHeaders,
      replies: {
        200: empty('How far it is', 'Upload-Offset', 'Upload-Length', 'Upload-Expires', 'Tus-Resumable'),
      },
      problems: { ...otherTus, ...unknown },
    },
    async ({ params: { uploadId }, headers, context }, tools: UploadTools) => {
      if (headers['Tus-Resumable'])
        return { status: 200, headers: offsetOf(await resumeUpload(tools, uploadId)) };
      const upload = await describeUpload(tools, await requireUpload(tools.database, uploadId));
      return context.json(upload, 200, offsetOf(upload));
    },
  ),

  route(
    {
      id: 'uploads.get',
      tag: 'Uploads',
      method: 'get',
      path: '/api/uploads/{uploadId}',
      summary: 'One upload',
      headers: tusHeaders,
      replies: { 200: json('The upload', uploadSchema) },
      problems: { ...otherTus, ...unknown },
    },
    async ({ params: { uploadId } }, tools: UploadTools) => {
      const row = await requireUpload(tools.database, uploadId);
      return { status: 200, body: await describeUpload(tools, row) };
    },
  ),

  route(
    {
      id: 'uploads.send',
      tag: 'Uploads',
      method: 'patch',
      path: '/api/uploads/{uploadId}',
      summary: 'Send the bytes from Upload-Offset on; with the last ones the file is hashed and looked at',
      headers: sendingHeaders,
      body: bodyOf({ [BYTES]: 'bytes' }),
      replies: { 204: empty('Received', 'Upload-Offset', 'Upload-Expires', 'Tus-Resumable') },
      problems: {
        ...otherTus,
        ...unknown,
        malformed:
          'Upload-Offset is missing, or no number of bytes; or the upload broke off, and what came stays',
        unsupported_media_type: `Bytes are sent as ${BYTES}`,
        conflict: 'Upload-Offset is not where the file ends, or all of it is here already',
        upload_superseded: 'The same file began to arrive anew in another request',
        too_large: 'More than was announced',
        hash_mismatch: 'The file that arrived is not the one that was sent; it was dropped',
        storage_full: 'The disk is full, or has no room any more for what was left; what came before stays',
      },
    },
    async ({ params: { uploadId }, headers, acting, context }, tools: UploadTools) => {
      if (context.req.header('Content-Type') !== BYTES)
        throw problem('unsupported_media_type', {
          detail: `Send the bytes with the header Content-Type: ${BYTES}, and the SHA-256 of the file by PUT to ${context.req.path}/sha256.`,
        });
      const body = readBytes(context);
      const arriving = body.iterator({ destroyOnReturn: false });
      const { row, received } = await continueUpload(
        tools,
        uploadId,
        headers['Upload-Offset'],
        arriving,
        acting.at,
      ).catch(async (error) => {
        // Whoever has come back on another line does not hear on this one.
        if (error instanceof ProblemError && error.code === 'upload_superseded') body.destroy();
        else await drain(body);
        throw error;
      });
      return {
        status: 204,
        headers: {
          ...SPOKEN,
          'Upload-Offset': String(received),
          'Upload-Expires': row.expires_at.toUTCString(),
        },
      };
    },
  ),

  route(
    {
      id: 'uploads.declareHash',
      tag: 'Uploads',
      method: 'put',
      path: '/api/uploads/{uploadId}/sha256',
      summary: 'Say what the SHA-256 of a file is that is on its way',
      headers: tusHeaders,
      body: jsonBody(uploadHashSchema),
      replies: { 200: json('The upload, its SHA-256 noted', uploadSchema) },
      problems: {
        ...otherTus,
        ...unknown,
        conflict: 'All of the file is here already, and the server has hashed it',
        scene_duplicate: 'The file is a scene of the site already; `sceneId` names it',
      },
    },
    async ({ params: { uploadId }, body: { sha256 } }, tools: UploadTools) => {
      const row = await declareHash(tools, uploadId, sha256);
      return { status: 200, body: await describeUpload(tools, row) };
    },
  ),

  route(
    {
      id: 'uploads.end',
      tag: 'Uploads',
      method: 'delete',
      path: '/api/uploads/{uploadId}',
      summary: 'End an upload and take away what came of it',
      headers: tusHeaders,
      replies: { 204: empty('Ended', 'Tus-Resumable') },
      problems: { ...otherTus, ...unknown },
    },
    async ({ params: { uploadId } }, tools: UploadTools) => {
      await endUpload(tools, uploadId);
      return { status: 204, headers: SPOKEN };
    },
  ),

  route(
    {
      id: 'uploads.list',
      tag: 'Uploads',
      method: 'get',
      path: '/api/sites/{siteId}/uploads',
      summary: 'Uploads of a site that no scene has taken yet, oldest first',
      replies: { 200: json('All of them', z.object({ items: z.array(uploadSchema) })) },
      problems: { not_found: 'No such site' },
    },
    async ({ params: { siteId } }, tools: UploadTools) => {
      await requireSite(tools.database, siteId);
      return { status: 200, body: { items: await uploadsOfSite(tools, siteId) } };
    },
  ),
];

async function* nothing(): AsyncGenerator<Uint8Array> {}

function offsetOf({ received, size, expiresAt }: Upload) {
  return {
    ...SPOKEN,
    'Upload-Offset': String(received),
    'Upload-Length': String(size),
    'Upload-Expires': new Date(expiresAt).toUTCString(),
  };
}
