import { LRUCache } from 'lru-cache';
import WebGLTileLayer from 'ol/layer/WebGLTile.js';
import type OlMap from 'ol/Map.js';
import { unByKey } from 'ol/Observable.js';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { sentenceOf } from '../../core/index.ts';
import { tilesOfFrame } from '../openlayers/frame-tiles.ts';
import { readTexelsOnce } from '../openlayers/texel-shader.ts';
import { holdTiles } from '../openlayers/tile-memory.ts';
import type { Shift } from './scene-grid.ts';
import { openScene, type SceneSource } from './scene-source.ts';
import {
  bandsToRead,
  type DrawnLook,
  type ReadBands,
  sceneStyle,
  styleShape,
  styleVariables,
} from './scene-style.ts';

/** Scenes that stay open on one side, so that going back to a date is quick. */
const KEPT_SCENES = 5;

/** The open scenes of a map's system, shared by all sides; each file is opened once for the same bands. */
export type OpenScenes = {
  open: (scene: Scene, bands: ReadBands) => Promise<SceneSource>;
  /** Has a scene opened anew the next time that it is wanted: a part of it could not be read. */
  forget: (scene: Scene, bands: ReadBands) => void;
  fault: Tell['fault'];
};

type Tell = { fault: (scene: Scene, sentence: string) => void; opening: (count: number) => void };

/** `coarseFirst` as of openScene. */
export function openScenes(
  viewSystem: string,
  tell: Tell,
  how: { coarseFirst: boolean } = { coarseFirst: true },
): OpenScenes {
  const opened = new Map<string, Promise<SceneSource>>();
  let opening = 0;
  const counted = async (work: Promise<SceneSource>) => {
    tell.opening(++opening);
    return work.finally(() => tell.opening(--opening));
  };
  const fileKey = (scene: Scene, bands: ReadBands) => `${scene.display?.sha256 ?? ''} ${keyOf(scene, bands)}`;
  return {
    fault: tell.fault,
    forget: (scene, bands) => opened.delete(fileKey(scene, bands)),
    open: (scene, bands) => {
      const key = fileKey(scene, bands);
      const running = opened.get(key) ?? counted(openScene(scene, viewSystem, bands, how));
      opened.set(key, running);
      running.catch(() => opened.delete(key));
      return running;
    },
  };
}

/** One side of the comparison on one map: the scene shown there, and those shown before it, kept hidden. */
export type SceneSide = {
  show: (shown: Shown | undefined) => void;
  /** Takes the side to another map of the same system. What was read and decoded goes with it. */
  moveTo: (map: OlMap) => void;
  dispose: () => void;
};

export type Shown = { scene: Scene; look: DrawnLook };
type Kept = {
  layer: WebGLTileLayer;
  opened: SceneSource;
  sceneId: string;
  shape: string;
  /** The version of the scene at which a part of it could not be read. */
  brokenAt?: number;
  unlisten: () => void;
};

function keyOf({ id }: Scene, { colour, alpha }: ReadBands): string {
  return [id, ...colour, alpha].join(' ');
}

/**
 * Layers of one side share a class name of their own, and so a canvas of their own, by which the modes show
 * and hide it.
 */
export function sceneSide(
  first: OlMap,
  scenes: OpenScenes,
  options: { className: string; zIndex: number },
): SceneSide {
  const kept = new LRUCache<string, Kept>({
    max: KEPT_SCENES,
    dispose: ({ layer, opened, unlisten }) => {
      unlisten();
      opened.want(layer, undefined);
      map.removeLayer(layer);
      layer.dispose();
    },
  });
  let map = first;
  let shown: Shown | undefined;
  let disposed = false;

  return {
    show: (next) => {
      shown = next;
      if (next) void place(next);
      reveal();
    },
    moveTo: (next) => {
      if (next === map) return;
      for (const { layer } of kept.values()) map.removeLayer(layer);
      map = next;
      for (const { layer } of kept.values()) map.addLayer(layer);
    },
    dispose: () => {
      disposed = true;
      kept.clear();
    },
  };

  function shownKey(): string | undefined {
    return shown && keyOf(shown.scene, bandsToRead(shown.scene.bands, shown.look.colours));
  }

  async function place({ scene, look }: Shown) {
    const bands = bandsToRead(scene.bands, look.colours);
    const key = keyOf(scene, bands);
    const former = kept.peek(key);
    const mended = former?.brokenAt !== undefined && former.brokenAt !== scene.version;
    if (former && !mended) return shiftTo(scene, former.opened);
    if (former) kept.delete(key);
    try {
      const opened = await scenes.open(scene, bands);
      if (disposed || !shown || shownKey() !== key || kept.has(key)) return;
      const { className, zIndex } = options;
      const layer = new WebGLTileLayer({
        className,
        zIndex,
        source: opened.source,
        style: sceneStyle(scene, shown.look),
      });
      readTexelsOnce(layer);
      const faults = opened.source.on('tileloaderror', () => {
        const now = kept.peek(key);
        if (now) now.brokenAt = scene.version;
        scenes.forget(scene, bands);
        scenes.fault(
          scene,
          `Part of ${isolated(scene.title)} could not be loaded. Move the map or reload the page to try again.`,
        );
      });
      // The source outlives the layer: what still listened to it would keep the layer in memory.
      const unlisten = () => unByKey(faults);
      // Other bands of the same scene were looked at before, and hold memory.
      for (const [other, { sceneId }] of [...kept]) if (sceneId === scene.id) kept.delete(other);
      kept.set(key, { layer, opened, sceneId: scene.id, shape: styleShape(shown.look), unlisten });
      shiftTo(scene, opened);
      layer.on('postrender', ({ frameState }) => {
        if (frameState) opened.want(layer, tilesOfFrame(frameState, opened.source));
      });
      map.addLayer(layer);
      reveal();
    } catch (error) {
      if (!disposed) scenes.fault(scene, `${isolated(scene.title)} cannot be shown. ${sentenceOf(error)}`);
    }
  }

  /** Shows one layer alone. The former one stays until the new one is open, so that the side is never bare. */
  function reveal() {
    const key = shownKey();
    const now = key === undefined ? undefined : kept.get(key);
    if (shown && !now) return;
    const projection = map.getView().getProjection();
    for (const one of kept.values()) {
      one.layer.setVisible(one === now);
      holdTiles(one.layer, one.opened.source.getTileGridForProjection(projection), one === now);
    }
    if (!shown || !now) return;
    dress(now, shown);
  }

  function dress(now: Kept, { scene, look }: Shown) {
    const shape = styleShape(look);
    if (shape === now.shape) now.layer.updateStyleVariables(styleVariables(scene, look));
    else now.layer.setStyle(sceneStyle(scene, look));
    now.shape = shape;
  }
}

const shifts = new WeakMap<SceneSource, Shift>();

/** Lays an open scene where its registration offset puts it. */
export function shiftTo(scene: Scene, opened: SceneSource) {
  const { east, north } = scene.offset;
  const former = shifts.get(opened) ?? { east: 0, north: 0 };
  if (former.east === east && former.north === north) return;
  shifts.set(opened, { east, north });
  opened.shiftBy({ east, north });
}
