import { altKeyOnly, noModifierKeys } from 'ol/events/condition.js';
import { getCenter, getWidth } from 'ol/extent.js';
import DragPan from 'ol/interaction/DragPan.js';
import DragZoom from 'ol/interaction/DragZoom.js';
import KeyboardPan from 'ol/interaction/KeyboardPan.js';
import KeyboardZoom from 'ol/interaction/KeyboardZoom.js';
import MouseWheelZoom from 'ol/interaction/MouseWheelZoom.js';
import PinchZoom from 'ol/interaction/PinchZoom.js';
import type OlMap from 'ol/Map.js';
import type MapBrowserEvent from 'ol/MapBrowserEvent.js';
import View from 'ol/View.js';
import { domainExtent } from '../base/view-domain.ts';
import { GoalFirstMap } from '../openlayers/goal-first-map.ts';

/** Metres a pixel: a blade of grass. */
const FINEST = 0.01;
/** Pixels at least of all that a view is exact for. */
const LEAST_PIXELS = 1_000;

/** What is looked at, in a system whose units are metres. Its middle stays within what the system is exact for. */
export function makeView(system: string): View {
  const extent = domainExtent(system);
  return new View({
    projection: system,
    center: getCenter(extent),
    extent,
    constrainOnlyCenter: true,
    resolution: 10,
    minResolution: FINEST,
    maxResolution: getWidth(extent) / LEAST_PIXELS,
    enableRotation: false,
    showFullExtent: true,
    constrainResolution: false,
  });
}

/** A map of a view, which maps can share. It pans with any button, so that drawing hinders none. */
export function makeMap(element: HTMLElement, view: View): OlMap {
  element.tabIndex = 0;
  element.addEventListener('contextmenu', (event) => event.preventDefault());
  return new GoalFirstMap({
    target: element,
    view,
    controls: [],
    interactions: [
      new DragPan({ condition: (event) => anyButton(event) && noModifierKeys(event) }),
      new DragZoom(),
      new MouseWheelZoom({ condition: (event) => !altKeyOnly(event) }),
      new PinchZoom(),
      new KeyboardPan({ duration: 0 }),
      new KeyboardZoom(),
    ],
  });
}

function anyButton(event: MapBrowserEvent): boolean {
  return (event.originalEvent as PointerEvent).button >= 0;
}
