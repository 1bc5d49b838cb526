import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Overlay, OverlayFeature } from '../../server/overlay/overlay.contract.ts';

/** An overlay that lies in this browser alone. */
export type LocalOverlay = {
  id: string;
  siteId: string;
  name: string;
  features: OverlayFeature[];
  /** Milliseconds since 1970. */
  addedAt: number;
};

/** An overlay as the page shows it. */
export type LaidOver = {
  id: string;
  name: string;
  features: readonly OverlayFeature[];
  /** Which of the overlay colours it has. */
  colour: number;
  shown: boolean;
  /** Who shared it; undefined where it lies in this browser alone. */
  sharedBy?: string;
};

export const OVERLAY_COLOURS = 4;
const HIDDEN = 'afterimage.overlays.hidden';

export const localOverlays: Signal<readonly LocalOverlay[]> = signal([]);
export const sharedOverlays: Signal<readonly Overlay[]> = signal([]);
/** Whether the sheet of overlays is open. */
export const overlaysShown: Signal<boolean> = signal(false);
const hidden: Signal<ReadonlySet<string>> = signal(new Set(readHidden()));

/** All overlays of the site, first those of this browser. One that was shared from here stands once. */
export const overlays: ReadonlySignal<readonly LaidOver[]> = computed(() => {
  const shared = sharedOverlays.value;
  const local = localOverlays.value.filter(({ id }) => shared.every((one) => one.id !== id));
  return [...local, ...shared].map((one, place) => ({
    id: one.id,
    name: one.name,
    features: one.features,
    colour: place % OVERLAY_COLOURS,
    shown: !hidden.value.has(one.id),
    ...('sharedBy' in one && { sharedBy: one.sharedBy }),
  }));
});

/** Shows or hides an overlay on this page; the browser remembers it. */
export function showOverlay(id: string, shown: boolean): void {
  const next = new Set(hidden.peek());
  if (shown) next.delete(id);
  else next.add(id);
  hidden.value = next;
  localStorage.setItem(HIDDEN, JSON.stringify([...next]));
}

function readHidden(): string[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(HIDDEN) ?? '[]');
    return Array.isArray(read) ? read.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
