import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineSchema, textSchema } from '#domain/text/text.contract.ts';
import { closed, isolated, mayTurn } from '#domain/text/text.rules.ts';
import { wrapText } from '../../../../client/figure/wrap-text.ts';

const line = lineSchema(60);
const faultOf = (text: string) => line.safeParse(text).error?.issues[0]?.message;

describe('text of one line', () => {
  it.each([
    ['spaces at its ends and doubled', '  Tower   by the ford ', 'Tower by the ford'],
    ['no-break and ideographic spaces', 'Tower\u00a0by\u3000the ford', 'Tower by the ford'],
    ['a tab and a Hangul filler', 'Tower\tby\u3164the ford', 'Tower by the ford'],
    ['a Korean name', '22호 관리소 정문', '22호 관리소 정문'],
    ['Arabic and Hebrew', 'برج الحراسة מגדל 3', 'برج الحراسة מגדל 3'],
    ['combining marks', 'Ne\u0301hémie', 'Ne\u0301hémie'],
    ['a sign with its selector', 'Fire ❤\ufe0f', 'Fire ❤\ufe0f'],
    ['what looks like a time', '2:3', '2:3'],
  ])('is taken with %s', (_, text, stored) => {
    expect(line.parse(text)).toBe(stored);
  });

  it.each([
    ['zero-width space', 'Tower\u200b1', 'U+200B'],
    ['zero-width non-joiner', 'Tower\u200c1', 'U+200C'],
    ['zero-width joiner', 'Tower\u200d1', 'U+200D'],
    ['left-to-right mark', 'Tower\u200e1', 'U+200E'],
    ['right-to-left override', 'Tower\u202e1', 'U+202E'],
    ['right-to-left embedding', 'Tower\u202b1', 'U+202B'],
    ['first strong isolate', 'Tower\u20681', 'U+2068'],
    ['Arabic letter mark', 'Tower\u061c1', 'U+061C'],
    ['soft hyphen', 'Tower\u00ad1', 'U+00AD'],
    ['word joiner', 'Tower\u20601', 'U+2060'],
    ['byte order mark within', 'Tower\ufeff1', 'U+FEFF'],
    ['combining grapheme joiner', 'Tower\u034f1', 'U+034F'],
    ['tag character', 'Tower\u{e0041}1', 'U+E0041'],
    ['interlinear annotation', 'Tower\ufff91', 'U+FFF9'],
    ['invisible times', 'Tower\u20621', 'U+2062'],
    ['deprecated swapping', 'Tower\u206a1', 'U+206A'],
    ['control character', 'Tower\u00071', 'U+0007'],
    ['noncharacter', 'Tower\uffff1', 'U+FFFF'],
  ])('is refused with a %s, and it is told where it stands', (_, text, code) => {
    expect(faultOf(text)).toBe(
      `There is an invisible character (${code}) after 'Tower': delete it, or type the words anew.`,
    );
  });

  it('tells of an invisible character at its beginning', () => {
    expect(faultOf('\u202eTower')).toMatch(/\(U\+202E\) at the beginning/);
  });

  it.each(['a\nb', 'a\rb', 'a\u2028b', 'a\u2029b', 'a\u0085b', 'a\vb', 'a\fb'])(
    'is on one line: %j',
    (text) => {
      expect(faultOf(text)).toBe('Write this on one line.');
    },
  );

  it.each(['', ' ', '\u3000\u3164', '\ufeff'])('is not empty: %j', (text) => {
    expect(faultOf(text)).toBe('Write something here.');
  });
});

describe('text of several lines', () => {
  it('keeps what scripts need: joiners, bidi marks, spaces', () => {
    const text = 'می\u200cخواهم  \u200fالف\n\n👨\u200d👩';
    expect(textSchema(100).parse(text)).toBe(text);
  });
});

const [FSI, RLI, PDI, RLO, RLE, PDF] = ['\u2068', '\u2067', '\u2069', '\u202e', '\u202b', '\u202c'];

describe('a text that may turn what stands beside it', () => {
  it.each([
    ['a right-to-left override', `${RLO}2010`, `${FSI}2010${PDI}`],
    ['an override within an embedding', `${RLE}a${RLO}b${PDF}c${PDF}d`, `${FSI}${RLE}abc${PDF}d${PDI}`],
    ['an override within an isolate', `${RLI}${RLO}abc${PDI}`, `${FSI}${RLI}abc${PDI}${PDI}`],
    ['what closes an isolate that is not its own', `${PDI}${RLE}abc`, `${FSI}${RLE}abc${PDF}${PDI}`],
    ['an isolate that it leaves open', `${RLI}abc`, `${FSI}${RLI}abc${PDI}${PDI}`],
    ['what closes an embedding that is not its own', `a${PDF}b${RLE}c`, `${FSI}ab${RLE}c${PDF}${PDI}`],
    ['letters of Arabic', 'علی 3', `${FSI}علی 3${PDI}`],
    ['letters of Hebrew', 'מגדל', `${FSI}מגדל${PDI}`],
    ['several lines', `a${RLO}b\nc${RLI}`, `${FSI}ab${PDI}\n${FSI}c${RLI}${PDI}${PDI}`],
    ['a paragraph separator', `a\u2029${RLE}b`, `${FSI}a${PDI}\u2029${FSI}${RLE}b${PDF}${PDI}`],
  ])('with %s stands closed within an isolate, and no further', (_, text, shown) => {
    expect(isolated(text)).toBe(shown);
    expect(isolated(isolated(text))).toBe(shown);
    expect(mayTurn(`by ${isolated(text)} on 2012-10-11`)).toBe(false);
  });

  it('is no other than one without such letters, which is given as it is', () => {
    for (const text of ['Tower 3, 2012-10-11', '22호 관리소', 'Ne\u0301hémie', '', `${RLI}${RLE}a${PDI}b`])
      expect(isolated(text)).toBe(text);
  });

  it('never reaches further than its end, whatever bidi characters it holds', () => {
    const character = fc.constantFrom(
      FSI!,
      RLI!,
      '\u2066',
      PDI!,
      RLO!,
      RLE!,
      '\u202a',
      '\u202d',
      PDF!,
      'a',
      'ع',
      '1',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 20 }), (characters) => {
        const text = characters.join('');
        expect(mayTurn(`${isolated(text)}, 2012-10-11`)).toBe(false);
        expect(closed(closed(text))).toBe(closed(text));
        const seen = (shown: string) => shown.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '');
        expect(seen(isolated(text))).toBe(seen(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it('is isolated anew in each line of a figure that it is broken into', () => {
    const lines = wrapText(`Licence: ${isolated(`${RLE}one two three`)}, 2012`, 12, (line) => line.length);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.slice(1, -1).every((line) => line.startsWith(`${FSI}${RLE}`))).toBe(true);
    expect(lines.at(-1)).toMatch(/2012$/);
    expect(mayTurn(lines.at(-1)!)).toBe(false);
  });
});
