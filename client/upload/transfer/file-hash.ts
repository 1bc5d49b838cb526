import { WORKER_LOST } from '../../core/index.ts';
import type { HashWord } from './hash.worker.ts';

/**
 * SHA-256 of a file as 64 hex digits, computed beside the page in pieces, so that neither the page nor its
 * memory feels a file of any size. `onPart` hears how far it is, 0 to 1. Throws where the file cannot be
 * read, and the signal's reason where it was called off.
 */
export function hashFile(
  file: Blob,
  { onPart, signal }: { onPart: (part: number) => void; signal: AbortSignal },
): Promise<string> {
  signal.throwIfAborted();
  return new Promise<string>((resolve, reject) => {
    const worker = new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module' });
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', callOff);
      worker.terminate();
      settle();
    };
    const callOff = () => end(() => reject(signal.reason));
    signal.addEventListener('abort', callOff);
    worker.addEventListener('message', ({ data: word }: MessageEvent<HashWord>) => {
      if ('part' in word) onPart(word.part);
      else if ('sha256' in word) end(() => resolve(word.sha256));
      else end(() => reject(new Error(word.fault)));
    });
    const lose = (message?: string) => end(() => reject(new Error(message || WORKER_LOST)));
    worker.addEventListener('error', ({ message }) => lose(message));
    worker.addEventListener('messageerror', () => lose());
    worker.postMessage(file);
  });
}
