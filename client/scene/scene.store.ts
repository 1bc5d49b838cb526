import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Scene, type ScenePatch, sceneSchema } from '#domain/scene/scene.contract.ts';
import {
  allPages,
  api,
  journalModel,
  NoLonger,
  refusedFor,
  resource,
  unlessGone,
  type Workspace,
  write,
} from '../core/index.ts';
import { formatAcquired, stepWords } from '../i18n/index.ts';

const POLL_MILLISECONDS = 1_500;

/** The scene that is shown on one side, where there is one. */
export type ShownScene = ReadonlySignal<Scene | undefined>;

/** The scenes of a site. They are fetched again while one is being taken in. */
export function sceneModel(workspace: Workspace) {
  const { transact } = workspace.get(journalModel);

  /** The scenes of the site, oldest acquisition first. */
  const scenes: Signal<Scene[]> = signal([]);

  /** Those that can be looked at. */
  const readyScenes: ReadonlySignal<Scene[]> = computed(() =>
    scenes.value.filter((scene) => scene.state === 'ready'),
  );

  const scenesResource = resource<Scene[]>({
    subject: () => workspace.siteId,
    fetch: (siteId, signal) =>
      allPages((cursor) =>
        api.GET('/api/sites/{siteId}/scenes', { params: { path: { siteId }, query: { cursor } }, signal }),
      ),
    take: (items) => {
      scenes.value = items;
    },
  });
  workspace.onLeave(scenesResource.follow());

  const timer = setInterval(() => {
    if (scenes.peek().some((scene) => scene.state === 'ingesting')) void scenesResource.load();
  }, POLL_MILLISECONDS);
  workspace.onLeave(() => clearInterval(timer));

  /** A scene of the site. */
  function sceneById(id: string | undefined): Scene | undefined {
    return scenes.value.find((scene) => scene.id === id);
  }

  /** Puts a scene that was just changed from here in its place, unless a newer one is there. */
  function replaceScene(scene: Scene): void {
    const isNewer = ({ id, version }: Scene) => id === scene.id && version <= scene.version;
    scenes.value = scenes.peek().map((one) => (isNewer(one) ? scene : one));
    scenesResource.outdate();
  }

  /** Takes a scene away: one that failed, or one that no annotation uses. Throws RequestFailure. */
  async function deleteScene(sceneId: string): Promise<void> {
    const params = { path: { sceneId }, header: { 'If-Match': '*' } };
    await write((signed) => api.DELETE('/api/scenes/{sceneId}', { params, ...signed })).catch(unlessGone);
    scenes.value = scenes.peek().filter((scene) => scene.id !== sceneId);
    scenesResource.outdate();
  }

  /** Sends a change of a scene and shows what came of it, as a step that can be taken back. Throws RequestFailure. */
  async function patchScene(
    scene: Scene,
    patch: ScenePatch,
    label: string = stepWords.details(formatAcquired(scene)),
  ): Promise<Scene> {
    let latter = scene;
    return transact({
      label,
      affects: [scene.id],
      do: async () => {
        latter = await sendPatch(scene, patch);
        return latter;
      },
      undo: () => sendPatch(unchanged(latter, patch), membersOf(scene, patch)),
      redo: () => sendPatch(unchanged(scene, patch), patch),
    });
  }

  async function sendPatch(scene: Scene, body: ScenePatch): Promise<Scene> {
    const params = versionOf(scene);
    const { data } = await write((signed) => api.PATCH('/api/scenes/{sceneId}', { params, body, ...signed }));
    replaceScene(data);
    return data;
  }

  /** A scene as it is now. Throws NoLonger where what a patch set is no more as it was left. */
  function unchanged(left: Scene, patch: ScenePatch): Scene {
    const now = sceneById(left.id);
    const [as, is] = [left, now].map((one) => one && JSON.stringify(membersOf(one, patch)));
    if (!now || as !== is) throw new NoLonger(stepWords.sceneChangedSince(formatAcquired(left)));
    return now;
  }

  return { scenes, readyScenes, scenesResource, sceneById, replaceScene, deleteScene, patchScene };
}

/** The scene as it is now, where a change of it was refused since somebody else had changed it. */
export function currentScene(error: unknown): Scene | undefined {
  return sceneSchema.safeParse(refusedFor('stale_version', error)?.current).data;
}

/** Of a scene, what a patch speaks of, as a patch that sets it. */
function membersOf(scene: Scene, patch: ScenePatch): ScenePatch {
  return Object.fromEntries(
    (Object.keys(patch) as (keyof ScenePatch)[]).map((member) => [
      member,
      member === 'closed' ? scene.closed !== undefined : (scene[member] ?? null),
    ]),
  );
}

/** A scene, and the strong entity tag of the version that is known here. */
export function versionOf({ id, version }: Scene) {
  return { path: { sceneId: id }, header: { 'If-Match': `"${version}"` } };
}
