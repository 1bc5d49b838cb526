import { effect } from '@preact/signals';
import { lensRadius, mode, setLensRadius } from '../../comparison/index.ts';

/** How much a turn of the wheel by one pixel changes the lens. */
const PER_WHEEL_PIXEL = 0.0015;

/**
 * The lens follows the pointer, and stands in the middle of the map until there is one. The wheel sets its
 * size; with Ctrl or Shift held it zooms, as it does in other modes.
 */
export function mountSpyglass(panel: HTMLElement): () => void {
  const ring = document.createElement('div');
  ring.className = 'map-lens';
  panel.append(ring);
  const follow = ({ clientX, clientY }: PointerEvent) => {
    if (mode.peek() !== 'spyglass') return;
    const box = panel.getBoundingClientRect();
    panel.style.setProperty('--lens-x', `${clientX - box.left}px`);
    panel.style.setProperty('--lens-y', `${clientY - box.top}px`);
  };
  const resize = (event: WheelEvent) => {
    if (mode.peek() !== 'spyglass' || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 40 : 1);
    setLensRadius(lensRadius.peek() * Math.exp(-pixels * PER_WHEEL_PIXEL));
  };
  panel.addEventListener('pointermove', follow);
  panel.addEventListener('wheel', resize, { capture: true, passive: false });
  const stop = effect(() => panel.style.setProperty('--lens-radius', `${lensRadius.value}px`));
  return () => {
    stop();
    panel.removeEventListener('pointermove', follow);
    panel.removeEventListener('wheel', resize, { capture: true });
    ring.remove();
  };
}
