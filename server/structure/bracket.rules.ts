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

/** Whether a state shows that a change had not yet happened, or that it had; undefined where it tells neither. */
export function tells(
  change: Exclude<Change, 'no_visible_change'>,
  state: SightingState,
): 'earlier' | 'later' | undefined {
  if (shows[change].earlier.includes(state)) return 'earlier';
  return shows[change].later.includes(state) ? 'later' : undefined;
}

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
  const within = seen.filter(
    (one) => compareAcquired(claim.before, one) <= 0 && compareAcquired(one, claim.after) <= 0,
  );
  const told = (what: 'earlier' | 'later') => within.filter(({ state }) => tells(change, state) === what);
  const lastBefore = [claim.before, ...told('earlier')].toSorted(compareAcquired).at(-1)!;
  const firstAfter = [...told('later'), claim.after]
    .filter((one) => compareAcquired(one, lastBefore) >= 0 && one.sceneId !== lastBefore.sceneId)
    .toSorted(compareAcquired)[0];
  return { lastBefore: bracketEnd(lastBefore), ...(firstAfter && { firstAfter: bracketEnd(firstAfter) }) };
}

function bracketEnd(one: ClaimScene | Seen) {
  return { sceneId: one.sceneId, acquired: one.value, ...('state' in one && { state: one.state }) };
}
