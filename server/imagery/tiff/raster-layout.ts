import { type Limits, settingsOf } from '../base/limits.ts';
import { bytesPerSample, isFloat, type PixelType } from '../base/raster.ts';
import { ImageryRefusal } from '../base/refusal.ts';
import { type Codec, codecOf } from './codecs.ts';
import { areNative, type StoredSamples, storedSamplesOf } from './stored-samples.ts';
import { compressions, photometrics, tags } from './tiff.ts';
import { readNumber, readNumbers, readText, type TiffDirectory, type TiffFile } from './tiff-file.ts';

/** How an image of a TIFF is stored. A block is a tile, or a strip of whole rows. */
export type RasterLayout = {
  directory: TiffDirectory;
  width: number;
  height: number;
  bandCount: number;
  samples: StoredSamples;
  /** What the samples become once they are read. */
  pixelType: PixelType;
  photometric: number;
  extraSamples: readonly number[];
  codec: Codec;
  predictor: number;
  /** One block holds one band only; the blocks of the first band come first. */
  bandsApart: boolean;
  tiled: boolean;
  blockWidth: number;
  blockHeight: number;
  blocksAcross: number;
  blocksDown: number;
  littleEndian: boolean;
  /** The least significant bit of each byte comes first. */
  bitsReversed: boolean;
  /** Columns and rows of pixels that share one pair of colour differences, outside JPEG. */
  subsampling: readonly [number, number];
  /** TIFF's Orientation; 1, upright, wherever the file has a georeference, which is of the stored order. */
  orientation: number;
  /** GDAL's nodata text. */
  noData: string | null;
};

/**
 * Reads how an image of the file is stored, the one at full size unless another is named, and checks it against the
 * file's limits and what this project reads. No block is touched. Throws ImageryRefusal with the first reason found.
 */
export async function readLayout(
  file: TiffFile,
  directory: TiffDirectory = file.image,
): Promise<RasterLayout> {
  const number = (tag: number, otherwise: number) => readNumber(file, directory, tag, otherwise);
  const width = await number(tags.imageWidth, 0);
  const height = await number(tags.imageLength, 0);
  const bandCount = await number(tags.samplesPerPixel, 1);
  checkSize(width, height, bandCount, file.limits);
  const codec = codecOf(await number(tags.compression, compressions.none));
  const samples = storedSamplesOf(
    await readNumbers(file, directory, tags.bitsPerSample, 65536),
    await readNumbers(file, directory, tags.sampleFormat, 65536),
    isTiedByPoints(file.image),
  );
  const { pixelType } = samples;
  const pixelBytes = bandCount * bytesPerSample[pixelType];
  if (pixelBytes > file.limits.pixelBytes)
    throw new ImageryRefusal(
      'image_too_large',
      `Each pixel holds ${bandCount} bands in ${pixelBytes} bytes, more than the ${file.limits.pixelBytes} allowed (${settingsOf('pixelBytes')}); choose fewer bands.`,
    );
  const photometric = await number(tags.photometric, photometrics.blackIsZero);
  const bandsApart = bandCount > 1 && (await number(tags.planarConfiguration, 1)) === 2;
  const predictor = predicting.has(codec) ? await number(tags.predictor, 1) : 1;
  const tiled = directory.has(tags.tileOffsets) || directory.has(tags.tileWidth);
  const blockWidth = tiled ? await number(tags.tileWidth, 0) : width;
  const blockHeight = tiled
    ? await number(tags.tileLength, 0)
    : Math.min(await number(tags.rowsPerStrip, height), height);
  const [across = 2, down = 2] = await readNumbers(file, directory, tags.yCbCrSubsampling, 16);
  const subsampled = photometric === photometrics.yCbCr && codec !== 'jpeg' && !bandsApart;
  const placed = [tags.modelPixelScale, tags.modelTiepoint, tags.modelTransformation];
  const isPlaced = placed.some((tag) => file.image.has(tag));
  const layout: RasterLayout = {
    directory,
    width,
    height,
    bandCount,
    samples,
    pixelType,
    photometric,
    extraSamples: extraSamplesOf(
      photometric,
      bandCount,
      await readNumbers(file, directory, tags.extraSamples, 65536),
    ),
    codec,
    predictor,
    bandsApart,
    tiled,
    blockWidth,
    blockHeight,
    blocksAcross: Math.ceil(width / blockWidth),
    blocksDown: Math.ceil(height / blockHeight),
    littleEndian: file.littleEndian,
    bitsReversed: (await number(tags.fillOrder, 1)) === 2,
    subsampling: subsampled ? [across, down] : [1, 1],
    orientation: isPlaced ? 1 : await readNumber(file, file.image, tags.orientation, 1),
    noData: await readText(file, directory, tags.gdalNoData),
  };
  checkBlocks(layout, file.limits);
  checkEncoding(layout);
  checkRatio(layout, file);
  return layout;
}

