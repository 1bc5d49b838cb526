import { effect, untracked } from '@preact/signals';
import Feature from 'ol/Feature.js';
import type Geometry from 'ol/geom/Geometry.js';
import MultiPolygon from 'ol/geom/MultiPolygon.js';
import Polygon from 'ol/geom/Polygon.js';
import type VectorLayer from 'ol/layer/Vector.js';
import type OlMap from 'ol/Map.js';
import VectorSource from 'ol/source/Vector.js';
import type Style from 'ol/style/Style.js';
import type { ArealGeometry, Ring } from '#domain/geometry/geometry.contract.ts';
import { polygonsOf } from '#domain/geometry/ring.rules.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';
import { annotationsModel, draftModel } from '../../annotation/index.ts';
import { comparisonModel } from '../../comparison/index.ts';
import type { Workspace } from '../../core/index.ts';
import { type Coordinate, fromView, toView } from '../base/projection.ts';
import { outlineStyles } from './annotation-style.ts';
import { addFeatureLayer } from './feature-layer.ts';

/** Metres a pixel below which every outline carries its number. */
const LABELLED_RESOLUTION = 0.6;
/** Pixels by which a click may miss an outline. */
const HIT_TOLERANCE_PIXELS = 6;

/** What the map draws of an annotation or a draft; a feature is drawn anew when one of these changes. */
type Drawn = { geometry: ArealGeometry; status: Status | undefined; number: string | undefined };

export type AnnotationOutlines = {
  source: VectorSource;
  /** Adds a layer of the outlines to a map. */
  drawOn: (map: OlMap) => void;
  /** The id of the outline at a pixel of a map: the smallest of those that hold it or pass close by. */
  idAt: (map: OlMap, pixel: number[]) => string | undefined;
  hover: (id: string | undefined) => void;
  /**
   * The geometry of a feature that the map has just changed, in WGS 84. Where it was moved to where the view's system is not
   * exact, it is put back, and undefined.
   */
  geometryOf: (feature: Feature<Geometry>) => ArealGeometry | undefined;
  dispose: () => void;
};

/** Draws what the models hold, and never reads it back: one feature for each annotation or closed draft. */
export function annotationOutlines(workspace: Workspace, system: string): AnnotationOutlines {
  const { annotations, selectedId } = workspace.get(annotationsModel);
  const { drafts, tool } = workspace.get(draftModel);
  const { outlinesHidden } = workspace.get(comparisonModel);
  const source = new VectorSource();
  const layers: VectorLayer[] = [];
  const drawn = new Map<string, Drawn>();
  const styles = new Map<string, Style[]>();
  let hovered: string | undefined;

  const redraw = () => {
    for (const layer of layers) layer.changed();
  };
  const stopDrawing = effect(() => apply(wanted()));
  const stopMarking = effect(() => {
    selectedId.value;
    tool.value;
    redraw();
  });

  function wanted(): Map<string, Drawn> {
    const all = new Map<string, Drawn>();
    for (const [id, { geometry, properties }] of annotations.value)
      all.set(id, { geometry, status: properties.status, number: properties.number });
    for (const [id, { geometry, base }] of drafts.value)
      if (geometry)
        all.set(id, {
          geometry,
          status: base?.annotation.properties.status,
          number: base?.annotation.properties.number,
        });
    return all;
  }

  function apply(next: Map<string, Drawn>) {
    for (const id of drawn.keys()) {
      if (next.has(id)) continue;
      drawn.delete(id);
      source.removeFeature(source.getFeatureById(id) as Feature);
    }
    const added: Feature[] = [];
    for (const [id, now] of next) {
      const before = drawn.get(id);
      drawn.set(id, now);
      if (!before) {
        const feature = new Feature(geometryIn(now.geometry, system));
        feature.setId(id);
        added.push(feature);
      } else if (before.geometry !== now.geometry)
        (source.getFeatureById(id) as Feature).setGeometry(geometryIn(now.geometry, system));
      else if (before.status !== now.status || before.number !== now.number) redraw();
    }
    source.addFeatures(added);
  }

  function styleOf(id: string, resolution: number): Style[] {
    const { status, number } = drawn.get(id)!;
    const labelled = resolution <= LABELLED_RESOLUTION;
    return untracked(() => {
      const selected = selectedId.value === id;
      const editing = tool.value.kind === 'edit' && tool.value.id === id;
      const key = [status, labelled || selected ? number : '', selected, hovered === id, editing].join(' ');
      const known = styles.get(key);
      if (known) return known;
      const made = outlineStyles({ status, number, selected, hovered: hovered === id, editing }, labelled);
      styles.set(key, made);
      return made;
    });
  }

  return {
    source,
    drawOn: (map) => {
      const layer = addFeatureLayer(map, source, {
        className: 'map-outlines',
        zIndex: 10,
        style: (feature, resolution) => styleOf(String(feature.getId()), resolution),
        // Of numbers that would cover each other one is written.
        declutter: true,
        updateWhileInteracting: true,
        updateWhileAnimating: true,
      });
      layers.push(layer);
    },
    idAt: (map, pixel) => {
      if (outlinesHidden.peek()) return undefined;
      const [x = 0, y = 0] = map.getCoordinateFromPixel(pixel) ?? [];
      const reach = HIT_TOLERANCE_PIXELS * map.getView().getResolution()!;
      let best: { id: string; size: number } | undefined;
      source.forEachFeatureInExtent([x - reach, y - reach, x + reach, y + reach], (feature) => {
        const geometry = feature.getGeometry() as Polygon | MultiPolygon;
        const [nearX = 0, nearY = 0] = geometry.getClosestPoint([x, y]);
        if (!geometry.intersectsCoordinate([x, y]) && Math.hypot(nearX - x, nearY - y) > reach) return;
        const size = geometry.getArea();
        if (!best || size < best.size) best = { id: String(feature.getId()), size };
      });
      return best?.id;
    },
    hover: (id) => {
      if (id === hovered) return;
      hovered = id;
      redraw();
    },
    geometryOf: (feature) => {
      const geometry = geometryFrom(feature.getGeometry() as Polygon | MultiPolygon, system);
      if (!geometry) feature.setGeometry(geometryIn(drawn.get(String(feature.getId()))!.geometry, system));
      return geometry;
    },
    dispose: () => {
      stopDrawing();
      stopMarking();
      source.clear();
    },
  };
}

/** An outline in the view's system, metres. Undefined where a part of it lies beyond the view's reach. */
export function geometryIn(geometry: ArealGeometry, system: string): Polygon | MultiPolygon | undefined {
  const brought = polygonsOf(geometry).map((rings) =>
    rings.map((ring) => ring.map((position) => toView(position, system))),
  );
  if (brought.flat(2).includes(undefined)) return undefined;
  const polygons = brought as Coordinate[][][];
  return geometry.type === 'Polygon' ? new Polygon(polygons[0]!) : new MultiPolygon(polygons);
}

function geometryFrom(geometry: Polygon | MultiPolygon, system: string): ArealGeometry | undefined {
  const polygons = geometry instanceof Polygon ? [geometry.getCoordinates()] : geometry.getCoordinates();
  const brought = polygons.map((rings) =>
    rings.map((ring) => ring.map((coordinate) => fromView(coordinate, system))),
  );
  if (brought.flat(2).includes(undefined)) return undefined;
  const coordinates = brought as Ring[][];
  return geometry instanceof Polygon
    ? { type: 'Polygon', coordinates: coordinates[0]! }
    : { type: 'MultiPolygon', coordinates };
}
