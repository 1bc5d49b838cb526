import { comparableText } from './text.rules.ts';

/** Recorded for whoever gives no name; never counts as a second reader. */
export const UNNAMED_ANALYST = 'unnamed analyst';

/** Letters of Cyrillic and Greek, and below them those of Latin that they look like, small or capital. */
const LOOK_ALIKES = new Map(
  Array.from('авекмнорстухѕіјԛԝһԁӏαβεζηικμνορτυχ', (letter, index) => [
    letter,
    'abekmhopctyxsijqwhdlabezhikmnoptyx'.charAt(index),
  ]),
);

/**
 * The form in which names are compared, the same for all that look the same: NFKC, case folded, spaces single,
 * without what is not seen; look-alikes of Latin letters and all dashes and apostrophes are as one.
 */
export function comparableName(name: string): string {
  return Array.from(comparableText(name).normalize('NFD'), (letter) => LOOK_ALIKES.get(letter) ?? letter)
    .join('')
    .normalize('NFC')
    .replaceAll(/\p{Dash}/gu, '-')
    .replaceAll(/[’‘ʼ`´]/g, "'");
}

/** Whether two names are one person's, as far as a name can tell. */
export function samePerson(one: string, other: string): boolean {
  return comparableName(one) === comparableName(other);
}
