import { describe, expect, it } from 'vitest';
import { lineSchema, textSchema } from '../../server/text.contract.ts';

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
    expect(faultOf(text)).toBe('Write something here, or leave it out.');
  });
});

describe('text of several lines', () => {
  it('keeps what scripts need: joiners, bidi marks, spaces', () => {
    const text = 'می\u200cخواهم  \u200fالف\n\n👨\u200d👩';
    expect(textSchema(100).parse(text)).toBe(text);
  });
});
