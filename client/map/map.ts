import { computed, effect, untracked } from '@preact/signals';
import { setLevel } from 'ol/console.js';
import { readyScenes } from '../scene/scene.store.ts';
import { site } from '../site/site.store.ts';
import { drawWithoutAntialiasing } from './graphics-context.ts';
import { siteBox } from './ground.ts';
import './map.css';
import { viewSystemOf } from './projection.ts';
import { mountStage } from './stage.ts';
import { mountStatusLine } from './status-line.ts';

// OpenLayers logs every tile that was given up as an error. Faults are told on screen, where they happen.
setLevel('none');
drawWithoutAntialiasing();

/**
 * Puts the comparison on screen inside a container, which it fills. The map draws what the stores say and
 * tells them what the pointer did. The view is in the UTM zone of the site's middle, so that metres are
 * metres; another zone makes it begin anew. Returns what takes it down again.
 */
export function mountMap(container: HTMLElement): () => void {
  const system = computed(() => {
    const box = siteBox(site.value, readyScenes.value);
    return box && viewSystemOf(box);
  });
  const place = computed(() => (system.value ? `${site.value?.id} ${system.value}` : undefined));
  const unmountStage = effect(() => {
    if (!place.value) return undefined;
    return untracked(() => mountStage(container, system.peek()!));
  });
  const unmountLine = mountStatusLine(container);
  return () => {
    unmountStage();
    unmountLine();
  };
}
