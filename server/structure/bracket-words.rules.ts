import type { Change, ChangeBracket } from '../annotation/annotation.contract.ts';
import { compareAcquired, readAcquired } from '../scene/acquired.rules.ts';
import { type ClaimScene, type Seen, tells } from './bracket.rules.ts';
import type { SightingState } from './structure.contract.ts';

type Happening = Exclude<Change, 'no_visible_change'>;

const words: Record<Happening, { earlier: string; later: string; again: string }> = {
  razed: { earlier: 'standing', later: 'razed', again: 'Stands again' },
  demolished: { earlier: 'standing', later: 'demolished', again: 'Stands again' },
  damaged: { earlier: 'undamaged', later: 'damaged', again: 'Undamaged again' },
  altered: { earlier: 'unaltered', later: 'altered', again: 'As before again' },
  constructed: { earlier: 'without it', later: 'with it', again: 'Not there again' },
};

/** States that are told by their own word, since that of the change would say too much or too little. */
const own: Partial<Record<SightingState, string>> = {
  demolished: 'demolished',
  razed: 'razed',
  absent: 'gone',
};

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/**
 * When a change happened, as far as the images tell: 'Last seen standing 21 May 2011, first seen razed
 * 11 October 2012.' A date is told no finer than it is known: 'in May 2011', 'in 2012'.
 */
export function bracketInWords(change: Change, bracket: ChangeBracket): string | undefined {
  if (change === 'no_visible_change' || !bracket.lastBefore) return undefined;
  const { lastBefore, firstAfter } = bracket;
  const timed = lastBefore.acquired.slice(0, 10) === firstAfter?.acquired.slice(0, 10);
  const last = `Last seen ${ownWord(change, lastBefore.state, 'earlier')} ${dateInWords(lastBefore.acquired, timed)}`;
  if (!firstAfter) return `${last}, never seen ${words[change].later}.`;
  const first = `first seen ${ownWord(change, firstAfter.state, 'later')} ${dateInWords(firstAfter.acquired, timed)}`;
  const uncertain = readAcquired(lastBefore.acquired)!.end >= readAcquired(firstAfter.acquired)!.start;
  return `${last}, ${first}.${uncertain ? ' Their dates do not tell which of the two came first.' : ''}`;
}

/** What in the sightings contradicts itself or the claim, a sentence each, in the order of time. */
export function contradictionsInWords(
  change: Change,
  claim: { before: ClaimScene; after: ClaimScene },
  seen: readonly (Seen & { observer: string })[],
): string[] {
  const sorted = seen.toSorted(compareAcquired);
  const told = sorted.filter(({ state }) => !untold.includes(state));
  const differing = [...Map.groupBy(told, ({ sceneId }) => sceneId).values()].flatMap((ofScene) => {
    const [first] = ofScene;
    if (!first || ofScene.every(({ state }) => state === first.state)) return [];
    const says = ofScene.map(({ observer, state }) => `${observer} sees it ${stateInWords(state)}`);
    return [`Observers differ about ${dateInWords(first.value).replace(/^in /, '')}: ${says.join(', ')}.`];
  });
  return change === 'no_visible_change'
    ? differing
    : [...differing, ...againstClaim(change, claim, told), ...turningBack(change, claim, told)];
}

const untold: readonly SightingState[] = ['obscured', 'outside_image', 'too_coarse', 'not_assessed'];

function againstClaim(
  change: Happening,
  { before, after }: { before: ClaimScene; after: ClaimScene },
  told: readonly Seen[],
): string[] {
  const marked = (scene: ClaimScene, what: 'earlier' | 'later') =>
    told.find(({ sceneId, state }) => sceneId === scene.sceneId && tells(change, state) === what);
  const already = marked(before, 'later');
  const still = marked(after, 'earlier');
  return [
    ...(already
      ? [`Marked ${stateInWords(already.state)} already ${onDate(before.value)}, before the change.`]
      : []),
    ...(still ? [`Marked ${stateInWords(still.state)} still ${onDate(after.value)}, after the change.`] : []),
  ];
}

/** Each scene that shows the earlier state right after one that showed the later one, within the claim. */
function turningBack(
  change: Happening,
  { before, after }: { before: ClaimScene; after: ClaimScene },
  told: readonly Seen[],
): string[] {
  const within = told.filter(
    (one) =>
      tells(change, one.state) && compareAcquired(before, one) <= 0 && compareAcquired(one, after) <= 0,
  );
  return within.flatMap((one, index) => {
    const former = within[index - 1];
    if (!former || former.sceneId === one.sceneId) return [];
    if (tells(change, former.state) !== 'later' || tells(change, one.state) !== 'earlier') return [];
    const had = change === 'constructed' ? 'there' : ownWord(change, former.state, 'later');
    return [`${words[change].again} ${onDate(one.value)} after it was ${had} ${onDate(former.value)}.`];
  });
}

function ownWord(change: Happening, state: SightingState | undefined, side: 'earlier' | 'later'): string {
  return (change !== 'constructed' && state && own[state]) || words[change][side];
}

function stateInWords(state: SightingState): string {
  return state.replaceAll('_', ' ');
}

function onDate(value: string): string {
  const told = dateInWords(value);
  return told.startsWith('in ') ? told : `on ${told}`;
}

/** '21 May 2011', 'in May 2011', 'in 2011'; with the minute, UTC, where that is known and asked for. */
function dateInWords(value: string, timed = false): string {
  const { precision, start } = readAcquired(value)!;
  if (precision === 'year') return `in ${value}`;
  if (precision === 'month') return `in ${month.format(start)}`;
  return precision === 'instant' && timed
    ? `${day.format(start)}, ${value.slice(11, 16)} UTC`
    : day.format(start);
}
