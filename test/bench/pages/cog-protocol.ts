import 'maplibre-gl/dist/maplibre-gl.css';
import { cogProtocol } from '@geomatico/maplibre-cog-protocol';
import { addProtocol, Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import worker from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { center, cogs, resolution } from './query.ts';

/** Metres at the equator that the whole world of MapLibre's zoom 0 has in a pixel. */
const ZOOM_0 = 78_271.516_964;
const RADIUS = 6_378_137;

/** A COG as the protocol's readme shows one; nothing fades. '+' does what it does in OpenLayers, in as long. */
setWorkerUrl(worker);
addProtocol('cog', cogProtocol);
const [x, y] = center;
const degrees = (radians: number) => (radians * 180) / Math.PI;
const map = new MapLibreMap({
  container: 'map',
  attributionControl: false,
  keyboard: false,
  center: [degrees(x / RADIUS), degrees(2 * Math.atan(Math.exp(y / RADIUS)) - Math.PI / 2)],
  zoom: Math.log2(ZOOM_0 / resolution),
  style: {
    version: 8,
    sources: {
      cog: { type: 'raster', url: `cog://${new URL(cogs[0]!, location.href).href}`, tileSize: 256 },
    },
    layers: [{ id: 'cog', type: 'raster', source: 'cog', paint: { 'raster-fade-duration': 0 } }],
  },
});

addEventListener('keydown', ({ key }) => {
  if (key === '+') map.zoomTo(map.getZoom() + 1, { duration: 100 });
});
