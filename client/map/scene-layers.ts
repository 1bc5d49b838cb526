import type Layer from 'ol/layer/Layer.js';
import WebGLTileLayer from 'ol/layer/WebGLTile.js';
import type OlMap from 'ol/Map.js';
import type { Scene } from '../../server/scene/scene.contract.ts';
import type { Appearance } from '../comparison/comparison.store.ts';
import { sentenceOf } from '../http.ts';
import { openScene, type SceneSource, type Shift } from './scene-source.ts';
import { appearanceVariables, sceneStyle } from './scene-style.ts';

/** Scenes that stay open on one side, so that going back to a date is quick. */
const KEPT_SCENES = 5;

/** The open scenes of a map's system, shared by all sides; each file is opened once. */
export type OpenScenes = {
  open: (scene: Scene) => Promise<SceneSource>;
  fault: (sentence: string) => void;
};

export function openScenes(
  viewSystem: string,
  tell: { fault: (sentence: string) => void; opening: (count: number) => void },
): OpenScenes {
  const opened = new Map<string, Promise<SceneSource>>();
  let opening = 0;
  const counted = async (work: Promise<SceneSource>) => {
    tell.opening(++opening);
    return work.finally(() => tell.opening(--opening));
  };
  return {
    fault: tell.fault,
    open: (scene) => {
      const key = `${scene.id} ${scene.display?.sha256 ?? ''}`;
      const running = opened.get(key) ?? counted(openScene(scene, viewSystem));
      opened.set(key, running);
      running.catch(() => opened.delete(key));
      return running;
    },
  };
}

/** One side of the comparison on one map: the scene shown there, and those shown before it, kept hidden. */
export type SceneSide = {
  show: (scene: Scene | undefined) => void;
  appear: (appearance: Appearance) => void;
  dispose: () => void;
};

type Kept = { layer: WebGLTileLayer; opened: SceneSource };

/**
 * Layers of one side share a class name of their own, and so a canvas of their own: on a shared one the
 * swipe control would leave the other side blank. `placed` and `removed` tell of layers as they come and go.
 */
export function sceneSide(
  map: OlMap,
  scenes: OpenScenes,
  options: {
    className: string;
    zIndex: number;
    placed: (layer: Layer) => void;
    removed: (layer: Layer) => void;
  },
): SceneSide {
  const kept = new Map<string, Kept>();
  let shown: Scene | undefined;
  let appearance: Appearance = { contrast: 0, gamma: 1 };
  let disposed = false;

  return {
    show: (scene) => {
      shown = scene;
      if (scene) void place(scene);
      reveal();
    },
    appear: (next) => {
      appearance = next;
      const layer = shown && kept.get(shown.id)?.layer;
      layer?.updateStyleVariables(appearanceVariables(next));
    },
    dispose: () => {
      disposed = true;
      for (const id of [...kept.keys()]) discard(id);
    },
  };

  async function place(scene: Scene) {
    if (kept.has(scene.id)) return shiftTo(scene, kept.get(scene.id)!.opened);
    try {
      const opened = await scenes.open(scene);
      if (disposed || shown?.id !== scene.id || kept.has(scene.id)) return;
      const { className, zIndex } = options;
      const layer = new WebGLTileLayer({
        className,
        zIndex,
        source: opened.source,
        style: sceneStyle(scene, appearance),
      });
      kept.set(scene.id, { layer, opened });
      shiftTo(scene, opened);
      opened.source.on('tileloaderror', () =>
        scenes.fault(
          `Part of ${scene.title} could not be loaded. Move the map or reload the page to try again.`,
        ),
      );
      options.placed(layer);
      map.addLayer(layer);
      reveal();
    } catch (error) {
      if (!disposed) scenes.fault(`${scene.title} cannot be shown. ${sentenceOf(error)}`);
    }
  }

  /** Shows one layer alone. The former one stays until the new one is open, so that the side is never bare. */
  function reveal() {
    const now = shown && kept.get(shown.id);
    if (shown && !now) return;
    for (const one of kept.values()) one.layer.setVisible(one === now);
    if (!shown || !now) return;
    now.layer.updateStyleVariables(appearanceVariables(appearance));
    kept.delete(shown.id);
    kept.set(shown.id, now);
    for (const id of [...kept.keys()].slice(0, -KEPT_SCENES)) discard(id);
  }

  function discard(id: string) {
    const { layer } = kept.get(id)!;
    kept.delete(id);
    options.removed(layer);
    map.removeLayer(layer);
    layer.dispose();
  }
}

const shifts = new WeakMap<SceneSource, Shift>();

function shiftTo(scene: Scene, opened: SceneSource) {
  const { east, north } = scene.offset;
  const former = shifts.get(opened) ?? { east: 0, north: 0 };
  if (former.east === east && former.north === north) return;
  shifts.set(opened, { east, north });
  opened.shiftBy({ east, north });
}
