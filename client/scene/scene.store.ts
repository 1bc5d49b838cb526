import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Scene, type ScenePatch, sceneSchema } from '#domain/scene/scene.contract.ts';
import { api, loader, refusedFor, told, unlessGone, type Workspace, write } from '../core/index.ts';

const POLL_MILLISECONDS = 1_500;

/** The scene that is shown on one side, where there is one. */
export type ShownScene = ReadonlySignal<Scene | undefined>;

/** The scenes of a site. They are fetched again while one is being taken in. */
export function sceneModel(workspace: Workspace) {
  /** The scenes of the site, oldest acquisition first. */
  const scenes: Signal<Scene[]> = signal([]);

  /** Those that can be looked at. */
  const readyScenes: ReadonlySignal<Scene[]> = computed(() =>
    scenes.value.filter((scene) => scene.state === 'ready'),
  );

  const scenesLoader = loader<Scene[]>({
    subject: () => workspace.siteId,
    fetch: async (siteId, signal) =>
      (await told(api.GET('/api/sites/{siteId}/scenes', { params: { path: { siteId } }, signal }))).data
        .items,
    take: (items) => {
      scenes.value = items;
    },
  });
  workspace.onLeave(scenesLoader.follow());

  const timer = setInterval(() => {
    if (scenes.peek().some((scene) => scene.state === 'ingesting')) void scenesLoader.load();
  }, POLL_MILLISECONDS);
  workspace.onLeave(() => clearInterval(timer));

  /** A scene of the site. */
  function sceneById(id: string | undefined): Scene | undefined {
    return scenes.value.find((scene) => scene.id === id);
  }

  /** Puts a scene that was just changed from here in its place. */
  function replaceScene(scene: Scene): void {
    scenes.value = scenes.peek().map((one) => (one.id === scene.id ? scene : one));
    scenesLoader.outdate();
  }

  /** Takes a scene away: one that failed, or one that no annotation uses. Throws RequestFailure. */
  async function deleteScene(sceneId: string): Promise<void> {
    const params = { path: { sceneId }, header: { 'If-Match': '*' } };
    await write((signed) => api.DELETE('/api/scenes/{sceneId}', { params, ...signed })).catch(unlessGone);
    scenes.value = scenes.peek().filter((scene) => scene.id !== sceneId);
    scenesLoader.outdate();
  }

  /** Sends a change of a scene and shows what came of it. Throws RequestFailure. */
  async function patchScene(scene: Scene, body: ScenePatch): Promise<void> {
    const params = versionOf(scene);
    const { data } = await write((signed) => api.PATCH('/api/scenes/{sceneId}', { params, body, ...signed }));
    replaceScene(data);
  }

  return { scenes, readyScenes, scenesLoader, sceneById, replaceScene, deleteScene, patchScene };
}

/** The scene as it is now, where a change of it was refused since somebody else had changed it. */
export function currentScene(error: unknown): Scene | undefined {
  return sceneSchema.safeParse(refusedFor('stale_version', error)?.current).data;
}

/** A scene, and the strong entity tag of the version that is known here. */
export function versionOf({ id, version }: Scene) {
  return { path: { sceneId: id }, header: { 'If-Match': `"${version}"` } };
}
