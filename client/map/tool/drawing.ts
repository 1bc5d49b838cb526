import { effect, untracked } from '@preact/signals';
import Feature from 'ol/Feature.js';
import LineString from 'ol/geom/LineString.js';
import Point from 'ol/geom/Point.js';
import Interaction from 'ol/interaction/Interaction.js';
import type OlMap from 'ol/Map.js';
import type MapBrowserEvent from 'ol/MapBrowserEvent.js';
import VectorSource from 'ol/source/Vector.js';
import type { Viewing } from '#domain/annotation/annotation.contract.ts';
import { type Polygon, type Position, samePosition } from '#domain/geometry/geometry.contract.ts';
import { type GeometryFault, geometryFault, withoutRepeats } from '#domain/geometry/ring.rules.ts';
import { draftModel } from '../../annotation/index.ts';
import type { MapPort, Workspace } from '../../core/index.ts';
import { type Coordinate, fromView, toView } from '../base/projection.ts';
import { addFeatureLayer } from '../feature/feature-layer.ts';
import { type SketchPart, sketchStyles } from '../feature/sketch-style.ts';

/** Pixels within which a click on the first corner closes the outline. */
const CLOSING_PIXELS = 10;
/** Pixels that a pointer may move between press and release of a click. */
const CLICK_PIXELS = 4;
const NOT_YET: GeometryFault = { pointer: '', detail: 'Set at least three corners.' };

/**
 * Draws outlines on one or more maps at once. The corners are the model's; here is only where the pointer
 * is. `viewingOf` tells how the ground is being looked at where the first corner was set.
 */
export type Drawing = Pick<MapPort, 'takeCornerBack' | 'finishSketch' | 'giveUpSketch'> & {
  attachTo: (map: OlMap) => void;
  /** Sets a corner at the middle of a map, for hands that use no pointer. */
  setCornerAtMiddle: (map: OlMap) => void;
  dispose: () => void;
};

