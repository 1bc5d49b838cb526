import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import { type AnnotationInput, annotationInputSchema } from '#domain/annotation/annotation.contract.ts';
import { claimFaults, claimOf } from '#domain/annotation/claim.rules.ts';
import { faultsOf } from '#domain/problem/fault.rules.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';

type SceneById = (id: string) => Scene | undefined;

/** What the server would refuse of an annotation, found by its own contract and rules before it is sent. */
export function inputFaults(input: AnnotationInput, sceneById: SceneById): Fault[] {
  const parsed = annotationInputSchema.safeParse(input);
  if (!parsed.success) return faultsOf(parsed.error);
  return claimFaults(claimOf(parsed.data), {
    before: claimedScene(sceneById(input.properties.beforeSceneId)),
    after: claimedScene(sceneById(input.properties.afterSceneId)),
  });
}

function claimedScene(scene: Scene | undefined) {
  const acquired = scene && readAcquired(scene.acquired);
  return scene && acquired
    ? { title: scene.title, footprint: scene.footprint, start: acquired.start, end: acquired.end }
    : undefined;
}
