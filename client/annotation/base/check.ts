import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import { annotationInputSchema } from '#domain/annotation/annotation.contract.ts';
import { claimFaults, claimOf } from '#domain/annotation/claim.rules.ts';
import { jsonPointer } from '#domain/problem/pointer.rules.ts';
import type { FieldFault } from '../../core/index.ts';
import { sceneById } from '../../scene/index.ts';
import { type ClosedDraft, inputOf } from './draft.ts';

/** What the server would refuse of a draft, found by its own contract and rules before it is sent. */
export function draftFaults(draft: ClosedDraft): FieldFault[] {
  const parsed = annotationInputSchema.safeParse(inputOf(draft));
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => ({
      pointer: jsonPointer(path),
      detail: message,
    }));
  return claimFaults(claimOf(parsed.data), {
    before: claimedScene(draft.beforeSceneId),
    after: claimedScene(draft.afterSceneId),
  });
}

function claimedScene(id: string) {
  const scene = sceneById(id);
  const acquired = scene && readAcquired(scene.acquired);
  return scene && acquired
    ? { title: scene.title, footprint: scene.footprint, start: acquired.start, end: acquired.end }
    : undefined;
}
