import type { Range } from '#domain/scene/display-ranges.contract.ts';

/** What was read stays at hand up to this, so that another mode, or the former date, reads nothing again. */
const KEPT_BYTES = 96_000_000;

const kept = new Map<string, Uint8Array<ArrayBuffer>>();
let keptBytes = 0;

/** Keeps what was read of a file, and lets go of what was not asked for the longest. */
export function keep(url: string, { start, end }: Range, bytes: Uint8Array<ArrayBuffer>): void {
  const key = `${url} ${start}-${end}`;
  if (kept.has(key)) return;
  kept.set(key, bytes);
  keptBytes += bytes.byteLength;
  for (const [oldestKey, oldest] of kept) {
    if (keptBytes <= KEPT_BYTES) break;
    kept.delete(oldestKey);
    keptBytes -= oldest.byteLength;
  }
}

/** What was read of a file before, if it was this very range and is still at hand. */
export function recall(url: string, { start, end }: Range): Uint8Array<ArrayBuffer> | undefined {
  const key = `${url} ${start}-${end}`;
  const bytes = kept.get(key);
  if (!bytes) return undefined;
  kept.delete(key);
  kept.set(key, bytes);
  return bytes;
}
