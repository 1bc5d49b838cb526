/** Told where a worker of ours does not even start, or says what cannot be read. */
export const WORKER_LOST = 'A part of the page did not come. Reload the page and try again.';

/**
 * Puts one question to a worker and gives its answer; the worker ends with it. Whatever keeps it from answering, a
 * script that does not load included, rejects with a sentence.
 */
export function askWorker<Answer>(
  worker: Worker,
  question: unknown,
  { transfer = [] }: { transfer?: Transferable[] } = {},
): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    const end = (settle: () => void) => {
      worker.terminate();
      settle();
    };
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => end(() => resolve(data)));
    worker.addEventListener('error', () => end(() => reject(new Error(WORKER_LOST))));
    worker.addEventListener('messageerror', () => end(() => reject(new Error(WORKER_LOST))));
    worker.postMessage(question, transfer);
  });
}
