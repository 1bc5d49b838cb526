import WebGLTileLayer from 'ol/layer/WebGLTile.js';
import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import type { ArealGeometry } from '../../server/geometry/geometry.contract.ts';
import { polygonsOf } from '../../server/geometry/ring.rules.ts';
import type { ShownLook } from '../../server/scene/look.contract.ts';
import type { Scene } from '../../server/scene/scene.contract.ts';
import { readyScenes } from '../scene/scene.store.ts';
import { site } from '../site/site.store.ts';
import { siteBox } from './ground.ts';
import { type Extent, toView, viewExtent, viewSystemOf } from './projection.ts';
import { type OpenScenes, openScenes, shiftTo } from './scene-layers.ts';
import { bandsToRead, sceneStyle } from './scene-style.ts';

/** Metres that a chip shows from edge to edge at least, so that there is ground around a small structure. */
const LEAST_METRES = 30;
/** Times an outline's longer side that a chip shows. */
const SURROUNDING = 2.2;
const GIVEN_UP_AFTER_MILLISECONDS = 30_000;

/** A square of ground around an outline, in the system that the map is drawn in. */
type Frame = { system: string; extent: Extent };

/** A map out of sight, on which chips are drawn one after another: one graphics context for all of them. */
type Studio = { system: string; map: OlMap; element: HTMLElement; scenes: OpenScenes };
let studio: Studio | undefined;
let queue: Promise<unknown> = Promise.resolve();

/**
 * Draws a scene around an outline (WGS 84) onto a square canvas: at the same ground scale and place for every
 * scene, laid by its registration offset, in its own look. Chips wait for one another; one whose signal was
 * aborted meanwhile is passed over. Rejects with a sentence where the scene cannot be read.
 */
export function drawChip(
  canvas: HTMLCanvasElement,
  shown: { scene: Scene; look: ShownLook; outline: ArealGeometry },
  signal: AbortSignal,
): Promise<void> {
  const work = queue.then(() => (signal.aborted ? undefined : draw(canvas, shown)));
  queue = work.catch(() => undefined);
  return work;
}

/** The outline as the data of an SVG path in a chip whose edges are 100 long. */
export function chipOutline(outline: ArealGeometry): string {
  const frame = frameAround(outline);
  if (!frame) return '';
  const { system, extent } = frame;
  const side = extent[2] - extent[0];
  const place = ([east, north]: [number, number]) =>
    `${(((east - extent[0]) / side) * 100).toFixed(2)} ${(((extent[3] - north) / side) * 100).toFixed(2)}`;
  return polygonsOf(outline)
    .flat()
    .map((ring) => `M${ring.map((position) => place(toView(position, system))).join('L')}Z`)
    .join('');
}

function frameAround(outline: ArealGeometry): Frame | undefined {
  const box = siteBox(site.peek(), readyScenes.peek());
  if (!box) return undefined;
  const system = viewSystemOf(box);
  const [west, south, east, north] = viewExtent(outline, system);
  const half = Math.max((east - west) * SURROUNDING, (north - south) * SURROUNDING, LEAST_METRES) / 2;
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  return { system, extent: [x - half, y - half, x + half, y + half] };
}

async function draw(
  canvas: HTMLCanvasElement,
  { scene, look, outline }: { scene: Scene; look: ShownLook; outline: ArealGeometry },
): Promise<void> {
  const frame = frameAround(outline);
  const context = canvas.getContext('2d');
  if (!frame || !context) return;
  const { map, scenes, element } = studioFor(frame.system);
  const opened = await scenes.open(scene, bandsToRead(scene.bands, look.colours));
  shiftTo(scene, opened);
  element.style.width = `${canvas.width}px`;
  element.style.height = `${canvas.height}px`;
  map.updateSize();
  const layer = new WebGLTileLayer({ source: opened.source, style: sceneStyle(scene, look) });
  map.getView().setCenter([(frame.extent[0] + frame.extent[2]) / 2, (frame.extent[1] + frame.extent[3]) / 2]);
  map.getView().setResolution((frame.extent[2] - frame.extent[0]) / canvas.width);
  map.addLayer(layer);
  try {
    await drawn(map);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const drawing = element.querySelector('canvas');
    if (drawing) context.drawImage(drawing, 0, 0, canvas.width, canvas.height);
  } finally {
    map.removeLayer(layer);
    layer.dispose();
  }
}

function drawn(map: OlMap): Promise<void> {
  return new Promise((resolve, reject) => {
    const complete = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      map.un('rendercomplete', complete);
      reject(new Error('It did not arrive.'));
    }, GIVEN_UP_AFTER_MILLISECONDS);
    map.once('rendercomplete', complete);
    // At once, so that the completion of a frame before this one, which is told later, is not taken for it.
    map.renderSync();
  });
}

/** The one of the system that is drawn in; one of another system, whose site was left, is taken down. */
function studioFor(system: string): Studio {
  if (studio?.system === system) return studio;
  studio?.map.setTarget(undefined);
  studio?.map.dispose();
  studio?.element.remove();
  const element = document.createElement('div');
  element.className = 'map-studio';
  element.setAttribute('aria-hidden', 'true');
  document.body.append(element);
  const view = new View({ projection: system, center: [0, 0], resolution: 1, minResolution: 0.001 });
  const map = new OlMap({ target: element, view, controls: [], interactions: [], pixelRatio: 1 });
  studio = { system, map, element, scenes: openScenes(system, { fault: () => {}, opening: () => {} }) };
  return studio;
}
