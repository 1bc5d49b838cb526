import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { after, offeredScenes } from '../comparison/index.ts';
import { sceneById, scenes } from '../scene/index.ts';
import { site } from '../site/index.ts';
import { spreadOrder } from './timeline-pictures.ts';
import { panned, revealing, type Span, spanAround, timeOf, wholeSpan, zoomed } from './timeline-span.ts';

/** The part of a site's time that was zoomed into; of another site, it counts no more. */
const chosen: Signal<{ siteId: string | undefined; span: Span } | undefined> = signal(undefined);

/** The scene under the pointer, and the one that came to the focus by keys, of which more is told. */
export const pointedId: Signal<string | undefined> = signal(undefined);
export const focusedId: Signal<string | undefined> = signal(undefined);

/** The scenes that stand on the timeline: those offered, and those that cannot be looked at (yet). */
export const timelineScenes: ReadonlySignal<Scene[]> = computed(() =>
  scenes.value.filter((scene) => scene.state !== 'ready' || offeredScenes.value.includes(scene)),
);

/** In which order these scenes have a picture. */
export const pictureOrder: ReadonlySignal<string[]> = computed(() => spreadOrder(timelineScenes.value));

/** All the time from a site's first scene to its last, whatever the filters leave. */
export const siteSpan: ReadonlySignal<Span | undefined> = computed(() => wholeSpan(scenes.value));

/** The time that the axis shows. */
export const shownSpan: ReadonlySignal<Span | undefined> = computed(() => {
  const whole = siteSpan.value;
  if (!whole || !chosen.value || chosen.value.siteId !== site.value?.id) return whole;
  return panned(chosen.value.span, whole, 0);
});

/** True while the axis shows a part of the time. */
export const isZoomed: ReadonlySignal<boolean> = computed(() => {
  const [whole, shown] = [siteSpan.value, shownSpan.value];
  return whole !== undefined && shown !== undefined && shown.to - shown.from < whole.to - whole.from;
});

/** Shows `factor` times the time about a moment; left out, about the scene in focus, else after. */
export function zoomTimeline(factor: number, about?: number): void {
  change((shown, whole) => zoomed(shown, whole, factor, about ?? momentLookedAt(shown)));
}

/** Goes on by a share of what is shown, to later scenes where it is above 0. */
export function panTimeline(share: number): void {
  change((shown, whole) => panned(shown, whole, share));
}

/** Shows all the time there is. */
export function showWholeTimeline(): void {
  chosen.value = undefined;
}

/** Shows some scenes close by. */
export function zoomToScenes(ids: readonly string[]): void {
  const some = ids.map(sceneById).filter((scene) => scene !== undefined);
  change((shown, whole) => spanAround(some, whole) ?? shown);
}

/** Goes to a scene where it is out of sight. */
export function revealScene(id: string): void {
  const scene = sceneById(id);
  const time = scene && timeOf(scene);
  if (time) change((shown, whole) => revealing(shown, whole, time));
}

function change(to: (shown: Span, whole: Span) => Span): void {
  const [shown, whole] = [shownSpan.peek(), siteSpan.peek()];
  if (!shown || !whole) return;
  const span = to(shown, whole);
  if (span.from !== shown.from || span.to !== shown.to) chosen.value = { siteId: site.peek()?.id, span };
}

function momentLookedAt(shown: Span): number {
  const scene = sceneById(focusedId.peek()) ?? after.peek();
  const time = scene && timeOf(scene);
  const middle = (shown.from + shown.to) / 2;
  if (!time || time.to < shown.from || time.from > shown.to) return middle;
  return (Math.max(time.from, shown.from) + Math.min(time.to, shown.to)) / 2;
}
