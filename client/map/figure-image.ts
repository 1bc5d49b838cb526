import WebGLTileLayer from 'ol/layer/WebGLTile.js';
import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import type { ShownLook } from '../../server/scene/look.contract.ts';
import type { Scene } from '../../server/scene/scene.contract.ts';
import type { FigureGround } from './figure-ground.ts';
import { shiftTo } from './scene-layers.ts';
import { openScene, type SceneSource } from './scene-source.ts';
import { bandsToRead, sceneStyle } from './scene-style.ts';

/** Without any part of the image coming. */
const GIVEN_UP_AFTER_MILLISECONDS = 30_000;

/**
 * Draws a scene over the whole of a canvas, whose sides are to each other as those of the ground: laid by its
 * registration offset, in its own look, every pixel there or none. Nothing is drawn where the signal is aborted.
 * Rejects with a sentence where the scene, or a part of it, cannot be read.
 */
export async function drawFigureImage(
  canvas: HTMLCanvasElement,
  { scene, look, ground }: { scene: Scene; look: ShownLook; ground: FigureGround },
  signal: AbortSignal,
): Promise<void> {
  // By itself: a figure is kept and looked at long after, so nothing in it may be coarse for want of time.
  const opened = await openScene(scene, ground.system, bandsToRead(scene.bands, look.colours), {
    coarseFirst: false,
  });
  shiftTo(scene, opened);
  const [west, south, east, north] = ground.extent;
  const element = document.createElement('div');
  element.className = 'map-studio';
  element.setAttribute('aria-hidden', 'true');
  element.style.width = `${canvas.width}px`;
  element.style.height = `${canvas.height}px`;
  document.body.append(element);
  const map = new OlMap({
    target: element,
    view: new View({
      projection: ground.system,
      center: [(west + east) / 2, (south + north) / 2],
      resolution: (east - west) / canvas.width,
      minResolution: 0.001,
    }),
    controls: [],
    interactions: [],
    pixelRatio: 1,
    maxTilesLoading: 128,
  });
  const layer = new WebGLTileLayer({ source: opened.source, style: sceneStyle(scene, look) });
  map.addLayer(layer);
  try {
    await drawn(map, opened, signal);
    const drawing = element.querySelector('canvas');
    if (drawing && !signal.aborted)
      canvas.getContext('2d')?.drawImage(drawing, 0, 0, canvas.width, canvas.height);
  } finally {
    map.setTarget(undefined);
    map.removeLayer(layer);
    layer.dispose();
    map.dispose();
    opened.source.dispose();
    element.remove();
  }
}

/** Resolves when all is drawn, and when it need not be any more. */
function drawn(map: OlMap, { source }: SceneSource, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (act: () => void) => () => {
      clearTimeout(timer);
      map.un('rendercomplete', complete);
      source.un('tileloadend', wait);
      source.un('tileloaderror', fail);
      signal.removeEventListener('abort', complete);
      act();
    };
    const complete = end(resolve);
    const fail = end(() => reject(new Error('A part of it could not be read.')));
    const late = end(() => reject(new Error('It did not arrive.')));
    let timer = setTimeout(late, GIVEN_UP_AFTER_MILLISECONDS);
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(late, GIVEN_UP_AFTER_MILLISECONDS);
    };
    map.on('rendercomplete', complete);
    source.on('tileloadend', wait);
    source.on('tileloaderror', fail);
    signal.addEventListener('abort', complete);
    map.renderSync();
  });
}
