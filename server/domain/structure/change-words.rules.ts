import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import type { Happening, Told } from './bracket.rules.ts';
import type { SightingState } from './structure.contract.ts';

type Words = {
  earlier: string;
  later: string;
  /** States that are told by another word than their own, which would say too much or too little. */
  states: Partial<Record<SightingState, string>>;
  /** The states that the change leaves behind. */
  own: readonly SightingState[];
  /** What may have happened where the earlier state is seen again. */
  undone: string;
};

const stands = { intact: 'standing', damaged: 'standing', altered: 'standing' };
export const changeWords: Record<Happening, Words> = {
  razed: {
    earlier: 'standing',
    later: 'razed',
    states: { ...stands, absent: 'gone' },
    own: ['razed', 'absent'],
    undone: 'built again',
  },
  demolished: {
    earlier: 'standing',
    later: 'demolished',
    states: { ...stands, absent: 'gone' },
    own: ['demolished'],
    undone: 'built again',
  },
  damaged: {
    earlier: 'undamaged',
    later: 'damaged',
    states: { intact: 'undamaged', absent: 'gone' },
    own: ['damaged'],
    undone: 'repaired',
  },
  altered: {
    earlier: 'unaltered',
    later: 'altered',
    states: { intact: 'unaltered' },
    own: ['altered'],
    undone: 'changed back',
  },
  constructed: {
    earlier: 'without it',
    later: 'with it',
    states: {
      absent: 'without it',
      razed: 'without it',
      intact: 'with it',
      damaged: 'with it',
      altered: 'with it',
    },
    own: ['intact', 'damaged', 'altered', 'under_construction'],
    undone: 'removed again',
  },
};

/** States that say that an image could not be judged. */
export const unjudgeable: readonly SightingState[] = ['obscured', 'outside_image', 'too_coarse'];
/** States that say nothing of the structure. */
export const untold: readonly SightingState[] = [...unjudgeable, 'not_assessed'];

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

export function claimedAs(change: Happening, side: Told['side']): string {
  if (change === 'constructed') return side === 'later' ? 'constructed' : 'absent';
  return changeWords[change][side];
}

/** What was seen, in the word of the state that was marked, or of the claim where there is none. */
export function seenAs(change: Happening, state: SightingState | undefined, side: Told['side']): string {
  return state ? (changeWords[change].states[state] ?? stateInWords(state)) : changeWords[change][side];
}

export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

export function ofDate(value: string): string {
  return `of ${dateInWords(value).replace(/^in /, '')}`;
}

export function stateInWords(state: SightingState): string {
  return state.replaceAll('_', ' ');
}

export function onDate(value: string, timed = false): string {
  const told = dateInWords(value, timed);
  return told.startsWith('in ') ? told : `on ${told}`;
}

/** '21 May 2011', 'in May 2011', 'in 2011'; with the minute, UTC, where that is known and asked for. */
export function dateInWords(value: string, timed = false): string {
  const { precision, start } = readAcquired(value)!;
  if (precision === 'year') return `in ${value}`;
  if (precision === 'month') return `in ${month.format(start)}`;
  return precision === 'instant' && timed
    ? `${day.format(start)}, ${value.slice(11, 16)} UTC`
    : day.format(start);
}
