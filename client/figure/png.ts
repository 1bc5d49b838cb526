const SIGNATURE_LENGTH = 8;
const METRES_PER_INCH = 0.0254;

/** What is written into a PNG beside its pixels. Keywords as the specification names them (11.3.3.2). */
export type PngFacts = { dotsPerInch: number; texts: readonly (readonly [keyword: string, text: string])[] };

/**
 * The same picture with its size in print (pHYs, in place of one that is there) and texts in words: tEXt where
 * they are Latin-1, as every reader knows it, else iTXt in UTF-8. `png` as an encoder gave it, its IHDR first.
 */
export function withFacts(png: Uint8Array, { dotsPerInch, texts }: PngFacts): Uint8Array<ArrayBuffer> {
  const [head, ...rest] = chunksOf(png);
  return joined([
    png.subarray(0, SIGNATURE_LENGTH),
    head!.bytes,
    chunk('pHYs', physicalSize(dotsPerInch)),
    ...texts.map(([keyword, text]) => textChunk(keyword, text)),
    ...rest.filter(({ type }) => type !== 'pHYs').map(({ bytes }) => bytes),
  ]);
}

function chunksOf(png: Uint8Array): { type: string; bytes: Uint8Array }[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: { type: string; bytes: Uint8Array }[] = [];
  for (let at = SIGNATURE_LENGTH; at < png.length; ) {
    const end = at + 12 + view.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    chunks.push({ type, bytes: png.subarray(at, end) });
    at = end;
  }
  return chunks;
}

function physicalSize(dotsPerInch: number): Uint8Array {
  const data = new DataView(new ArrayBuffer(9));
  const perMetre = Math.round(dotsPerInch / METRES_PER_INCH);
  data.setUint32(0, perMetre);
  data.setUint32(4, perMetre);
  data.setUint8(8, 1);
  return new Uint8Array(data.buffer);
}

function textChunk(keyword: string, text: string): Uint8Array {
  if (isLatin1(text)) return chunk('tEXt', latin1(`${keyword}\0${text}`));
  // No compression, no language, no translated keyword.
  return chunk('iTXt', joined([latin1(`${keyword}\0\0\0\0\0`), new TextEncoder().encode(text)]));
}

/** Printable Latin-1 and line feeds, which is all that tEXt may hold. */
function isLatin1(text: string): boolean {
  return /^[\n\x20-\x7e\xa0-\xff]*$/.test(text);
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = joined([latin1(type), data]);
  const framed = new Uint8Array(body.length + 8);
  const view = new DataView(framed.buffer);
  view.setUint32(0, data.length);
  framed.set(body, 4);
  view.setUint32(body.length + 4, checksum(body));
  return framed;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** CRC-32 as PNG has it (ISO 3309), of what is short. */
function checksum(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
