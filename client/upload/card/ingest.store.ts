import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { scenes } from '../../scene/index.ts';
import { addedScenes } from './scene-making.ts';

const dismissed: Signal<ReadonlySet<string>> = signal(new Set());

/**
 * Scenes of the site on screen that the server still works on, whoever sent them and however, those that
 * failed, and those that this page added and that can be looked at now.
 */
export const ingestsHere: ReadonlySignal<Scene[]> = computed(() =>
  scenes.value.filter(
    (scene) =>
      scene.state !== 'ready' ||
      isUnderWay(scene) ||
      (addedScenes.value.has(scene.id) && !dismissed.value.has(scene.id)),
  ),
);

/** True while the server works on a scene: its display copy, or the check of one that was kept. */
export function isUnderWay({ state, job }: Scene): boolean {
  return state === 'ingesting' || (state === 'ready' && job !== undefined);
}

/** Takes a scene that is ready off the sheet. */
export function dismissIngest(sceneId: string): void {
  dismissed.value = new Set([...dismissed.peek(), sceneId]);
}
