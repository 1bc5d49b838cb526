import { effect } from '@preact/signals';
import type OlMap from 'ol/Map.js';
import Swipe from 'ol-ext/control/Swipe.js';
import { divider } from '../comparison/comparison.store.ts';

const STEP = 0.01;
const LARGE_STEP = 0.1;

/**
 * The divider between before and after on one map, bound to the store's `divider`: dragged, set by a click
 * on the track along the upper edge, or moved by keys while it has the focus.
 */
export function mountDivider(map: OlMap): { swipe: Swipe; dispose: () => void } {
  const swipe = new Swipe({ className: 'map-divider', position: divider.value });
  const handle = swipe.element.querySelector('button')!;
  handle.type = 'button';
  handle.className = 'map-divider-handle';
  handle.setAttribute('role', 'slider');
  handle.setAttribute('aria-label', 'Divider between before and after');
  handle.setAttribute('aria-orientation', 'horizontal');
  handle.setAttribute('aria-valuemin', '0');
  handle.setAttribute('aria-valuemax', '100');
  handle.addEventListener('keydown', moveByKey);

  const track = document.createElement('div');
  track.className = 'map-divider-track';
  track.addEventListener('pointerdown', (event) => {
    const box = track.getBoundingClientRect();
    divider.value = clamp((event.clientX - box.left) / box.width);
    event.preventDefault();
    handle.focus();
  });
  map.getTargetElement()!.append(track);
  map.addControl(swipe);

  swipe.on('propertychange', () => {
    divider.value = clamp(Number(swipe.get('position')));
  });
  const unbind = effect(() => {
    const position = divider.value;
    if (swipe.get('position') !== position) swipe.set('position', position);
    map.getTargetElement()!.style.setProperty('--divider', String(position));
    handle.setAttribute('aria-valuenow', String(Math.round(position * 100)));
    handle.setAttribute('aria-valuetext', `${Math.round(position * 100)} per cent before`);
  });
  return {
    swipe,
    dispose: () => {
      unbind();
      map.getTargetElement()?.style.removeProperty('--divider');
      map.removeControl(swipe);
      track.remove();
    },
  };
}

function moveByKey(event: KeyboardEvent) {
  const step = event.shiftKey ? LARGE_STEP : STEP;
  const position = {
    ArrowLeft: divider.value - step,
    ArrowDown: divider.value - step,
    ArrowRight: divider.value + step,
    ArrowUp: divider.value + step,
    PageDown: divider.value - LARGE_STEP,
    PageUp: divider.value + LARGE_STEP,
    Home: 0,
    End: 1,
  }[event.code];
  if (position === undefined) return;
  divider.value = clamp(position);
  event.preventDefault();
  event.stopPropagation();
}

function clamp(position: number): number {
  return Math.min(1, Math.max(0, position));
}
