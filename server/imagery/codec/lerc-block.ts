import { promisify } from 'node:util';
import { inflate, zstdDecompress } from 'node:zlib';
import lerc from 'lerc';
import { allocatePixels, isFloat, type PixelArray, type PixelType } from '../base/raster.ts';
import { ImageryRefusal } from '../base/refusal.ts';

const inflateOnce = promisify(inflate);
const unpackZstd = promisify(zstdDecompress);

/** The second value of TIFF's LercParameters: what the LERC data are packed with. */
const packings = ['none', 'deflate', 'zstd'] as const;
export type LercPacking = (typeof packings)[number];

type Size = {
  width: number;
  height: number;
  bandCount: number;
};

/** Throws ImageryRefusal codec_unsupported. */
export function lercPackingOf(parameters: Float64Array): LercPacking {
  const packing = packings[parameters[1] ?? 0];
  if (packing !== undefined) return packing;
  throw new ImageryRefusal(
    'codec_unsupported',
    'The image is compressed with LERC in a way that is not known here; save it anew with "gdal_translate -co COMPRESS=DEFLATE -co TILED=YES INPUT.tif OUTPUT.tif".',
  );
}

/**
 * Decodes one LERC block to pixel-interleaved samples. Pixels that its mask leaves out are NaN in floats, as libtiff
 * reads them, and 0 in integers; where the last band is alpha and not in the data, the mask is that band. Throws
 * Error where the data are not those of a block of this size.
 */
export async function decodeLerc(
  bytes: Buffer,
  packing: LercPacking,
  size: Size,
  type: PixelType,
): Promise<PixelArray> {
  const { width, height, bandCount } = size;
  // Lossless data may be as large as the samples, and a mask and a header beside.
  const most = width * height * bandCount * 9 + 65_536;
  const data =
    packing === 'none'
      ? bytes
      : await (packing === 'deflate' ? inflateOnce : unpackZstd)(bytes, { maxOutputLength: most });
  const header = checkSizes(data, size);
  const image = lerc.decode(new Uint8Array(data).buffer, { returnPixelInterleavedDims: true });
  const pixelCount = header.width * header.height;
  const stored = image.dimCount * image.pixels.length;
  const maskIsAlpha = stored === bandCount - 1;
  if (stored !== bandCount && !maskIsAlpha) throw new Error(`LERC data of ${stored} bands in ${bandCount}`);
  const samples = allocatePixels(type, width * height * bandCount);
  image.pixels.forEach((pixels, part) => {
    for (let pixel = 0; pixel < pixelCount; pixel++)
      for (let dimension = 0; dimension < image.dimCount; dimension++)
        samples[pixel * bandCount + part * image.dimCount + dimension] =
          pixels[pixel * image.dimCount + dimension]!;
  });
  const { mask } = image;
  if (maskIsAlpha) {
    for (let pixel = 0; pixel < pixelCount; pixel++)
      samples[pixel * bandCount + stored] = mask && mask[pixel] === 0 ? 0 : 255;
  } else if (mask && isFloat(type))
    for (let pixel = 0; pixel < pixelCount; pixel++)
      if (mask[pixel] === 0) samples.fill(Number.NaN, pixel * bandCount, (pixel + 1) * bandCount);
  return samples;
}

/**
 * The decoder allocates what the header of each of the images in a block asks for, one behind the other: they are
 * read before (Esri's Lerc2 format, versions 1 to 6).
 */
function checkSizes(data: Uint8Array, size: Size): Size {
  const first = readHeader(data);
  let bands = 0;
  for (let at = 0; at < data.length - 10; ) {
    const header = at === 0 ? first : readHeader(data.subarray(at));
    bands += header.bandCount;
    if (
      header.width !== size.width ||
      header.height > size.height ||
      header.height !== first.height ||
      header.bytes <= 0 ||
      bands > size.bandCount
    )
      throw new Error('LERC data of another size than their block');
    at += header.bytes;
  }
  return first;
}

function readHeader(data: Uint8Array): Size & { bytes: number } {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  if (new TextDecoder('latin1').decode(data.subarray(0, 6)) !== 'Lerc2 ') throw new Error('No LERC 2 data');
  const version = view.getInt32(6, true);
  const at = version >= 3 ? 14 : 10;
  const behindBands = at + (version >= 4 ? 12 : 8);
  return {
    height: view.getUint32(at, true),
    width: view.getUint32(at + 4, true),
    bandCount: version >= 4 ? view.getUint32(at + 8, true) : 1,
    bytes: view.getInt32(behindBands + 8, true),
  };
}
