import { ImageryRefusal } from '../base/refusal.ts';
import { compressions } from './tiff.ts';

/** The compressions that are read. */
export type Codec =
  | 'none'
  | 'lzw'
  | 'deflate'
  | 'packbits'
  | 'jpeg'
  | 'zstd'
  | 'lerc'
  | 'webp'
  | 'ccitt_rle'
  | 'ccitt_g3'
  | 'ccitt_g4';

const codecs: ReadonlyMap<number, Codec> = new Map([
  [compressions.none, 'none'],
  [compressions.ccittRle, 'ccitt_rle'],
  [compressions.ccittG3, 'ccitt_g3'],
  [compressions.ccittG4, 'ccitt_g4'],
  [compressions.lzw, 'lzw'],
  [compressions.jpeg, 'jpeg'],
  [compressions.deflate, 'deflate'],
  [compressions.adobeDeflate, 'deflate'],
  [compressions.packBits, 'packbits'],
  [compressions.lerc, 'lerc'],
  [compressions.zstd, 'zstd'],
  [compressions.webp, 'webp'],
]);

const DEFLATE_ANEW = '"gdal_translate -co COMPRESS=DEFLATE -co TILED=YES INPUT.tif OUTPUT.tif"';

/** Compressions that are not read, and what turns such a file into one that is. */
const otherCodecs: ReadonlyMap<number, string> = new Map([
  [
    6,
    'The image is compressed with the JPEG of TIFF before 1995, which programs read in different ways; save it anew with "gdal_translate -co COMPRESS=JPEG -co TILED=YES INPUT.tif OUTPUT.tif" and compare the result with the original.',
  ],
  [
    32_766,
    `The image is compressed with NeXT's run lengths, which are not read; save it anew with ${DEFLATE_ANEW}.`,
  ],
  [
    34_661,
    'The image is compressed with JBIG, which is not read; save it anew with "tiffcp -c g4 INPUT.tif OUTPUT.tif", which needs a libtiff made with JBIG.',
  ],
  [
    34_676,
    'The image holds light measurements compressed with SGI LogL, which are not read; convert it with "gdal_translate -ot Float32 -co COMPRESS=DEFLATE INPUT.tif OUTPUT.tif".',
  ],
  [
    34_677,
    'The image holds light measurements compressed with SGI LogLuv, which are not read; save it as RGB with the program that made it.',
  ],
  [
    34_712,
    'The image is JPEG 2000 inside a TIFF, which is not read; save it with the program that made it, uncompressed or with LZW or DEFLATE.',
  ],
  [
    34_892,
    'The image is the lossy JPEG of a camera (DNG), which is not read; export it as TIFF with a photo program.',
  ],
  [34_925, `The image is compressed with LZMA, which is not read; save it anew with ${DEFLATE_ANEW}.`],
  [50_002, `The image is compressed with JPEG XL, which is not read; save it anew with ${DEFLATE_ANEW}.`],
  [52_546, `The image is compressed with JPEG XL, which is not read; save it anew with ${DEFLATE_ANEW}.`],
]);

/** The codec of TIFF's Compression number. Throws ImageryRefusal codec_unsupported with what converts the file. */
export function codecOf(compression: number): Codec {
  const codec = codecs.get(compression);
  if (codec !== undefined) return codec;
  const sentence =
    otherCodecs.get(compression) ??
    `The image is compressed in a way that is not known here (number ${compression}); save it anew with ${DEFLATE_ANEW}.`;
  throw new ImageryRefusal('codec_unsupported', sentence);
}
