import { effect, untracked } from '@preact/signals';
import { setLevel } from 'ol/console.js';
import { openWorkspace, type Workspace } from '../../core/index.ts';
import { viewSystemModel } from '../base/view-system.ts';
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
 * Puts the comparison of the site on screen inside a container, which it fills; of another site, when that is opened.
 * The map draws what the models say and tells them what the pointer did. Returns what takes it down again.
 */
export function mountMap(container: HTMLElement): () => void {
  return effect(() => {
    const workspace = openWorkspace.value;
    return untracked(() => mountSite(workspace, container));
  });
}

/** The map of one site. Another system of the view makes it begin anew, where it was if that is in reach. */
function mountSite(workspace: Workspace, container: HTMLElement): () => void {
  const { viewSystem } = workspace.get(viewSystemModel);
  const unmountLine = mountStatusLine(workspace, container);
  let left: Sight | undefined;
  const unmountStage = effect(() => {
    const system = viewSystem.value;
    if (!system) return undefined;
    return untracked(() => {
      const stage = mountStage(workspace, container, system, left);
      return () => {
        left = stage.sight();
        stage.dispose();
      };
    });
  });
  return () => {
    unmountStage();
    unmountLine();
  };
}
