import { effect, type ReadonlySignal, untracked } from '@preact/signals';
import type OlMap from 'ol/Map.js';
import type Swipe from 'ol-ext/control/Swipe.js';
import Synchronize from 'ol-ext/interaction/Synchronize.js';
import type { Viewing } from '../../server/annotation/annotation.contract.ts';
import type { BoundingBox } from '../../server/geometry/geometry.contract.ts';
import type { Scene } from '../../server/scene/scene.contract.ts';
import { select, tool } from '../annotation/annotation.store.ts';
import {
  after,
  before,
  cursor,
  divider,
  mapFault,
  mapLoading,
  mode,
  type OfferedMode,
  resolution,
  type ViewRequest,
  viewRequest,
} from '../comparison/comparison.store.ts';
import { sentenceOf } from '../http.ts';
import { setLook } from '../scene/look.api.ts';
import { lookOf, ownLook, type ViewStretchRequest, viewStretchRequest } from '../scene/look.store.ts';
import { annotationOutlines } from './annotation-layer.ts';
import { mountDivider } from './divider.ts';
import { mountDrawing } from './drawing.ts';
import { mountEditing } from './editing.ts';
import { commonExtent, meet } from './ground.ts';
import { mountImageLabel } from './image-label.ts';
import { mountOverlays } from './overlay-layer.ts';
import { mountPlaceMarker } from './place-marker.ts';
import { type Extent, fromView, toView, viewExtent } from './projection.ts';
import { type OpenScenes, openScenes, type SceneSide, sceneSide } from './scene-layers.ts';
import { bandsToRead } from './scene-style.ts';
import { makeMap } from './view.ts';
import { viewLimits } from './view-stretch.ts';

const FIT_PADDING = [48, 48, 56, 48];
/** Of the site's longer side, what is seen at least when the site is fitted. */
const LEAST_SEEN = 0.7;
/** Metres a pixel: a fitted outline is not enlarged beyond this. */
const FIT_FINEST = 0.12;

/**
 * The maps of one site in one reference system: one map under the divider, or two kept in step. A change of
 * mode keeps the view. Everything that it hands to stores is in WGS 84.
 */
