import { describe, expect, it } from 'vitest';
import { decodeLzw } from '#imagery/codec/lzw.rules.ts';

/** Packs codes that are all 9 bits wide. */
function pack(codes: readonly number[], old: boolean): Uint8Array {
  const bits = codes.flatMap((code) => {
    const digits = Array.from({ length: 9 }, (_, bit) => (code >> bit) & 1);
    return old ? digits : digits.toReversed();
  });
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, at) => {
    bytes[at >> 3]! |= old ? bit << (at & 7) : bit << (7 - (at & 7));
  });
  return bytes;
}

const CLEAR = 256;
const END = 257;

describe.each([
  ['of today', false],
  ['of writers before TIFF 5.0', true],
])('LZW %s', (_, old) => {
  it('repeats what stood before, also what is only just being written', () => {
    // 258 is "ab", 259 "ba"; 260, "aba", is only being made when it is first used.
    const bytes = pack([CLEAR, 97, 98, 258, 260, 98, END], old);
    expect(Buffer.from(decodeLzw(bytes, 8)).toString()).toBe('abababab');
  });

  it('stops at the length asked for, however long the stream goes on', () => {
    expect(decodeLzw(pack([CLEAR, 7, 258, 259, 260, 261, 262], old), 5)).toEqual(
      Uint8Array.of(7, 7, 7, 7, 7),
    );
  });

  it('refuses a code that refers to nothing', () => {
    expect(() => decodeLzw(pack([CLEAR, 97, 300], old), 10)).toThrow('refers to nothing');
  });

  it('refuses a stream that ends too early', () => {
    expect(() => decodeLzw(pack([CLEAR, 97, 98, END], old), 10)).toThrow('2 of 10');
    expect(() => decodeLzw(pack([CLEAR, 97, 98], old), 10)).toThrow('2 of 10');
  });
});
