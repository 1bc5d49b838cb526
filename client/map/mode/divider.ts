import { effect } from '@preact/signals';
import { divider, dividerRuns } from '../../comparison/index.ts';

const STEP = 0.01;
const LARGE_STEP = 0.1;

/**
 * The divider between before and after on one map, bound to the store's `divider`: dragged, set by a click
 * on the track along the edge, or moved by keys while it has the focus. It lies in the map's viewport, so that
 * the wheel zooms and the pointer's place is told over it as anywhere on the map.
 */
export function mountDivider(panel: HTMLElement, viewport: HTMLElement): () => void {
  const handle = document.createElement('button');
  handle.type = 'button';
  handle.className = 'map-divider-handle';
  handle.setAttribute('role', 'slider');
  handle.setAttribute('aria-label', 'Divider between before and after');
  handle.setAttribute('aria-valuemin', '0');
  handle.setAttribute('aria-valuemax', '100');
  handle.addEventListener('keydown', moveByKey);
  const bar = element('map-divider');
  bar.append(handle);
  const track = element('map-divider-track');
  viewport.append(track, bar);

  const moveTo = ({ clientX, clientY }: PointerEvent) => {
    const box = panel.getBoundingClientRect();
    divider.value = clamp(
      dividerRuns.peek() === 'upright' ? (clientX - box.left) / box.width : (clientY - box.top) / box.height,
    );
  };
  for (const part of [bar, track]) {
    part.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      // A press here moves the divider, not the map.
      event.stopPropagation();
      handle.focus();
      part.setPointerCapture(event.pointerId);
      if (part === track) moveTo(event);
    });
    part.addEventListener('pointermove', (event) => {
      if (part.hasPointerCapture(event.pointerId)) moveTo(event);
    });
  }

  const unbind = effect(() => {
    const percent = Math.round(divider.value * 100);
    panel.style.setProperty('--divider', String(divider.value));
    handle.setAttribute('aria-orientation', dividerRuns.value === 'upright' ? 'horizontal' : 'vertical');
    handle.setAttribute('aria-valuenow', String(percent));
    handle.setAttribute('aria-valuetext', `${percent} per cent before`);
  });
  return () => {
    unbind();
    bar.remove();
    track.remove();
  };
}

function moveByKey(event: KeyboardEvent) {
  const step = event.shiftKey ? LARGE_STEP : STEP;
  // On a level divider, down leaves more of the date before, which lies above it.
  const down = dividerRuns.value === 'upright' ? -step : step;
  const position = {
    ArrowLeft: divider.value - step,
    ArrowRight: divider.value + step,
    ArrowDown: divider.value + down,
    ArrowUp: divider.value - down,
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

function element(className: string): HTMLElement {
  const made = document.createElement('div');
  made.className = className;
  return made;
}

function clamp(position: number): number {
  return Math.min(1, Math.max(0, position));
}
