import { blackRuns, type CodeTable, LONGEST_CODE, modes, whiteRuns } from './fax-codes.ts';

/** How the rows of a fax follow each other: each by itself, or told by its differences from the one above. */
export type FaxCodec = 'ccitt_rle' | 'ccitt_g3' | 'ccitt_g4';

/** Bit of TIFF's T4Options: rows may be told by differences. */
const TWO_DIMENSIONAL = 1;
const END_OF_LINE_ZEROS = 11;

/**
 * Decodes CCITT fax of ITU-T T.4 (group 3 and TIFF's own form of it) and T.6 (group 4). Gives rows of one bit a
 * pixel, each beginning at a whole byte; white is 0, black is 1. Throws Error where a code means nothing, a row does
 * not fit, or the data end before the last row.
 */
export function decodeFax(
  bytes: Uint8Array,
  codec: FaxCodec,
  options: number,
  width: number,
  rows: number,
): Uint8Array<ArrayBuffer> {
  const rowBytes = Math.ceil(width / 8);
  const target = new Uint8Array(rowBytes * rows);
  const bits = new BitReader(bytes);
  let above: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (codec === 'ccitt_rle') bits.toWholeByte();
    let alone = codec !== 'ccitt_g4';
    if (codec === 'ccitt_g3' && bits.passEndOfLine() && (options & TWO_DIMENSIONAL) !== 0)
      alone = bits.take(1) === 1;
    const changes = alone ? readRow(bits, width) : readRowByDifferences(bits, width, above);
    paint(changes, width, target, row * rowBytes);
    above = changes;
  }
  return target;
}

/** Where the colour changes, from the left; white comes first, at odd places black ends. */
function readRow(bits: BitReader, width: number): number[] {
  const changes: number[] = [];
  let at = 0;
  while (at < width) {
    at += bits.run(changes.length % 2 === 0 ? whiteRuns : blackRuns);
    if (at > width) throw new Error('A fax row is too long');
    changes.push(at);
  }
  return changes;
}

/** T.4, 4.2: names are those of the standard. */
function readRowByDifferences(bits: BitReader, width: number, above: readonly number[]): number[] {
  const changes: number[] = [];
  let a0 = -1;
  while (a0 < width) {
    const black = changes.length % 2;
    let index = black;
    while (index < above.length && above[index]! <= a0) index += 2;
    const b1 = above[index] ?? width;
    const mode = bits.code(modes);
    if (mode === 'pass') a0 = above[index + 1] ?? width;
    else if (mode === 'horizontal') {
      const tables = black === 0 ? [whiteRuns, blackRuns] : [blackRuns, whiteRuns];
      a0 = Math.max(a0, 0);
      for (const table of tables) {
        a0 += bits.run(table);
        if (a0 > width) throw new Error('A fax row is too long');
        changes.push(a0);
      }
    } else {
      const a1 = b1 + mode;
      if (a1 < a0 || a1 < 0 || a1 > width) throw new Error('A fax row goes back');
      changes.push(a1);
      a0 = a1;
    }
  }
  return changes;
}

function paint(changes: readonly number[], width: number, target: Uint8Array, start: number): void {
  for (let index = 0; index < changes.length; index += 2) {
    const end = changes[index + 1] ?? width;
    for (let at = changes[index]!; at < end; at++) target[start + (at >> 3)]! |= 0x80 >> (at & 7);
  }
}

class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  #peek(count: number): number {
    const byte = this.#at >> 3;
    const [a = 0, b = 0, c = 0] = this.#bytes.subarray(byte, byte + 3);
    return (((a << 16) | (b << 8) | c) >> (24 - (this.#at & 7) - count)) & ((1 << count) - 1);
  }

  take(count: number): number {
    const value = this.#peek(count);
    this.#at += count;
    if (this.#at > this.#bytes.length * 8) throw new Error('Fax data end before the last row');
    return value;
  }

  code<Meaning>(table: CodeTable<Meaning>): Meaning {
    const entry = table[this.#peek(LONGEST_CODE)];
    if (entry === undefined) throw new Error('Fax data hold a code that means nothing');
    this.take(entry.length);
    return entry.meaning;
  }

  /** A run: codes of multiples of 64, then one of less. */
  run(table: CodeTable<number>): number {
    let sum = 0;
    for (;;) {
      const length = this.code(table);
      sum += length;
      if (length < 64) return sum;
    }
  }

  toWholeByte(): void {
    this.#at = (this.#at + 7) & ~7;
  }

  /** Passes over zeros and the 1 after them where they are an end of line; tells whether they were. */
  passEndOfLine(): boolean {
    const start = this.#at;
    while (this.#at < this.#bytes.length * 8 && this.#peek(1) === 0) this.#at++;
    if (this.#at - start >= END_OF_LINE_ZEROS) {
      this.take(1);
      return true;
    }
    this.#at = start;
    return false;
  }
}
