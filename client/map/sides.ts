import { computed, effect, type ReadonlySignal, untracked } from '@preact/signals';
import type OlMap from 'ol/Map.js';
import Synchronize from 'ol-ext/interaction/Synchronize.js';
import type { Scene } from '../../server/scene/scene.contract.ts';
import { after, before } from '../comparison/comparison.store.ts';
import { mode } from '../comparison/mode.store.ts';
import { registered } from '../registration/registration.store.ts';
import { lookOf } from '../scene/look.store.ts';
import { mountImageLabel } from './image-label.ts';
import { type OpenScenes, type SceneSide, sceneSide } from './scene-layers.ts';

/** Puts both sides on one map, one above the other, or side by side on two maps that are kept in step. */
export function mountSides(first: OlMap, second: OlMap, scenes: OpenScenes): () => void {
  const halves = computed(() => mode.value === 'side_by_side');
  return effect(() => {
    const apart = halves.value;
    return untracked(() => arrange(apart, first, second, scenes));
  });
}

function arrange(apart: boolean, first: OlMap, second: OlMap, scenes: OpenScenes): () => void {
  second.getTargetElement()!.hidden = !apart;
  for (const map of [first, second]) map.updateSize();
  const stops = (['before', 'after'] as const).map((side) => {
    const map = apart && side === 'after' ? second : first;
    const scene = side === 'before' ? before : after;
    const layers = sceneSide(map, scenes, {
      className: `map-scene-${side}`,
      zIndex: side === 'before' ? 0 : 1,
    });
    const unlabel = mountImageLabel(map.getTargetElement()!, side, scene);
    const unbind = bind(layers, scene);
    return () => {
      unbind();
      unlabel();
      layers.dispose();
    };
  });
  if (apart) stops.push(keepInStep(first, second));
  return () => {
    for (const stop of stops) stop();
  };
}

function bind(layers: SceneSide, scene: ReadonlySignal<Scene | undefined>): () => void {
  return effect(() =>
    layers.show(scene.value && { scene: registered(scene.value), look: lookOf(scene.value) }),
  );
}

/** Two maps show the same ground, and each the place of the pointer that is over the other. */
function keepInStep(first: OlMap, second: OlMap): () => void {
  const synchronizers = [
    { map: first, interaction: new Synchronize({ maps: [second] }) },
    { map: second, interaction: new Synchronize({ maps: [first] }) },
  ];
  for (const { map, interaction } of synchronizers) map.addInteraction(interaction);
  return () => {
    for (const { map, interaction } of synchronizers) map.removeInteraction(interaction);
  };
}
