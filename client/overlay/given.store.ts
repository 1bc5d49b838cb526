import { type Signal, signal } from '@preact/signals';
import type { OverlayAccuracy } from '#domain/overlay/overlay.contract.ts';

/** A file that was given, and what became of it. */
export type GivenOverlay = {
  id: string;
  /** The site that it was given to; undefined where none was open. */
  siteId: string | undefined;
  fileName: string;
  state:
    | { kind: 'reading' }
    | { kind: 'refused'; why: string }
    | { kind: 'inaccurate'; accuracy: OverlayAccuracy; accept: () => void };
};

/** Files of all sites that are being read, could not be laid over, or may lie off, until each is dismissed. */
export const allGiven: Signal<readonly GivenOverlay[]> = signal([]);

/** Says what became of a file. */
export function becomes(id: string, state: GivenOverlay['state']): void {
  allGiven.value = allGiven.peek().map((one) => (one.id === id ? { ...one, state } : one));
}

/** Takes the word on a file that could not be laid over off the sheet. */
export function dismissGiven(id: string): void {
  allGiven.value = allGiven.peek().filter((one) => one.id !== id);
}
