import type { Context, Hono, Handler as HonoHandler } from 'hono';
import { compress } from 'hono/compress';
import { z } from 'zod';
import type { ProblemCode } from '#domain/problem/problem.contract.ts';
import type { Acting } from './acting.ts';
import type { ReplyHeader } from './reply-headers.ts';
import {
  type Environment,
  isReading,
  noteRepeatable,
  readHeaders,
  readId,
  readIfMatch,
  readJson,
  readParams,
  readQuery,
} from './request.ts';

/** What the API is about, as the document groups it. */
export type Tag =
  | 'Sites'
  | 'Scenes'
  | 'Uploads'
  | 'Looks'
  | 'Overlays'
  | 'Annotations'
  | 'Assessments'
  | 'Structures'
  | 'History'
  | 'Export'
  | 'Server';

type Method = 'get' | 'head' | 'options' | 'post' | 'put' | 'patch' | 'delete';
type Reading = 'get' | 'head' | 'options';

/** A reply that tells a value as JSON. `headers` are those that it always bears. */
export type ValueReply<T extends z.ZodType = z.ZodType, H extends ReplyHeader = ReplyHeader> = {
  description: string;
  mediaType: string;
  schema: T;
  headers: readonly H[];
};
/** A reply of bytes or text, which the handler makes itself. */
export type BytesReply = {
  description: string;
  mediaTypes: readonly string[];
  headers: readonly ReplyHeader[];
  /** Of what the events of a stream hold. */
  events?: z.ZodType;
};
/** A reply without a body. */
export type EmptyReply<H extends ReplyHeader = ReplyHeader> = { description: string; headers: readonly H[] };
export type Reply = ValueReply | BytesReply | EmptyReply;

/** A body that is read and checked before the handler runs. One that is optional and left out is read as `{}`. */
export type ValueBody<T extends z.ZodType = z.ZodType> = { mediaType: string; schema: T; optional?: true };
/** A body that the handler reads itself: a file, or one of several forms. By media type; no schema for bytes. */
export type OtherBody = { contents: Record<string, z.ZodType | 'bytes'> };

/** All that is promised of one operation. */
export type Definition = {
  /** Its name in the document, such as 'annotations.create'. */
  id: `${string}.${string}`;
  tag: Tag;
  method: Method;
  /** As OpenAPI writes it: '/api/sites/{siteId}/scenes'. */
  path: `/${string}`;
  summary: string;
  /** What a summary has no room for: rules that no schema can say. */
  description?: string;
  /** Of the parts of the path that are no id in the form of a UUID. */
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  /** Whether the header If-Match has to say on which version the act builds, or may. */
  ifMatch?: 'required' | 'optional';
  body?: ValueBody | OtherBody;
  /** What sending again does, where it is not plain that it changes nothing more. */
  repeatable?: 'by id' | 'never';
  replies: { [status: number]: Reply };
  /** What else it can be refused for, each with the sentence that fits here. */
  problems?: Partial<Record<ProblemCode, string>>;
};

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
type Read<T> = T extends z.ZodType ? z.output<T> : undefined;
type Params<D extends Definition> = D['params'] extends z.ZodObject
  ? z.output<D['params']>
  : Record<NamesIn<D['path']>, string>;

/** A request as its handler gets it: everything in it has been checked. */
export type Asked<D extends Definition> = {
  params: Params<D>;
  query: Read<D['query']>;
  headers: Read<D['headers']>;
  body: D['body'] extends ValueBody<infer T> ? z.output<T> : undefined;
  /** The version that is built on; undefined for any. */
  ifMatch: number | undefined;
  /** Who acts, when. */
  acting: D['method'] extends Reading ? undefined : Acting;
  context: Context<Environment>;
};

/** Headers that a handler has to give. Link is set where a list is cut into pages, and the last page has none. */
type Given<H extends ReplyHeader> = [Exclude<H, 'Link'>] extends [never]
  ? object
  : { headers: Record<Exclude<H, 'Link'>, string> };
type Flat<T> = { [Key in keyof T]: T[Key] };
type AnswerAs<Status, R> =
  R extends ValueReply<infer T, infer H>
    ? Flat<{ status: Status; body: z.output<T> } & Given<H>>
    : R extends BytesReply
      ? never
      : R extends EmptyReply<infer H>
        ? Flat<{ status: Status } & Given<H>>
        : never;
/** What a handler answers: one of the replies that are promised, or a response that it made itself. */
type Answer<D extends Definition> =
  | Response
  | { [Status in keyof D['replies']]: AnswerAs<Status, D['replies'][Status]> }[keyof D['replies']];

/** One operation of the API: what is promised of it, and how it is mounted. */
export type Route<Tools> = {
  definition: Definition;
  mount: (app: Hono<Environment>, tools: Tools) => void;
};

/**
 * One operation: the definition mounts it, checks what comes, and documents it. The handler gets what was
 * checked, in the order path, query, headers, body, and the tools of the application.
 */
export function route<const D extends Definition, const A extends Answer<D>, Tools = unknown>(
  definition: D,
  handler: (asked: Asked<D>, tools: Tools) => A | Promise<A>,
): Route<Tools> {
  return {
    definition,
    mount(app, tools) {
      const answer: HonoHandler<Environment> = async (context) => {
        const answered = await handler((await ask(context, definition)) as Asked<D>, tools);
        return answered instanceof Response ? answered : toResponse(context, definition, answered as Told);
      };
      const path = definition.path.replaceAll(/\{(\w+)\}/g, ':$1');
      // Hono gives HEAD to the handler of GET.
      if (definition.method === 'head')
        app.get(path, (context, next) => (context.req.method === 'HEAD' ? answer(context, next) : next()));
      else if (isCompressible(definition)) app.on(definition.method.toUpperCase(), path, compress(), answer);
      else app.on(definition.method.toUpperCase(), path, answer);
    },
  };
}

/** A compressed reply has no strong ETag any more, and changes build on those. */
function isCompressible({ replies }: Definition): boolean {
  return Object.values(replies).every((reply) => !reply.headers.includes('ETag') && !('mediaTypes' in reply));
}

/** What nobody reads is refused, too: it may have been meant to narrow what is answered. */
const NO_QUERY = z.strictObject({});

async function ask(context: Context<Environment>, definition: Definition) {
  const { path, method, params, query, headers, ifMatch, body, repeatable } = definition;
  const asked = {
    params: params ? readParams(context, params) : idsOf(context, path),
    query: readQuery(context, query ?? NO_QUERY),
    headers: headers && readHeaders(context, headers),
    ifMatch: ifMatch && readIfMatch(context, ifMatch),
    body: body && 'schema' in body ? await readJson(context, body.schema, body.optional) : undefined,
  };
  if (repeatable) noteRepeatable(context, repeatable === 'by id' ? (asked.body as { id?: string }) : {});
  const acting = isReading(method) ? undefined : { by: context.get('actor').name, at: new Date() };
  return { ...asked, acting, context };
}

function idsOf(context: Context, path: string): Record<string, string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  return Object.fromEntries(names.map((name) => [name, readId(context, name)]));
}

type Told = { status: number; headers?: Record<string, string>; body?: unknown };

function toResponse(context: Context, { replies }: Definition, { status, headers, body }: Told): Response {
  const reply = replies[status];
  if (!reply || !('schema' in reply)) return context.body(null, status as 204, headers);
  return context.body(JSON.stringify(body), status as 200, { 'Content-Type': reply.mediaType, ...headers });
}
