import { LRUCache } from 'lru-cache';
import type { Range } from '#domain/scene/display-ranges.contract.ts';

/** What was read stays at hand up to this, so that another mode, or the former date, reads nothing again. */
const KEPT_BYTES = 96_000_000;

const kept = new LRUCache<string, Uint8Array<ArrayBuffer>>({
  maxSize: KEPT_BYTES,
  // Each must count for something.
  sizeCalculation: ({ byteLength }) => Math.max(1, byteLength),
});

/** Keeps what was read of a file, and lets go of what was not asked for the longest. */
export function keep(url: string, { start, end }: Range, bytes: Uint8Array<ArrayBuffer>): void {
  kept.set(`${url} ${start}-${end}`, bytes);
}

/** What was read of a file before, if it was this very range and is still at hand. */
export function recall(url: string, { start, end }: Range): Uint8Array<ArrayBuffer> | undefined {
  return kept.get(`${url} ${start}-${end}`);
}
