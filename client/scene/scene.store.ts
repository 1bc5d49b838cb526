import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Scene } from '#domain/scene/scene.contract.ts';

/** The scenes of the site on screen, oldest acquisition first. */
export const scenes: Signal<Scene[]> = signal([]);

/** The scene that is shown on one side, where there is one. */
export type ShownScene = ReadonlySignal<Scene | undefined>;

/** Those that can be looked at. */
export const readyScenes: ReadonlySignal<Scene[]> = computed(() =>
  scenes.value.filter((scene) => scene.state === 'ready'),
);

/** A scene of the site on screen. */
export function sceneById(id: string | undefined): Scene | undefined {
  return scenes.value.find((scene) => scene.id === id);
}
