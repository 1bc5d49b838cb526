import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Overlay, OverlayAccuracy, OverlayFeature } from '#domain/overlay/overlay.contract.ts';

/** An overlay that lies in this browser alone. */
export type LocalOverlay = {
  id: string;
  siteId: string;
  name: string;
  features: OverlayFeature[];
  /** How far it may lie off, which was accepted. */
  accuracy?: OverlayAccuracy;
  /** What of its file is not shown, in sentences. */
  lacks?: string;
  /** Milliseconds since 1970. */
  addedAt: number;
};

/** An overlay as the page shows it. */
export type LaidOver = {
  id: string;
  name: string;
  features: readonly OverlayFeature[];
  accuracy?: OverlayAccuracy | undefined;
  lacks?: string | undefined;
  /** Which of the overlay colours it has. */
  colour: number;
  shown: boolean;
  /** Who shared it; undefined where it lies in this browser alone. */
  sharedBy?: string;
};

export const OVERLAY_COLOURS = 4;
const HIDDEN = 'afterimage.overlays.hidden';
/** Of all sites; those of overlays that were withdrawn go out of mind in time. */
const MOST_REMEMBERED = 2_000;

export const localOverlays: Signal<readonly LocalOverlay[]> = signal([]);
export const sharedOverlays: Signal<readonly Overlay[]> = signal([]);
/** A file that was given, and what became of it. */
export type GivenOverlay = {
  id: string;
  fileName: string;
  state:
    | { kind: 'reading' }
    | { kind: 'refused'; why: string }
    | { kind: 'inaccurate'; accuracy: OverlayAccuracy; accept: () => void };
};

/** Files that are being read, that could not be laid over, or that may lie off, until each is dismissed. */
export const givenOverlays: Signal<readonly GivenOverlay[]> = signal([]);

/** Of the names in and around the view, how many are written; the others would cover them. */
export const writtenNames: Signal<{ written: number; all: number }> = signal({ written: 0, all: 0 });

/** Whether the sheet of overlays is open. */
export const overlaysShown: Signal<boolean> = signal(false);
const hidden: Signal<ReadonlySet<string>> = signal(new Set(readHidden()));
let remembers = true;

/** All overlays of the site, first those of this browser. One that was shared from here stands once. */
export const overlays: ReadonlySignal<readonly LaidOver[]> = computed(() => {
  const shared = sharedOverlays.value;
  const local = localOverlays.value.filter(({ id }) => shared.every((one) => one.id !== id));
  return [...local, ...shared].map((one, place) => ({
    id: one.id,
    name: one.name,
    features: one.features,
    accuracy: one.accuracy,
    lacks: one.lacks,
    colour: place % OVERLAY_COLOURS,
    shown: !hidden.value.has(one.id),
    ...('sharedBy' in one && { sharedBy: one.sharedBy }),
  }));
});

/** Shows or hides an overlay for whoever looks at this page, and nobody else; the browser remembers it. */
export function showOverlay(id: string, shown: boolean): void {
  // Other pages of this browser may have hidden or shown some since.
  const next = new Set(remembers ? readHidden() : hidden.peek());
  next.delete(id);
  if (!shown) next.add(id);
  hidden.value = next;
  try {
    localStorage.setItem(HIDDEN, JSON.stringify([...next].slice(-MOST_REMEMBERED)));
  } catch {
    // A browser that keeps nothing hides it until the page is left.
    remembers = false;
  }
}

function readHidden(): string[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(HIDDEN) ?? '[]');
    return Array.isArray(read) ? read.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