/** Whether control points place the image, and no transform. */
function isTiedByPoints(directory: TiffDirectory): boolean {
  return (
    directory.has(tags.modelTiepoint) &&
    !directory.has(tags.modelPixelScale) &&
    !directory.has(tags.modelTransformation)
  );
}

/** Blocks of the whole image, those of every band where bands are apart. */
export function blockCount(layout: RasterLayout): number {
  return layout.blocksAcross * layout.blocksDown * (layout.bandsApart ? layout.bandCount : 1);
}

/** Samples that one pixel has inside one block. */
export function samplesPerBlockPixel(layout: RasterLayout): number {
  return layout.bandsApart ? 1 : layout.bandCount;
}

/** Bytes of the first `rows` rows of a block once decompressed. */
export function storedBytes(layout: RasterLayout, rows: number): number {
  const { blockWidth, samples, subsampling } = layout;
  const [across, down] = subsampling;
  if (across * down > 1) return Math.ceil(blockWidth / across) * Math.ceil(rows / down) * (across * down + 2);
  return Math.ceil((blockWidth * samplesPerBlockPixel(layout) * samples.bits) / 8) * rows;
}

/** Rows that a block holds: the last strip of an image is not filled up, a tile is. */
export function rowsOf(
  { tiled, height, blockHeight, blocksAcross, blocksDown }: RasterLayout,
  block: number,
): number {
  const y = (Math.floor(block / blocksAcross) % blocksDown) * blockHeight;
  return tiled ? blockHeight : Math.min(blockHeight, height - y);
}

/** True where single rows of an uncompressed block can be read by themselves. */
export function hasLooseRows({ codec, subsampling }: RasterLayout): boolean {
  return codec === 'none' && subsampling[0] * subsampling[1] === 1;
}

/** Bytes of a whole block's samples once they are read. */
export function blockBytes(layout: RasterLayout): number {
  const { blockWidth, blockHeight, pixelType } = layout;
  return blockWidth * blockHeight * samplesPerBlockPixel(layout) * bytesPerSample[pixelType];
}

/** How many bands a photometric interpretation names itself; those beyond are extra samples. */
function coloursOf(photometric: number): number {
  if ([photometrics.rgb, photometrics.yCbCr, photometrics.cieLab].some((each) => each === photometric))
    return 3;
  return photometric === photometrics.separated ? 4 : 1;
}

function extraSamplesOf(photometric: number, bandCount: number, listed: Float64Array): number[] {
  const count = Math.max(0, bandCount - coloursOf(photometric));
  return Array.from({ length: count }, (_, index) => listed[index] ?? 0);
}

function checkSize(width: number, height: number, bandCount: number, limits: Limits): void {
  const whole = [width, height, bandCount].every((value) => Number.isInteger(value) && value > 0);
  if (!whole)
    throw new ImageryRefusal(
      'directory_damaged',
      'The file does not say how large its image is. Fetch or save the file again.',
    );
  if (width > limits.side || height > limits.side || width * height > limits.pixels)
    throw new ImageryRefusal(
      'image_too_large',
      `The image measures ${width} x ${height} pixels; at most ${limits.side} a side and ${limits.pixels} in all are taken (${settingsOf('side', 'pixels')}). Cut it into parts.`,
    );
}

