import { samePerson } from '#domain/assessment/status.rules.ts';
import type { Upload } from '#domain/upload/upload.contract.ts';
import { analyst, UNNAMED } from '../../account/analyst.store.ts';
import { scenes } from '../../scene/scene.store.ts';
import type { Transfer } from '../scene-upload.ts';
import { keptUploads } from '../upload.storage.ts';
import { listUploads } from './upload.api.ts';

/** What the same analyst sent of the same file before, from another browser or one that forgot it. */
export async function begunElsewhere({ siteId, role, sha256 }: Transfer): Promise<Upload | undefined> {
  try {
    const [listed, kept] = await Promise.all([listUploads(siteId), keptUploads(siteId)]);
    const files = kept.flatMap(({ images, beside }) => [...images, ...beside]);
    const by = analyst.peek() === UNNAMED ? 'unnamed analyst' : (analyst.peek() ?? '');
    return listed.find(
      (one) =>
        one.sha256 === sha256 &&
        one.role === role &&
        samePerson(one.createdBy, by) &&
        (one.state === 'receiving' || one.state === 'received') &&
        // Another tab works on what this browser keeps.
        files.every(({ uploadId }) => uploadId !== one.id),
    );
  } catch {
    return undefined;
  }
}

/** The scene on screen that was made of a file with these bytes. */
export function sceneOf(sha256: string) {
  return scenes
    .peek()
    .find(
      ({ state, original, parts = [] }) =>
        state !== 'failed' && [original, ...parts].some((one) => one.sha256 === sha256),
    );
}
