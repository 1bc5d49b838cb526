import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { formatDay } from '../i18n/formats.ts';

/** The scenes of the site on screen, oldest acquisition first. */
export const scenes: Signal<Scene[]> = signal([]);

/** Those that can be looked at. */
export const readyScenes: ReadonlySignal<Scene[]> = computed(() =>
  scenes.value.filter((scene) => scene.state === 'ready'),
);

/** A scene of the site on screen. */
export function sceneById(id: string | undefined): Scene | undefined {
  return scenes.value.find((scene) => scene.id === id);
}

/** True for a scene that could be looked at before, and can again as soon as its display copy is made anew. */
export function isMadeAgain({ state, bands }: Scene): boolean {
  return state === 'ingesting' && bands.length > 0;
}

/** A scene as a list of choices tells it: its date, and its title where that says more than the date again. */
export function sceneName(scene: Scene): string {
  const day = formatDay(scene);
  const title = scene.title.replace(day, '').replace(/^[\s,·_-]+|[\s,·_-]+$/g, '');
  return title ? `${day} · ${isolated(title)}` : day;
}
