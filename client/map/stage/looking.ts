import { effect, untracked } from '@preact/signals';
import type OlMap from 'ol/Map.js';
import { geodesicDistance } from '#domain/geometry/distance.rules.ts';
import type { BoundingBox, Position } from '#domain/geometry/geometry.contract.ts';
import { middle } from '#domain/geometry/utm.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { comparisonModel } from '../../comparison/index.ts';
import { type MapPort, notice, tellFault, type Workspace } from '../../core/index.ts';
import { placeModel } from '../../place/index.ts';
import { commonExtent, meet } from '../base/ground.ts';
import { fromView, toView, viewExtent } from '../base/projection.ts';
import type { Extent } from '../base/view-domain.ts';

const FIT_PADDING = [48, 48, 56, 48];
/** Of the site's longer side, what is seen at least when the site is fitted. */
const LEAST_SEEN = 0.7;
/** Metres a pixel: a fitted outline is not enlarged beyond this. */
const FIT_FINEST = 0.12;

type Looking = Pick<MapPort, 'fit' | 'fitSite' | 'showPlace'> & { dispose: () => void };

/**
 * Moves the view of a map to what is asked for, or says that it lies too far; and to the scenes on screen where neither
 * is in sight. `begun`: the view is where something was looked at already.
 */
export function mountLooking(workspace: Workspace, first: OlMap, system: string, begun: boolean): Looking {
  const { before, after } = workspace.get(comparisonModel);
  const { markedPlace } = workspace.get(placeModel);
  const view = first.getView();
  let farAway: typeof notice.value;
  const stop = keepInSight();

  /** What was said of another place holds for none that is gone to since. */
  function forgetFarAway() {
    if (farAway && notice.peek() === farAway) notice.value = undefined;
  }

  function showPlace(position: Position) {
    forgetFarAway();
    const center = toView(position, system);
    if (center) return view.animate({ center, duration: 200 });
    markedPlace.value = undefined;
    tellTooFar(position);
  }

  function tellTooFar(place: Position) {
    const here = fromView(view.getCenter()!, system);
    const kilometres = here && Math.round(geodesicDistance(here, place) / 1_000).toLocaleString('en');
    tellFault(
      `That place lies ${kilometres ? `${kilometres} km` : 'far'} from the middle of this map, too far away to be shown on it.`,
    );
    farAway = notice.peek();
  }

  /** Fits the pair when there was none in sight before: on start, and when another site's scenes come. */
  function keepInSight(): () => void {
    let seen = begun;
    return effect(() => {
      const extent = commonExtent(pair(), system);
      if (!extent) return;
      const size = first.getSize();
      const inSight = size && seen ? (view.calculateExtent(size) as Extent) : undefined;
      if (inSight && meet(inSight, extent)) return;
      seen = true;
      untracked(fitSite);
    });
  }

  function pair(): Scene[] {
    return [before.value, after.value].filter((scene) => scene !== undefined);
  }

  function fitSite() {
    const extent = commonExtent(pair(), system);
    if (!extent) return;
    first.updateSize();
    const [width = 1, height = 1] = first.getSize() ?? [];
    const across = (extent[2] - extent[0]) / width;
    const down = (extent[3] - extent[1]) / height;
    // The image fills the map rather than stand in a frame of nothing, unless that would hide much of it.
    const filling = Math.max(Math.min(across, down), Math.max(across, down) * LEAST_SEEN);
    view.setCenter([(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2]);
    view.setResolution(filling);
  }

  function fitBox([west, south, east, north]: BoundingBox) {
    const corners: [number, number][] = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    const extent = viewExtent({ type: 'Polygon', coordinates: [corners] }, system);
    if (!extent) return tellTooFar(middle([west, south, east, north]));
    const size = first.getSize();
    view.fit(extent, {
      ...(size && { size }),
      padding: FIT_PADDING,
      minResolution: FIT_FINEST,
      duration: 200,
    });
  }

  return {
    fit: (box) => {
      forgetFarAway();
      fitBox(box);
    },
    fitSite: () => {
      forgetFarAway();
      fitSite();
    },
    showPlace,
    dispose: stop,
  };
}
