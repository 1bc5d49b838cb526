import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Workspace } from '../core/index.ts';
import { sceneModel } from '../scene/index.ts';
import { comparisonModel } from './comparison.store.ts';
import { viewCoverageModel } from './view-coverage.store.ts';

/** Per cent of an image that clouds may hide, of those that the timeline offers. */
export const cloudLimits = [0, 10, 20, 50] as const;

/** The scenes that the timeline of a site offers. */
export function offeredScenesModel(workspace: Workspace) {
  const { readyScenes } = workspace.get(sceneModel);
  const { before, after } = workspace.get(comparisonModel);
  const { coversView } = workspace.get(viewCoverageModel);

  /** Those that are not closed, and those on screen. */
  const openScenes: ReadonlySignal<Scene[]> = computed(() =>
    readyScenes.value.filter((one) => !one.closed || one === before.value || one === after.value),
  );

  /** True while the timeline offers only scenes that cover the view. */
  const coveringOnly: Signal<boolean> = signal(false);

  /** How much clouds may hide; undefined where they leave no scene out. */
  const cloudLimit: Signal<(typeof cloudLimits)[number] | undefined> = signal(undefined);

  /** How many scenes cover the view. */
  const coveringCount: ReadonlySignal<number> = computed(() => openScenes.value.filter(coversView).length);

  /** True where some scene is known to be cloudy, so that it is of use to leave cloudy ones out. */
  const someCloudy: ReadonlySignal<boolean> = computed(() =>
    openScenes.value.some(({ cloudCover }) => Math.round(cloudCover ?? 0) > 0),
  );

  /** A scene whose clouds nobody told is not left out for them. */
  function isClear({ cloudCover }: Scene): boolean {
    return cloudLimit.value === undefined || Math.round(cloudCover ?? 0) <= cloudLimit.value;
  }

  /** The scenes that the timeline offers: those on screen always among them. */
  const offeredScenes: ReadonlySignal<Scene[]> = computed(() =>
    openScenes.value.filter(
      (one) =>
        one === before.value ||
        one === after.value ||
        (isClear(one) && (!coveringOnly.value || coversView(one))),
    ),
  );

  /** The scenes that the filters leave out. */
  const leftOutScenes: ReadonlySignal<Scene[]> = computed(() =>
    openScenes.value.filter((one) => !offeredScenes.value.includes(one)),
  );

  /** The scenes that may be named where some are named already: those stay to be chosen, closed or not. */
  function scenesToName(named: readonly (string | undefined)[]): Scene[] {
    return readyScenes.value.filter(({ id, closed }) => !closed || named.includes(id));
  }

  /** Offers all scenes again. */
  function offerAll(): void {
    coveringOnly.value = false;
    cloudLimit.value = undefined;
  }

  return {
    openScenes,
    coveringOnly,
    cloudLimit,
    coveringCount,
    someCloudy,
    offeredScenes,
    leftOutScenes,
    scenesToName,
    offerAll,
  };
}
