import { compareAcquired, readAcquired } from '#domain/acquired/acquired.rules.ts';
import { samePerson } from '#domain/text/analyst-name.rules.ts';
import { isolated } from '#domain/text/text.rules.ts';
import {
  type Claim,
  changeBracket,
  type Happening,
  happens,
  isBefore,
  type Sighted,
  type Told,
  tellings,
  tells,
} from './bracket.rules.ts';
import {
  capital,
  changeWords,
  claimedAs,
  dateInWords,
  ofDate,
  onDate,
  seenAs,
  stateInWords,
  unjudgeable,
  untold,
} from './change-words.rules.ts';
import { standingSightings } from './standing.rules.ts';
import type { SightingState } from './structure.contract.ts';

/**
 * What in the sightings contradicts itself or the claim, or leaves in doubt what the bracket says: a sentence each.
 */
export function contradictionsInWords(claim: Claim, sightings: readonly Sighted[]): string[] {
  const stand = standingSightings(sightings).toSorted(compareAcquired);
  const judged = stand.filter(({ state }) => !untold.includes(state));
  const said = [
    ...differing(judged),
    ...(happens(claim) ? [...againstClaim(claim, stand), ...inTime(claim, stand)] : changed(claim, judged)),
  ];
  return [...new Set(said.map(capital))];
}

function differing(judged: readonly Sighted[]): string[] {
  return [...Map.groupBy(judged, ({ sceneId }) => sceneId).values()].flatMap((ofScene) => {
    const [first] = ofScene;
    if (!first || ofScene.every(({ state }) => state === first.state)) return [];
    const says = ofScene.map(({ observer, state }) => `${isolated(observer)} sees it ${stateInWords(state)}`);
    return [`Observers differ about ${dateInWords(first.value).replace(/^in /, '')}: ${says.join(', ')}.`];
  });
}

/** Scenes marked another way than the claim says of them. */
function againstClaim(claim: Claim & { change: Happening }, stand: readonly Sighted[]): string[] {
  const { change, before, after } = claim;
  return stand.flatMap((one) => {
    const { sceneId, state, value } = one;
    const [ofBefore, ofAfter] = [sceneId === before.sceneId, sceneId === after.sceneId];
    const marked = `marked ${stateInWords(state)}`;
    const own = samePerson(one.observer, claim.by);
    if (untold.includes(state))
      return (ofBefore || ofAfter) && (own || unjudgeable.includes(state))
        ? [`The claim rests on the image ${ofDate(value)}, which is ${marked}.`]
        : [];
    const side = tells(change, state);
    if (ofBefore && side === 'later') return [`${marked} already ${onDate(value)}, before the change.`];
    if (ofAfter && side === 'earlier') return [`${marked} still ${onDate(value)}, after the change.`];
    const within = ofBefore || ofAfter || !(isBefore(one, before) || isBefore(after, one));
    if (!within || side === 'earlier' || changeWords[change].own.includes(state)) return [];
    return [`claimed ${change}, ${marked} ${onDate(value)}.`];
  });
}

/** Scenes that show the earlier state after others that showed the later one, and what lies outside the claim. */
function inTime(claim: Claim & { change: Happening }, stand: readonly Sighted[]): string[] {
  const { change, before, after } = claim;
  const told = tellings(claim, stand);
  const earlier = told.filter(({ side }) => side === 'earlier');
  const later = told.filter(({ side }) => side === 'later');
  const said = ({ state, side, value }: Told, timed: boolean) =>
    `${state ? `marked ${stateInWords(state)}` : `claimed ${claimedAs(change, side)}`} ${onDate(value, timed)}`;
  const again = earlier.flatMap((one) => {
    const former = later.findLast((other) => isBefore(other, one));
    const between = earlier.some((other) => former && isBefore(former, other) && isBefore(other, one));
    if (!former || between) return [];
    const timed = onDate(former.value) === onDate(one.value);
    return [
      `${said(one, timed)} after it was ${said(former, timed)}: it may have been ${changeWords[change].undone}, or one of the two is wrong.`,
    ];
  });
  const already = later.find(
    (one) => isBefore(one, before) && !earlier.some((other) => isBefore(one, other)),
  );
  const still = earlier.findLast(
    (one) => isBefore(after, one) && !later.some((other) => isBefore(other, one)),
  );
  const outside = (one: Told | undefined, how: string) =>
    one
      ? [`Marked ${stateInWords(one.state!)} ${how} ${onDate(one.value)}, outside the dates of the claim.`]
      : [];
  return [
    ...again,
    ...outside(already, 'already'),
    ...outside(still, 'still'),
    ...inDoubt(claim, stand, told),
  ];
}

/** Scenes that may lie beyond an end of the bracket, since their dates have no order with it. */
function inDoubt(
  claim: Claim & { change: Happening },
  stand: readonly Sighted[],
  told: readonly Told[],
): string[] {
  const { change } = claim;
  const { lastBefore, firstAfter } = changeBracket(claim, stand).changeBracket ?? {};
  const beside = (end: typeof lastBefore, side: Told['side'], how: string) => {
    const date = end && readAcquired(end.acquired)!;
    return told
      .filter(
        (one) =>
          date &&
          one.side === side &&
          one.sceneId !== end!.sceneId &&
          !isBefore(one, date) &&
          !isBefore(date, one) &&
          onDate(one.value) !== onDate(date.value),
      )
      .map(
        ({ value, state }) =>
          `The image ${ofDate(value)} shows it ${seenAs(change, state, side)} too, and may be ${how}.`,
      );
  };
  return [...beside(lastBefore, 'earlier', 'later'), ...beside(firstAfter, 'later', 'earlier')];
}

/** Sightings that show a change where the claim is that none is visible. */
function changed({ before, after }: Claim, judged: readonly Sighted[]): string[] {
  const within = judged.filter((one) => !isBefore(one, before) && !isBefore(after, one));
  const gone = (state: SightingState) => (state === 'absent' ? 'razed' : state);
  return within.flatMap((one, index) => {
    const former = within[index - 1];
    return former && former.sceneId !== one.sceneId && gone(former.state) !== gone(one.state)
      ? [
          `Claimed without visible change, marked ${stateInWords(former.state)} ${onDate(former.value)} and ${stateInWords(one.state)} ${onDate(one.value)}.`,
        ]
      : [];
  });
}
