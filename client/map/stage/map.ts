import { computed, effect, untracked } from '@preact/signals';
import { setLevel } from 'ol/console.js';
import { site } from '../../site/index.ts';
import { viewSystem } from '../base/view-system.ts';
import { drawWithoutAntialiasing } from '../openlayers/graphics-context.ts';
import { mountStage, type Sight } from './stage.ts';
import { mountStatusLine } from './status-line.ts';

/** What has to hold before anything is drawn, on screen or off it. */
export function prepareDrawing(): void {
  // OpenLayers logs every tile that was given up as an error. Faults are told on screen, where they happen.
  setLevel('none');
  drawWithoutAntialiasing();
}

/**
 * Puts the comparison on screen inside a container, which it fills. The map draws what the stores say and
 * tells them what the pointer did. Another system of the view makes it begin anew, where it was if that is in reach.
 * Returns what takes it down again.
 */
export function mountMap(container: HTMLElement): () => void {
  const place = computed(() => (viewSystem.value ? `${site.value?.id} ${viewSystem.value}` : undefined));
  let left: { siteId: string | undefined; sight: Sight | undefined } | undefined;
  const unmountStage = effect(() => {
    if (!place.value) return undefined;
    return untracked(() => {
      const siteId = site.peek()?.id;
      const stage = mountStage(
        container,
        viewSystem.peek()!,
        left?.siteId === siteId ? left?.sight : undefined,
      );
      return () => {
        left = { siteId, sight: stage.sight() };
        stage.dispose();
      };
    });
  });
  const unmountLine = mountStatusLine(container);
  return () => {
    unmountStage();
    unmountLine();
  };
}
