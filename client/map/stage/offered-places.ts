import { effect } from '@preact/signals';
import type OlMap from 'ol/Map.js';
import Overlay from 'ol/Overlay.js';
import type { Workspace } from '../../core/index.ts';
import { placeModel } from '../../place/index.ts';
import { toView } from '../base/projection.ts';

/** A cross with its number at each place between which somebody has to choose, on every map given. */
export function mountOfferedPlaces(workspace: Workspace, maps: readonly OlMap[], system: string): () => void {
  const { offeredPlaces } = workspace.get(placeModel);
  let shown: { map: OlMap; overlay: Overlay }[] = [];
  const clear = () => {
    for (const { map, overlay } of shown) map.removeOverlay(overlay);
    shown = [];
  };
  const stop = effect(() => {
    clear();
    for (const map of maps)
      for (const [at, { position }] of offeredPlaces.value.entries()) {
        const element = document.createElement('div');
        element.className = 'map-mark map-mark-offered';
        element.textContent = String(at + 1);
        const overlay = new Overlay({ element, className: 'map-mark-place' });
        map.addOverlay(overlay);
        overlay.setPosition(toView(position, system));
        shown.push({ map, overlay });
      }
  });
  return () => {
    stop();
    clear();
  };
}