function checkBlocks(layout: RasterLayout, limits: Limits): void {
  const { blockWidth, blockHeight } = layout;
  const whole = Number.isInteger(blockWidth) && Number.isInteger(blockHeight);
  if (!whole || blockWidth <= 0 || blockHeight <= 0)
    throw new ImageryRefusal(
      'directory_damaged',
      'The file does not say into which pieces its image is cut. Fetch or save the file again.',
    );
  const count = blockCount(layout);
  if (count > limits.blocks)
    throw new ImageryRefusal(
      'directory_excessive',
      `The image is cut into ${count} pieces, more than the ${limits.blocks} allowed (${settingsOf('blocks')}); save it with tiles of 512 pixels.`,
    );
  const bytes = blockBytes(layout) * (layout.bandsApart ? layout.bandCount : 1);
  // Rows of uncompressed strips are read one by one, however tall the strip.
  if (bytes > limits.blockBytes && !(hasLooseRows(layout) && !layout.tiled))
    throw new ImageryRefusal(
      'block_too_large',
      `The image is compressed in pieces of ${blockWidth} x ${blockHeight} pixels, too large to unpack safely (${settingsOf('blockBytes')}); save it with tiles of 512 pixels.`,
    );
}

/** Codecs whose bytes TIFF's Predictor tells about. */
const predicting: ReadonlySet<Codec> = new Set(['lzw', 'deflate', 'zstd', 'packbits']);

function checkEncoding(layout: RasterLayout): void {
  const { codec, photometric, samples, pixelType, predictor, bandCount, subsampling } = layout;
  const unsupported = (what: string) =>
    new ImageryRefusal(
      'layout_unsupported',
      `The image is stored ${what}, which is not read; save it anew with "gdal_translate -co COMPRESS=DEFLATE -co TILED=YES INPUT.tif OUTPUT.tif".`,
    );
  const bytes = samples.bits === 8 && pixelType === 'uint8';
  const perBlock = samplesPerBlockPixel(layout);
  if (codec === 'jpeg' && !bytes) throw unsupported(`as JPEG of ${samples.bits} bits`);
  if (codec === 'webp' && (!bytes || perBlock < 3 || perBlock > 4))
    throw unsupported('as WebP of other than 3 or 4 bands of 8 bits');
  if (codec.startsWith('ccitt') && (samples.bits !== 1 || perBlock !== 1))
    throw unsupported('as CCITT fax of more than 1 bit');
  if (codec === 'lerc' && !areNative(samples)) throw unsupported(`as LERC of ${samples.bits} bits`);
  if (photometric === photometrics.yCbCr && !bytes)
    throw unsupported(`as luminance and colour difference of ${samples.bits} bits`);
  const [across, down] = subsampling;
  if (![1, 2, 4].includes(across) || ![1, 2, 4].includes(down) || (across * down > 1 && bandCount !== 3))
    throw unsupported(`with colour differences for ${across} x ${down} pixels in ${bandCount} bands`);
  if (
    photometric === photometrics.palette &&
    (samples.kind !== 'unsigned' || samples.bits > 16 || bandCount !== 1)
  )
    throw unsupported('as a palette of other than one band of at most 16 bits');
  if (photometric === photometrics.cieLab && (isFloat(pixelType) || samples.bits > 16))
    throw unsupported(`as CIE L*a*b* of ${samples.bits} bits`);
  if (photometric > photometrics.cieLab && photometric < OTHER_PHOTOMETRICS)
    throw unsupported(`in the colour space number ${photometric}`);
  if (photometric >= OTHER_PHOTOMETRICS) throw unsupported("as a camera's raw data");
  if (bandCount < coloursOf(photometric)) throw unsupported('with fewer bands than its colours need');
  const fits =
    predictor === 1 ||
    (predictor === 2 && [8, 16, 32, 64].includes(samples.bits)) ||
    (predictor === 3 && samples.kind === 'float');
  if (!fits) throw unsupported(`with predictor ${predictor} and ${samples.bits} bits`);
}

/** From here on stand camera sensors' patterns and other private numbers. */
const OTHER_PHOTOMETRICS = 32_768;

function checkRatio(layout: RasterLayout, { size, limits }: TiffFile): void {
  const bytes = (layout.width * layout.height * layout.bandCount * layout.samples.bits) / 8;
  if (bytes > limits.blockBytes && bytes > size * limits.compressionRatio)
    throw new ImageryRefusal(
      'compression_implausible',
      `The file claims ${bytes} bytes of pixels in ${size} bytes; no real image compresses so well, so it is not unpacked (${settingsOf('compressionRatio')}).`,
    );
}
