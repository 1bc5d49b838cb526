import { effect } from '@preact/signals';
import { type Scene, type SceneMetadata, sceneMetadataSchema } from '../../server/scene/scene.contract.ts';
import { analystName } from '../account/analyst.store.ts';
import { failureOf, NO_ANSWER, RequestFailure, request } from '../http.ts';
import { site } from '../site/site.store.ts';
import { NAME_NEEDED, write } from '../write.ts';
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

/**
 * Sends a GeoTIFF and what is stated about it. `onProgress` hears which part of the file has been sent,
 * 0 to 1. Throws RequestFailure, or an AbortError where `signal` ends it.
 */
export async function uploadScene(
  siteId: string,
  { file, metadata }: { file: File; metadata: SceneMetadata },
  { onProgress, signal }: { onProgress: (part: number) => void; signal: AbortSignal },
): Promise<Scene> {
  const analyst = await analystName();
  if (!analyst) throw new RequestFailure(NAME_NEEDED);
  signal.throwIfAborted();
  const body = new FormData();
  body.append('metadata', JSON.stringify(sceneMetadataSchema.parse(metadata)));
  body.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    // fetch tells nothing of what has been sent.
    const sending = new XMLHttpRequest();
    sending.open('POST', `/api/sites/${siteId}/scenes`);
    sending.setRequestHeader('Analyst', encodeURIComponent(analyst));
    sending.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    sending.onload = () => {
      if (sending.status < 300) resolve(JSON.parse(sending.responseText) as Scene);
      else reject(failureOf(sending.status, sending.responseText));
    };
    sending.onerror = () => reject(new RequestFailure(NO_ANSWER));
    sending.onabort = () => reject(new DOMException('The upload was cancelled.', 'AbortError'));
    signal.addEventListener('abort', () => sending.abort());
    sending.send(body);
  });
}
