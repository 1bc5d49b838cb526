import { computed, type Signal, signal } from '@preact/signals';
import type { Colours, Limits, Look, ShownLook, StoredLook } from '#domain/look/look.contract.ts';
import { commonScale, seriesChoice, shownColours, shownLook } from '#domain/look/look.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { readyScenes, scenes } from '../scene/index.ts';

/** What was set for the scenes of the site on screen, by scene id. */
export const looks: Signal<ReadonlyMap<string, StoredLook>> = signal(new Map());

/** True while scenes are shown as if nothing had been set but their bands. */
export const plainShown: Signal<boolean> = signal(false);

/** The side whose look is being set. */
export const lookShown: Signal<'before' | 'after' | undefined> = signal(undefined);

/** What was set for this scene itself. */
export function ownLook(sceneId: string): Look {
  return looks.value.get(sceneId)?.look ?? {};
}

/** What a scene's series gives it, where nothing was chosen for the scene itself. */
export function seriesOf(scene: Scene): Pick<Look, 'colours' | 'bandOrder'> | undefined {
  return seriesChoice(scene, scenes.value, looks.value);
}

const shown = computed(() =>
  readyScenes.value.map((scene) => ({
    bands: scene.bands,
    colours: shownColours(scene, ownLook(scene.id), seriesOf(scene)),
  })),
);

/** The scale that dates are compared on where their colours stand for values. */
export function commonScaleOf(colours: Colours): Limits {
  return commonScale(colours, shown.value);
}

/** How a scene is shown now. */
export function lookOf(scene: Scene): ShownLook {
  const own = ownLook(scene.id);
  const kept = plainShown.value ? bandsOf(own) : own;
  return shownLook(scene, kept, seriesOf(scene), commonScaleOf);
}

/** How a scene is shown by what was set for it, whether that is shown at this moment or not. */
export function lookAsSet(scene: Scene): ShownLook {
  return shownLook(scene, ownLook(scene.id), seriesOf(scene), commonScaleOf);
}

/** The choice of bands alone. */
function bandsOf({ colours, bandOrder }: Look): Look {
  return { ...(colours && { colours }), ...(bandOrder && { bandOrder }) };
}

/** Asks the map for the percentiles of the pixels in view. Each value is a new request. */
export type ViewStretchRequest = {
  scene: Scene;
  colours: Colours;
  percentiles: [low: number, high: number];
};
export const viewStretchRequest: Signal<ViewStretchRequest | undefined> = signal(undefined);
