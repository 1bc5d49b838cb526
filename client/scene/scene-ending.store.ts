import { type Signal, signal } from '@preact/signals';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { api, sentenceOf, told, type Workspace } from '../core/index.ts';
import { formatAcquired, stepWords } from '../i18n/index.ts';
import { sceneModel } from './scene.store.ts';

/** What was asked of a scene that is to go: whether to remove it, or why that cannot be. */
type Ending = { sceneId: string; kind: 'asked' | 'refused'; sentence: string };

/** Closing a scene, and removing one that nothing names. */
export function sceneEndingModel(workspace: Workspace) {
  const { patchScene, deleteScene } = workspace.get(sceneModel);
  const ending: Signal<Ending | undefined> = signal(undefined);

  /** Closes a scene, or offers it again, as a step that can be taken back. */
  async function setClosed(scene: Scene, closed: boolean): Promise<void> {
    const words = closed ? stepWords.closing : stepWords.offering;
    await attempt(scene.id, () => patchScene(scene, { closed }, words(formatAcquired(scene))));
  }

  /** Asks whether to remove a scene, or tells what names it. */
  async function askRemoval({ id: sceneId }: Scene): Promise<void> {
    await attempt(sceneId, async () => {
      const params = { path: { sceneId } };
      const { data } = await told(api.GET('/api/scenes/{sceneId}/dependents', { params }));
      ending.value =
        data.sentence === undefined
          ? { sceneId, kind: 'asked', sentence: 'Remove this scene and its files for good?' }
          : { sceneId, kind: 'refused', sentence: data.sentence };
    });
  }

  /** Removes a scene for good. */
  async function remove({ id }: Scene): Promise<void> {
    await attempt(id, () => deleteScene(id));
  }

  async function attempt(sceneId: string, act: () => Promise<unknown>): Promise<void> {
    ending.value = undefined;
    try {
      await act();
    } catch (error) {
      ending.value = { sceneId, kind: 'refused', sentence: sentenceOf(error) };
    }
  }

  /** Leaves the scene where it is. */
  function keep(): void {
    ending.value = undefined;
  }

  return { ending, setClosed, askRemoval, remove, keep };
}
