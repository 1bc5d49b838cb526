import { computed, effect } from '@preact/signals';
import type OlMap from 'ol/Map.js';
import type { Viewing } from '#domain/annotation/annotation.contract.ts';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { draftModel } from '../../annotation/index.ts';
import { comparisonModel, mode, pointedSide, type Side, sideAt } from '../../comparison/index.ts';
import { mapPortModel, sentenceOf, type ViewStretch, type Workspace } from '../../core/index.ts';
import { lookModel, savedLooksModel } from '../../look/index.ts';
import { registrationModel } from '../../registration/index.ts';
import { sceneModel } from '../../scene/index.ts';
import { fromView, groundAt, toView } from '../base/projection.ts';
import type { Extent } from '../base/view-domain.ts';
import { annotationOutlines } from '../feature/annotation-layer.ts';
import { mountOverlays } from '../feature/overlay-layer.ts';
import { mountModes } from '../mode/modes.ts';
import { drawThumbnail } from '../offscreen/thumbnail.ts';
import { openScenes } from '../scene/scene-layers.ts';
import { bandsToRead } from '../scene/scene-style.ts';
import { viewLimits } from '../scene/view-stretch.ts';
import { mountDrawing } from '../tool/drawing.ts';
import { mountEditing } from '../tool/editing.ts';
import { mountHint } from '../tool/hint.ts';
import { mountRegistration } from '../tool/registration.ts';
import { keepSelectedInSight } from './keep-selected.ts';
import { mountLooking } from './looking.ts';
import { mountOfferedPlaces } from './offered-places.ts';
import { mountPlaceMarker } from './place-marker.ts';
import { mountSides } from './sides.ts';
import { makeMap, makeView } from './view.ts';
import { tellViewCorners } from './view-corners.ts';

/** What is looked at: the middle of the map, and metres on the ellipsoid of one pixel there. */
export type Sight = { middle: Position; resolution: number };
export type Stage = {
  /** Undefined before anything was looked at. */
  sight: () => Sight | undefined;
  dispose: () => void;
};

/**
 * The maps of one site in one reference system: one map under the divider, or two kept in step. A change of
 * mode keeps the view. Everything that it hands to models is in WGS 84. `from`: where it begins, if that is in reach.
 */
