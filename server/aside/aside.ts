import { Worker } from 'node:worker_threads';
import { MetadataRefusal } from '#domain/metadata/product/element.rules.ts';
import { ImageryRefusal, type RefusalCode } from '#imagery/base/refusal.ts';
import { invalid } from '../http/problem.ts';
import type { Tasks } from '../scene/image.tasks.ts';

export type Asked = { name: keyof Tasks; args: readonly unknown[] };
export type Answer =
  | { kind: 'done'; value: unknown }
  | { kind: 'image_refused'; code: RefusalCode; detail: string }
  | { kind: 'metadata_refused'; detail: string }
  | { kind: 'failed'; error: unknown };

type Job = Asked & { resolve: (value: unknown) => void; reject: (reason: unknown) => void };
type Thread = { worker: Worker; job: Job | undefined; timer: NodeJS.Timeout | undefined };

const MOST_THREADS = 2;
/** Files that are no trap take a second. */
const MILLISECONDS = 60_000;
/** Of objects, in one thread. */
const MEGABYTES = 512;

const threads: Thread[] = [];
const waiting: Job[] = [];

/**
 * Does a task in a thread of its own, so that requests are answered meanwhile, however long what a stranger sent
 * makes it. What takes more than a minute, or more memory than it may, is refused.
 */
export function aside<Name extends keyof Tasks>(
  name: Name,
  ...args: Parameters<Tasks[Name]>
): Promise<Awaited<ReturnType<Tasks[Name]>>> {
  return new Promise((resolve, reject) => {
    waiting.push({ name, args, resolve: resolve as Job['resolve'], reject });
    giveWork();
  });
}

function giveWork(): void {
  const job = waiting[0];
  if (!job) return;
  const thread = threads.find((one) => !one.job) ?? (threads.length < MOST_THREADS ? begin() : undefined);
  if (!thread) return;
  waiting.shift();
  thread.job = job;
  thread.timer = setTimeout(() => end(thread, refusalOf(job, 'longer than a minute')), MILLISECONDS);
  thread.worker.ref();
  thread.worker.postMessage({ name: job.name, args: job.args } satisfies Asked);
  giveWork();
}

function begin(): Thread {
  const worker = new Worker(new URL('./aside.worker.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
  });
  const thread: Thread = { worker, job: undefined, timer: undefined };
  worker.on('message', (answer: Answer) => settle(thread, answer));
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const { job } = thread;
    const full = error.code === 'ERR_WORKER_OUT_OF_MEMORY' && job;
    end(thread, full ? refusalOf(job, 'more memory than it may') : error);
  });
  threads.push(thread);
  return thread;
}

function settle(thread: Thread, answer: Answer): void {
  const { job } = thread;
  clearTimeout(thread.timer);
  thread.job = undefined;
  thread.worker.unref();
  if (answer.kind === 'done') job?.resolve(answer.value);
  else job?.reject(errorOf(answer));
  giveWork();
}

/** Lets go of a thread that is of no more use. */
function end(thread: Thread, reason: unknown): void {
  const { job } = thread;
  clearTimeout(thread.timer);
  thread.job = undefined;
  if (threads.includes(thread)) threads.splice(threads.indexOf(thread), 1);
  void thread.worker.terminate();
  job?.reject(reason);
  giveWork();
}

function errorOf(answer: Exclude<Answer, { kind: 'done' }>): unknown {
  switch (answer.kind) {
    case 'image_refused':
      return new ImageryRefusal(answer.code, answer.detail);
    case 'metadata_refused':
      return new MetadataRefusal(answer.detail);
    case 'failed':
      return answer.error;
  }
}

function refusalOf({ name }: Job, what: string): Error {
  switch (name) {
    case 'claimFaults':
    case 'geometryFault':
      return invalid([
        {
          pointer: '/geometry',
          detail: `To judge the outline takes ${what}: leave out some of its corners.`,
        },
      ]);
    case 'claimsOfMetadataFile':
    case 'claimsOfMetadataAt':
      return new MetadataRefusal(
        `To read it takes ${what}; leave it out, or send one that describes this image alone.`,
      );
    default:
      return new ImageryRefusal(
        'out_of_time',
        `To look at the file takes ${what}. Save it anew with "gdal_translate -of COG INPUT.tif OUTPUT.tif" and try again.`,
      );
  }
}
