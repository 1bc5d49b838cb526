import { z } from 'zod';
import {
  type Fault,
  type ProblemCode,
  problemSchema,
  problemType,
} from '#domain/problem/problem.contract.ts';

/** A newer server has codes that an older page does not know, and a proxy has its own. */
const arrivedSchema = problemSchema.extend({ type: z.string() });
const sentenceSchema = problemSchema.pick({ detail: true });
export type ArrivedProblem = z.infer<typeof arrivedSchema>;

/** Why a request brought nothing: the server refused it, or it was never answered. */
export class RequestFailure extends Error {
  /** The HTTP status of the refusal, which may come from a proxy before the server. */
  readonly status: number | undefined;
  readonly problem: ArrivedProblem | undefined;
  /** True of a write of which nothing was heard: it may have been done. */
  readonly unanswered: boolean;
  constructor(
    message: string,
    {
      status,
      problem,
      unanswered = false,
    }: { status?: number; problem?: ArrivedProblem | undefined; unanswered?: boolean } = {},
  ) {
    super(message);
    this.name = 'RequestFailure';
    this.status = status;
    this.problem = problem;
    this.unanswered = unanswered;
  }
}

/** The failure that a reply tells of; where it says nothing that can be read, its status is all there is to say. */
export function failureOf(status: number, text: string): RequestFailure {
  const said = readJson(text);
  const detail =
    sentenceSchema.safeParse(said).data?.detail ??
    `The server answered ${status} without a reason. If that goes on, tell whoever runs it.`;
  return new RequestFailure(detail, { status, problem: arrivedSchema.safeParse(said).data });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the server said, where it refused a request for this reason. */
export function refusedFor(code: ProblemCode, error: unknown): ArrivedProblem | undefined {
  const problem = problemOf(error);
  return problem?.type === problemType(code) ? problem : undefined;
}

/** The HTTP status of a refusal. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof RequestFailure ? error.status : undefined;
}

/** What the server said, where it refused a request. */
export function problemOf(error: unknown): ArrivedProblem | undefined {
  return error instanceof RequestFailure ? error.problem : undefined;
}

/** What is refused of what was sent, each fault with its place. */
export function faultsIn(error: unknown): Fault[] {
  return problemOf(error)?.errors ?? [];
}

/** True where the server read what was sent and will refuse it again; false where trying again may help. */
export function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** True where nobody knows whether what was asked for was done: no answer came, or the server cannot tell. */
function isOutcomeUnknown(error: unknown): boolean {
  if (!(error instanceof RequestFailure)) return false;
  return error.problem?.outcome === 'unknown' || error.unanswered;
}

/** What was not done, and why; where nobody knows whether it was, what may not have been, or only why. */
export function failureWords(notDone: string, error: unknown, perhaps = ''): string {
  return `${isOutcomeUnknown(error) ? perhaps : notDone} ${sentenceOf(error)}`.trim();
}

/** True where what was asked about is not there, or no longer. */
export function isGone(error: unknown): boolean {
  const status = statusOf(error);
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
