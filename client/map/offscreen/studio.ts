import type BaseLayer from 'ol/layer/Base.js';
import WebGLTileLayer from 'ol/layer/WebGLTile.js';
import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Extent } from '../base/view-domain.ts';
import { type OpenScenes, openScenes } from '../scene/scene-layers.ts';
import type { SceneSource } from '../scene/scene-source.ts';
import { type DrawnLook, sceneStyle } from '../scene/scene-style.ts';

/** Without any part of what is drawn coming. */
const GIVEN_UP_AFTER_MILLISECONDS = 30_000;

/** A map out of sight, on which pictures are drawn one after another: one graphics context for all. */
export type Studio = {
  system: string;
  /** Scenes that stay open in it. */
  scenes: OpenScenes;
  /**
   * Draws an open scene onto a canvas. `extent` is in metres of the studio's system, as wide for its height as the
   * canvas is. Rejects with a sentence where a part cannot be read or does not come.
   */
  draw: (
    canvas: HTMLCanvasElement,
    shown: { scene: Scene; look: DrawnLook; opened: SceneSource; extent: Extent },
    signal: AbortSignal,
  ) => Promise<void>;
};
type Room = Studio & { leave: () => void };

let room: Room | undefined;
let queue: Promise<unknown> = Promise.resolve();

/**
 * Does work in the studio of a system as soon as all that was asked for before is done. Work whose signal was aborted
 * meanwhile is passed over, and what it draws when it is aborted is left unfinished.
 */
export function inStudio(
  system: string,
  signal: AbortSignal,
  work: (studio: Studio) => Promise<void>,
): Promise<void> {
  const done = queue.then(async () => {
    if (!signal.aborted) await work(studioFor(system));
  });
  queue = done.catch(() => undefined);
  return done;
}

/** The one of the system that is drawn in; one of another system, whose site was left, is taken down. */
function studioFor(system: string): Studio {
  if (room?.system === system) return room;
  room?.leave();
  const element = document.createElement('div');
  element.className = 'map-studio';
  element.setAttribute('aria-hidden', 'true');
  document.body.append(element);
  const view = new View({ projection: system, center: [0, 0], resolution: 1, minResolution: 0.001 });
  const map = new OlMap({
    target: element,
    view,
    controls: [],
    interactions: [],
    pixelRatio: 1,
    // As in makeMap: all that a picture needs goes as one request a scene.
    maxTilesLoading: 128,
  });
  room = {
    system,
    // What is drawn here is kept: nothing in it may be coarse for want of time.
    scenes: openScenes(system, { fault: () => {}, opening: () => {} }, { coarseFirst: false }),
    draw: (canvas, shown, signal) => draw(map, canvas, shown, signal),
    leave: () => {
      for (const layer of [...map.getLayers().getArray()]) takeDown(map, layer);
      map.setTarget(undefined);
      map.dispose();
      element.remove();
    },
  };
  return room;
}

async function draw(
  map: OlMap,
  canvas: HTMLCanvasElement,
  { scene, look, opened, extent }: Parameters<Studio['draw']>[1],
  signal: AbortSignal,
): Promise<void> {
  const context = canvas.getContext('2d');
  if (!context || signal.aborted) return;
  const element = map.getTargetElement()!;
  element.style.width = `${canvas.width}px`;
  element.style.height = `${canvas.height}px`;
  map.updateSize();
  const layer = new WebGLTileLayer({ source: opened.source, style: sceneStyle(scene, look) });
  map.getView().setCenter([(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2]);
  map.getView().setResolution((extent[2] - extent[0]) / canvas.width);
  map.addLayer(layer);
  try {
    await drawn(map, opened, signal);
    if (signal.aborted) return;
    context.clearRect(0, 0, canvas.width, canvas.height);
    const drawing = element.querySelector('canvas');
    if (drawing) context.drawImage(drawing, 0, 0, canvas.width, canvas.height);
  } finally {
    // What is still on its way is for nobody now.
    opened.want(layer, undefined);
    for (const former of map.getLayers().getArray().slice(0, -1)) takeDown(map, former);
    // The last one stays, and with it the graphics context: to end one and begin another stops the page.
    layer.setVisible(false);
  }
}

function takeDown(map: OlMap, layer: BaseLayer): void {
  map.removeLayer(layer);
  layer.dispose();
}

/** Resolves when all is drawn, and when it need not be any more. */
function drawn(map: OlMap, { source }: SceneSource, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (act: () => void) => () => {
      clearTimeout(timer);
      map.un('rendercomplete', complete);
      source.un('tileloadend', goOn);
      source.un('tileloaderror', fail);
      signal.removeEventListener('abort', complete);
      act();
    };
    const complete = end(resolve);
    const fail = end(() => reject(new Error('A part of it could not be read.')));
    const late = end(() => reject(new Error('It did not arrive.')));
    let timer = setTimeout(late, GIVEN_UP_AFTER_MILLISECONDS);
    const goOn = () => {
      clearTimeout(timer);
      timer = setTimeout(late, GIVEN_UP_AFTER_MILLISECONDS);
    };
    map.on('rendercomplete', complete);
    source.on('tileloadend', goOn);
    source.on('tileloaderror', fail);
    signal.addEventListener('abort', complete);
    // At once, so that the completion of a frame before this one, which is told later, is not taken for it.
    map.renderSync();
  });
}
