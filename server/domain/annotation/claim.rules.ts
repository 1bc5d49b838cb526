import { type Acquired, compareAcquired } from '#domain/acquired/acquired.rules.ts';
import type { ArealGeometry } from '#domain/geometry/geometry.contract.ts';
import { type Meeting, meeting } from '#domain/geometry/meeting.rules.ts';
import { geometryFault, normalised } from '#domain/geometry/ring.rules.ts';
import { isolated } from '#domain/text/text.rules.ts';
import type { AnnotationInput } from './annotation.contract.ts';

/** A scene as the rules of a claim need it. */
export type ClaimedScene = Pick<Acquired, 'start' | 'end'> & { title: string; footprint: ArealGeometry };

/** What is wrong with a claim, where: a JSON pointer into the Feature. */
export type Fault = { pointer: string; detail: string };

/** What makes a claim what it is, as it is stored: two claims are the same where all of this is the same. */
export function claimOf({ geometry, properties }: AnnotationInput) {
  const { structure, structureOther, change, damageGrade, beforeSceneId, afterSceneId } = properties;
  return {
    geometry: normalised(geometry),
    structure,
    structureOther,
    change,
    damageGrade,
    beforeSceneId,
    afterSceneId,
  };
}
export type Claim = ReturnType<typeof claimOf>;

/**
 * All faults for which a claim is refused: an unsound outline, scenes that are the same, missing or
 * reversed, an outline that meets one of its scenes nowhere. Geometry in WGS 84 degrees.
 */
export function claimFaults(
  claim: Claim,
  scenes: { before: ClaimedScene | undefined; after: ClaimedScene | undefined },
): Fault[] {
  const faults: Fault[] = [];
  const unsound = geometryFault(claim.geometry);
  if (unsound) faults.push({ pointer: `/geometry${unsound.pointer}`, detail: unsound.detail });
  for (const side of ['before', 'after'] as const) {
    const scene = scenes[side];
    const pointer = `/properties/${side}SceneId`;
    if (!scene) faults.push({ pointer, detail: `The ${side} scene is not one of this site's scenes.` });
    else if (!unsound && meeting(claim.geometry, scene.footprint) === 'outside')
      faults.push({
        pointer: '/geometry',
        detail: `The outline lies outside the ${side} scene (${isolated(scene.title)}): draw it where both scenes show the ground.`,
      });
  }
  if (claim.beforeSceneId === claim.afterSceneId)
    faults.push({
      pointer: '/properties/afterSceneId',
      detail: 'Before and after are the same scene: choose two.',
    });
  else if (scenes.before && scenes.after && compareAcquired(scenes.before, scenes.after) > 0)
    faults.push({
      pointer: '/properties/afterSceneId',
      detail: 'The after scene was acquired before the before scene: swap them.',
    });
  return faults;
}

/** What a claim is accepted with, but its author should know: parts of the outline beyond a scene. */
export function claimWarnings(claim: Claim, scenes: { before: ClaimedScene; after: ClaimedScene }): Fault[] {
  return (['before', 'after'] as const).flatMap((side): Fault[] => {
    const lies: Meeting = meeting(claim.geometry, scenes[side].footprint);
    return lies === 'inside'
      ? []
      : [{ pointer: '/geometry', detail: `Part of the outline lies outside the ${side} scene.` }];
  });
}
