import { z } from 'zod';
import { type PlacementDoubt, placementDoubtsSchema } from '#domain/placement/placement.contract.ts';
import { plainLine } from '#domain/text/text.rules.ts';
import { type Watch, watchForAnswer } from './silence.store.ts';

/** One refused field: a JSON pointer into the body, or `?name` for a query parameter. */
export type FieldFault = { pointer: string; detail: string };

/**
 * An RFC 9457 problem as the server sends it. `current` comes with 412: what is stored now; `sceneId` where the
 * same file is a scene already; `accuracy` and `doubts` where those of a place are to be accepted; `outcome` where nobody knows
 * whether a write was done.
 */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors: FieldFault[];
  current?: unknown;
  sceneId?: string;
  accuracy?: { metres: number; reason: string } | undefined;
  doubts?: PlacementDoubt[] | undefined;
  outcome?: 'unknown';
};

/** A reply that was understood. */
export type Reply<T> = { data: T; status: number; etag: string | undefined; next: string | undefined };

/** Why a request brought nothing: the server refused it, or it was never answered. */
export class RequestFailure extends Error {
  readonly problem: Problem | undefined;
  /** True where it was sent and nothing was heard of it: it may have been done. */
  readonly unanswered: boolean;
  constructor(
    message: string,
    { problem, unanswered = false }: { problem?: Problem; unanswered?: boolean } = {},
  ) {
    super(message);
    this.name = 'RequestFailure';
    this.problem = problem;
    this.unanswered = unanswered;
  }
}

export const NO_ANSWER = 'The server did not answer. Nothing you typed is lost; try again.';
/** Of a write that was sent and of which nothing was heard: it may have been done. */
export const NO_WORD =
  'The server has not answered, and nobody knows whether this was saved. Nothing you typed is lost: send it again, which is safe.';

export type Sent = {
  body?: unknown;
  /** The revision that is meant to be changed, as an entity tag. */
  ifMatch?: string;
  /** Who acts: each write needs it. */
  analyst?: string;
  signal?: AbortSignal;
  /** True for what is still to arrive when the page is being left. */
  outlivesPage?: boolean;
};

const RETRY_AFTER_MILLISECONDS = [400, 1_500];
/** So long nothing at all may be heard before a request is given up: a read is then sent again. */
const READ_SILENCE_MILLISECONDS = 30_000;
const WRITE_SILENCE_MILLISECONDS = 60_000;
/** While a body is sent, nothing is heard: so much of it goes in a millisecond on the slowest line (256 kbit/s). */
const BYTES_A_MILLISECOND = 32;

/**
 * Sends a request to our own server and reads its JSON. A GET that was not answered, or not to its end, is sent
 * twice more; a write never is, save by whoever asked for it. Throws RequestFailure, or the abort's own error.
 */
export async function request<T>(method: string, path: string, sent: Sent = {}): Promise<Reply<T>> {
  const headers = new Headers({ Accept: 'application/json, application/geo+json' });
  if (sent.body !== undefined) headers.set('Content-Type', 'application/json');
  if (sent.ifMatch) headers.set('If-Match', sent.ifMatch);
  if (sent.analyst) headers.set('Analyst', encodeURIComponent(plainLine(sent.analyst)));
  const init: RequestInit = { method, headers };
  if (sent.body !== undefined) init.body = JSON.stringify(sent.body);
  if (sent.signal) init.signal = sent.signal;
  if (sent.outlivesPage) init.keepalive = true;

  const reads = method === 'GET';
  const watch = watchForAnswer(reads ? 'reading' : 'saving');
  const { response, text } = await answer(path, init, watch, reads ? RETRY_AFTER_MILLISECONDS : []).finally(
    watch.end,
  );
  if (!response.ok) throw failureOf(response.status, text);
  return {
    data: (text === '' ? undefined : JSON.parse(text)) as T,
    status: response.status,
    etag: response.headers.get('ETag') ?? undefined,
    next: nextPage(response.headers.get('Link')),
  };
}

type Answer = { response: Response; text: string };