export function mountStage(
  workspace: Workspace,
  container: HTMLElement,
  system: string,
  from?: Sight,
): Stage {
  const { attach } = workspace.get(mapPortModel);
  const { readyScenes, sceneById, scenesResource } = workspace.get(sceneModel);
  const { before, after, cursor, mapFault, mapLoading, mapMoving, outlinesHidden, resolution, trueNorth } =
    workspace.get(comparisonModel);
  const { lookOf, ownLook } = workspace.get(lookModel);
  const { setLook } = workspace.get(savedLooksModel);
  const { registered } = workspace.get(registrationModel);
  const { select, tool } = workspace.get(draftModel);
  const loading = new Set<OlMap | 'opening'>();
  const load = (what: OlMap | 'opening', on: boolean) => {
    if (on) loading.add(what);
    else loading.delete(what);
    tellLoading(mode.peek());
  };
  // A map that is put away while it loads draws no more frames, and so never tells that it is done.
  const tellLoading = (now: typeof mode.value) => {
    mapLoading.value = [...loading].some((what) => what !== second || now === 'side_by_side');
  };
  const scenes = openScenes(system, {
    fault: (scene, sentence) => void tellUnlessLost(scene, sentence),
    opening: (count) => load('opening', count > 0),
  });
  const outlines = annotationOutlines(workspace, system);
  const hint = mountHint(container);
  const view = makeView(system);
  const begin = from && toView(from.middle, system);
  const ground = begin && groundAt(begin, system);
  if (begin && ground) {
    view.setCenter(begin);
    view.setResolution(from.resolution / ground.metres);
  }
  const first = makeMap(panel(container, 'map-first'), view);
  const second = makeMap(panel(container, 'map-second'), view);
  const drawing = mountDrawing(workspace, system, viewingOf, hint.say);
  const editing = mountEditing(workspace, outlines);

  const unmountRegistration = mountRegistration(workspace, [first, second], system, scenes, sceneAt);
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
      // A drag of the map takes the ground along with the pointer.
      if (!view.getInteracting()) cursor.value = fromView(event.coordinate, system);
      pointedSide.value = sideOf(map, event.pixel);
      hint.moveTo(event.originalEvent as PointerEvent);
      if (event.dragging) return;
      const id = tool.peek().kind === 'draw' ? undefined : outlines.idAt(map, event.pixel);
      outlines.hover(id);
      map.getTargetElement()!.classList.toggle('map-over-outline', id !== undefined);
    });
    map.getTargetElement()!.addEventListener('pointerleave', () => {
      cursor.value = undefined;
      pointedSide.value = undefined;
    });
    map.getTargetElement()!.addEventListener('keydown', (event) => {
      // Where the focus is shown, and with it the cross in the middle; else Space shows the other date.
      if (event.code !== 'Space' || tool.peek().kind !== 'draw' || !isFocusSeen(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      drawing.setCornerAtMiddle(map);
    });
    map.on('loadstart', () => load(map, true));
    map.on('loadend', () => load(map, false));
  }
  first.on('movestart', () => {
    mapMoving.value = true;
  });
  first.on('moveend', () => {
    mapMoving.value = false;
  });
  const tellScale = () => {
    // Beyond the view's reach there is nothing that they could be measured by, nor anything to be seen.
    const ground = groundAt(view.getCenter()!, system);
    if (!ground) return;
    resolution.value = toFiveDigits(view.getResolution()! * ground.metres);
    trueNorth.value = Math.round(ground.trueNorth * 10) / 10;
  };
  view.on(['change:resolution', 'change:center'], tellScale);

  const stops = [
    forgetFaults(),
    unmountRegistration,
    mountModes(workspace, container, first),
    mountSides(workspace, first, second, scenes),
    effect(() => {
      container.dataset.tool = tool.value.kind;
      container.toggleAttribute('data-outlines-hidden', outlinesHidden.value);
      container.toggleAttribute('data-moving', mapMoving.value);
    }),
  ];
  const looking = mountLooking(workspace, first, system, begin !== undefined);
  stops.push(
    looking.dispose,
    keepSelectedInSight(workspace, first, outlines),
    effect(() => tellLoading(mode.value)),
    mountPlaceMarker(workspace, [first, second], system),
    mountOfferedPlaces(workspace, [first, second], system),
    mountOverlays(workspace, [first, second], system),
    tellViewCorners(workspace, first, system),
    attach({
      fit: looking.fit,
      fitSite: looking.fitSite,
      showPlace: looking.showPlace,
      stretchToView: (stretch) => void stretchToView(stretch),
      takeCornerBack: drawing.takeCornerBack,
      finishSketch: drawing.finishSketch,
      giveUpSketch: drawing.giveUpSketch,
      capture: (scene, look, signal) => drawThumbnail(workspace, scene, look, signal),
    }),
  );

  /** What was said of scenes that could not be read holds no more once others can be looked at. */
  function forgetFaults(): () => void {
    const shown = computed(() => readyScenes.value.map(({ id }) => id).join());
    return effect(() => {
      if (shown.value) mapFault.value = undefined;
    });
  }

  /** A scene whose picture was lost on the server says so by its state, which may have changed just now. */
  async function tellUnlessLost({ id }: Scene, sentence: string): Promise<void> {
    await scenesResource.load();
    if (sceneById(id)?.state === 'ready') mapFault.value = sentence;
  }

  async function stretchToView({ scene, colours, percentiles }: ViewStretch) {
    const size = first.getSize();
    const resolution = view.getResolution();
    if (!size || resolution === undefined) return;
    const extent = view.calculateExtent(size) as Extent;
    const bands = bandsToRead(scene.bands, colours);
    try {
      const opened = await scenes.open(scene, bands);
      const limits = await viewLimits(opened, scene, { extent, resolution, bands, colours }, percentiles);
      if (limits)
        setLook(scene.id, { ...ownLook(scene.id), colours, stretch: { from: 'view', percentiles, limits } });
    } catch (error) {
      scenes.fault(
        scene,
        `${isolated(scene.title)} could not be stretched to the view. ${sentenceOf(error)}`,
      );
    }
  }

  function viewingOf(map: OlMap, coordinate: number[]): Viewing | undefined {
    const [earlier, later] = [before.peek(), after.peek()];
    if (!earlier || !later) return undefined;
    const side = sideOf(map, map.getPixelFromCoordinate(coordinate));
    const shift = (scene: Scene) => {
      const { east, north } = registered(scene).offset;
      return { east, north };
    };
    return {
      mode: mode.peek(),
      resolution: view.getResolution()! * (groundAt(coordinate, system)?.metres ?? 1),
      drawnOnSceneId: (side === 'after' ? later : earlier).id,
      offsets: { before: shift(earlier), after: shift(later) },
      looks: { before: lookOf(earlier), after: lookOf(later) },
    };
  }

  function sceneAt(map: OlMap, coordinate: number[]): Scene | undefined {
    const side = sideOf(map, map.getPixelFromCoordinate(coordinate));
    return (side === 'after' ? after : before).peek();
  }

  function sideOf(map: OlMap, [x = 0, y = 0]: number[] = []): Side {
    if (mode.peek() === 'side_by_side') return map === second ? 'after' : 'before';
    const [width = 1, height = 1] = map.getSize() ?? [];
    return sideAt(x / width, y / height);
  }

  function sight(): Sight | undefined {
    const place = fromView(view.getCenter()!, system);
    return place && resolution.peek() !== undefined
      ? { middle: place, resolution: resolution.peek()! }
      : undefined;
  }

  function dispose() {
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
    mapMoving.value = false;
  }

  return { sight, dispose };
}

/** So that the scale stands still while the map is moved a little. */
function toFiveDigits(value: number): number {
  return Number(value.toPrecision(5));
}

function isFocusSeen(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches(':focus-visible');
}

function panel(container: HTMLElement, className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = `map-panel ${className}`;
  element.setAttribute('role', 'application');
  element.setAttribute('aria-label', className === 'map-first' ? 'Map' : 'Second map, after');
  container.append(element);
  return element;
}
