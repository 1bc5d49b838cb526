import { Worker as Thread } from 'node:worker_threads';

/** Gives a thread what a worker of a browser has, and then its script. */
const beginning = `
  import { parentPort, workerData } from 'node:worker_threads';
  globalThis.postMessage = (word, transfer) => parentPort.postMessage(word, transfer);
  globalThis.addEventListener = (kind, hear) => {
    if (kind === 'message') parentPort.on('message', (data) => hear(new MessageEvent('message', { data })));
  };
  await import(workerData);
`;

/** The workers that a browser has: scripts on threads of their own. */
class ThreadWorker extends EventTarget {
  readonly #thread: Thread;

  constructor(script: URL) {
    super();
    this.#thread = new Thread(new URL(`data:text/javascript,${encodeURIComponent(beginning)}`), {
      workerData: script.href,
    });
    this.#thread.on('message', (data) => this.dispatchEvent(new MessageEvent('message', { data })));
    this.#thread.on('messageerror', () => this.dispatchEvent(new Event('messageerror')));
    this.#thread.on('error', ({ message }) =>
      this.dispatchEvent(Object.assign(new Event('error'), { message })),
    );
  }

  postMessage(word: unknown, transfer: ArrayBuffer[] = []): void {
    this.#thread.postMessage(word, transfer);
  }

  terminate(): void {
    void this.#thread.terminate();
  }
}

/** Lets the page's models have workers, which Node by itself has none of. */
export function giveWorkers(): void {
  Object.assign(globalThis, { Worker: ThreadWorker });
}
