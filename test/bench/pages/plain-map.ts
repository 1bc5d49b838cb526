import 'ol/ol.css';
import WebGLTileLayer from 'ol/layer/WebGLTile.js';
import OlMap from 'ol/Map.js';
import GeoTIFF from 'ol/source/GeoTIFF.js';
import View from 'ol/View.js';
import { center, cogs, resolution, system } from './query.ts';

/** A COG as OpenLayers' own examples show one. Its own key '+' halves the resolution. */
new OlMap({
  target: 'map',
  keyboardEventTarget: document,
  view: new View({ projection: system, center, resolution }),
  layers: cogs.map((url) => new WebGLTileLayer({ source: new GeoTIFF({ sources: [{ url }] }) })),
});
