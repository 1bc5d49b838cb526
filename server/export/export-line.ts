import { problem } from '../http/problem.ts';

/** Exports read from the database one after another, so that they leave connections and time to all else. */
export type ExportLine = {
  /** Runs `work` when it is its turn. 503 where that takes too long; the signal's reason where it is given up. */
  run: <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;
};

/** A second one is read while the first one's rows are made text; more would not be faster. */
const AT_ONCE = 2;
const MILLISECONDS_IN_LINE = 60_000;

export function createExportLine(): ExportLine {
  const waiting = new Set<() => void>();
  let running = 0;

  const turn = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const leave = (error: unknown) => {
        waiting.delete(begin);
        clearTimeout(impatient);
        reject(error);
      };
      const begin = () => {
        waiting.delete(begin);
        clearTimeout(impatient);
        running++;
        resolve();
      };
      const impatient = setTimeout(() => leave(tooMany()), MILLISECONDS_IN_LINE);
      signal.addEventListener('abort', () => leave(signal.reason), { once: true });
      if (signal.aborted) leave(signal.reason);
      else if (running < AT_ONCE) begin();
      else waiting.add(begin);
    });

  return {
    run: async (work, signal) => {
      await turn(signal);
      try {
        return await work();
      } finally {
        running--;
        const [next] = waiting;
        next?.();
      }
    },
  };
}

function tooMany() {
  return problem('unavailable', {
    detail: 'Many exports are being made at this moment. Try again in a minute.',
  });
}
