import 'ol/ol.css';
import WebGLTileLayer from 'ol/layer/WebGLTile.js';
import OlMap from 'ol/Map.js';
import type RenderEvent from 'ol/render/Event.js';
import GeoTIFF from 'ol/source/GeoTIFF.js';
import View from 'ol/View.js';
import { center, cogs, height, layout, resolution, system, width } from './query.ts';

/** Half the side of the lens, which is a square here: a WebGL layer is cut by a rectangle. */
const LENS = 120;

/** Two COGs as OpenLayers' examples compare them: layer-swipe-webgl, layer-spy and side-by-side. */
const sources = new Map<string, GeoTIFF>();
const [before, after] = cogs.slice(0, 2).map((url, index) => {
  return new WebGLTileLayer({ className: `layer-${index}`, source: sourceOf(url) });
}) as [WebGLTileLayer, WebGLTileLayer];
const view = new View({ projection: system, center, resolution });
const map = document.getElementById('map')!;
map.style.cssText = `width: ${width}px; height: ${height}px`;

if (layout === 'side_by_side') {
  for (const layer of [before, after]) {
    const half = document.createElement('div');
    half.className = 'half';
    map.append(half);
    new OlMap({ target: half, view, layers: [layer] });
  }
} else {
  const whole = new OlMap({ target: map, view, layers: [before, after], interactions: [] });
  let pointer = { x: map.clientWidth / 2, y: map.clientHeight / 2 };
  addEventListener('pointermove', ({ clientX, clientY }) => {
    pointer = { x: clientX, y: clientY };
    whole.render();
  });
  after.on('prerender', ({ context }: RenderEvent) => {
    const gl = context as WebGLRenderingContext;
    const { x, y } = pointer;
    gl.enable(gl.SCISSOR_TEST);
    if (layout === 'swipe') gl.scissor(x, 0, gl.canvas.width - x, gl.canvas.height);
    else gl.scissor(x - LENS, gl.canvas.height - y - LENS, 2 * LENS, 2 * LENS);
  });
  after.on('postrender', ({ context }: RenderEvent) => {
    const gl = context as WebGLRenderingContext;
    gl.disable(gl.SCISSOR_TEST);
  });
}

// The third COG is another date; both stay open, so that going back is quick.
const [, second, third] = cogs;
addEventListener('keydown', ({ code }) => {
  if (code === 'BracketRight') after.setSource(sourceOf(third!));
  if (code === 'BracketLeft') after.setSource(sourceOf(second!));
});

function sourceOf(url: string): GeoTIFF {
  const source = sources.get(url) ?? new GeoTIFF({ sources: [{ url }] });
  sources.set(url, source);
  return source;
}
