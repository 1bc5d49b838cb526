import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ComparisonMode } from '#domain/annotation/annotation.contract.ts';

/** The comparison modes that this page offers, in the order of their keys. */
export const offeredModes = [
  'swipe',
  'side_by_side',
  'blink',
  'spyglass',
  'blend',
  'difference',
] as const satisfies readonly ComparisonMode[];
export type OfferedMode = (typeof offeredModes)[number];

/** The side on which a scene is shown: before is always left and amber, after always right and blue. */
export type Side = 'before' | 'after';

export const mode: Signal<OfferedMode> = signal('swipe');

/** Where the divider stands: 0 at the left (upper) edge of the map, 1 at its right (lower) edge. */
export const divider: Signal<number> = signal(0.5);
/** Which way the divider runs: upright, or level. */
export const dividerRuns: Signal<'upright' | 'level'> = signal('upright');

/** How much of the date after is seen over the date before while blending, 0 to 1. */
export const opacity: Signal<number> = signal(0.5);

/** The lens of the spyglass, in CSS pixels. */
export const LENS_RADIUS = { least: 40, most: 400 };
export const lensRadius: Signal<number> = signal(120);

/** Seconds for which each date is seen while blinking. */
export const BLINK_SECONDS = { least: 0.2, most: 2 };
export const blinkSeconds: Signal<Readonly<Record<Side, number>>> = signal({ before: 0.7, after: 0.7 });
/** Whether the dates change by themselves. */
export const blinking: Signal<boolean> = signal(false);
export const blinkSide: Signal<Side> = signal('before');

/** The side under the pointer, which the map tells. */
export const pointedSide: Signal<Side | undefined> = signal(undefined);

const heldSide: Signal<Side | undefined> = signal(undefined);

/** The one side that is seen alone; undefined where the mode shows both. */
export const seenSide: ReadonlySignal<Side | undefined> = computed(() => {
  if (mode.value === 'side_by_side') return undefined;
  return heldSide.value ?? (mode.value === 'blink' ? blinkSide.value : undefined);
});

/** Shows the date that is not the one looked at, on the whole map, until it is let go. */
export function holdOther(): void {
  if (mode.value === 'side_by_side') return;
  heldSide.value = sideLookedAt() === 'before' ? 'after' : 'before';
}

export function letGo(): void {
  heldSide.value = undefined;
}

/** Chooses swipe; chosen again, the divider is turned. */
export function swipeOrTurn(): void {
  if (mode.value === 'swipe') turnDivider();
  mode.value = 'swipe';
}

export function turnDivider(): void {
  dividerRuns.value = dividerRuns.value === 'upright' ? 'level' : 'upright';
}

/** Sets the radius of the lens, kept within its limits. */
export function setLensRadius(radius: number): void {
  lensRadius.value = Math.min(LENS_RADIUS.most, Math.max(LENS_RADIUS.least, Math.round(radius)));
}

function sideLookedAt(): Side {
  if (mode.value === 'swipe') return pointedSide.value ?? 'before';
  if (mode.value === 'blink') return blinkSide.value;
  return mode.value === 'blend' && opacity.value >= 0.5 ? 'after' : 'before';
}

/**
 * The side that is seen at a place of a one-map mode, given as shares of the map's width and height from its
 * upper left corner. The lens is wherever the pointer is.
 */
export function sideAt(x: number, y: number): Side {
  if (seenSide.value) return seenSide.value;
  switch (mode.value) {
    case 'swipe':
      return (dividerRuns.value === 'upright' ? x : y) > divider.value ? 'after' : 'before';
    case 'blend':
      return opacity.value >= 0.5 ? 'after' : 'before';
    default:
      return 'after';
  }
}
