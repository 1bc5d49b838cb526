import { effect } from '@preact/signals';
import type { Scene } from '../../server/scene/scene.contract.ts';
import { request } from '../http.ts';
import { site } from '../site/site.store.ts';
import { write } from '../write.ts';
import { scenes, scenesFault } from './scene.store.ts';

const POLL_MILLISECONDS = 1_500;

/** Fetches the scenes of the site on screen. Throws RequestFailure. */
export async function loadScenes(): Promise<void> {
  const siteId = site.peek()?.id;
  if (!siteId) return;
  const { data } = await request<{ items: Scene[] }>('GET', `/api/sites/${siteId}/scenes`);
  if (site.peek()?.id === siteId) scenes.value = data.items;
}

/** Fetches the scenes whenever the site changes, and again while one is being taken in. */
export function followScenes(): () => void {
  let shownSite: string | undefined;
  const load = async () => {
    try {
      await loadScenes();
      scenesFault.value = undefined;
    } catch (error) {
      scenesFault.value = (error as Error).message;
    }
  };
  const stopSite = effect(() => {
    const siteId = site.value?.id;
    if (siteId === shownSite) return;
    shownSite = siteId;
    scenes.value = [];
    void load();
  });
  const timer = setInterval(() => {
    if (scenes.peek().some((scene) => scene.state === 'ingesting')) void load();
  }, POLL_MILLISECONDS);
  return () => {
    stopSite();
    clearInterval(timer);
  };
}

/** Takes a scene away: one that failed, or one that no annotation uses. Throws RequestFailure. */
export async function deleteScene(sceneId: string): Promise<void> {
  await write('DELETE', `/api/scenes/${sceneId}`, { ifMatch: '*' });
  scenes.value = scenes.value.filter((scene) => scene.id !== sceneId);
}
