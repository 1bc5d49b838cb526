import { type HttpBindings, RequestError } from '@hono/node-server';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import { z } from 'zod';
import { faultsOf } from '#domain/problem/fault.rules.ts';
import {
  type Fault,
  type Problem,
  type ProblemCode,
  problemType,
  type Told,
} from '#domain/problem/problem.contract.ts';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import { storageFault } from '../base/storage-fault.ts';
import { isDatabaseBusy, isDatabaseFull, isDatabaseLost } from '../database/failure.ts';
import { problemKinds } from './problem-kinds.ts';

export type ProblemOptions = Told & {
  /** A sentence for this very case. */
  detail: string;
  /** Where another status than the code's usual one fits. */
  status?: ContentfulStatusCode;
};

/** A request that is refused, as the API tells it (RFC 9457). */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly status: ContentfulStatusCode;
  readonly members: Told & { detail: string };

  constructor(code: ProblemCode, { status, ...members }: ProblemOptions) {
    super(`${code}: ${members.detail}`);
    this.name = 'ProblemError';
    this.code = code;
    this.status = status ?? problemKinds[code].status;
    this.members = members;
  }
}

/** Refuses the request: `throw problem('scene_in_use', { detail: '…' })`. */
export function problem(code: ProblemCode, options: ProblemOptions): ProblemError {
  return new ProblemError(code, options);
}

/**
 * The problem document of whatever a route threw. What nobody foresaw is logged and told without detail. `asked`
 * says what was sent, so that a write that failed can say whether it was done.
 */
export function problemResponse(
  context: Context,
  error: unknown,
  log: Logger,
  asked: Asked = { writes: false, mayHaveChanged: false, repeatable: true },
): Response {
  const told = toProblem(error, asked);
  const document = problemDocument(told);
  if (told.status >= 500 || isDataRefused(error))
    log.error({ err: error, code: told.code }, 'a request failed');
  return context.json(document, told.status, {
    'Content-Type': 'application/problem+json',
    ...(told.status === 503 && { 'Retry-After': String(SECONDS_TO_RETRY) }),
    ...(isStillComing(context) && { Connection: 'close' }),
  });
}

/** Whether a body is on its way that nobody reads any more: the line is closed behind the reply, which must say so. */
function isStillComing(context: Context): boolean {
  const { incoming } = (context.env ?? {}) as Partial<HttpBindings>;
  const { 'content-length': length, 'transfer-encoding': encoding } = incoming?.headers ?? {};
  return incoming?.complete === false && (encoding !== undefined || Number(length ?? 0) > 0);
}

const SECONDS_TO_RETRY = 2;

/** The reply to a request that came to no route: its address or a header is none that can be read. */
export function requestFault(error: unknown, log: Logger): Response {
  const unreadable = error instanceof RequestError;
  if (!unreadable) log.error({ err: error }, 'a request failed');
  const told = unreadable
    ? problem('malformed', { detail: 'The address or the Host header of the request is malformed.' })
    : unforeseen();
  const headers = { 'Content-Type': 'application/problem+json' };
  return Response.json(problemDocument(told), { status: told.status, headers });
}

/** What is sent of a refusal (RFC 9457). */
export function problemDocument({ code, status, members }: ProblemError): Problem {
  return { type: problemType(code), title: problemKinds[code].title, status, ...members };
}

/** A request that failed: whether it writes, what it may have changed, and whether it may be sent again. */
export type Asked = { writes: boolean; mayHaveChanged: boolean; repeatable: boolean };

function toProblem(error: unknown, asked: Asked): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof z.ZodError) return invalid(faultsOf(error));
  if (error instanceof ImageryRefusal) {
    const { code: reason, detail } = error;
    return problem('file_refused', { detail, reason });
  }
  if (error instanceof HTTPException && error.status < 500)
    return problem('malformed', { detail: error.message || 'The request is malformed.' });
  if (isBrokenOff(error))
    return problem('malformed', { detail: 'The request broke off before it was whole. Send it again.' });
  if (isDatabaseLost(error)) return unavailable('The database does not answer.', asked);
  if (isDatabaseBusy(error)) return unavailable('The database is too busy to do this now.', asked);
  if (isDiskFull(error))
    return problem('storage_full', {
      detail: 'The disk of the server is full. Free some space and try again.',
    });
  if (isDataRefused(error))
    return problem('invalid', { detail: 'The request holds a value that cannot be stored or looked for.' });
  const fault = storageFault(error) ?? storageFaultOfPostgres(error);
  if (fault !== undefined)
    return problem('unavailable', {
      detail: `The server cannot use its data folder: ${fault} and try again.`,
    });
  return unforeseen();
}

function unforeseen(): ProblemError {
  return problem('internal', { detail: 'The server met an error that nobody foresaw; its log says more.' });
}

/** What became of a request that the database did not answer, and what to do. */
function unavailable(reason: string, { writes, mayHaveChanged, repeatable }: Asked): ProblemError {
  if (!writes) return problem('unavailable', { detail: `${reason} Try again in a moment.` });
  if (!mayHaveChanged) return problem('unavailable', { detail: `${reason} Nothing was saved; try again.` });
  const next = repeatable
    ? 'Send it again: that is safe, it is never saved twice.'
    : 'Look whether it is there before you send it again.';
  return problem('unavailable', {
    detail: `${reason} Nobody knows whether this was saved. ${next}`,
    outcome: 'unknown',
  });
}

/** A body that has the right form but holds what is refused. */
export function invalid(errors: Fault[]): ProblemError {
  return problem('invalid', { detail: sentencesOf(errors), errors });
}

/** What is wrong, each sentence once. */
export function sentencesOf(errors: readonly Fault[]): string {
  return [...new Set(errors.map(({ detail }) => detail))].join(' ');
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** The sender left while its body was read, as Node tells it. */
function isBrokenOff(error: unknown): boolean {
  return errorCode(error) === 'ECONNRESET' && (error as Error).message === 'aborted';
}

/**
 * PostgreSQL cannot read a text, a number or a date that was given to it (class 22). What comes from outside is
 * checked before; where a check is missing, that is a fault of ours to be mended, but the value is refused all the same.
 */
function isDataRefused(error: unknown): boolean {
  return /^22(?:003|007|008|021|P02|P05)$/.test(errorCode(error) ?? '');
}

/** What Postgres could not read or write (class 58), or might not (what the system says follows a colon). */
function storageFaultOfPostgres(error: unknown): string | undefined {
  const code = errorCode(error) ?? '';
  const denied =
    code === '42501' && /: (Read-only file system|Permission denied)$/.test((error as Error).message);
  return /^58(000|030|P01|P02)$/.test(code) || denied
    ? 'the database cannot read or write its files. Look at the disk'
    : undefined;
}

function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '') || isDatabaseFull(error);
}
