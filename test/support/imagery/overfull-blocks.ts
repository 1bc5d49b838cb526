import { constants, deflateRawSync } from 'node:zlib';
import sharp from 'sharp';

// Blocks that unpack to far more than they may hold, whatever the file says of them.

/** DEFLATE of so many zeros, put together of pieces, so that nobody has to hold them. */
export function deflatedZeros(bytes: number): Buffer {
  const pieceSize = 2 ** 20;
  const packed = (length: number, flush: number) =>
    deflateRawSync(Buffer.alloc(length), { level: 9, finishFlush: flush });
  const piece = packed(pieceSize, constants.Z_FULL_FLUSH);
  const sum = Buffer.alloc(4);
  sum.writeUInt16BE(bytes % 65_521, 0);
  sum.writeUInt16BE(1, 2);
  return Buffer.concat([
    Buffer.from([0x78, 0x9c]),
    ...new Array<Buffer>(Math.floor(bytes / pieceSize)).fill(piece),
    packed(bytes % pieceSize, constants.Z_FINISH),
    sum,
  ]);
}

/** TIFF's LZW of at least so many zeros: texts of one more zero each, until the table is full. */
export function lzwZeros(bytes: number): Buffer {
  const packed: number[] = [];
  let bits = 0;
  let bitCount = 0;
  const put = (code: number, width: number) => {
    bits = (bits << width) | code;
    bitCount += width;
    for (; bitCount >= 8; bitCount -= 8) packed.push((bits >> (bitCount - 8)) & 255);
    bits &= (1 << bitCount) - 1;
  };
  let written = 0;
  while (written < bytes) {
    put(256, 9);
    put(0, 9);
    written++;
    let width = 9;
    for (let code = 258, text = 2; code < 4094 && written < bytes; code++, text++) {
      put(code, width);
      written += text;
      if (code + 1 >= (1 << width) - 1 && width < 12) width++;
    }
    if (written < bytes) put(256, width);
  }
  put(257, 12);
  if (bitCount > 0) packed.push((bits << (8 - bitCount)) & 255);
  return Buffer.from(packed);
}

/** A sound grey JPEG of a square. */
export function greyJpeg(side: number): Promise<Buffer> {
  return sharp(Buffer.alloc(side * side, 127), { raw: { width: side, height: side, channels: 1 } })
    .toColourspace('b-w')
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** The frame header of a JPEG of 65,000 x 65,000 grey pixels. */
export const hugeFrame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0xfd, 0xe8, 0xfd, 0xe8, 1, 1, 0x11, 0]);

/** A JPEG that tells its true size first, and then another one. */
export async function jpegOfTwoFrames(side: number): Promise<Buffer> {
  const jpeg = await greyJpeg(side);
  const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
  return Buffer.concat([jpeg.subarray(0, scan), hugeFrame, jpeg.subarray(scan)]);
}

/** LERC of a square of ones, and behind it one of 25,000 x 25,000 (Esri's Lerc2 format, version 2). */
export function lercOfTwoImages(side: number): Buffer {
  return Buffer.concat([lercOnes(side), lercOnes(25_000)]);
}

function lercOnes(side: number): Buffer {
  const bytes = Buffer.alloc(62);
  bytes.write('Lerc2 ', 'latin1');
  // Version, rows, columns, valid pixels, block size, bytes in all, type of samples; then error, least and most.
  [2, side, side, side * side, 8, bytes.length, 1].forEach((number, at) => {
    bytes.writeUInt32LE(number, 6 + at * 4);
  });
  bytes.writeDoubleLE(1, 42);
  bytes.writeDoubleLE(1, 50);
  return bytes;
}
