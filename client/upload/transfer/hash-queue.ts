import { hashFile } from './file-hash.ts';

const waiting = new Set<{ size: number; begin: () => void }>();
let busy = false;

/**
 * Hashes a file when its turn has come: one at a time, since hashing takes a whole processor, and small files
 * first, so that most are done soonest. Throws as `hashFile` does.
 */
export async function hashInTurn(file: File, options: Parameters<typeof hashFile>[1]): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<void>();
  waiting.add({ size: file.size, begin: resolve });
  next();
  await promise;
  try {
    return await hashFile(file, options);
  } finally {
    busy = false;
    next();
  }
}

function next(): void {
  const [smallest] = [...waiting].sort((one, other) => one.size - other.size);
  if (busy || !smallest) return;
  busy = true;
  waiting.delete(smallest);
  smallest.begin();
}
