/** White space, and what looks like it: Hangul's fillers, the empty cell of Braille, the null notehead. */
const BLANKS = /[\p{White_Space}\u115f\u1160\u2800\u3164\uffa0\u{1d159}]+/gu;
/**
 * What shows nothing or turns the words beside it: controls, format characters (zero-width, bidi, tags, soft
 * hyphen), whatever else is ignored by default. Not the selectors of a letter's form, as emoji have them.
 */
const HIDDEN =
  /(?!\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** One line with single spaces, trimmed. */
export function withSingleSpaces(text: string): string {
  return text.replaceAll(BLANKS, ' ').trim();
}

/** What a line shows: single spaces, and no character that is not seen. */
export function plainLine(text: string): string {
  return withSingleSpaces(withSingleSpaces(text).replaceAll(HIDDEN, ''));
}

/** The form in which texts are compared: what is seen, NFKC, case folded (by way of upper case, so that ß is ss). */
export function comparableText(text: string): string {
  return plainLine(text.normalize('NFKC').replaceAll(/\p{Variation_Selector}/gu, ''))
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC');
}

/** What to do about a character of a line that is not seen, in a sentence; undefined where there is none. */
export function hiddenCharacterFault(line: string): string | undefined {
  const at = line.search(HIDDEN);
  if (at < 0) return undefined;
  const code = line.codePointAt(at)!.toString(16).toUpperCase().padStart(4, '0');
  const before = line.slice(0, at).trim().split(' ').at(-1);
  const place = before ? `after '${before}'` : 'at the beginning';
  return `There is an invisible character (U+${code}) ${place}: delete it, or type the words anew.`;
}
