import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wrapText } from '../../../../client/figure/wrap-text.ts';

const byLetter = (text: string) => text.length;

describe('wrapping', () => {
  test('breaks between words', () => {
    expect(wrapText('Licence: public domain', 15, byLetter)).toEqual(['Licence: public', 'domain']);
  });

  test('breaks within a word that is wider than a line, and nowhere else', () => {
    expect(wrapText('hash 0123456789abcdef end', 10, byLetter)).toEqual(['hash', '0123456789', 'abcdef end']);
  });

  test('gives no line for no words', () => {
    expect(wrapText('  ', 10, byLetter)).toEqual([]);
  });

  test('never makes a line too wide and never loses a letter', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (text, width) => {
        const lines = wrapText(text, width, byLetter);
        expect(lines.every((line) => line.length <= width)).toBe(true);
        expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
      }),
    );
  });
});
