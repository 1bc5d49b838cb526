import { type Scene, sceneSchema } from '#domain/scene/scene.contract.ts';
import { api, loader, refusedFor, told, unlessGone, write } from '../core/index.ts';
import { site } from '../site/index.ts';
import { scenes } from './scene.store.ts';

const POLL_MILLISECONDS = 1_500;

/** The scenes of the site on screen. */
export const scenesLoader = loader<Scene[]>({
  subject: () => site.value?.id,
  fetch: async (siteId, signal) =>
    (await told(api.GET('/api/sites/{siteId}/scenes', { params: { path: { siteId } }, signal }))).data.items,
  take: (items) => {
    scenes.value = items;
  },
  clear: () => {
    scenes.value = [];
  },
});

/** Fetches the scenes whenever the site changes, and again while one is being taken in. */
export function followScenes(): () => void {
  const stop = scenesLoader.follow();
  const timer = setInterval(() => {
    if (scenes.peek().some((scene) => scene.state === 'ingesting')) void scenesLoader.load();
  }, POLL_MILLISECONDS);
  return () => {
    stop();
    clearInterval(timer);
  };
}

/** Puts a scene that was just changed from here in its place. */
export function replaceScene(scene: Scene): void {
  scenes.value = scenes.peek().map((one) => (one.id === scene.id ? scene : one));
  scenesLoader.outdate();
}

/** The scene as it is now, where a change of it was refused since somebody else had changed it. */
export function currentScene(error: unknown): Scene | undefined {
  return sceneSchema.safeParse(refusedFor('stale_version', error)?.current).data;
}

/** Takes a scene away: one that failed, or one that no annotation uses. Throws RequestFailure. */
export async function deleteScene(sceneId: string): Promise<void> {
  const params = { path: { sceneId }, header: { 'If-Match': '*' } };
  await write((signed) => api.DELETE('/api/scenes/{sceneId}', { params, ...signed })).catch(unlessGone);
  scenes.value = scenes.value.filter((scene) => scene.id !== sceneId);
  scenesLoader.outdate();
}
