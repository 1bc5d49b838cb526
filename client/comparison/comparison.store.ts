import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Workspace } from '../core/index.ts';
import { sceneModel } from '../scene/index.ts';

type Pair = { beforeId: string | undefined; afterId: string | undefined };

/** The two dates of a site that are compared, and what the map tells. */
export function comparisonModel(workspace: Workspace) {
  const { readyScenes } = workspace.get(sceneModel);
  const chosen: Signal<Pair> = signal({ beforeId: undefined, afterId: undefined });

  /** What was last on both sides: a scene that is closed meanwhile stays where it is. */
  let shown: Pair = chosen.peek();
  const staying = (scenes: readonly Scene[], id: string | undefined) =>
    scenes.find((scene) => scene.closed && scene.id === id);

  /** The scene on the left, amber; of a fresh site its earliest. */
  const before: ReadonlySignal<Scene | undefined> = computed(
    () =>
      readyScenes.value.find((scene) => scene.id === chosen.value.beforeId) ??
      staying(readyScenes.value, shown.beforeId) ??
      readyScenes.value.find(({ closed }) => !closed) ??
      readyScenes.value[0],
  );

  /**
   * The scene on the right, blue. Of a fresh site its latest of the season of the scene before, so that fields
   * and snow differ as little as can be, else its latest. Undefined where the site has only one scene.
   */
  const after: ReadonlySignal<Scene | undefined> = computed(() => {
    const others = readyScenes.value.filter((scene) => scene.id !== before.value?.id);
    const open = others.filter(({ closed }) => !closed);
    return (
      others.find((scene) => scene.id === chosen.value.afterId) ??
      staying(others, shown.afterId) ??
      open.findLast((scene) => before.value && sameSeason(scene, before.value)) ??
      open.at(-1) ??
      others.at(-1)
    );
  });

  workspace.effect(() => {
    shown = { beforeId: before.value?.id, afterId: after.value?.id };
  });

  /** Puts a scene on the before side; the scene that was there takes its place on the other, if it was there. */
  function setBefore(id: string): void {
    const afterId = after.value?.id === id ? before.value?.id : after.value?.id;
    chosen.value = { beforeId: id, afterId };
  }

  /** Puts a scene on the after side; the scene that was there takes its place on the other, if it was there. */
  function setAfter(id: string): void {
    const beforeId = before.value?.id === id ? after.value?.id : before.value?.id;
    chosen.value = { beforeId, afterId: id };
  }

  /** Exchanges both sides. */
  function swap(): void {
    if (before.value && after.value) chosen.value = { beforeId: after.value.id, afterId: before.value.id };
  }

  /** True while outlines are hidden so that the ground can be seen. */
  const outlinesHidden: Signal<boolean> = signal(false);

  /**
   * What the map reports. Position in WGS 84, undefined also where the view is not exact; in the middle of the map
   * resolution, in metres on the ellipsoid a pixel, and true north, in degrees clockwise from upright.
   */
  const cursor: Signal<Position | undefined> = signal(undefined);
  const resolution: Signal<number | undefined> = signal(undefined);
  const trueNorth: Signal<number> = signal(0);
  const mapLoading: Signal<boolean> = signal(false);
  /** While it is dragged, or moves by itself. */
  const mapMoving: Signal<boolean> = signal(false);
  const mapFault: Signal<string | undefined> = signal(undefined);

  return {
    before,
    after,
    setBefore,
    setAfter,
    swap,
    outlinesHidden,
    cursor,
    resolution,
    trueNorth,
    mapLoading,
    mapMoving,
    mapFault,
  };
}

const SEASON_DAYS = 45;

/** True where two acquisitions, known to the month at least, are at most 45 days apart in the year. */
function sameSeason(...scenes: [Scene, Scene]): boolean {
  const [one, other] = scenes.map(({ acquired }) => {
    const read = readAcquired(acquired);
    return read && read.precision !== 'year' ? dayOfYear(read.start) : undefined;
  });
  if (one === undefined || other === undefined) return false;
  const apart = Math.abs(one - other);
  return Math.min(apart, 365 - apart) <= SEASON_DAYS;
}

function dayOfYear(date: Date): number {
  return (date.getTime() - Date.UTC(date.getUTCFullYear(), 0)) / 86_400_000;
}
