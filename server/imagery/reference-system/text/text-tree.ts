import { refusedText } from './text-refusal.ts';

/** A word without quotes, such as a direction, in lower case. */
export type Word = {
  word: string;
};
/** `KEYWORD["text", 1.5, word, CHILD[...]]`, the keyword in upper case; values stand before children. */
export type TextNode = {
  keyword: string;
  values: readonly (string | number | Word)[];
  children: readonly TextNode[];
};

/** Nothing nests deeper than a bound compound system: some ten levels. */
const DEEPEST = 24;
/** FORTRAN's d for an exponent is among what writers of .prj files use. */
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][-+]?\d+)?(?![\w.])/y;
const WORD = /[A-Za-z_]\w*/y;
const QUOTED = /"((?:[^"]|"")*)"/y;

/**
 * The roots of a Well-Known Text (WKT 1, ESRI's, WKT 2), read to the last character. Throws ImageryRefusal
 * reference_system_unsupported where it is no such text, or a part of one.
 */
export function parseWellKnownText(text: string): readonly TextNode[] {
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const space = () => take(/\s*/y);
  const punctuation = (among: string): string | undefined => {
    space();
    const character = text[at];
    if (character === undefined || !among.includes(character)) return undefined;
    at++;
    space();
    return character;
  };
  const broken = () =>
    refusedText(
      at >= text.length
        ? 'ends before its last bracket'
        : `cannot be read from '${text.slice(at, at + 20).replaceAll(/\s+/g, ' ')}' on`,
    );
  const node = (keyword: string, bracket: string, depth: number): TextNode => {
    if (depth > DEEPEST) throw broken();
    const values: (string | number | Word)[] = [];
    const children: TextNode[] = [];
    do {
      const literal = take(QUOTED)?.[1]?.replaceAll('""', '"') ?? take(NUMBER)?.[0];
      const name = literal === undefined ? take(WORD)?.[0] : undefined;
      const opening = name === undefined ? undefined : punctuation('[(');
      if (name !== undefined && opening !== undefined)
        children.push(node(name.toUpperCase(), opening, depth + 1));
      else if (children.length > 0) throw broken();
      else if (name !== undefined) values.push({ word: name.toLowerCase() });
      else if (literal === undefined) throw broken();
      else values.push(text[at - 1] === '"' ? literal : Number(literal.replace(/d/i, 'e')));
    } while (punctuation(',') !== undefined);
    if (punctuation(bracket === '[' ? ']' : ')') === undefined) throw broken();
    return { keyword, values, children };
  };
  const roots: TextNode[] = [];
  space();
  do {
    const keyword = take(WORD)?.[0];
    const opening = punctuation('[(');
    if (keyword === undefined || opening === undefined) throw broken();
    roots.push(node(keyword.toUpperCase(), opening, 0));
  } while (punctuation(',') !== undefined);
  if (at < text.length) throw broken();
  return roots;
}

/** A name without case and punctuation, by which writers differ. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** What to do with each kind of child; a child of any other kind is not understood. */
export type ChildReaders = Readonly<Record<string, ((child: TextNode) => void) | 'ignored'>>;

/** What says nothing of the place: where a system is used, by whom, and codes of parts that numbers spell out too. */
const remarks = new Set([
  'USAGE',
  'SCOPE',
  'AREA',
  'BBOX',
  'TIMEEXTENT',
  'VERTICALEXTENT',
  'REMARK',
  'ANCHOR',
  'ANCHOREPOCH',
  'CITATION',
  'URI',
  'METADATA',
]);

/**
 * Hands each child to the reader of its keyword. Throws ImageryRefusal reference_system_unsupported for a child
 * without a reader.
 */
export function readChildren({ keyword, children }: TextNode, readers: ChildReaders): void {
  for (const child of children) {
    const reader = remarks.has(child.keyword) ? 'ignored' : readers[child.keyword];
    if (reader === undefined)
      throw refusedText(`holds a part that is not understood here: ${child.keyword} in ${keyword}`);
    if (reader !== 'ignored') reader(child);
  }
}

/** The first value, where it is a text. */
export function nameOf({ keyword, values: [name] }: TextNode): string {
  if (typeof name !== 'string') throw refusedText(`lacks the name of its ${keyword}`);
  return name;
}

/** The values behind the name, which have to be `count` numbers. */
export function numbersOf({ keyword, values }: TextNode, from: number, counts: readonly number[]): number[] {
  const numbers = values.slice(from);
  if (!counts.includes(numbers.length) || !numbers.every((value) => typeof value === 'number'))
    throw refusedText(`does not hold the numbers of its ${keyword}`);
  return numbers as number[];
}

/** The EPSG code in an AUTHORITY or an ID; undefined for another authority's. */
export function codeIn({ keyword, values }: TextNode): number | undefined {
  const [authority, code] = values;
  if (typeof authority !== 'string' || !['string', 'number'].includes(typeof code))
    throw refusedText(`holds ${keyword} without a code`);
  if (authority.toUpperCase() !== 'EPSG') return undefined;
  if (!/^\d{1,7}$/.test(String(code))) throw refusedText(`names '${code}', which is no EPSG code`);
  return Number(code);
}
