import { crc32 } from 'node:zlib';

/** What a PNG says beside its pixels: its size in print, and its texts by keyword. */
export type PngWords = {
  perMetre: [across: number, down: number] | undefined;
  texts: Map<string, { type: 'tEXt' | 'iTXt'; text: string }>;
};

/** Reads the chunks of a PNG, in their order. Throws where one is cut off or its checksum is wrong. */
export function readPng(file: Uint8Array): PngWords {
  const bytes = Buffer.from(file);
  const words: PngWords = { perMetre: undefined, texts: new Map() };
  let pixelsBegan = false;
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (bytes.readUInt32BE(at + 8 + length) !== crc32(bytes.subarray(at + 4, at + 8 + length)))
      throw new Error(`The checksum of ${type} is wrong.`);
    pixelsBegan ||= type === 'IDAT';
    if (type === 'pHYs' && !pixelsBegan && data[8] === 1)
      words.perMetre = [data.readUInt32BE(0), data.readUInt32BE(4)];
    if (type === 'tEXt' || type === 'iTXt') {
      const end = data.indexOf(0);
      const keyword = data.toString('latin1', 0, end);
      const text = type === 'tEXt' ? data.toString('latin1', end + 1) : data.toString('utf8', end + 5);
      words.texts.set(keyword, { type, text });
    }
    at += length + 12;
  }
  return words;
}
