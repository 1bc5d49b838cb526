/** The words that stand in every scene's pixels, in a small letter of our own: 5 x 7 dots, rows from the top. */
const glyphs: Readonly<Record<string, readonly number[]>> = {
  A: [14, 17, 17, 31, 17, 17, 17],
  B: [30, 17, 17, 30, 17, 17, 30],
  C: [14, 17, 16, 16, 16, 17, 14],
  D: [30, 17, 17, 17, 17, 17, 30],
  E: [31, 16, 16, 30, 16, 16, 31],
  F: [31, 16, 16, 30, 16, 16, 16],
  G: [14, 17, 16, 23, 17, 17, 14],
  H: [17, 17, 17, 31, 17, 17, 17],
  I: [14, 4, 4, 4, 4, 4, 14],
  L: [16, 16, 16, 16, 16, 16, 31],
  M: [17, 27, 21, 21, 17, 17, 17],
  N: [17, 25, 25, 21, 19, 19, 17],
  O: [14, 17, 17, 17, 17, 17, 14],
  P: [30, 17, 17, 30, 16, 16, 16],
  R: [30, 17, 17, 30, 20, 18, 17],
  S: [15, 16, 16, 14, 1, 1, 30],
  T: [31, 4, 4, 4, 4, 4, 4],
  U: [17, 17, 17, 17, 17, 17, 14],
  V: [17, 17, 17, 17, 10, 10, 4],
  Y: [17, 17, 10, 4, 4, 4, 4],
  '0': [14, 17, 19, 21, 25, 17, 14],
  '1': [4, 12, 4, 4, 4, 4, 14],
  '2': [14, 17, 1, 6, 8, 16, 31],
  '3': [30, 1, 1, 14, 1, 1, 30],
  '4': [2, 6, 10, 18, 31, 2, 2],
  '5': [31, 16, 30, 1, 1, 17, 14],
  '6': [14, 16, 16, 30, 17, 17, 14],
  '7': [31, 1, 2, 4, 4, 4, 4],
  '8': [14, 17, 17, 14, 17, 17, 14],
  '9': [14, 17, 17, 15, 1, 1, 14],
  '-': [0, 0, 0, 14, 0, 0, 0],
  ' ': [0, 0, 0, 0, 0, 0, 0],
};

const SCALE = 4;
const PADDING = 14;

/** The rectangle of pixels that the words cover, bottom left. */
function labelSize(text: string): { width: number; height: number } {
  return { width: text.length * 6 * SCALE - SCALE + 2 * PADDING, height: 7 * SCALE + 2 * PADDING };
}

/** Writes the words light on dark into the bottom left corner of pixel-interleaved RGB. */
export function writeLabel(pixels: Uint8Array, width: number, height: number, text: string): void {
  const size = labelSize(text);
  const top = height - size.height;
  for (let y = 0; y < size.height; y++) {
    const dotRow = Math.floor((y - PADDING) / SCALE);
    for (let x = 0; x < size.width; x++) {
      const letter = Math.floor((x - PADDING) / (6 * SCALE));
      const dot = Math.floor((x - PADDING) / SCALE) - letter * 6;
      const glyph = glyphs[text[letter] ?? ' '];
      if (!glyph) throw new RangeError(`There is no letter for ${text[letter]}`);
      const set = x >= PADDING && dot < 5 && ((glyph[dotRow] ?? 0) >> (4 - dot)) & 1;
      pixels.fill(set ? 250 : 16, ((top + y) * width + x) * 3, ((top + y) * width + x + 1) * 3);
    }
  }
}
