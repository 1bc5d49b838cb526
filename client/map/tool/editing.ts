import { effect, untracked } from '@preact/signals';
import Collection from 'ol/Collection.js';
import { altKeyOnly, singleClick } from 'ol/events/condition.js';
import Feature from 'ol/Feature.js';
import Point from 'ol/geom/Point.js';
import type SimpleGeometry from 'ol/geom/SimpleGeometry.js';
import Modify from 'ol/interaction/Modify.js';
import PointerInteraction from 'ol/interaction/Pointer.js';
import Snap from 'ol/interaction/Snap.js';
import type OlMap from 'ol/Map.js';
import VectorSource from 'ol/source/Vector.js';
import Circle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import { draftModel } from '../../annotation/index.ts';
import { comparisonModel } from '../../comparison/index.ts';
import type { Workspace } from '../../core/index.ts';
import type { AnnotationOutlines } from '../feature/annotation-layer.ts';
import { addFeatureLayer } from '../feature/feature-layer.ts';

const SNAP_PIXELS = 8;
const HANDLE_PIXELS = 12;

const cornerStyle = new Style({
  image: new Circle({
    radius: 6,
    fill: new Fill({ color: '#6ea8fe' }),
    stroke: new Stroke({ color: '#ffffff', width: 1.5 }),
  }),
});

const handleStyle = [
  new Style({
    image: new Circle({
      radius: 9,
      fill: new Fill({ color: 'rgba(20, 21, 23, 0.8)' }),
      stroke: new Stroke({ color: '#ffffff', width: 1.5 }),
    }),
  }),
  new Style({
    image: new Circle({ radius: 3, fill: new Fill({ color: '#ffffff' }) }),
  }),
];

/**
 * Corners of the outline under edit can be dragged, set on an edge, and taken away by Alt and a click; the
 * handle in its middle moves the whole. What a drag did goes to the model when the drag ends.
 */
export function mountEditing(
  workspace: Workspace,
  outlines: AnnotationOutlines,
): {
  attachTo: (map: OlMap) => void;
  dispose: () => void;
} {
  const { geometryEdited, tool } = workspace.get(draftModel);
  const { outlinesHidden } = workspace.get(comparisonModel);
  const edited = new Collection<Feature>();
  const handles = new VectorSource<Feature>();
  const onMap: { snap: Snap; modify: Modify }[] = [];

  const placeHandle = () => {
    handles.clear();
    const feature = edited.item(0);
    // One that lies beyond the view's reach is not drawn.
    if (feature?.getGeometry()) handles.addFeature(new Feature(new Point(middleOf(feature))));
  };
  const stop = effect(() => {
    const now = tool.value;
    const hidden = outlinesHidden.value;
    untracked(() => {
      edited.clear();
      const feature = now.kind === 'edit' && !hidden ? outlines.source.getFeatureById(now.id) : undefined;
      if (feature instanceof Feature) edited.push(feature);
      placeHandle();
      for (const { snap, modify } of onMap) {
        snap.setActive(now.kind !== 'select' && !hidden);
        modify.setActive(now.kind === 'edit');
        modify.getOverlay().setVisible(now.kind === 'edit');
      }
    });
  });
  // Undo and redo put a new geometry into the feature: the handle goes along.
  const changed = outlines.source.on('changefeature', placeHandle);

  const finish = () => {
    const feature = edited.item(0);
    const geometry = feature && outlines.geometryOf(feature);
    if (geometry) geometryEdited(String(feature.getId()), geometry);
  };

  return {
    attachTo: (map) => {
      const modify = new Modify({
        features: edited,
        style: cornerStyle,
        pixelTolerance: 10,
        deleteCondition: (event) => altKeyOnly(event) && singleClick(event),
      });
      modify.on('modifyend', finish);
      const snap = new Snap({ source: outlines.source, pixelTolerance: SNAP_PIXELS });
      snap.setActive(tool.peek().kind !== 'select');
      modify.setActive(tool.peek().kind === 'edit');
      modify.getOverlay().setVisible(tool.peek().kind === 'edit');
      map.addInteraction(modify);
      map.addInteraction(moveHandle(map, edited, finish));
      map.addInteraction(snap);
      addFeatureLayer(map, handles, { className: 'map-sketch', zIndex: 21, style: handleStyle });
      onMap.push({ snap, modify });
    },
    dispose: () => {
      stop();
      outlines.source.un('changefeature', changed.listener as () => void);
      edited.clear();
    },
  };
}

function moveHandle(map: OlMap, edited: Collection<Feature>, finish: () => void): PointerInteraction {
  let last: number[] | undefined;
  return new PointerInteraction({
    handleDownEvent: (event) => {
      const feature = edited.item(0);
      const at = feature?.getGeometry() && map.getPixelFromCoordinate(middleOf(feature));
      if (!at || Math.hypot(at[0]! - event.pixel[0]!, at[1]! - event.pixel[1]!) > HANDLE_PIXELS) return false;
      last = map.getCoordinateFromPixel(event.pixel);
      return true;
    },
    // Of the pointer itself, not of what it would snap to.
    handleDragEvent: (event) => {
      const now = map.getCoordinateFromPixel(map.getEventPixel(event.originalEvent));
      edited
        .item(0)
        ?.getGeometry()
        ?.translate(now[0]! - last![0]!, now[1]! - last![1]!);
      last = now;
    },
    handleUpEvent: () => {
      finish();
      return false;
    },
  });
}

function middleOf(feature: Feature): number[] {
  const [west = 0, south = 0, east = 0, north = 0] = (feature.getGeometry() as SimpleGeometry).getExtent();
  return [(west + east) / 2, (south + north) / 2];
}
