import { effect } from '@preact/signals';
import type OlMap from 'ol/Map.js';
import Overlay from 'ol/Overlay.js';
import { coordinateText } from '../../coordinates/index.ts';
import type { Workspace } from '../../core/index.ts';
import { coordinateForm, placeModel } from '../../place/index.ts';
import { toView } from '../base/projection.ts';

/** A cross at the place that was gone to, with its coordinates and a way to take it away, on every map given. */
export function mountPlaceMarker(workspace: Workspace, maps: readonly OlMap[], system: string): () => void {
  const { markedPlace } = workspace.get(placeModel);
  const markers = maps.map((map) => {
    const element = document.createElement('div');
    element.className = 'map-mark';
    const text = document.createElement('span');
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.textContent = '×';
    remove.setAttribute('aria-label', 'Take the mark away');
    remove.addEventListener('click', () => {
      markedPlace.value = undefined;
    });
    element.append(text, remove);
    const overlay = new Overlay({ element, stopEvent: true, className: 'map-mark-place' });
    map.addOverlay(overlay);
    return { map, overlay, text };
  });
  const stop = effect(() => {
    const place = markedPlace.value;
    for (const { overlay, text } of markers) {
      text.textContent = place ? coordinateText(place, coordinateForm.value) : '';
      // Beyond the view's reach it has no place: goTo says so.
      overlay.setPosition(place && toView(place, system));
    }
  });
  return () => {
    stop();
    for (const { map, overlay } of markers) map.removeOverlay(overlay);
  };
}
