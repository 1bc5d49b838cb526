import { type Context, Hono } from 'hono';
import { z } from 'zod';
import {
  type NewUpload,
  uploadHashSchema,
  uploadMetadataSchema,
  uploadSchema,
} from '#domain/upload/upload.contract.ts';
import { analystHeader, ids, type Paths, refusal, reply } from '../http/openapi.ts';
import { ProblemError, problem } from '../http/problem.ts';
import {
  check,
  drain,
  type Environment,
  noteRepeatable,
  readBytes,
  readId,
  readJson,
} from '../http/request.ts';
import { requireSite } from '../site/site.queries.ts';
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

const VERSION = '1.0.0';
const BYTES = 'application/offset+octet-stream';

/**
 * Uploads that go on after a break, by tus 1.0 with creation, termination and expiration. The offset is the size
 * of the file, which is on the disk before it is told.
 */
export function uploadRoutes(tools: UploadTools) {
  const routes = new Hono<Environment>();
  const { database, config } = tools;

  const isTus = (context: Context) => context.req.header('Tus-Resumable') !== undefined;
  routes.use('/api/uploads/*', async (context, next) => {
    const version = context.req.header('Tus-Resumable');
    context.header('Tus-Resumable', VERSION);
    context.header('Cache-Control', 'no-store');
    if (version !== undefined && version !== VERSION) {
      context.header('Tus-Version', VERSION);
      throw problem('stale_version', { detail: `This server speaks tus ${VERSION}, not ${version}.` });
    }
    await next();
  });

  for (const address of ['/api/uploads', '/api/uploads/:uploadId'])
    routes.options(address, (context) =>
      context.body(null, 204, {
        'Tus-Version': VERSION,
        'Tus-Extension': 'creation,termination,expiration',
        'Tus-Max-Size': String(config.maxUpload),
      }),
    );

  routes.post('/api/uploads', async (context) => {
    const size = readCount(context, 'Upload-Length');
    const metadata = readMetadata(context.req.header('Upload-Metadata') ?? '');
    // Sent twice, it opens two; the one that is not sent to goes after a while.
    noteRepeatable(context, {});
    await requireSite(database, metadata.siteId);
    const acting = { by: context.get('actor').name, at: new Date() };
    let row = await openUpload(tools, { ...metadata, size }, acting);
    // A file of no bytes is whole as soon as it is announced.
    if (size === 0) row = (await continueUpload(tools, row.id, 0, nothing(), acting.at)).row;
    return context.json(await describeUpload(tools, row), 201, {
      Location: `/api/uploads/${row.id}`,
      'Upload-Expires': row.expires_at.toUTCString(),
    });
  });

  routes.get('/api/uploads/:uploadId', async (context) => {
    const id = readId(context, 'uploadId');
    if (context.req.method !== 'HEAD' || !isTus(context))
      return context.json(await describeUpload(tools, await requireUpload(database, id)));
    const upload = await resumeUpload(tools, id);
    return context.body(null, 200, {
      'Upload-Offset': String(upload.received),
      'Upload-Length': String(upload.size),
      'Upload-Expires': new Date(upload.expiresAt).toUTCString(),
    });
  });

  routes.patch('/api/uploads/:uploadId', async (context) => {
    const id = readId(context, 'uploadId');
    if (context.req.header('Content-Type') !== BYTES) {
      const { sha256 } = await readJson(context, uploadHashSchema);
      return context.json(await describeUpload(tools, await declareHash(tools, id, sha256)));
    }
    const offset = readCount(context, 'Upload-Offset');
    const body = readBytes(context);
    const arriving = body.iterator({ destroyOnReturn: false });
    const { row, received } = await continueUpload(tools, id, offset, arriving, new Date()).catch(
      async (error) => {
        // Whoever has come back on another line does not hear on this one.
        if (error instanceof ProblemError && error.code === 'upload_superseded') body.destroy();
        else await drain(body);
        throw error;
      },
    );
    return context.body(null, 204, {
      'Upload-Offset': String(received),
      'Upload-Expires': row.expires_at.toUTCString(),
    });
  });

  routes.delete('/api/uploads/:uploadId', async (context) => {
    await endUpload(tools, readId(context, 'uploadId'));
    return context.body(null, 204);
  });

  routes.get('/api/sites/:siteId/uploads', async (context) => {
    const siteId = readId(context, 'siteId');
    await requireSite(database, siteId);
    return context.json({ items: await uploadsOfSite(tools, siteId) });
  });

  return routes;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function readCount(context: Context, name: string): number {
  const text = context.req.header(name) ?? '';
  const count = Number(text);
  if (!/^\d{1,16}$/.test(text) || !Number.isSafeInteger(count))
    throw problem('malformed', { detail: `Send the header ${name}: a number of bytes.` });
  return count;
}

/** Upload-Metadata of tus: keys and base64 of their values, parted by commas. */
function readMetadata(header: string): NewUpload {
  const values = new Map<string, string>();
  for (const pair of header.split(',')) {
    const [key = '', value = '', ...more] = pair.trim().split(' ');
    if (key === '') continue;
    if (more.length > 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
      throw problem('malformed', { detail: `The header Upload-Metadata is malformed at '${key}'.` });
    values.set(key, Buffer.from(value, 'base64').toString('utf8'));
  }
  return check(Object.fromEntries(values), uploadMetadataSchema);
}

const upload = uploadSchema.meta({ id: 'Upload' });
const oneUpload = ids('uploadId');
const tusHeader = analystHeader.extend({ 'Tus-Resumable': z.literal(VERSION) });
const unknown = refusal('No such upload: taken by a scene, ended, or given up for a day');

const abilities = {
  summary: 'What of tus is spoken here, and how large a file may be',
  responses: { '204': { description: 'Tus-Version, Tus-Extension and Tus-Max-Size tell' } },
};

export const uploadPaths: Paths = {
  '/api/uploads': {
    options: abilities,
    post: {
      summary: 'Open an upload (tus 1.0); its address is in Location',
      requestParams: {
        header: tusHeader.extend({
          'Upload-Length': z.string().meta({ description: 'Bytes of the whole file' }),
          'Upload-Metadata': z.string().meta({
            description: 'filename, siteId, role (image or beside), sha256, lastModified; values in base64',
          }),
        }),
      },
      responses: {
        '201': reply('The upload', upload),
        '400': refusal('Malformed'),
        '404': refusal('No such site'),
        '409': refusal('A file with this SHA-256 is a scene of the site already; `sceneId` names it'),
        '413': refusal('Larger than MAX_UPLOAD'),
        '429': refusal('Very many files are on their way already'),
        '507': refusal('The disk will not hold it: `free` and `needed` in bytes'),
      },
    },
  },
  '/api/uploads/{uploadId}': {
    options: { ...abilities, requestParams: { path: oneUpload } },
    get: {
      summary: 'One upload; HEAD with Tus-Resumable tells its offset',
      requestParams: { path: oneUpload },
      responses: { '200': reply('The upload', upload), '404': unknown },
    },
    patch: {
      summary: 'Send the bytes from Upload-Offset on, or, as JSON, the SHA-256 of the file',
      requestParams: { path: oneUpload, header: tusHeader },
      requestBody: {
        content: {
          [BYTES]: { schema: z.string().meta({ format: 'binary' }) },
          'application/json': { schema: uploadHashSchema },
        },
      },
      responses: {
        '200': reply('The upload, its SHA-256 noted', upload),
        '204': { description: 'Received: Upload-Offset tells how much is here' },
        '404': unknown,
        '409': refusal('Upload-Offset is not where the file ends, or the site has the file already'),
        '413': refusal('More than was announced'),
        '422': refusal('The file that arrived is not the one that was sent; it was dropped'),
        '507': refusal('The disk is full, or has no room any more for what was left; what came before stays'),
      },
    },
    delete: {
      summary: 'End an upload and take away what came of it',
      requestParams: { path: oneUpload, header: analystHeader },
      responses: { '204': { description: 'Ended' }, '404': unknown },
    },
  },
  '/api/sites/{siteId}/uploads': {
    get: {
      summary: 'Uploads of a site that no scene has taken yet, oldest first',
      requestParams: { path: ids('siteId') },
      responses: {
        '200': reply('All of them', z.object({ items: z.array(upload) })),
        '404': refusal('No such site'),
      },
    },
  },
};
