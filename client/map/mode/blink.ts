import { effect } from '@preact/signals';
import type OlMap from 'ol/Map.js';
import { blinking, blinkSeconds, blinkSide, comparisonModel, mode } from '../../comparison/index.ts';
import type { Workspace } from '../../core/index.ts';

/** Milliseconds after the view last moved: sooner, its first frame may not be there yet. */
const STILL = 150;

/**
 * Changes the date that is seen, each after its own time. It waits while the view moves and until all that
 * is in view is loaded, for both dates: what comes next is then a whole frame, however short the time.
 */
export function mountBlink(workspace: Workspace, map: OlMap): () => void {
  const { mapLoading } = workspace.get(comparisonModel);
  let moved = 0;
  const onMove = () => {
    moved = performance.now();
  };
  map.getView().on('change', onMove);

  const stopStarting = effect(() => {
    blinking.value = mode.value === 'blink' && !matchMedia('(prefers-reduced-motion: reduce)').matches;
  });
  const stopBlinking = effect(() => {
    if (mode.value !== 'blink' || !blinking.value || mapLoading.value) return undefined;
    const seen = blinkSide.value;
    let timer = 0;
    const change = () => {
      const left = moved + STILL - performance.now();
      if (left > 0) timer = window.setTimeout(change, left);
      else blinkSide.value = seen === 'before' ? 'after' : 'before';
    };
    timer = window.setTimeout(change, blinkSeconds.value[seen] * 1_000);
    return () => clearTimeout(timer);
  });
  return () => {
    map.getView().un('change', onMove);
    stopStarting();
    stopBlinking();
  };
}
