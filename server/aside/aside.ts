import { Worker } from 'node:worker_threads';
import { MetadataRefusal } from '#domain/metadata/product/element.rules.ts';
import { ImageryRefusal, type RefusalCode } from '#imagery/base/refusal.ts';

export type Asked = { module: string; name: string; args: readonly unknown[] };
export type Answer =
  | { kind: 'done'; value: unknown }
  | { kind: 'image_refused'; code: RefusalCode; detail: string }
  | { kind: 'metadata_refused'; detail: string }
  | { kind: 'failed'; error: unknown };

type Job = Asked & {
  refusalOf: RefusalOf;
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
};
type Thread = { worker: Worker; job: Job | undefined; timer: NodeJS.Timeout | undefined };

const MOST_THREADS = 2;
/** Files that are no trap take a second. */
const MILLISECONDS = 60_000;
/** Of objects, in one thread. */
const MEGABYTES = 512;

const threads: Thread[] = [];
const waiting: Job[] = [];

/** The refusal of what takes too much, such as 'longer than a minute'. */
type RefusalOf = (tooMuch: string) => Error;

/**
 * Does the tasks of a module in threads of their own, so that requests are answered meanwhile, however long what a
 * stranger sent makes them. Arguments and answers are plain values. Of what may be thrown, an ImageryRefusal or a
 * MetadataRefusal arrives as such; what takes more than a minute, or more memory than it may, is refused. The module
 * is named by its URL, or as the project's own imports name it.
 */
export function asideOf<Tasks extends Record<string, (...args: never[]) => unknown>>(
  module: string | URL,
  refusalOf: RefusalOf,
) {
  return <Name extends keyof Tasks & string>(name: Name, ...args: Parameters<Tasks[Name]>) =>
    new Promise<Awaited<ReturnType<Tasks[Name]>>>((resolve, reject) => {
      const answer = { resolve: resolve as Job['resolve'], reject };
      waiting.push({ module: String(module), name, args, refusalOf, ...answer });
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
  thread.timer = setTimeout(() => end(thread, job.refusalOf('longer than a minute')), MILLISECONDS);
  thread.worker.ref();
  thread.worker.postMessage({ module: job.module, name: job.name, args: job.args } satisfies Asked);
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
    end(thread, full ? job.refusalOf('more memory than it may') : error);
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
