import type { Change, ChangeBracket } from '../annotation/annotation.contract.ts';
import { type Acquired, compareAcquired } from '../scene/acquired.rules.ts';
import type { SightingState } from './structure.contract.ts';

/** A scene and the state of the structure that it shows, told or implied. */
export type Seen = Pick<Acquired, 'value' | 'start' | 'end'> & { sceneId: string; state: SightingState };

const standing: SightingState[] = ['intact', 'damaged', 'altered', 'under_construction'];

/** For each change, the states that show that it had not yet happened, and those that show that it had. */
const shows: Record<
  Exclude<Change, 'no_visible_change'>,
  { earlier: SightingState[]; later: SightingState[] }
> = {
  razed: { earlier: [...standing, 'demolished'], later: ['razed', 'absent'] },
  demolished: { earlier: standing, later: ['demolished', 'razed', 'absent'] },
  damaged: {
    earlier: ['intact', 'altered', 'under_construction'],
    later: ['damaged', 'demolished', 'razed', 'absent'],
  },
  altered: { earlier: ['intact', 'damaged', 'under_construction'], later: ['altered'] },
  constructed: { earlier: ['absent', 'razed', 'demolished'], later: standing },
};

/** A scene of the claim itself, which stands for what it shows even where no sighting was recorded. */
export type ClaimScene = Pick<Acquired, 'value' | 'start' | 'end'> & { sceneId: string };

/**
 * Between which scenes a change happened: the last that shows the earlier state and the first after it that
 * shows the later one, no further apart than the claim's own before and after. A finding of no visible
 * change has no bracket.
 */
export function changeBracket(
  change: Change,
  claim: { before: ClaimScene; after: ClaimScene },
  seen: Seen[],
): ChangeBracket | undefined {
  if (change === 'no_visible_change') return undefined;
  const { earlier, later } = shows[change];
  const between = seen.filter(
    (one) => compareAcquired(claim.before, one) <= 0 && compareAcquired(one, claim.after) <= 0,
  );
  const lastBefore = [claim.before, ...between.filter((one) => earlier.includes(one.state))]
    .toSorted(compareAcquired)
    .at(-1)!;
  const firstAfter = [claim.after, ...between.filter((one) => later.includes(one.state))]
    .filter((one) => compareAcquired(one, lastBefore) >= 0 && one.sceneId !== lastBefore.sceneId)
    .toSorted(compareAcquired)[0];
  return {
    lastBefore: { sceneId: lastBefore.sceneId, acquired: lastBefore.value },
    ...(firstAfter && { firstAfter: { sceneId: firstAfter.sceneId, acquired: firstAfter.value } }),
  };
}
