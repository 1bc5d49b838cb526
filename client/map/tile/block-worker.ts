/** Starts a worker that decodes blocks (`block.worker.ts`). */
export function startDecoder(): Worker {
  return new Worker(new URL('./block.worker.ts', import.meta.url), { type: 'module' });
}
