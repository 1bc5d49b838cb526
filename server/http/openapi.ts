import { z } from 'zod';
import type {
  ZodOpenApiOperationObject,
  ZodOpenApiPathsObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import {
  type ProblemCode,
  problemCodes,
  problemSchema,
  problemType,
} from '#domain/problem/problem.contract.ts';
import { problemKinds } from './problem-kinds.ts';
import type { ReplyHeader } from './reply-headers.ts';
import { isReading } from './request.ts';
import type { Definition, Reply, Route } from './route.ts';

const BINARY = { schema: { type: 'string', format: 'binary' } } as const;

/** The name of the security scheme that says who acts. */
export const ANALYST = 'Analyst';

/** The paths of an API as its document describes them. Throws where two operations have one address and method. */
export function pathsOf(routes: readonly Route<never>[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const { definition } of routes) {
    const { method, path } = definition;
    paths[path] ??= {};
    const methods = paths[path];
    if (methods[method]) throw new Error(`${method} ${path} is defined twice`);
    methods[method] = operationOf(definition);
  }
  return paths;
}

const REPEATABLE =
  'To send the same id and body again is safe: what is there is answered with 200, and nothing is stored twice.';

function operationOf(definition: Definition): ZodOpenApiOperationObject {
  const { id, tag, method, path, summary, description, params, query, headers, ifMatch, repeatable } =
    definition;
  const told = [...(description ? [description] : []), ...(repeatable === 'by id' ? [REPEATABLE] : [])];
  const ids = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name!, z.uuid()] as const);
  const header = { ...(ifMatch && ifMatchHeader(ifMatch)), ...headers?.shape };
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(told.length > 0 && { description: told.join(' ') }),
    security: isReading(method) ? [] : [{ [ANALYST]: [] }],
    requestParams: {
      ...(ids.length > 0 && { path: params ?? z.object(Object.fromEntries(ids)) }),
      ...(query && { query }),
      ...(Object.keys(header).length > 0 && { header: z.object(header) }),
    },
    ...bodyOf(definition),
    responses: { ...repliesOf(definition), ...refusalsOf(definition) },
  };
}

function ifMatchHeader(need: 'required' | 'optional') {
  const tag = z.string().meta({
    description:
      need === 'required'
        ? 'The strong ETag that the change builds on, or * for any'
        : 'The strong ETag that the act builds on; left out, or *, for any',
    example: '"3"',
  });
  return { 'If-Match': need === 'required' ? tag : tag.optional() };
}

function bodyOf({ body }: Definition): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (!body) return {};
  const contents =
    'schema' in body
      ? { [body.mediaType]: { schema: body.schema } }
      : Object.fromEntries(
          Object.entries(body.contents).map(([mediaType, schema]) => [
            mediaType,
            schema === 'bytes' ? BINARY : { schema },
          ]),
        );
  return { requestBody: { required: !('optional' in body && body.optional), content: contents } };
}

function repliesOf({ replies }: Definition): ZodOpenApiResponsesObject {
  return Object.fromEntries(
    Object.entries(replies).map(([status, reply]) => [
      status,
      { description: reply.description, ...headersOf(reply.headers), ...contentOf(reply) },
    ]),
  );
}

function headersOf(names: readonly ReplyHeader[]): Pick<ZodOpenApiResponseObject, 'headers'> {
  if (names.length === 0) return {};
  return {
    headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
  };
}

function contentOf(reply: Reply): Pick<ZodOpenApiResponseObject, 'content'> {
  if ('schema' in reply) return { content: { [reply.mediaType]: { schema: reply.schema } } };
  if (!('mediaTypes' in reply)) return {};
  // OpenAPI 3.1 has no other place to say what the events of a stream hold.
  if (reply.events) return { content: { 'text/event-stream': { schema: reply.events } } };
  const contents = reply.mediaTypes.map((mediaType) => [
    mediaType,
    mediaType.startsWith('text/') ? { schema: { type: 'string' } } : BINARY,
  ]);
  return { content: Object.fromEntries(contents) };
}

/** What any operation can be refused for, whatever it does. */
const ALWAYS: readonly ProblemCode[] = [
  'malformed',
  'invalid_query',
  'too_slow',
  'foreign_host',
  'internal',
  'unavailable',
];
const OF_WRITES: readonly ProblemCode[] = ['analyst_missing', 'foreign_origin', 'too_large', 'storage_full'];
const OF_VALUES: readonly ProblemCode[] = ['unsupported_media_type', 'invalid'];

/** The codes of all problems that can come of an operation, in the order of their list. */
export function problemsOf({ method, path, ifMatch, body, problems }: Definition): ProblemCode[] {
  const codes = new Set<string>([
    ...ALWAYS,
    ...(isReading(method) ? [] : OF_WRITES),
    ...(path.includes('{') ? ['not_found'] : []),
    ...(body && 'schema' in body ? OF_VALUES : []),
    ...(ifMatch ? ['stale_version'] : []),
    ...(ifMatch === 'required' ? ['precondition_missing'] : []),
    ...Object.keys(problems ?? {}),
  ]);
  return problemCodes.filter((code) => codes.has(code));
}

function refusalsOf(definition: Definition): ZodOpenApiResponsesObject {
  const byStatus = Map.groupBy(problemsOf(definition), (code) => problemKinds[code].status);
  const refusals = [...byStatus].map(([status, codes]) => [
    status,
    refusal(status, codes, definition.problems ?? {}),
  ]);
  return {
    ...Object.fromEntries(refusals),
    '431': refusal(431, ['too_large'], {
      too_large: 'The address and headers of the request are longer than 16 KiB together',
    }),
  };
}

/** Refusals that many operations have alike stand in the document once. */
const alike = new Map<string, ZodOpenApiResponseObject>();

function refusal(
  status: number,
  codes: readonly ProblemCode[],
  sentences: Definition['problems'] & object,
): ZodOpenApiResponseObject {
  const description = codes
    .map((code) => `\`${code}\`: ${sentences[code] ?? problemKinds[code].title}.`)
    .join(' ');
  const key = `${status} ${description}`;
  const known = alike.get(key);
  if (known) return known;
  const made: ZodOpenApiResponseObject = {
    description,
    ...headersOf(status === 503 ? ['Retry-After'] : status === 416 ? ['Content-Range'] : []),
    content: { 'application/problem+json': { schema: problemOf(codes) } },
  };
  if (codes.every((code) => !(code in sentences)) || status === 431) made.id = `${status}_${codes.join('_')}`;
  alike.set(key, made);
  return made;
}

const narrowed = new Map<string, z.ZodType>();

/** The schema of a problem that has one of some codes. */
function problemOf(codes: readonly ProblemCode[]): z.ZodType {
  const key = codes.join(' ');
  const schema =
    narrowed.get(key) ??
    z.intersection(problemSchema, z.looseObject({ type: z.enum(codes.map(problemType)) }));
  narrowed.set(key, schema);
  return schema;
}
