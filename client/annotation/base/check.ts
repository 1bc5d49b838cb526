import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import { type AnnotationInput, annotationInputSchema } from '#domain/annotation/annotation.contract.ts';
import { claimFaults, claimOf } from '#domain/annotation/claim.rules.ts';
import { jsonPointer } from '#domain/problem/pointer.rules.ts';
import type { FieldFault } from '../../core/index.ts';
import { sceneById } from '../../scene/index.ts';

/** What the server would refuse of an annotation, found by its own contract and rules before it is sent. */
export function inputFaults(input: AnnotationInput): FieldFault[] {
  const parsed = annotationInputSchema.safeParse(input);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => ({
      pointer: jsonPointer(path),
      detail: message,
    }));
  return claimFaults(claimOf(parsed.data), {
    before: claimedScene(input.properties.beforeSceneId),
    after: claimedScene(input.properties.afterSceneId),
  });
}

function claimedScene(id: string) {
  const scene = sceneById(id);
  const acquired = scene && readAcquired(scene.acquired);
  return scene && acquired
    ? { title: scene.title, footprint: scene.footprint, start: acquired.start, end: acquired.end }
    : undefined;
}
