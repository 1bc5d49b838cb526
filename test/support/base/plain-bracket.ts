import type { SightingState } from '#domain/structure/structure.contract.ts';
import type { Change } from '#domain/vocabulary/change.contract.ts';

export type Mark = [acquired: string, state: SightingState, observer?: string];
type PlainClaim = { change: Change; by: string; before: string; after: string };
type Telling = { observer: string; date: string; had: boolean };

/** What each state says of each change: '-' it had not happened, '+' it had, ' ' neither. */
const TABLE = `
                   razed demolished damaged altered constructed
intact               -       -         -       -        +
damaged              -       -         +       -        +
demolished           -       +         +                -
razed                +       +         +                -
altered              -       -         -       +        +
under_construction   -       -         -       -        +
absent               +       +         +                -`;
const [heads, ...rows] = TABLE.split('\n').filter(Boolean);

function says(change: string, state: string): '+' | '-' | undefined {
  const from = heads!.indexOf(` ${change}`);
  const row = rows.find((one) => one.startsWith(`${state} `));
  return row?.slice(from, from + change.length + 1).match(/[+-]/)?.[0] as '+' | '-' | undefined;
}

const first = (date: string) => `${date}-01-01`.slice(0, 10);
const last = (date: string) =>
  date.length === 10
    ? date
    : date.length === 7
      ? `${date}-${new Date(Number(date.slice(0, 4)), Number(date.slice(5)), 0).getDate()}`
      : `${date}-12-31`;
const surelyBefore = (one: string, other: string) => last(one) < first(other);
const inOrder = (one: string, other: string) =>
  `${first(one)} ${last(one)}` < `${first(other)} ${last(other)}` ? -1 : 1;

/** A second, plain reading of what a change bracket is, over dates alone: each scene is named by its date. */
export function plainBracket({ change, by, before, after }: PlainClaim, marks: readonly Mark[]) {
  const tellings: Telling[] = [];
  const observers = [...new Set([by, ...marks.map(([, , observer]) => observer ?? by)])].toSorted(
    (one, other) => Number(other === by) - Number(one === by) || (one < other ? -1 : 1),
  );
  for (const observer of observers) {
    const newest: Record<string, string> = {};
    for (const [date, state, who = by] of marks) if (who === observer) newest[date] = state;
    if (observer === by && !newest[before]) tellings.push({ observer, date: before, had: false });
    if (observer === by && !newest[after]) tellings.push({ observer, date: after, had: true });
    for (const [date, state] of Object.entries(newest)) {
      const sign = says(change, state);
      if (sign) tellings.push({ observer, date, had: sign === '+' });
    }
  }
  const ofObserver = observers
    .map((observer) => ({ observer, own: tellings.filter((one) => one.observer === observer) }))
    .filter(({ own }) => own.length > 0)
    .map(({ observer, own }) => ({ observer, ends: transition(own, after) }));
  const denied = tellings.some((one) =>
    tellings.some((other) => one.date === other.date && one.had && !other.had),
  );
  const apart = ofObserver.some(({ ends: [, gone] }) =>
    ofObserver.some(
      ({ ends: [stood] }) =>
        gone &&
        stood &&
        surelyBefore(gone, stood) &&
        !surelyBefore(gone, before) &&
        !surelyBefore(after, stood),
    ),
  );
  return denied || apart
    ? ofObserver.map(({ observer, ends }) => [observer, ...ends])
    : transition(tellings, after);
}

type Transition = [last: string | undefined, first: string | undefined];

/**
 * Tries every pair of a scene that shows that it had not happened and one that shows that it had. A pair is a
 * change where no other scene lies between; of all changes the claim's is the one that its dates end on.
 */
function transition(tellings: readonly Telling[], claimedAfter: string): Transition {
  const not = [...new Set(tellings.filter(({ had }) => !had).map(({ date }) => date))].toSorted(inOrder);
  const had = [...new Set(tellings.filter((one) => one.had).map(({ date }) => date))].toSorted(inOrder);
  const pairs: Transition[] = [undefined, ...not].flatMap((stood) =>
    [...had, undefined].map((gone): Transition => [stood, gone]),
  );
  const changes = pairs.filter(([stood, gone]) => {
    if (stood && gone && surelyBefore(gone, stood)) return false;
    const laterStood = not.some(
      (other) =>
        (!stood || inOrder(stood, other) < 0) && other !== stood && !(gone && surelyBefore(gone, other)),
    );
    const earlierGone = had.some(
      (other) =>
        other !== gone && (!gone || inOrder(other, gone) < 0) && !(stood && surelyBefore(other, stood)),
    );
    return !laterStood && !earlierGone;
  });
  const known = not.filter((date) => !surelyBefore(claimedAfter, date)).at(-1);
  const fitting = changes.filter(
    ([stood]) => !known || (stood && inOrder(stood, known) >= 0) || stood === known,
  );
  return fitting[0] ?? [undefined, undefined];
}
