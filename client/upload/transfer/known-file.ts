import { samePerson } from '#domain/text/analyst-name.rules.ts';
import type { Upload } from '#domain/upload/upload.contract.ts';
import { recordedName } from '../../account/index.ts';
import { workspaceOf } from '../../core/index.ts';
import { sceneModel } from '../../scene/index.ts';
import type { Transfer } from './transfer.ts';
import { listUploads } from './upload.api.ts';

/**
 * What the same analyst sent of the same file before, from another browser or one that forgot it. `keptIds` gives the
 * uploads that this browser keeps.
 */
export async function begunElsewhere(
  { siteId, role, sha256 }: Transfer,
  keptIds: (siteId: string) => Promise<readonly string[]>,
): Promise<Upload | undefined> {
  try {
    const [listed, kept] = await Promise.all([listUploads(siteId), keptIds(siteId)]);
    const by = recordedName.peek() ?? '';
    return listed.find(
      (one) =>
        one.sha256 === sha256 &&
        one.role === role &&
        samePerson(one.createdBy, by) &&
        (one.state === 'receiving' || one.state === 'received') &&
        // Another tab works on what this browser keeps.
        !kept.includes(one.id),
    );
  } catch {
    return undefined;
  }
}

/** The scene of a file's site that was made of the same bytes, where that site is on screen. */
export function sceneOf({ siteId, sha256 }: Transfer) {
  return workspaceOf(siteId)
    ?.get(sceneModel)
    .scenes.peek()
    .find(
      ({ state, original, parts = [] }) =>
        state !== 'failed' && [original, ...parts].some((one) => one.sha256 === sha256),
    );
}
