import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { readyScenes } from '../scene/index.ts';
import { after, before } from './comparison.store.ts';
import { coversView } from './view-coverage.store.ts';

/** True while the timeline offers only scenes that cover the view. */
export const coveringOnly: Signal<boolean> = signal(false);

/** Per cent of an image that clouds may hide, of those that the timeline offers. */
export const cloudLimits = [0, 10, 20, 50] as const;
export const cloudLimit: Signal<(typeof cloudLimits)[number] | undefined> = signal(undefined);

/** How many scenes cover the view. */
export const coveringCount: ReadonlySignal<number> = computed(
  () => readyScenes.value.filter(coversView).length,
);

/** True where some scene is known to be cloudy, so that it is of use to leave cloudy ones out. */
export const someCloudy: ReadonlySignal<boolean> = computed(() =>
  readyScenes.value.some(({ cloudCover }) => Math.round(cloudCover ?? 0) > 0),
);

/** A scene whose clouds nobody told is not left out for them. */
function isClear({ cloudCover }: Scene): boolean {
  return cloudLimit.value === undefined || Math.round(cloudCover ?? 0) <= cloudLimit.value;
}

/** The scenes that the timeline offers: those on screen always among them. */
export const offeredScenes: ReadonlySignal<Scene[]> = computed(() =>
  readyScenes.value.filter(
    (one) =>
      one === before.value ||
      one === after.value ||
      (isClear(one) && (!coveringOnly.value || coversView(one))),
  ),
);

/** The scenes that the filters leave out. */
export const leftOutScenes: ReadonlySignal<Scene[]> = computed(() =>
  readyScenes.value.filter((one) => !offeredScenes.value.includes(one)),
);

/** Offers all scenes again. */
export function offerAll(): void {
  coveringOnly.value = false;
  cloudLimit.value = undefined;
}
