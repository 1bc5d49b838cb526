import { computed, effect, type ReadonlySignal } from '@preact/signals';
import type OlMap from 'ol/Map.js';
import Synchronize from 'ol-ext/interaction/Synchronize.js';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { comparisonModel, mode } from '../../comparison/index.ts';
import type { Workspace } from '../../core/index.ts';
import { lookModel } from '../../look/index.ts';
import { registrationModel } from '../../registration/index.ts';
import { type OpenScenes, type SceneSide, sceneSide } from '../scene/scene-layers.ts';
import { asLevels } from '../scene/scene-style.ts';
import { mountImageLabel } from './image-label.ts';

/** Puts both sides on one map, one above the other, or side by side on two maps that share a view. */
export function mountSides(
  workspace: Workspace,
  first: OlMap,
  second: OlMap,
  scenes: OpenScenes,
): () => void {
  const { before, after } = workspace.get(comparisonModel);
  const { lookOf } = workspace.get(lookModel);
  const { registered } = workspace.get(registrationModel);
  const earlier = sceneSide(first, scenes, { className: 'map-scene-before', zIndex: 0 });
  const later = sceneSide(first, scenes, { className: 'map-scene-after', zIndex: 1 });
  const apart = computed(() => mode.value === 'side_by_side');
  const stops = [
    bind(earlier, before),
    bind(later, after),
    mountImageLabel(workspace, first.getTargetElement()!, 'before'),
    effect(() => {
      const [target, hidePointers] = apart.value ? [second, showPointers(first, second)] : [first, () => {}];
      second.getTargetElement()!.hidden = target === first;
      for (const map of [first, second]) map.updateSize();
      later.moveTo(target);
      const unlabel = mountImageLabel(workspace, target.getTargetElement()!, 'after');
      return () => {
        unlabel();
        hidePointers();
      };
    }),
  ];

  function bind(layers: SceneSide, scene: ReadonlySignal<Scene | undefined>): () => void {
    return effect(() => {
      const now = scene.value;
      const look = now && lookOf(now);
      layers.show(
        look && { scene: registered(now), look: mode.value === 'difference' ? asLevels(look) : look },
      );
    });
  }

  return () => {
    for (const stop of stops) stop();
    earlier.dispose();
    later.dispose();
  };
}

/** Each of two maps that share a view shows the place of the pointer that is over the other. */
function showPointers(first: OlMap, second: OlMap): () => void {
  const synchronizers = [
    { map: first, interaction: new Synchronize({ maps: [second] }) },
    { map: second, interaction: new Synchronize({ maps: [first] }) },
  ];
  for (const { map, interaction } of synchronizers) map.addInteraction(interaction);
  return () => {
    for (const { map, interaction } of synchronizers) map.removeInteraction(interaction);
  };
}
