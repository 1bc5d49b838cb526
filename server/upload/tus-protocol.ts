import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { Config } from '../base/config.ts';
import { problem } from '../http/problem.ts';
import { textOfUtf8 } from '../http/request.ts';

export const TUS_VERSION = '1.0.0';

/** What holds for every request about uploads: how tus is spoken, and that nothing of it is kept on the way. */
export const tusProtocol: MiddlewareHandler = async (context, next) => {
  const version = context.req.header('Tus-Resumable');
  context.header('Tus-Resumable', TUS_VERSION);
  context.header('Cache-Control', 'no-store');
  if (version !== undefined && version !== TUS_VERSION) {
    context.header('Tus-Version', TUS_VERSION);
    throw problem('stale_version', { detail: `This server speaks tus ${TUS_VERSION}, not ${version}.` });
  }
  await next();
};

/** What of tus is spoken, as the headers tell it. */
export function abilitiesOf({ maxUpload }: Config) {
  return {
    'Tus-Version': TUS_VERSION,
    'Tus-Extension': 'creation,termination,expiration',
    'Tus-Max-Size': String(maxUpload),
  };
}

/** The header that any request about uploads may bear. */
export const tusHeaders = z.object({
  'Tus-Resumable': z
    .literal(TUS_VERSION)
    .optional()
    .meta({ description: 'The version of tus that is spoken' }),
});

const METADATA_MISSING =
  'Send the header Upload-Metadata: at least filename and siteId, their values in base64.';

/** The headers that open an upload. Metadata are keys and base64 of their values, parted by commas. */
export const openingHeaders = tusHeaders.extend({
  'Upload-Length': countHeader('Upload-Length').meta({ description: 'Bytes of the whole file' }),
  'Upload-Metadata': z
    .string(METADATA_MISSING)
    .transform((header, context): Record<string, string> => {
      const values = new Map<string, string>();
      for (const pair of header.split(',')) {
        const [key = '', value = '', ...more] = pair.trim().split(' ');
        if (key === '') continue;
        if (more.length > 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) {
          context.addIssue({
            code: 'custom',
            message: `The header Upload-Metadata is malformed at '${key}'.`,
          });
          return z.NEVER;
        }
        const text = textOfUtf8(Buffer.from(value, 'base64'));
        if (text === undefined) {
          context.addIssue({
            code: 'custom',
            message: `The value of '${key}' in the header Upload-Metadata is no UTF-8.`,
          });
          return z.NEVER;
        }
        values.set(key, text);
      }
      return Object.fromEntries(values);
    })
    .meta({
      description:
        'Keys and their values in base64, parted by commas: filename and siteId; role (image, or beside), sha256 (64 hex digits in lower case) and lastModified (an instant such as 2012-10-11T02:15:00Z) where they are known; no others',
      example: 'filename c2NlbmUudGlm,siteId NmY5NjE5ZmYtOGI4Ni00ZDAxLWI0MmQtMDBjZjRmYzk2NGZm',
    }),
});

/** The headers under which bytes of an upload are sent. */
export const sendingHeaders = tusHeaders.extend({
  'Upload-Offset': countHeader('Upload-Offset').meta({ description: 'How many bytes of the file are here' }),
});

function countHeader(name: string) {
  const message = `Send the header ${name}: a number of bytes.`;
  return z
    .string(message)
    .regex(/^\d{1,15}$/, message)
    .transform(Number);
}
