import { effect } from '@preact/signals';
import Feature from 'ol/Feature.js';
import type Geometry from 'ol/geom/Geometry.js';
import LineString from 'ol/geom/LineString.js';
import MultiLineString from 'ol/geom/MultiLineString.js';
import MultiPoint from 'ol/geom/MultiPoint.js';
import MultiPolygon from 'ol/geom/MultiPolygon.js';
import Point from 'ol/geom/Point.js';
import Polygon from 'ol/geom/Polygon.js';
import type OlMap from 'ol/Map.js';
import VectorSource from 'ol/source/Vector.js';
import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import type { Position } from '../../server/geometry/geometry.contract.ts';
import type { OverlayGeometry } from '../../server/overlay/overlay.contract.ts';
import { OVERLAY_COLOURS, overlays } from '../overlay/overlay.store.ts';
import { addFeatureLayer } from './feature-layer.ts';
import { toView } from './projection.ts';

/** Names of more features than these would cover the image. */
const MOST_NAMED = 300;
const HALO = new Stroke({ color: 'rgb(0 0 0 / 0.7)', width: 4 });

/** Draws the overlays on maps, dotted and below the outlines of changes, which they are never mixed with. */
export function mountOverlays(maps: readonly OlMap[], system: string): () => void {
  const source = new VectorSource();
  const styles = overlayColours().map((colour) => (name: string | undefined) => styleOf(colour, name));
  const layers = maps.map((map) => {
    const layer = addFeatureLayer(map, source, {
      className: 'map-overlays',
      zIndex: 9,
      style: (feature) => {
        const { colour, name } = feature.getProperties() as { colour: number; name: string | undefined };
        return styles[colour]!(source.getFeatures().length <= MOST_NAMED ? name : undefined);
      },
    });
    return { map, layer };
  });
  const stop = effect(() => {
    source.clear();
    source.addFeatures(
      overlays.value
        .filter(({ shown }) => shown)
        .flatMap(({ features, colour }) =>
          features.map(
            ({ geometry, name }) => new Feature({ geometry: geometryIn(geometry, system), colour, name }),
          ),
        ),
    );
  });
  return () => {
    stop();
    for (const { map, layer } of layers) map.removeLayer(layer);
    source.clear();
  };
}

/** They stand on the image, so they are the same in both themes. */
function overlayColours(): string[] {
  const tokens = getComputedStyle(document.documentElement);
  return Array.from({ length: OVERLAY_COLOURS }, (_, place) =>
    tokens.getPropertyValue(`--overlay-colour-${place}`).trim(),
  );
}

function styleOf(colour: string, name: string | undefined): Style[] {
  const stroke = new Stroke({ color: colour, width: 1.75, lineDash: [2, 5], lineCap: 'round' });
  return [
    new Style({
      stroke: HALO,
      image: new CircleStyle({ radius: 5, stroke: HALO }),
    }),
    new Style({
      stroke,
      image: new CircleStyle({ radius: 5, stroke: new Stroke({ color: colour, width: 1.75 }) }),
      ...(name !== undefined && {
        text: new Text({
          text: name,
          font: '12px system-ui, sans-serif',
          fill: new Fill({ color: colour }),
          stroke: new Stroke({ color: 'rgb(0 0 0 / 0.8)', width: 3 }),
          offsetY: -14,
          overflow: true,
        }),
      }),
    }),
  ];
}

function geometryIn(geometry: OverlayGeometry, system: string): Geometry {
  const line = (positions: Position[]) => positions.map((position) => toView(position, system));
  switch (geometry.type) {
    case 'Point':
      return new Point(toView(geometry.coordinates, system));
    case 'MultiPoint':
      return new MultiPoint(line(geometry.coordinates));
    case 'LineString':
      return new LineString(line(geometry.coordinates));
    case 'MultiLineString':
      return new MultiLineString(geometry.coordinates.map(line));
    case 'Polygon':
      return new Polygon(geometry.coordinates.map(line));
    case 'MultiPolygon':
      return new MultiPolygon(geometry.coordinates.map((rings) => rings.map(line)));
  }
}
