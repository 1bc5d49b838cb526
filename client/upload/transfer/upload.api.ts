import { Upload as Tus } from 'tus-js-client';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { NewScene, Upload } from '#domain/upload/upload.contract.ts';
import { analystName } from '../../account/index.ts';
import { api, NAME_NEEDED, RequestFailure, told, write } from '../../core/index.ts';

/** The path under which files are announced and sent, by tus 1.0. */
export const UPLOADS = '/api/uploads';

/** The files that the server holds for scenes to be of a site. Throws RequestFailure. */
export async function listUploads(siteId: string): Promise<Upload[]> {
  const { data } = await told(api.GET('/api/sites/{siteId}/uploads', { params: { path: { siteId } } }));
  return data.items;
}

/** The largest file that the server takes, in bytes; undefined where it does not say. */
export async function largestUpload(): Promise<number | undefined> {
  try {
    const { headers } = await fetch(UPLOADS, { method: 'OPTIONS', signal: AbortSignal.timeout(3_000) });
    return Number(headers.get('Tus-Max-Size')) || undefined;
  } catch {
    // Without an answer the file is announced later, and judged then.
    return undefined;
  }
}

/** Ends an upload and lets the server forget its bytes. Throws RequestFailure where no name was given. */
export async function endUpload(uploadId: string): Promise<void> {
  const analyst = await analystName();
  if (!analyst) throw new RequestFailure(NAME_NEEDED);
  await Tus.terminate(new URL(`${UPLOADS}/${uploadId}`, location.href).href, {
    headers: { Analyst: encodeURIComponent(analyst) },
  });
}

/** Makes a scene of files that have been received. Throws RequestFailure. */
export async function createScene(siteId: string, scene: NewScene): Promise<Scene> {
  const params = { path: { siteId } };
  const { data } = await write((signed) =>
    api.POST('/api/sites/{siteId}/scenes', { params, body: scene, ...signed }),
  );
  return data;
}

/** Stops the making of a scene's display copy; it can be tried again. Throws RequestFailure. */
export async function cancelIngest(sceneId: string): Promise<void> {
  const params = { path: { sceneId } };
  await write((signed) => api.POST('/api/scenes/{sceneId}/cancel', { params, ...signed }));
}

/** Makes a scene's display copy anew after it failed or was cancelled. Throws RequestFailure. */
export async function retryIngest(sceneId: string): Promise<void> {
  const params = { path: { sceneId } };
  await write((signed) => api.POST('/api/scenes/{sceneId}/retry', { params, ...signed }));
}
