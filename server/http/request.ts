import { Readable } from 'node:stream';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { z } from 'zod';
import { faultsOf } from '#domain/problem/fault.rules.ts';
import { jsonPointer } from '#domain/problem/pointer.rules.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import { UNNAMED_ANALYST } from '#domain/text/analyst-name.rules.ts';
import { isStorable, STORABLE_MESSAGE } from '#domain/text/text.contract.ts';
import { comparableText, hiddenCharacterFault, withSingleSpaces } from '#domain/text/text.rules.ts';
import { invalid, problem, sentencesOf } from './problem.ts';

/** Who acts, as the Analyst header says; nobody has checked the name. */
export type Actor = { name: string; selfDeclared: boolean };

/** What the application's middleware has found out by the time that a route runs. */
export type Variables = {
  actor: Actor;
  requestId: string;
  /** False for a write that would be done twice if it were sent twice. */
  repeatable?: boolean;
};
/** What requests carry; from Node's server also its own view of them. */
export type Environment = { Variables: Variables; Bindings: Partial<HttpBindings> };

const MAXIMUM_NAME = 120;

/** Whether a method changes nothing. */
export function isReading(method: string): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(method.toUpperCase());
}

/**
 * The actor of a write, from the Analyst header (percent-encoded UTF-8). The name is in NFC, its spaces single;
 * `unnamed` is recorded as 'unnamed analyst'. Throws a problem where the header is missing or unusable.
 */
export function actorFromHeader(header: string | undefined): Actor {
  const refuse = (detail: string) => problem('analyst_missing', { detail });
  if (header === undefined)
    throw refuse("Send your name in the header 'Analyst', percent-encoded, or 'unnamed' to stay unnamed.");
  // Bytes that are no ASCII come as other characters than were meant.
  if (/[^\x20-\x7e]/.test(header)) throw refuse("The header 'Analyst' is not percent-encoded UTF-8.");
  let decoded: string;
  try {
    decoded = decodeURIComponent(header).normalize('NFC').trim();
  } catch {
    throw refuse("The header 'Analyst' is not percent-encoded UTF-8.");
  }
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(decoded)) throw refuse("The header 'Analyst' holds a control character.");
  const name = withSingleSpaces(decoded);
  const hidden = hiddenCharacterFault(name);
  if (hidden) throw refuse(`The name in the header 'Analyst' cannot be used. ${hidden}`);
  if (comparableText(name) === '') throw refuse("The header 'Analyst' is empty.");
  if ([...name].length > MAXIMUM_NAME) throw refuse(`A name has at most ${MAXIMUM_NAME} characters.`);
  return { name: name === 'unnamed' ? UNNAMED_ANALYST : name, selfDeclared: true };
}

/** Whether a body of this media type is that of a file: it goes to disk as it comes, and has limits of its own. */
export function isStreamed(mediaType: string | undefined): boolean {
  return /^(?:multipart\/form-data|application\/offset\+octet-stream)\b/i.test(mediaType ?? '');
}

/**
 * The request's body, checked; one that is optional and left out is read as `{}`. 415 for another media type than
 * JSON, 400 for broken JSON, 422 for a fault.
 */
export async function readJson<T extends z.ZodType>(
  context: Context,
  schema: T,
  optional = false,
): Promise<z.output<T>> {
  const bytes = new Uint8Array(await context.req.arrayBuffer());
  if (optional && bytes.length === 0) return check({}, schema);
  const type = context.req.header('Content-Type') ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type))
    throw problem('unsupported_media_type', {
      detail: 'Send JSON, with the header Content-Type: application/json.',
    });
  const text = textOfUtf8(bytes);
  if (text === undefined) throw problem('malformed', { detail: 'The body is no UTF-8.' });
  return parseJson(text, 'The body', schema);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What bytes say as UTF-8; undefined where they are none, which would be stored as other than was meant. */
export function textOfUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** What a text holds, checked. 400, calling it by the name `what`, where it is no JSON, 422 for a fault. */
export function parseJson<T extends z.ZodType>(text: string, what: string, schema: T): z.output<T> {
  let value: unknown;
  try {
    if (holdsTooMany(text))
      throw problem('too_large', {
        detail: `${what} holds more than ${MOST_VALUES.toLocaleString('en')} values, which is the most here; send it in parts.`,
      });
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw problem('malformed', { detail: `${what} is no JSON.` });
  }
  return check(value, schema);
}

/** A value from outside, checked: its texts and names can be stored, and it fits the schema. 422 for a fault. */
export function check<T extends z.ZodType>(value: unknown, schema: T): z.output<T> {
  const unstorable = findUnstorable(value);
  if (unstorable) throw invalid([{ pointer: jsonPointer(unstorable), detail: STORABLE_MESSAGE }]);
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalid(faultsOf(parsed.error));
  return parsed.data;
}

/** The way to a text or a name that cannot be stored. It keeps no stack, since JSON may be nested without end. */
function findUnstorable(value: unknown): PropertyKey[] | undefined {
  type Place = { value: unknown; key?: string; within?: Place };
  const places: Place[] = [{ value }];
  for (let place = places.pop(); place; place = places.pop()) {
    const { value: here, key } = place;
    if ((typeof here === 'string' && !isStorable(here)) || (key !== undefined && !isStorable(key))) {
      const path: string[] = [];
      for (let step: Place | undefined = place; step?.key !== undefined; step = step.within)
        path.push(step.key.replaceAll('\0', '\ufffd').toWellFormed());
      return path.reverse();
    }
    if (typeof here === 'object' && here !== null)
      for (const [name, inner] of Object.entries(here))
        if (typeof inner === 'string' || typeof inner === 'object' || !isStorable(name))
          places.push({ value: inner, key: name, within: place });
  }
  return undefined;
}

