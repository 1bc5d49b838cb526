import { computed, type Signal, signal } from '@preact/signals';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { sentenceOf, tellFault, type Workspace } from '../../core/index.ts';
import { sceneModel } from '../../scene/index.ts';
import { addedScenes } from './scene-making.ts';

/** Scenes that were taken off the sheet, of all sites: none comes back when its site does. */
const dismissed: Signal<ReadonlySet<string>> = signal(new Set());

/** The scenes of a site that the sheet of uploads tells of. */
export function ingestModel(workspace: Workspace) {
  const { scenes, scenesResource } = workspace.get(sceneModel);

  /** Takes a scene that is ready off the sheet. */
  function dismissIngest(sceneId: string): void {
    dismissed.value = new Set([...dismissed.peek(), sceneId]);
  }

  /** Shows what came of something that was asked of the server about a scene. */
  function showAfter(asked: Promise<void>): void {
    asked.then(scenesResource.load).catch((error: unknown) => tellFault(sentenceOf(error)));
  }

  return {
    /**
     * Scenes that the server still works on, whoever sent them and however, those that failed, and those that this
     * page added and that can be looked at now.
     */
    ingestsHere: computed(() =>
      scenes.value.filter(
        (scene) =>
          scene.state !== 'ready' ||
          isUnderWay(scene) ||
          (addedScenes.value.has(scene.id) && !dismissed.value.has(scene.id)),
      ),
    ),
    dismissIngest,
    showAfter,
  };
}

/** True while the server works on a scene: its display copy, or the check of one that was kept. */
export function isUnderWay({ state, job }: Scene): boolean {
  return state === 'ingesting' || (state === 'ready' && job !== undefined);
}
