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

/** Letters that run from right to left, and the characters that turn or isolate what follows them. */
const TURNS =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** What stands between line breaks and their like, at which every turn ends (Unicode Bidirectional Algorithm, class B). */
const PARAGRAPHS = /(?:\t|[^\p{Cc}\u2029])+/gu;
const [FIRST_STRONG_ISOLATE, POP_ISOLATE, POP_EMBEDDING] = ['\u2068', '\u2069', '\u202c'];

/** They turn letters and numbers of any script about, which nobody needs who writes. */
const OVERRIDE = /[\u202d\u202e]/;
const INNERMOST_ISOLATE = /[\u2066-\u2068][^\p{Cc}\u2029\u2066-\u2069]*\u2069/gu;

/** True for a text that may turn what stands beside it: from right to left, or with bidi characters, unless isolated. */
export function mayTurn(text: string): boolean {
  if (!TURNS.test(text)) return false;
  if (OVERRIDE.test(text)) return true;
  const rest = text.replaceAll(INNERMOST_ISOLATE, '');
  return rest === text || mayTurn(rest);
}

/**
 * A text whose bidi characters reach no further than its end. Overrides are left out, and so is what closes something
 * that the text did not open.
 */
export function closed(text: string): string {
  return text.replaceAll(PARAGRAPHS, (paragraph) => {
    const { kept, open } = scan(paragraph);
    return kept + open.toReversed().map(endOf).join('');
  });
}

/**
 * A text to stand within a sentence, a label or a figure: one that may turn what stands beside it is closed, between
 * U+2068 and U+2069 (Unicode Bidirectional Algorithm, explicit isolates). Any other is given as it is.
 */
export function isolated(text: string): string {
  if (!mayTurn(text)) return text;
  return closed(text).replaceAll(PARAGRAPHS, (part) => FIRST_STRONG_ISOLATE + part + POP_ISOLATE);
}

/** The bidi characters that are still open where a line of text is broken, to be written again at the next. */
export function openAtTheEnd(line: string): string {
  return scan(line).open.join('');
}

function scan(paragraph: string): { kept: string; open: string[] } {
  let open: string[] = [];
  let kept = '';
  for (const character of paragraph) {
    if (/[\u202a\u202b\u202d\u202e\u2066-\u2068]/.test(character)) open.push(character);
    if (OVERRIDE.test(character)) continue;
    if (character === POP_EMBEDDING) {
      const last = open.at(-1);
      if (!last || endOf(last) === POP_ISOLATE) continue;
      open.pop();
      if (OVERRIDE.test(last)) continue;
    }
    if (character === POP_ISOLATE) {
      const at = open.findLastIndex((one) => endOf(one) === POP_ISOLATE);
      if (at < 0) continue;
      open = open.slice(0, at);
    }
    kept += character;
  }
  return { kept, open: open.filter((one) => !OVERRIDE.test(one)) };
}

function endOf(opening: string): string {
  return opening >= '\u2066' ? POP_ISOLATE : POP_EMBEDDING;
}
