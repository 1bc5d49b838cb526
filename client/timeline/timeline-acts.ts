import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { comparisonModel, stepModel } from '../comparison/index.ts';
import { useModel } from '../core/index.ts';
import { sceneModel } from '../scene/index.ts';
import { timelineModel } from './timeline.store.ts';
import { momentAt, shareOf } from './timeline-layout.ts';

const ZOOM_STEP = 2;
/** Of what is shown, how far Page up and Page down go. */
const PAGE = 0.8;
/** Pixels of the wheel after which half the time is shown. */
const WHEEL_HALF = 300;
/** CSS pixels after which a press is a drag and no click. */
const DRAG_STARTS = 4;
/** A finger that rests so long on a scene means the side before. */
const REST_MILLISECONDS = 500;
/** A card stays so long after the pointer left its scene, so that the pointer can go onto it. */
const LEAVE_MILLISECONDS = 250;

type Axis = RefObject<HTMLDivElement | null>;

/** The width of the axis in CSS pixels, as it changes. */
export function useAxisWidth(axis: Axis): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(() => setWidth(axis.current?.clientWidth ?? 0));
    watch.observe(axis.current!);
    return () => watch.disconnect();
  }, []);
  return width;
}

/** The wheel over the axis zooms about the pointer; sideways, or with Shift, it moves along. */
export function useWheel(axis: Axis): void {
  const { isZoomed, panTimeline, shownSpan, zoomTimeline } = useModel(timelineModel);
  useEffect(() => {
    const element = axis.current!;
    const turn = (event: WheelEvent) => {
      if (!shownSpan.peek()) return;
      const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      const by = inPixels(event, sideways ? event.deltaX || event.deltaY : event.deltaY);
      // All there is stands on the axis: the page may scroll.
      if (!isZoomed.peek() && (sideways || by >= 0)) return;
      event.preventDefault();
      const { left, width } = element.getBoundingClientRect();
      if (sideways) panTimeline(shareOf(by, width));
      else zoomTimeline(2 ** (by / WHEEL_HALF), momentAt(shownSpan.peek()!, width, event.clientX - left));
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [shownSpan]);
}

function inPixels({ deltaMode }: WheelEvent, delta: number): number {
  return deltaMode === WheelEvent.DOM_DELTA_LINE ? delta * 32 : delta;
}

type Timer = ReturnType<typeof setTimeout>;
/** What the pointer is at. */
type Pointing = {
  leaving?: Timer;
  resting?: Timer;
  rested: boolean;
  pressedAt?: { pointerId: number; x: number; dragged: boolean } | undefined;
};

/** What the pointer and keys do on the axis. `onUnready` is told where a scene is picked that is not to be seen (yet). */
export function useTimelineActs(axis: Axis, onUnready: () => void) {
  const { sceneById } = useModel(sceneModel);
  const { before, after, setBefore, setAfter } = useModel(comparisonModel);
  const { stepDate } = useModel(stepModel);
  const {
    focusedId,
    isZoomed,
    panTimeline,
    pointedId,
    revealScene,
    showWholeTimeline,
    timelineScenes,
    zoomTimeline,
  } = useModel(timelineModel);
  const pointing = useRef<Pointing>({ rested: false }).current;
  const focus = (id: string | undefined) =>
    // The mark of a scene that was just picked may have to be drawn first.
    requestAnimationFrame(() => axis.current?.querySelector<HTMLElement>(`[data-scene="${id}"]`)?.focus());
  const pick = (id: string, asBefore: boolean) => {
    if (sceneById(id)?.state === 'ready') (asBefore ? setBefore : setAfter)(id);
    else onUnready();
  };

  function leaveSoon(): void {
    clearTimeout(pointing.leaving);
    pointing.leaving = setTimeout(() => {
      pointedId.value = undefined;
    }, LEAVE_MILLISECONDS);
  }

  /** True for a key that does something here. */
  function readsKey(event: KeyboardEvent): boolean {
    const { code, key, shiftKey } = event;
    const here = (event.target as HTMLElement).dataset.scene;
    const towards = code === 'ArrowLeft' ? -1 : code === 'ArrowRight' ? 1 : undefined;
    if (towards && (event.ctrlKey || event.metaKey)) {
      const scenes = timelineScenes.peek();
      const next = scenes[scenes.findIndex(({ id }) => id === here) + towards];
      if (next) focus(next.id);
      return true;
    }
    if (event.ctrlKey || event.metaKey) return false;
    if (towards) {
      const side = shiftKey ? 'before' : 'after';
      stepDate(side, towards);
      focus((side === 'before' ? before : after).peek()?.id);
    } else if (code === 'Enter' || code === 'NumpadEnter' || code === 'Space') {
      if (here) pick(here, shiftKey);
    } else if (key === '+' || key === '=') zoomTimeline(1 / ZOOM_STEP);
    else if (key === '-') zoomTimeline(ZOOM_STEP);
    else if (key === '0') showWholeTimeline();
    else if (code === 'PageUp') panTimeline(-PAGE);
    else if (code === 'PageDown') panTimeline(PAGE);
    else if (code === 'Escape' && focusedId.peek()) focusedId.value = undefined;
    else return false;
    return true;
  }

  return {
    point: (event: PointerEvent) => {
      clearTimeout(pointing.leaving);
      if (event.pointerType === 'touch' || pointing.pressedAt?.dragged) return;
      const id = sceneOf(event);
      if (id) pointedId.value = id;
      else if (!(event.target as Element).closest('.scene-card')) leaveSoon();
    },
    leave: leaveSoon,
    press: (event: PointerEvent) => {
      if (event.button !== 0 || (event.target as Element).closest('button')) return;
      pointing.pressedAt = { pointerId: event.pointerId, x: event.clientX, dragged: false };
      const id = event.pointerType === 'touch' ? sceneOf(event) : undefined;
      pointing.rested = false;
      if (id)
        pointing.resting = setTimeout(() => {
          pointing.rested = true;
          pick(id, true);
        }, REST_MILLISECONDS);
    },
    drag: (event: PointerEvent) => {
      // It may have been let go elsewhere.
      if (event.buttons === 0) pointing.pressedAt = undefined;
      if (pointing.pressedAt?.pointerId !== event.pointerId || !axis.current) return;
      const by = event.clientX - pointing.pressedAt.x;
      if (!pointing.pressedAt.dragged && Math.abs(by) < DRAG_STARTS) return;
      clearTimeout(pointing.resting);
      if (!isZoomed.peek()) return;
      // From now on the pointer belongs to the axis: no mark under it is clicked.
      axis.current.setPointerCapture(event.pointerId);
      pointedId.value = undefined;
      pointing.pressedAt = { pointerId: event.pointerId, x: event.clientX, dragged: true };
      panTimeline(-shareOf(by, axis.current.clientWidth));
    },
    release: () => {
      clearTimeout(pointing.resting);
      pointing.pressedAt = undefined;
    },
    pick: (event: MouseEvent) => {
      const id = sceneOf(event);
      // A finger that rested has picked already.
      if (id && !pointing.rested) pick(id, event.shiftKey);
      pointing.rested = false;
    },
    /** The other mouse button; a finger that rests has no Shift either. */
    pickBefore: (event: MouseEvent) => {
      const id = sceneOf(event);
      if (!id) return;
      event.preventDefault();
      pick(id, true);
    },
    focus: (event: FocusEvent) => {
      const mark = event.target as HTMLElement;
      const id = mark.dataset.scene;
      if (!id || !mark.matches(':focus-visible')) return;
      focusedId.value = id;
      revealScene(id);
    },
    blur: () => {
      focusedId.value = undefined;
    },
    key: (event: KeyboardEvent) => {
      if (event.altKey || !readsKey(event)) return;
      event.preventDefault();
    },
  };
}

function sceneOf({ target }: Event): string | undefined {
  return (target as Element).closest<HTMLElement>('[data-scene]')?.dataset.scene;
}
