const CLEAR_CODE = 256;
const END_CODE = 257;
const FIRST_FREE = 258;
const LONGEST_CODE = 12;
const TABLE_SIZE = 2 ** LONGEST_CODE;

/** Bytes that may follow the last code, to fill a block up. */
const MOST_FILLER = 8;

/**
 * Decodes TIFF's LZW (TIFF 6.0, section 13: most significant bit first, codes widened one early) and that of
 * writers before TIFF 5.0 (least significant bit first, codes widened when they are full), which is told by its
 * first code.
 *
 * Ends at the end code or when `length` bytes are there, whichever comes first, so that no stream can make it
 * allocate more or run on for ever. `tooLong` is called where the stream would have gone on. Throws Error where a
 * code refers to nothing, or the stream ends before `length` bytes.
 */
export function decodeLzw(
  source: Uint8Array,
  length: number,
  tooLong: () => void = () => {},
): Uint8Array<ArrayBuffer> {
  // Both begin with the clear code, 256 in 9 bits.
  const old = source[0] === 0 && (source[1]! & 1) === 1;
  const early = old ? 0 : 1;
  const target = new Uint8Array(length);
  // A table entry is a place in the output where its text stands already: one byte beyond that of the code before it.
  const starts = new Int32Array(TABLE_SIZE);
  const lengths = new Int32Array(TABLE_SIZE);
  let free = FIRST_FREE;
  let width = 9;
  let bits = 0;
  let bitCount = 0;
  let at = 0;
  let written = 0;
  let previousStart = -1;
  let previousLength = 0;
  for (;;) {
    while (bitCount < width && at < source.length) {
      bits = old ? bits | (source[at]! << bitCount) : ((bits << 8) | source[at]!) & 0xffffff;
      bitCount += 8;
      at++;
    }
    if (bitCount < width) break;
    bitCount -= width;
    const mask = (1 << width) - 1;
    const code = old ? bits & mask : (bits >> bitCount) & mask;
    if (old) bits >>= width;
    if (code === END_CODE) break;
    if (written === length) {
      if (source.length - at > MOST_FILLER) tooLong();
      break;
    }
    if (code === CLEAR_CODE) {
      free = FIRST_FREE;
      width = 9;
      previousStart = -1;
      continue;
    }
    if (previousStart >= 0 && free < TABLE_SIZE) {
      starts[free] = previousStart;
      lengths[free] = previousLength + 1;
      free++;
    }
    const start = written;
    if (code < CLEAR_CODE) {
      target[written] = code;
      written++;
    } else {
      if (code >= free) throw new Error(`LZW code ${code} refers to nothing`);
      const from = starts[code]!;
      const end = Math.min(written + lengths[code]!, length);
      // Byte by byte: the text may reach into what is being written.
      for (let offset = from - written; written < end; written++) target[written] = target[written + offset]!;
    }
    previousStart = start;
    previousLength = written - start;
    if (free >= (1 << width) - early && width < LONGEST_CODE) width++;
  }
  if (written < length) throw new Error(`LZW data end after ${written} of ${length} bytes`);
  return target;
}