export function mountDrawing(
  workspace: Workspace,
  system: string,
  viewingOf: (map: OlMap, coordinate: number[]) => Viewing | undefined,
  hint: (text: string | undefined) => void,
): Drawing {
  const { sketchBegun, sketchCancelled, sketchChanged, sketchFinished, sketching, sketchMoved, tool } =
    workspace.get(draftModel);
  const source = new VectorSource<Feature>();
  let pointer: Coordinate | undefined;

  const stop = effect(() => {
    if (tool.value.kind !== 'draw') pointer = undefined;
    show();
  });

  function shape() {
    const now = tool.peek();
    return now.kind === 'draw' ? now.shape : 'polygon';
  }

  function sketch(): Position[] {
    return sketching.peek()?.sketch ?? [];
  }

  /**
   * The open ring of the rectangle, along the axes of the view, between the first corner and another; empty where it would
   * reach beyond what the view is exact for.
   */
  function rectangleTo(opposite: Coordinate | undefined): Position[] {
    const [first] = sketch();
    const from = first && toView(first, system);
    if (!from || !opposite) return [];
    const [east, north] = from;
    const ring = [from, [opposite[0], north], opposite, [east, opposite[1]]].map((corner) =>
      fromView(corner, system),
    );
    return ring.every((corner) => corner !== undefined) ? ring : [];
  }

  /** True where a corner was set: the second click of a double click sets none, nor one beyond the view's reach. */
  function setCorner(map: OlMap, coordinate: Coordinate): boolean {
    const [first] = sketch();
    const position = fromView(coordinate, system);
    if (!position) return false;
    if (!first) {
      const viewing = viewingOf(map, coordinate);
      if (viewing) sketchBegun(position, shape(), viewing);
      return true;
    }
    if (shape() === 'rectangle') {
      finish(rectangleTo(coordinate));
      return true;
    }
    if (isAtLastCorner(map, coordinate)) return false;
    sketchChanged([...sketch(), position], shape());
    return true;
  }

  function isAtLastCorner(map: OlMap, coordinate: Coordinate): boolean {
    const last = sketch().at(-1);
    const at = last && toView(last, system);
    return at !== undefined && distance(at, coordinate) <= CLICK_PIXELS * map.getView().getResolution()!;
  }

  function finish(set: Position[]) {
    const corners = distinct(set);
    const fault = faultOf(corners);
    if (fault) return hint(fault.detail);
    pointer = undefined;
    sketchFinished(closed(corners));
  }

  function show() {
    const draft = sketching.value;
    source.clear();
    if (tool.value.kind !== 'draw' || !draft || draft.sketch.length === 0) return hint(undefined);
    const ring = withPointer(draft.sketch);
    const corners = ring.map((position) => toView(position, system));
    // It was begun where these scenes are not.
    if (!corners.every((corner) => corner !== undefined)) return hint(undefined);
    const set = shape() === 'rectangle' ? corners.slice(0, 1) : corners.slice(0, draft.sketch.length);
    add('edges', new LineString(shape() === 'rectangle' ? [...corners, corners[0]!] : corners));
    if (shape() === 'polygon' && corners.length > 2)
      add('closing', new LineString([corners.at(-1)!, corners[0]!]));
    set.forEach((corner, index) => {
      add(index === 0 && shape() === 'polygon' ? 'first' : 'corner', new Point(corner));
    });
    const fault = corners.length > 3 ? faultOf(distinct(ring)) : undefined;
    const crossing = fault?.at && toView(fault.at, system);
    if (crossing) add('crossing', new Point(crossing));
    hint(fault?.at ? 'The outline crosses itself here.' : undefined);
  }

  function withPointer(corners: Position[]): Position[] {
    if (!pointer) return corners;
    if (shape() === 'rectangle') return rectangleTo(pointer);
    const position = fromView(pointer, system);
    // Right after a click the pointer is still at the corner that was set.
    return !position || samePosition(position, corners.at(-1)) ? corners : [...corners, position];
  }

  function add(part: SketchPart, geometry: LineString | Point) {
    const feature = new Feature(geometry);
    feature.setStyle(sketchStyles(part));
    source.addFeature(feature);
  }

  function pointAt(coordinate: Coordinate) {
    pointer = coordinate;
    untracked(show);
    const corners = sketch();
    if (corners.length > 0) sketchMoved(withPointer(corners));
  }

  function closesAt(map: OlMap, pixel: number[]): boolean {
    const [first] = sketch();
    if (!first || shape() !== 'polygon' || sketch().length < 3) return false;
    const at = toView(first, system);
    const [x = 0, y = 0] = (at && map.getPixelFromCoordinate(at)) ?? [];
    return at !== undefined && Math.hypot(pixel[0]! - x, pixel[1]! - y) <= CLOSING_PIXELS;
  }

  /** Where a rectangle is being dragged from, in pixels. */
  let dragged: number[] | undefined;
  let clickSetCorner = false;

  function handle(event: MapBrowserEvent): boolean {
    if (tool.peek().kind !== 'draw') return true;
    const coordinate = event.coordinate as Coordinate;
    switch (event.type) {
      case 'pointermove':
        pointAt(coordinate);
        return true;
      case 'pointerdown':
        dragged = undefined;
        if (shape() === 'rectangle' && isPrimary(event) && sketch().length === 0) {
          dragged = event.pixel;
          setCorner(event.map, coordinate);
          return false;
        }
        return true;
      case 'pointerdrag':
        if (!dragged) return true;
        pointAt(coordinate);
        return false;
      case 'pointerup':
        if (dragged && distance(dragged, event.pixel) > CLICK_PIXELS) finish(rectangleTo(coordinate));
        return true;
      case 'click':
        if (dragged) dragged = undefined;
        else if (closesAt(event.map, event.pixel)) finish(sketch());
        else clickSetCorner = setCorner(event.map, coordinate);
        return false;
      case 'dblclick':
        // OpenLayers calls any two quick clicks a double click, however far apart they are.
        if (shape() === 'polygon' && !clickSetCorner) finish(sketch());
        return false;
      default:
        return true;
    }
  }

  return {
    attachTo: (map) => {
      addFeatureLayer(map, source, { className: 'map-sketch', zIndex: 20, updateWhileInteracting: true });
      map.addInteraction(new Interaction({ handleEvent: handle }));
    },
    setCornerAtMiddle: (map) => {
      const middle = map.getView().getCenter() as Coordinate;
      const [x = 0, y = 0] = map.getPixelFromCoordinate(middle) ?? [];
      if (closesAt(map, [x, y])) finish(sketch());
      else setCorner(map, middle);
    },
    takeCornerBack: () => {
      const corners = sketch();
      if (corners.length > 1) sketchChanged(corners.slice(0, -1), shape());
      else sketchCancelled();
    },
    finishSketch: () => finish(shape() === 'polygon' ? sketch() : rectangleTo(pointer)),
    giveUpSketch: sketchCancelled,
    dispose: () => {
      stop();
      source.clear();
    },
  };
}

function closed(corners: Position[]): Polygon {
  return { type: 'Polygon', coordinates: [[...corners, corners[0]!]] };
}

/** Corners of an open ring, none of them the same as the one before, nor the last as the first. */
function distinct(corners: Position[]): Position[] {
  return corners.length === 0 ? [] : withoutRepeats([...corners, corners[0]!]).slice(0, -1);
}

function faultOf(corners: Position[]): GeometryFault | undefined {
  return corners.length < 3 ? NOT_YET : geometryFault(closed(corners));
}

function isPrimary(event: MapBrowserEvent): boolean {
  const original = event.originalEvent as PointerEvent;
  return original.button === 0 && !original.shiftKey && !original.ctrlKey && !original.metaKey;
}

function distance([x1 = 0, y1 = 0]: number[], [x2 = 0, y2 = 0]: number[]): number {
  return Math.hypot(x1 - x2, y1 - y2);
}
