import type { z } from 'zod';
import type { ReplyHeader } from './reply-headers.ts';
import type { BytesReply, EmptyReply, OtherBody, ValueBody, ValueReply } from './route.ts';

const JSON_TYPE = 'application/json';
export const GEOJSON = 'application/geo+json';

/** A reply of JSON. `headers` are those that it always bears. */
export function json<T extends z.ZodType, const H extends readonly ReplyHeader[]>(
  description: string,
  schema: T,
  ...headers: H
): ValueReply<T, H[number]> {
  return { description, mediaType: JSON_TYPE, schema, headers };
}

/** A reply of GeoJSON. */
export function geojson<T extends z.ZodType, const H extends readonly ReplyHeader[]>(
  description: string,
  schema: T,
  ...headers: H
): ValueReply<T, H[number]> {
  return { description, mediaType: GEOJSON, schema, headers };
}

/** A reply without a body. */
export function empty<const H extends readonly ReplyHeader[]>(
  description: string,
  ...headers: H
): EmptyReply<H[number]> {
  return { description, headers };
}

/** A reply that the handler makes itself. */
export function bytes(
  description: string,
  mediaTypes: readonly string[],
  ...headers: ReplyHeader[]
): BytesReply {
  return { description, mediaTypes, headers };
}

/** A stream of server-sent events; `schema` is that of the data of each. */
export function eventStream(description: string, schema: z.ZodType): BytesReply {
  return { description, mediaTypes: ['text/event-stream'], headers: [], events: schema };
}

/** A body of JSON. */
export function jsonBody<T extends z.ZodType>(schema: T): ValueBody<T> {
  return { mediaType: JSON_TYPE, schema };
}

/** A body of JSON that may be left out, and is then read as `{}`. */
export function optionalJsonBody<T extends z.ZodType>(schema: T): ValueBody<T> {
  return { ...jsonBody(schema), optional: true };
}

/** A body of GeoJSON. */
export function geojsonBody<T extends z.ZodType>(schema: T): ValueBody<T> {
  return { mediaType: GEOJSON, schema };
}

/** A body that the handler reads itself, by media type. */
export function bodyOf(contents: OtherBody['contents']): OtherBody {
  return { contents };
}
