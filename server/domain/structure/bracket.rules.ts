import { type Acquired, compareAcquired } from '#domain/acquired/acquired.rules.ts';
import { comparableName, samePerson } from '#domain/text/analyst-name.rules.ts';
import type { Change } from '#domain/vocabulary/change.contract.ts';
import type { ChangeBracket, ObserverBracket } from './bracket.contract.ts';
import { standingSightings } from './standing.rules.ts';
import type { SightingState } from './structure.contract.ts';

export type Happening = Exclude<Change, 'no_visible_change'>;

/** A scene and the UTC interval in which it was acquired. */
export type DatedScene = Pick<Acquired, 'value' | 'start' | 'end'> & { sceneId: string };

/** What one observer marked of one scene. Of one observer and scene the last in a list stands. */
export type Sighted = DatedScene & { state: SightingState; observer: string };

/** What is claimed, by whom: its scenes stand for what they show where the claimant marked them no other way. */
export type Claim = { change: Change; by: string; before: DatedScene; after: DatedScene };

/** A scene of which somebody said on which side of the change it lies; without a state by the claim alone. */
export type Told = DatedScene & { state?: SightingState; observer: string; side: Side };
type Side = 'earlier' | 'later';

const standing: SightingState[] = ['intact', 'damaged', 'altered', 'under_construction'];

/** For each change, the states that show that it had not yet happened, and those that show that it had. */
const shows: Record<Happening, { earlier: SightingState[]; later: SightingState[] }> = {
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
export function tells(change: Happening, state: SightingState): Side | undefined {
  if (shows[change].earlier.includes(state)) return 'earlier';
  return shows[change].later.includes(state) ? 'later' : undefined;
}

/** Whether one acquisition was over before the other began; where neither was, they have no order. */
export function isBefore(one: Pick<Acquired, 'end'>, other: Pick<Acquired, 'start'>): boolean {
  return one.end < other.start;
}

/** What was said of each scene, in the order of time: by a sighting, or by the claim of one who marked nothing else. */
export function tellings(claim: Claim & { change: Happening }, sightings: readonly Sighted[]): Told[] {
  const { change, by, before, after } = claim;
  const stand = standingSightings(sightings);
  const claimed = (scene: DatedScene, side: Side): Told[] =>
    stand.some(({ sceneId, observer }) => sceneId === scene.sceneId && samePerson(observer, by))
      ? []
      : [{ ...scene, observer: by, side }];
  const marked = stand.flatMap((one) => {
    const side = tells(change, one.state);
    return side ? [{ ...one, side }] : [];
  });
  return [...claimed(before, 'earlier'), ...claimed(after, 'later'), ...marked].toSorted(compareAcquired);
}

/**
 * Between which scenes a change happened: the last that shows the earlier state and the first after it that
 * shows the later one. Only a scene of which somebody said what it shows is an end of it. Where observers
 * differ, the bracket is null and each has one of their own. No visible change has no bracket.
 */
export function changeBracket(
  claim: Claim,
  sightings: readonly Sighted[],
): { changeBracket?: ChangeBracket | null; changeBrackets?: ObserverBracket[] } {
  if (!happens(claim)) return {};
  const told = tellings(claim, sightings);
  const each = [...Map.groupBy(told, ({ observer }) => comparableName(observer)).values()].map((own) => ({
    observer: samePerson(own[0]!.observer, claim.by) ? claim.by : own[0]!.observer,
    ...endsOf(own, claim),
  }));
  if (!differ(told, each, claim)) return { changeBracket: inShort(endsOf(told, claim)) };
  const named = each.map((one) => ({ observer: one.observer, ...inShort(one) }));
  const byName = (one: ObserverBracket, other: ObserverBracket) =>
    Number(other.observer === claim.by) - Number(one.observer === claim.by) ||
    (one.observer < other.observer ? -1 : 1);
  return { changeBracket: null, changeBrackets: named.toSorted(byName) };
}

/** Whether something is claimed to have changed. */
export function happens<T extends { change: Change }>(claim: T): claim is T & { change: Happening } {
  return claim.change !== 'no_visible_change';
}

type Ends = { lastBefore?: Told; firstAfter?: Told };

/**
 * The ends that belong to the claim. Where a structure changed back and forth, these are the ones around the
 * last scene within the claim's dates that shows the earlier state. An end outside these dates counts where
 * none within is there.
 */
function endsOf(told: readonly Told[], { after }: Claim): Ends {
  const earlier = told.filter(({ side }) => side === 'earlier');
  const anchor = earlier.findLast((one) => !isBefore(after, one));
  const first = told.find(({ side, ...one }) => side === 'later' && !(anchor && isBefore(one, anchor)));
  const last = earlier.findLast((one) => !(first && isBefore(first, one)));
  const end = (one: Told | undefined) => one && withSharedState(one, told);
  return { ...(last && { lastBefore: end(last)! }), ...(first && { firstAfter: end(first)! }) };
}

/** A state that all who marked the scene share, or none. */
function withSharedState({ state: _, ...one }: Told, told: readonly Told[]): Told {
  const states = told.flatMap(({ sceneId, state }) => (sceneId === one.sceneId && state ? [state] : []));
  const [state] = states;
  return state && states.every((other) => other === state) ? { ...one, state } : one;
}

/**
 * Observers differ where one says of a scene what another denies, or one says within the claim's dates that
 * it had happened while another says of a later scene that it had not.
 */
function differ(told: readonly Told[], each: readonly Ends[], { before, after }: Claim): boolean {
  const contrary = told.some((one) =>
    told.some((other) => one.sceneId === other.sceneId && one.side !== other.side),
  );
  return (
    contrary ||
    each.some(({ firstAfter }) =>
      each.some(
        ({ lastBefore }) =>
          firstAfter &&
          lastBefore &&
          isBefore(firstAfter, lastBefore) &&
          !isBefore(firstAfter, before) &&
          !isBefore(after, lastBefore),
      ),
    )
  );
}

function inShort({ lastBefore, firstAfter }: Ends): ChangeBracket {
  const end = ({ sceneId, value, state }: Told) => ({ sceneId, acquired: value, ...(state && { state }) });
  return {
    ...(lastBefore && { lastBefore: end(lastBefore) }),
    ...(firstAfter && { firstAfter: end(firstAfter) }),
  };
}