export function mountStage(container: HTMLElement, system: string): () => void {
  const loading = new Set<OlMap | 'opening'>();
  const load = (what: OlMap | 'opening', on: boolean) => {
    if (on) loading.add(what);
    else loading.delete(what);
    mapLoading.value = loading.size > 0;
  };
  const scenes = openScenes(system, {
    fault: (sentence) => {
      mapFault.value = sentence;
    },
    opening: (count) => load('opening', count > 0),
  });
  const outlines = annotationOutlines(system);
  const hint = mountHint(container);
  const first = makeMap(panel(container, 'map-first'), system);
  const second = makeMap(panel(container, 'map-second'), system);
  const drawing = mountDrawing(system, viewingOf, hint.say);
  const editing = mountEditing(outlines);

  for (const map of [first, second]) {
    outlines.drawOn(map);
    // The later an interaction is added, the sooner it sees an event: snapping, in editing, comes before all.
    drawing.attachTo(map);
    editing.attachTo(map);
    map.on('click', (event) => {
      if (tool.peek().kind === 'draw') return;
      const id = outlines.idAt(map, event.pixel);
      if (id || tool.peek().kind === 'select') select(id);
    });
    map.on('pointermove', (event) => {
      cursor.value = fromView(event.coordinate, system);
      hint.moveTo(event.originalEvent as PointerEvent);
      if (event.dragging) return;
      const id = tool.peek().kind === 'draw' ? undefined : outlines.idAt(map, event.pixel);
      outlines.hover(id);
      map.getTargetElement()!.classList.toggle('map-over-outline', id !== undefined);
    });
    map.getTargetElement()!.addEventListener('pointerleave', () => {
      cursor.value = undefined;
    });
    map.getTargetElement()!.addEventListener('keydown', (event) => {
      if (event.code !== 'Space' || tool.peek().kind !== 'draw') return;
      event.preventDefault();
      event.stopPropagation();
      drawing.setCornerAtMiddle(map);
    });
    map.on('loadstart', () => load(map, true));
    map.on('loadend', () => load(map, false));
  }
  first.getView().on('change:resolution', () => {
    resolution.value = first.getView().getResolution();
  });

  const stops = [
    effect(() => {
      const now = mode.value;
      container.dataset.mode = now;
      return untracked(() => arrange(now, first, second, scenes));
    }),
    effect(() => {
      container.dataset.tool = tool.value.kind;
    }),
    effect(() => {
      const request = viewRequest.value;
      if (!request) return;
      viewRequest.value = undefined;
      untracked(() => show(request));
    }),
    effect(() => {
      const request = viewStretchRequest.value;
      if (!request) return;
      viewStretchRequest.value = undefined;
      void untracked(() => stretchToView(request));
    }),
    keepInSight(),
    mountPlaceMarker([first, second], system),
    mountOverlays([first, second], system),
  ];

  function show(request: ViewRequest) {
    if (request.kind === 'fit') fitBox(request.box);
    else if (request.kind === 'fit_site') fitSite();
    else first.getView().animate({ center: toView(request.position, system), duration: 200 });
  }

  async function stretchToView({ scene, colours, percentiles }: ViewStretchRequest) {
    const size = first.getSize();
    const resolution = first.getView().getResolution();
    if (!size || resolution === undefined) return;
    const extent = first.getView().calculateExtent(size) as Extent;
    const bands = bandsToRead(scene.bands, colours);
    try {
      const opened = await scenes.open(scene, bands);
      const limits = await viewLimits(opened, scene, { extent, resolution, bands, colours }, percentiles);
      if (limits)
        setLook(scene.id, { ...ownLook(scene.id), colours, stretch: { from: 'view', percentiles, limits } });
    } catch (error) {
      scenes.fault(`${scene.title} could not be stretched to the view. ${sentenceOf(error)}`);
    }
  }

  /** Fits the pair when there was none in sight before: on start, and when another site's scenes come. */
  function keepInSight(): () => void {
    let seen = false;
    return effect(() => {
      const extent = commonExtent(pair(), system);
      if (!extent) return;
      const size = first.getSize();
      const view = size && seen ? (first.getView().calculateExtent(size) as Extent) : undefined;
      if (view && meet(view, extent)) return;
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
    first.getView().setCenter([(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2]);
    first.getView().setResolution(filling);
    resolution.value = first.getView().getResolution();
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
    first.getView().fit(extent, { padding: FIT_PADDING, minResolution: FIT_FINEST, duration: 200 });
  }

  function viewingOf(map: OlMap, coordinate: number[]): Viewing | undefined {
    const [earlier, later] = [before.peek(), after.peek()];
    if (!earlier || !later) return undefined;
    const onRight = map === second || (mode.peek() === 'swipe' && beyondDivider(map, coordinate));
    const shift = ({ offset: { east, north } }: Scene) => ({ east, north });
    return {
      mode: mode.peek(),
      resolution: map.getView().getResolution()!,
      drawnOnSceneId: onRight ? later.id : earlier.id,
      offsets: { before: shift(earlier), after: shift(later) },
      looks: { before: lookOf(earlier), after: lookOf(later) },
    };
  }

  return () => {
    for (const stop of stops) stop();
    drawing.dispose();
    editing.dispose();
    outlines.dispose();
    hint.dispose();
    for (const map of [first, second]) {
      const element = map.getTargetElement()!;
      map.setTarget(undefined);
      map.dispose();
      element.remove();
    }
    mapLoading.value = false;
  };
}

function beyondDivider(map: OlMap, coordinate: number[]): boolean {
  const [x = 0] = map.getPixelFromCoordinate(coordinate) ?? [];
  return x > divider.peek() * (map.getSize()?.[0] ?? 0);
}

/** How both sides share the map: under a divider, or on two maps, which have none. */
type Split = { swipe?: Swipe; dispose: () => void };

/** Puts the scenes on the maps as a mode wants them, until the mode changes. */
function arrange(now: OfferedMode, first: OlMap, second: OlMap, scenes: OpenScenes): () => void {
  const halves = now === 'side_by_side';
  second.getTargetElement()!.hidden = !halves;
  for (const map of [first, second]) map.updateSize();
  const split: Split = halves ? keptInStep(first, second) : mountDivider(first);

  const stops = (['before', 'after'] as const).map((side) => {
    const map = halves && side === 'after' ? second : first;
    const scene = side === 'before' ? before : after;
    const layers = sceneSide(map, scenes, {
      className: `map-scene-${side}`,
      zIndex: side === 'before' ? 0 : 1,
      placed: (layer) => split.swipe?.addLayer(layer, side === 'after'),
      removed: (layer) => split.swipe?.removeLayer(layer),
    });
    const unlabel = mountImageLabel(map.getTargetElement()!, side, scene);
    const unbind = bind(layers, scene);
    return () => {
      unbind();
      unlabel();
      layers.dispose();
    };
  });
  return () => {
    for (const stop of stops) stop();
    split.dispose();
  };
}

function bind(layers: SceneSide, scene: ReadonlySignal<Scene | undefined>): () => void {
  return effect(() => layers.show(scene.value && { scene: scene.value, look: lookOf(scene.value) }));
}

function keptInStep(first: OlMap, second: OlMap): Split {
  const synchronizers = [
    { map: first, interaction: new Synchronize({ maps: [second] }) },
    { map: second, interaction: new Synchronize({ maps: [first] }) },
  ];
  for (const { map, interaction } of synchronizers) map.addInteraction(interaction);
  return {
    dispose: () => {
      for (const { map, interaction } of synchronizers) map.removeInteraction(interaction);
    },
  };
}

function panel(container: HTMLElement, className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = `map-panel ${className}`;
  element.setAttribute('role', 'application');
  element.setAttribute('aria-label', className === 'map-first' ? 'Map' : 'Second map, after');
  container.append(element);
  return element;
}

/** A line beside the pointer that tells what keeps a sketch from being closed. */
function mountHint(container: HTMLElement) {
  const element = document.createElement('div');
  element.className = 'map-hint';
  element.setAttribute('role', 'status');
  element.hidden = true;
  container.append(element);
  return {
    say: (text: string | undefined) => {
      element.hidden = text === undefined;
      element.textContent = text ?? '';
    },
    moveTo: ({ clientX, clientY }: PointerEvent) => {
      const box = container.getBoundingClientRect();
      element.style.transform = `translate(${clientX - box.left + 14}px, ${clientY - box.top + 14}px)`;
    },
    dispose: () => element.remove(),
  };
}
