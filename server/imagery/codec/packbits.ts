/**
 * Decodes TIFF's PackBits (TIFF 6.0, section 9) until `length` bytes are there. Throws Error where the stream ends
 * before.
 */
export function decodePackBits(source: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const target = new Uint8Array(length);
  let at = 0;
  let written = 0;
  while (written < length) {
    if (at >= source.length) throw new Error(`PackBits data end after ${written} of ${length} bytes`);
    const control = source[at]!;
    at++;
    if (control < 128) {
      const run = source.subarray(at, at + Math.min(control + 1, length - written));
      target.set(run, written);
      at += control + 1;
      written += run.length;
    } else if (control > 128) {
      const end = Math.min(written + 257 - control, length);
      if (at >= source.length) throw new Error(`PackBits data end after ${written} of ${length} bytes`);
      target.fill(source[at]!, written, end);
      at++;
      written = end;
    }
  }
  return target;
}
