import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { formatCount } from './formats.ts';
import { labels } from './labels.ts';

/** What the page says of structures that several changes have in common. */
export const structureWords = {
  heading: 'Same structure as…',
  own: 'A structure of its own.',
  of: (numbers: string) => `The structure of ${numbers}.`,
  makeOwn: 'Make it its own',
  search: 'Number, title or words of another change',
  near: 'Changes nearby',
  found: 'Changes found',
  noneNear: 'No other change is near.',
  noneFound: 'No other change of this site has these words.',
  choose: (numbers: string) => `Same structure as ${numbers}`,
  overlaps: 'overlaps',
  away: (metres: number) => `${formatCount(Math.max(1, metres))} m away`,
  mates: 'Other changes of this structure',
  marksElsewhere: (count: number) =>
    `You marked ${count === 1 ? 'one image' : `${count} images`} of it before it was said to be this structure.`,
  markHere: 'Mark the same here',
  elsewhere: '(another structure)',
} as const;

/** A change in a few words: 'Guard tower, razed'. Its title, where it has one, says what it was. */
export function changeInShort({ properties }: Annotation): string {
  const { title, structureOther, structure, change } = properties;
  return `${isolated(title ?? structureOther ?? labels.structure[structure])}, ${labels.change[change].toLowerCase()}`;
}