async function answer(path: string, init: RequestInit, watch: Watch, waits: number[]): Promise<Answer> {
  try {
    return await exchange(path, init, watch);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    const [wait, ...later] = waits;
    if (wait === undefined)
      throw error instanceof RequestFailure ? error : new RequestFailure(NO_ANSWER, { unanswered: true });
    await new Promise((resolve) => setTimeout(resolve, wait));
    return answer(path, init, watch, later);
  }
}

/** One sending of a request, and its whole answer. Given up where the server is silent for too long. */
async function exchange(path: string, init: RequestInit, watch: Watch): Promise<Answer> {
  const silence = new AbortController();
  const signal = init.signal ? AbortSignal.any([init.signal, silence.signal]) : silence.signal;
  if (init.method === 'GET')
    watch.bound(READ_SILENCE_MILLISECONDS, () =>
      silence.abort(new RequestFailure(NO_ANSWER, { unanswered: true })),
    );
  else {
    const size = typeof init.body === 'string' ? init.body.length : 0;
    const bound = WRITE_SILENCE_MILLISECONDS + size / BYTES_A_MILLISECOND;
    watch.bound(bound, () => silence.abort(new RequestFailure(NO_WORD, { unanswered: true })));
  }
  const response = await fetch(path, { ...init, signal });
  watch.heard();
  return { response, text: await textOf(response, watch.heard) };
}

async function textOf({ body }: Response, heard: () => void): Promise<string> {
  if (!body) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    heard();
    text += decoder.decode(value, { stream: true });
  }
}

/** The failure that a reply tells of; where it is no problem document, its status is all there is to say. */
export function failureOf(status: number, text: string): RequestFailure {
  const members = readObject(text);
  const detail =
    typeof members.detail === 'string'
      ? members.detail
      : `The server answered ${status} without a reason. If that goes on, tell whoever runs it.`;
  const problem: Problem = {
    type: typeof members.type === 'string' ? members.type : 'about:blank',
    title: typeof members.title === 'string' ? members.title : `Status ${status}`,
    status,
    detail,
    errors: Array.isArray(members.errors) ? members.errors.filter(isFieldFault) : [],
    current: members.current,
    ...(typeof members.sceneId === 'string' && { sceneId: members.sceneId }),
    ...toldOfPlace.parse(members),
    ...(members.outcome === 'unknown' && { outcome: 'unknown' }),
  };
  return new RequestFailure(detail, { problem });
}

/** What is to be accepted of a place; left out where it is not told, or not in this form. */
const toldOfPlace = z.object({
  accuracy: z.object({ metres: z.number(), reason: z.string() }).optional().catch(undefined),
  doubts: placementDoubtsSchema.optional().catch(undefined),
});

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isFieldFault(value: unknown): value is FieldFault {
  const fault = value as FieldFault;
  return typeof fault === 'object' && fault !== null && typeof fault.detail === 'string';
}

/** The address of the next page from a Link header (RFC 8288), or undefined on the last page. */
export function nextPage(link: string | null): string | undefined {
  return link
    ?.split(',')
    .map((part) => /<([^>]*)>\s*;.*\brel="?next"?/.exec(part)?.[1])
    .find((address) => address !== undefined);
}

/** True where the server read what was sent and will refuse it again; false where trying again may help. */
export function isRefusal(error: unknown): boolean {
  const status = error instanceof RequestFailure ? error.problem?.status : undefined;
  return status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** True where nobody knows whether what was asked for was done: no answer came, or the server cannot tell. */
function isOutcomeUnknown(error: unknown): boolean {
  if (!(error instanceof RequestFailure)) return false;
  return error.problem ? error.problem.outcome === 'unknown' : error.unanswered;
}

/** What was not done, and why; where nobody knows whether it was, only why. */
export function failureWords(notDone: string, error: unknown): string {
  return isOutcomeUnknown(error) ? sentenceOf(error) : `${notDone} ${sentenceOf(error)}`;
}

/** True where what was asked about is not there, or no longer. */
export function isGone(error: unknown): boolean {
  const status = error instanceof RequestFailure ? error.problem?.status : undefined;
  return status === 404 || status === 410;
}

/** Lets a deletion that was sent before, unanswered, count as done; throws what else went wrong. */
export function unlessGone(error: unknown): void {
  if (!isGone(error)) throw error;
}

/** One sentence for a failure that is shown beside what caused it. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
