import { gunzipSync } from 'node:zlib';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openApiDocument } from '../../../server/api/openapi.document.ts';

type Described = {
  $ref?: string;
  headers?: Record<string, { $ref?: string; required?: boolean }>;
  content?: Record<string, unknown>;
};
type Operation = { responses: Record<string, Described> };

const PROBLEM = 'application/problem+json';

// As a client reads it: what JSON cannot say is not in it.
const document = JSON.parse(JSON.stringify(openApiDocument()));
const ajv = new Ajv2020({ strict: false, allErrors: false });
addFormats(ajv);
ajv.addFormat('binary', true);
ajv.addSchema(document, 'document');

type Address = { path: string; operations: Record<string, Operation>; pattern: RegExp };

const addresses: Address[] = Object.entries<Record<string, Operation>>(document.paths)
  .map(([path, operations]) => ({
    path,
    operations,
    pattern: new RegExp(`^${path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }))
  // A word in a path goes before what it may stand for.
  .sort((one, other) => Number(one.path.includes('{')) - Number(other.path.includes('{')));

/** A reply as it arrived; `text` is undefined where its body was not read. */
export type Arrived = { status: number; headers: Headers; text: string | undefined };

/**
 * Throws where a reply is not one that the description of the API promises: its status, its media type, the headers
 * that it always bears, and its body. What is answered at an address that is none of the API's must be a problem, or
 * a file of the page.
 */
export function assertDescribed(method: string, pathname: string, arrived: Arrived): void {
  const address = addressOf(pathname);
  const fault = address ? faultAt(address, method, arrived) : faultElsewhere(pathname, arrived);
  if (fault === undefined) return;
  const where = `${method} ${address?.path ?? pathname}`;
  throw new Error(`The description of the API does not know this reply of ${where}: ${fault}`);
}

function addressOf(pathname: string): Address | undefined {
  return addresses.find(({ pattern }) => pattern.test(pathname));
}

function faultElsewhere(pathname: string, arrived: Arrived): string | undefined {
  return pathname.startsWith('/api') || arrived.status >= 400 ? problemFault(arrived) : undefined;
}

function problemFault(arrived: Arrived): string | undefined {
  if (arrived.status < 400) return `status ${arrived.status}`;
  return bodyFault('document#/components/schemas/Problem', arrived);
}

function faultAt({ path, operations }: Address, method: string, arrived: Arrived): string | undefined {
  const name = methodOf(operations, method);
  const operation = name && operations[name];
  if (!operation) return problemFault(arrived);
  const { status, headers, text } = arrived;
  const response = resolved(operation.responses[status]);
  if (!response) return `status ${status}. ${text?.slice(0, 300) ?? ''}`;
  for (const [header, described] of Object.entries(response.headers ?? {}))
    if (resolved(described)?.required && !headers.has(header)) return `it has no header ${header}`;
  if (method === 'HEAD') return undefined;
  const mediaType = headers.get('Content-Type')?.split(';')[0]?.trim() ?? '';
  if (!response.content) return text ? `it has a body, ${mediaType}` : undefined;
  if (!response.content[mediaType]) return `media type ${mediaType}`;
  if (!mediaType.includes('json')) return undefined;
  const place =
    operation.responses[status]?.$ref?.slice(1) ?? `/paths/${escaped(path)}/${name}/responses/${status}`;
  return bodyFault(`document#${place}/content/${escaped(mediaType)}/schema`, arrived);
}

const escaped = (step: string) => step.replaceAll('~', '~0').replaceAll('/', '~1');

/** HEAD is answered as GET is, where it is no operation of its own. */
function methodOf(operations: Address['operations'], method: string): string | undefined {
  const own = method.toLowerCase();
  return own === 'head' && !operations.head ? 'get' : own;
}

function resolved<T extends { $ref?: string }>(thing: T | undefined): T | undefined {
  if (!thing?.$ref) return thing;
  return thing.$ref
    .slice(2)
    .split('/')
    .reduce((within, step) => within[step], document);
}

const compiled = new Map<string, ReturnType<typeof ajv.compile>>();

function bodyFault(schema: string, { status, headers, text }: Arrived): string | undefined {
  if (status >= 400 && !headers.get('Content-Type')?.startsWith(PROBLEM)) return 'it is no problem document';
  if (text === undefined || text === '') return undefined;
  const validate = compiled.get(schema) ?? ajv.compile({ $ref: schema });
  compiled.set(schema, validate);
  if (validate(JSON.parse(text))) return undefined;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath} ${error?.message} ${JSON.stringify(error?.params)} in ${text.slice(0, 400)}`;
}

/** Bodies of these are long, or never end: whoever reads them to their end has them checked. */
const STREAMED = ['/api/sites/{siteId}/export.geojson', '/api/events'];

/** Checks a reply on its way, but for the bodies of streams. */
export async function described(method: string, address: string, response: Response): Promise<Response> {
  const { pathname } = new URL(address);
  const { status, headers } = response;
  const isRead =
    /json/.test(headers.get('Content-Type') ?? '') && !STREAMED.includes(addressOf(pathname)?.path ?? '');
  const text = isRead ? await textOf(response.clone()) : undefined;
  assertDescribed(method, pathname, { status, headers, text });
  return response;
}

/** Over a line it is decompressed by now, in process it is not. */
async function textOf(response: Response): Promise<string> {
  const bytes = Buffer.from(await response.arrayBuffer());
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString();
}
