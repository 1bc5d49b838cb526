import VectorLayer from 'ol/layer/Vector.js';
import type OlMap from 'ol/Map.js';
import type VectorSource from 'ol/source/Vector.js';

type Options = Omit<NonNullable<ConstructorParameters<typeof VectorLayer>[0]>, 'source' | 'visible'>;

/**
 * Adds a layer to a map that is there only while its source has features: a canvas over the images costs each
 * frame as much when it is empty, and OpenLayers may leave the last picture of what became empty standing.
 */
export function addFeatureLayer(map: OlMap, source: VectorSource, options: Options): VectorLayer {
  const layer = new VectorLayer({ ...options, source, visible: !source.isEmpty() });
  source.on('change', () => layer.setVisible(!source.isEmpty()));
  map.addLayer(layer);
  return layer;
}
