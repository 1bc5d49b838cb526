import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import { samePerson } from '#domain/text/analyst-name.rules.ts';
import { isolated } from '#domain/text/text.rules.ts';
import type { ChangeBracket, ObserverBracket } from './bracket.contract.ts';
import {
  type Claim,
  type DatedScene,
  type Happening,
  happens,
  isBefore,
  type Sighted,
  type Told,
  tells,
} from './bracket.rules.ts';
import { capital, changeWords, dateInWords, seenAs, unjudgeable, untold } from './change-words.rules.ts';
import { standingSightings } from './standing.rules.ts';
import type { SightingState } from './structure.contract.ts';

/**
 * When a change happened, as far as the images tell: 'Last seen standing 21 May 2011, first seen razed
 * 11 October 2012.' A date is told no finer than it is known: 'in May 2011', 'in 2012'. Where observers differ,
 * each is told in a sentence. Why an end is missing is told where the sightings are given.
 */
export function bracketInWords(
  claim: Pick<Claim, 'change'>,
  brackets: {
    changeBracket?: ChangeBracket | null | undefined;
    changeBrackets?: readonly ObserverBracket[] | undefined;
  },
  sightings?: readonly Sighted[],
): string[] {
  if (!happens(claim)) return [];
  const { change } = claim;
  const stand = sightings && standingSightings(sightings);
  const { changeBracket, changeBrackets = [] } = brackets;
  if (changeBracket) return [capital(endsInWords(change, changeBracket, (of) => lack(change, of, stand)))];
  return changeBrackets.map((one) => {
    const own = stand?.filter(({ observer }) => samePerson(observer, one.observer));
    return `${isolated(one.observer)}: ${endsInWords(change, one, (of) => ownLack(change, of, own))}`;
  });
}

/** The images in which an end was looked for and not found. */
type Gap = { which: 'later ' | 'earlier ' | ''; shows: string; beside?: DatedScene };

function endsInWords(
  change: Happening,
  { lastBefore, firstAfter }: ChangeBracket,
  missing: (gap: Gap) => string,
): string {
  const { earlier, later } = changeWords[change];
  const timed = lastBefore?.acquired.slice(0, 10) === firstAfter?.acquired.slice(0, 10);
  const [last, first] = [lastBefore, firstAfter].map(
    (end) => end && { ...end, ...readAcquired(end.acquired)! },
  );
  const seen = (end: { state?: SightingState | undefined; value: string } | undefined, side: Told['side']) =>
    end && `seen ${seenAs(change, end.state, side)} ${dateInWords(end.value, timed)}`;
  const lastSeen = `last ${seen(last, 'earlier')}`;
  const firstSeen = `first ${seen(first, 'later')}`;
  if (!last && !first) return `${missing({ which: '', shows: `${earlier} or ${later}` })}.`;
  if (!first) return `${lastSeen}; ${missing({ which: 'later ', shows: later, beside: last! })}.`;
  if (!last) return `${firstSeen}; ${missing({ which: 'earlier ', shows: earlier, beside: first })}.`;
  const order = isBefore(last, first) ? '' : ' Their dates do not tell which of the two came first.';
  return `${lastSeen}, ${firstSeen}.${order}`;
}

function lack(change: Happening, gap: Gap, sightings: readonly Sighted[] | undefined): string {
  const none = `no ${gap.which}image here`;
  const why = whyMissing(change, gap, sightings);
  return why
    ? `${none} ${why === 'unjudgeable' ? 'could be' : 'was'} judged`
    : `${none} shows it ${gap.shows}`;
}

/** The same, said after the name of the one observer whose sightings these are. */
function ownLack(change: Happening, gap: Gap, sightings: readonly Sighted[] | undefined): string {
  const why = whyMissing(change, gap, sightings);
  return why
    ? `${why === 'unjudgeable' ? 'could judge' : 'judged'} no ${gap.which}image`
    : `no ${gap.which}image shows it ${gap.shows}`;
}

/** Undefined where that is not known, or where images were judged and show another thing. */
function whyMissing(change: Happening, { which, beside }: Gap, sightings: readonly Sighted[] | undefined) {
  const there = sightings?.filter((one) => {
    if (!beside) return true;
    if (one.sceneId === beside.sceneId) return false;
    return which === 'later ' ? !isBefore(one, beside) : !isBefore(beside, one);
  });
  const silent = there?.filter(({ state }) => !tells(change, state));
  if (!silent || silent.some(({ state }) => !untold.includes(state))) return undefined;
  return silent.length > 0 && silent.every(({ state }) => unjudgeable.includes(state))
    ? 'unjudgeable'
    : 'unjudged';
}
