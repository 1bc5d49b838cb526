import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { comparisonModel, offeredScenesModel } from '../comparison/index.ts';
import type { Workspace } from '../core/index.ts';
import { sceneModel } from '../scene/index.ts';
import { spreadOrder } from './timeline-pictures.ts';
import { panned, revealing, type Span, spanAround, timeOf, wholeSpan, zoomed } from './timeline-span.ts';

/** The scenes of a site on the axis of time, and how much of the time it shows. */
export function timelineModel(workspace: Workspace) {
  const { scenes, sceneById } = workspace.get(sceneModel);
  const { before, after } = workspace.get(comparisonModel);
  const { offeredScenes } = workspace.get(offeredScenesModel);

  /** The part of the site's time that was zoomed into. */
  const chosen: Signal<Span | undefined> = signal(undefined);

  /** The scene under the pointer, and the one that came to the focus by keys, of which more is told. */
  const pointedId: Signal<string | undefined> = signal(undefined);
  const focusedId: Signal<string | undefined> = signal(undefined);

  /** The scenes that stand on the timeline: those offered, and those that cannot be looked at (yet). */
  const timelineScenes: ReadonlySignal<Scene[]> = computed(() =>
    scenes.value.filter((scene) => scene.state !== 'ready' || offeredScenes.value.includes(scene)),
  );

  /** In which order these scenes have a picture. */
  const pictureOrder: ReadonlySignal<string[]> = computed(() => spreadOrder(timelineScenes.value));

  /** All the time from the site's first scene to its last, whatever the filters leave. */
  const siteSpan: ReadonlySignal<Span | undefined> = computed(() => wholeSpan(scenes.value));

  /** The time that the axis shows. */
  const shownSpan: ReadonlySignal<Span | undefined> = computed(() => {
    const whole = siteSpan.value;
    return whole && chosen.value ? panned(chosen.value, whole, 0) : whole;
  });

  /** True while the axis shows a part of the time. */
  const isZoomed: ReadonlySignal<boolean> = computed(() => {
    const [whole, shown] = [siteSpan.value, shownSpan.value];
    return whole !== undefined && shown !== undefined && shown.to - shown.from < whole.to - whole.from;
  });

  /** The side that a scene is on. */
  function sideOf({ id }: Scene): 'before' | 'after' | undefined {
    if (id === before.value?.id) return 'before';
    return id === after.value?.id ? 'after' : undefined;
  }

  /** Shows `factor` times the time about a moment; left out, about the scene in focus, else after. */
  function zoomTimeline(factor: number, about?: number): void {
    change((shown, whole) => zoomed(shown, whole, factor, about ?? momentLookedAt(shown)));
  }

  /** Goes on by a share of what is shown, to later scenes where it is above 0. */
  function panTimeline(share: number): void {
    change((shown, whole) => panned(shown, whole, share));
  }

  /** Shows all the time there is. */
  function showWholeTimeline(): void {
    chosen.value = undefined;
  }

  /** Shows some scenes close by. */
  function zoomToScenes(ids: readonly string[]): void {
    const some = ids.map(sceneById).filter((scene) => scene !== undefined);
    change((shown, whole) => spanAround(some, whole) ?? shown);
  }

  /** Goes to a scene where it is out of sight. */
  function revealScene(id: string): void {
    const scene = sceneById(id);
    const time = scene && timeOf(scene);
    if (time) change((shown, whole) => revealing(shown, whole, time));
  }

  function change(to: (shown: Span, whole: Span) => Span): void {
    const [shown, whole] = [shownSpan.peek(), siteSpan.peek()];
    if (!shown || !whole) return;
    const span = to(shown, whole);
    const isWhole = span.from <= whole.from && span.to >= whole.to;
    if (span.from !== shown.from || span.to !== shown.to) chosen.value = isWhole ? undefined : span;
  }

  function momentLookedAt(shown: Span): number {
    const scene = sceneById(focusedId.peek()) ?? after.peek();
    const time = scene && timeOf(scene);
    const middle = (shown.from + shown.to) / 2;
    if (!time || time.to < shown.from || time.from > shown.to) return middle;
    return (Math.max(time.from, shown.from) + Math.min(time.to, shown.to)) / 2;
  }

  return {
    pointedId,
    focusedId,
    timelineScenes,
    pictureOrder,
    siteSpan,
    shownSpan,
    isZoomed,
    sideOf,
    zoomTimeline,
    panTimeline,
    showWholeTimeline,
    zoomToScenes,
    revealScene,
  };
}
