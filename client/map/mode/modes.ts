import { effect } from '@preact/signals';
import type OlMap from 'ol/Map.js';
import { dividerRuns, mode, opacity, seenSide } from '../../comparison/index.ts';
import type { Workspace } from '../../core/index.ts';
import { mountBlink } from './blink.ts';
import { mountDifference } from './difference.ts';
import { mountDivider } from './divider.ts';
import { mountSpyglass } from './spyglass.ts';

/**
 * The modes that lay both dates on one map. Each date is drawn whole, on a canvas of its own; what is seen of
 * it is a clip or an opacity in modes.css. So a change of mode, of divider, lens or date draws nothing anew,
 * and can never show a frame that is not finished.
 */
export function mountModes(workspace: Workspace, container: HTMLElement, map: OlMap): () => void {
  const panel = map.getTargetElement()!;
  const stops = [
    mountDivider(panel, map.getViewport()!),
    mountSpyglass(panel),
    mountBlink(workspace, map),
    mountDifference(map),
    effect(() => {
      container.dataset.mode = mode.value;
      container.dataset.divider = dividerRuns.value;
      if (seenSide.value) container.dataset.seen = seenSide.value;
      else delete container.dataset.seen;
      panel.style.setProperty('--opacity', String(opacity.value));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