/** More than 100,000 positions with their heights; to check as many takes the server a tenth of a second. */
const MOST_VALUES = 650_000;

/** Names, values, and lists and objects that hold them, are counted by the signs before them. */
function holdsTooMany(json: string): boolean {
  if (json.length <= MOST_VALUES) return false;
  let values = 0;
  for (let at = 0; at < json.length; at++) {
    const sign = json[at]!;
    if (sign === '"') at = endOfText(json, at);
    else if (sign === ',' || sign === ':' || sign === '[' || sign === '{') values++;
  }
  return values > MOST_VALUES;
}

/** Where a text within JSON ends that begins at `start`. */
function endOfText(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let escapes = 0;
    while (json[end - 1 - escapes] === '\\') escapes++;
    if (escapes % 2 === 0) return end;
  }
  return json.length;
}

/**
 * The bytes of a request that go to disk, read no faster than they are taken. Node's own stream, where there is
 * one: made a web stream, it would be read ahead into memory, gigabytes of it.
 */
export function readBytes(context: Context): Readable {
  const { incoming } = (context.env ?? {}) as { incoming?: Readable };
  if (incoming) return incoming;
  const { body } = context.req.raw;
  return body ? Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]) : Readable.from([]);
}

/** So much of refused bytes is still read, so that the sender hears the refusal rather than a broken line. */
const MAXIMUM_BYTES_DRAINED = 64 * 2 ** 20;
const MILLISECONDS_TO_DRAIN = 10_000;

/** Reads on a little and throws it away, then lets go of the sender. */
export async function drain(body: Readable): Promise<void> {
  const impatient = setTimeout(() => body.destroy(), MILLISECONDS_TO_DRAIN);
  let drained = 0;
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      drained += (chunk as Uint8Array).length;
      if (drained > MAXIMUM_BYTES_DRAINED) body.destroy();
    }
  } catch {
    // The sender is gone: nobody waits for the reply.
  }
  clearTimeout(impatient);
}

/** The request's query parameters, checked. One that is given twice is refused rather than half read. */
export function readQuery<T extends z.ZodType>(context: Context, schema: T): z.output<T> {
  const refuse = (errors: Fault[]) => problem('invalid_query', { detail: sentencesOf(errors), errors });
  const given = Object.entries(context.req.queries());
  for (const [name, values] of given) {
    if (values.length > 1)
      throw refuse([{ pointer: `?${name}`, detail: `'${name}' is given twice: give it once.` }]);
    if (![name, ...values].every(isStorable))
      throw refuse([{ pointer: `?${name.toWellFormed()}`, detail: STORABLE_MESSAGE }]);
  }
  const parsed = schema.safeParse(Object.fromEntries(given.map(([name, [value]]) => [name, value ?? ''])));
  if (!parsed.success) throw refuse(faultsOf(parsed.error, (path) => `?${String(path[0] ?? '')}`));
  return parsed.data;
}

/** The parts of the path, checked. What they cannot be names nothing: 404. */
export function readParams<T extends z.ZodObject>(context: Context, schema: T): z.output<T> {
  const parsed = schema.safeParse(context.req.param());
  if (!parsed.success)
    throw problem('not_found', {
      detail: sentencesOf(faultsOf(parsed.error)),
    });
  return parsed.data;
}

/** The headers that a schema names, checked. 400 for a fault. */
export function readHeaders<T extends z.ZodObject>(context: Context, schema: T): z.output<T> {
  const given = Object.keys(schema.shape).map((name) => [name, context.req.header(name)]);
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (!parsed.success)
    throw problem('malformed', {
      detail: sentencesOf(faultsOf(parsed.error)),
    });
  return parsed.data;
}

/** An id in the path. What is no UUID names nothing: 404. */
export function readId(context: Context, name: string): string {
  const parsed = z.uuid().safeParse(context.req.param(name));
  if (!parsed.success) throw problem('not_found', { detail: 'There is nothing under this id.' });
  return parsed.data.toLowerCase();
}

/**
 * Notes whether the thing to be made bears an id, given by whoever asks for it: then sending again is safe, and a
 * failure may say so.
 */
export function noteRepeatable(context: Context<Environment>, { id }: { id?: string | undefined }): void {
  context.set('repeatable', id !== undefined);
}

/** The strong ETag of a version or revision. */
export function versionTag(version: number): string {
  return `"${version}"`;
}

/**
 * The version that a change builds on, from If-Match. Only strong tags match (RFC 9110, 13.1.1); undefined
 * for `*`, which any version fits; -1 where no tag can match. 428 where the header is missing and required.
 */
export function readIfMatch(context: Context, need: 'required' | 'optional'): number | undefined {
  const header = context.req.header('If-Match');
  if (header === undefined && need === 'optional') return undefined;
  if (header === undefined)
    throw problem('precondition_missing', {
      detail: 'Say in the header If-Match which version you change: its ETag, as the last reply gave it.',
    });
  if (header.trim() === '*') return undefined;
  const tag = /^"(\d{1,9})"$/.exec(header.trim());
  return tag ? Number(tag[1]) : -1;
}
