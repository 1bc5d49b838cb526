const MAXIMUM_LENGTH = 6;
const NUMBERS_TRIED = 9_999;

/**
 * Codes that fit a site's name, best first: initials and digits ('Camp 22' gives C22), the first letters of
 * a single word, then the same with a number. Names in other scripts than Latin begin with S.
 */
export function* codesFor(name: string): Generator<string> {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase();
  const words = plain.match(/[A-Z]+|\d+/g) ?? [];
  const initials = words.map((word) => (/\d/.test(word) ? word : word.charAt(0))).join('');
  const single = words.length === 1 ? words[0]!.slice(0, 3) : initials;
  const base = single.slice(0, MAXIMUM_LENGTH) || 'S';
  if (base.length > 1) yield base;
  for (let number = 2; number <= NUMBERS_TRIED; number++)
    yield base.slice(0, MAXIMUM_LENGTH - String(number).length) + number;
}
