import { limits } from './limits.ts';
import { bytesPerSample, type PixelType } from './raster.ts';
import { ImageryRefusal } from './refusal.ts';
import { compressions, photometrics, tags } from './tiff.ts';
import { readNumber, readNumbers, readText, type TiffDirectory, type TiffFile } from './tiff-file.ts';

type Codec = 'none' | 'lzw' | 'deflate' | 'jpeg' | 'zstd';

/** How the image of a TIFF is stored. A block is a tile, or a strip of whole rows. */
export interface RasterLayout {
  readonly width: number;
  readonly height: number;
  readonly bandCount: number;
  readonly pixelType: PixelType;
  readonly photometric: number;
  readonly extraSamples: readonly number[];
  readonly codec: Codec;
  readonly predictor: number;
  /** One block holds one band only; the blocks of the first band come first. */
  readonly bandsApart: boolean;
  readonly tiled: boolean;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly blocksAcross: number;
  readonly blocksDown: number;
  readonly littleEndian: boolean;
  /** GDAL's nodata text. */
  readonly noData: string | null;
}

/** Where the blocks lie in the file; a block of no bytes is sparse and stands for nodata, or 0. */
export interface BlockTable {
  readonly offsets: Float64Array;
  readonly byteCounts: Float64Array;
}

/**
 * Reads how the first image of the file is stored and checks it against `limits` and what this project reads.
 * No block is touched.
 *
 * @throws ImageryRefusal with the first reason found
 */
export async function readLayout(file: TiffFile): Promise<RasterLayout> {
  const directory = imageDirectory(file);
  const number = (tag: number, otherwise: number) => readNumber(file, directory, tag, otherwise);
  const width = await number(tags.imageWidth, 0);
  const height = await number(tags.imageLength, 0);
  const bandCount = await number(tags.samplesPerPixel, 1);
  checkSize(width, height, bandCount);
  const codec = codecOf(await number(tags.compression, compressions.none));
  const pixelType = pixelTypeOf(
    await readNumbers(file, directory, tags.bitsPerSample, 65536),
    await readNumbers(file, directory, tags.sampleFormat, 65536),
  );
  const pixelBytes = bandCount * bytesPerSample[pixelType];
  if (pixelBytes > limits.pixelBytes) {
    throw new ImageryRefusal(
      'image_too_large',
      `Each pixel holds ${bandCount} bands in ${pixelBytes} bytes, more than the ${limits.pixelBytes} allowed; choose fewer bands.`,
    );
  }
  const photometric = await number(tags.photometric, photometrics.blackIsZero);
  const bandsApart = bandCount > 1 && (await number(tags.planarConfiguration, 1)) === 2;
  const predictor = codec === 'none' || codec === 'jpeg' ? 1 : await number(tags.predictor, 1);
  const tiled = directory.has(tags.tileOffsets) || directory.has(tags.tileWidth);
  const blockWidth = tiled ? await number(tags.tileWidth, 0) : width;
  const blockHeight = tiled
    ? await number(tags.tileLength, 0)
    : Math.min(await number(tags.rowsPerStrip, height), height);
  const layout: RasterLayout = {
    width,
    height,
    bandCount,
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
    noData: await readText(file, directory, tags.gdalNoData),
  };
  checkBlocks(layout);
  checkEncoding(layout, await number(tags.fillOrder, 1));
  checkRatio(layout, file.size);
  return layout;
}

/** The directory of the image itself; overviews, masks and further pages come after it. */
export function imageDirectory(file: TiffFile): TiffDirectory {
  return file.directories[0]!;
}

/**
 * Reads where the blocks lie and checks that each lies inside the file.
 *
 * @throws ImageryRefusal file_truncated, directory_damaged
 */
export async function readBlockTable(file: TiffFile, layout: RasterLayout): Promise<BlockTable> {
  const directory = imageDirectory(file);
  const count = blockCount(layout);
  const numbers = (tag: number) => readNumbers(file, directory, tag, limits.blocks);
  const offsets = await numbers(layout.tiled ? tags.tileOffsets : tags.stripOffsets);
  const listed = await numbers(layout.tiled ? tags.tileByteCounts : tags.stripByteCounts);
  if (offsets.length < count || (listed.length < count && listed.length > 0)) {
    throw new ImageryRefusal(
      'directory_damaged',
      `The file lists ${offsets.length} of the ${count} pieces of its image. Fetch or save the file again.`,
    );
  }
  const byteCounts = listed.length > 0 ? listed : offsets.map(() => blockBytes(layout));
  for (let block = 0; block < count; block += 1) {
    if (offsets[block]! + byteCounts[block]! > file.size) {
      const percent = Math.floor((block / count) * 100);
      throw new ImageryRefusal(
        'file_truncated',
        `The file ends before its image does: about ${percent}% of the pixels are there. Fetch it again.`,
      );
    }
  }
  return { offsets, byteCounts };
}

function blockCount(layout: RasterLayout): number {
  return layout.blocksAcross * layout.blocksDown * (layout.bandsApart ? layout.bandCount : 1);
}

/** Samples that one pixel has inside one block. */
export function samplesPerBlockPixel(layout: RasterLayout): number {
  return layout.bandsApart ? 1 : layout.bandCount;
}

/** Bytes of a whole block once decoded. */
export function blockBytes(layout: RasterLayout): number {
  const { blockWidth, blockHeight, pixelType } = layout;
  return blockWidth * blockHeight * samplesPerBlockPixel(layout) * bytesPerSample[pixelType];
}

/** How many bands a photometric interpretation names itself; those beyond are extra samples. */
function coloursOf(photometric: number): number {
  if (photometric === photometrics.rgb || photometric === photometrics.yCbCr) return 3;
  return photometric === photometrics.separated ? 4 : 1;
}

function extraSamplesOf(photometric: number, bandCount: number, listed: Float64Array): number[] {
  const count = Math.max(0, bandCount - coloursOf(photometric));
  return Array.from({ length: count }, (_, index) => listed[index] ?? 0);
}

function checkSize(width: number, height: number, bandCount: number): void {
  const whole = [width, height, bandCount].every((value) => Number.isInteger(value) && value > 0);
  if (!whole) {
    throw new ImageryRefusal(
      'directory_damaged',
      'The file does not say how large its image is. Fetch or save the file again.',
    );
  }
  if (width > limits.side || height > limits.side || width * height > limits.pixels) {
    throw new ImageryRefusal(
      'image_too_large',
      `The image measures ${width} x ${height} pixels; at most ${limits.side} a side and ${limits.pixels} in all are taken. Cut it into parts.`,
    );
  }
}

const codecs: ReadonlyMap<number, Codec> = new Map([
  [compressions.none, 'none'],
  [compressions.lzw, 'lzw'],
  [compressions.jpeg, 'jpeg'],
  [compressions.deflate, 'deflate'],
  [compressions.adobeDeflate, 'deflate'],
  [compressions.zstd, 'zstd'],
]);

const otherCodecs: ReadonlyMap<number, string> = new Map([
  [2, 'CCITT'],
  [3, 'CCITT fax 3'],
  [4, 'CCITT fax 4'],
  [6, 'old-style JPEG'],
  [32773, 'PackBits'],
  [34676, 'SGI Log'],
  [34677, 'SGI Log 24'],
  [34712, 'JPEG 2000'],
  [34887, 'LERC'],
  [34925, 'LZMA'],
  [50001, 'WebP'],
  [50002, 'JPEG XL'],
]);

const codecAdvice = 'Save it uncompressed or with LZW, DEFLATE, ZSTD or JPEG.';

function codecOf(compression: number): Codec {
  const codec = codecs.get(compression);
  if (codec !== undefined) return codec;
  const name = otherCodecs.get(compression) ?? `number ${compression}`;
  throw new ImageryRefusal(
    'codec_unsupported',
    `The image is compressed with ${name}, which is not read yet. ${codecAdvice}`,
  );
}

const pixelTypesByFormat: Readonly<Record<string, PixelType>> = {
  '8 1': 'uint8',
  '8 2': 'int8',
  '16 1': 'uint16',
  '16 2': 'int16',
  '32 3': 'float32',
};

function pixelTypeOf(bits: Float64Array, formats: Float64Array): PixelType {
  const [size = 1] = bits;
  const [stated = 1] = formats;
  // Format 4 means that the writer did not say; unsigned is what TIFF 6.0 takes for granted.
  const format = stated === 4 ? 1 : stated;
  const mixed = bits.some((each) => each !== size) || formats.some((each) => each !== stated);
  const type = mixed ? undefined : pixelTypesByFormat[`${size} ${format}`];
  if (type !== undefined) return type;
  const kind =
    format === 1 ? 'unsigned integers' : format === 2 ? 'signed integers' : 'floating point numbers';
  const found = mixed ? 'bands of different types' : `samples of ${size} bits as ${kind}`;
  throw new ImageryRefusal(
    'pixel_type_unsupported',
    `The image holds ${found}, which are not read yet. Save it with 8 or 16-bit integers or 32-bit floats.`,
  );
}

function checkBlocks(layout: RasterLayout): void {
  const { blockWidth, blockHeight } = layout;
  const whole = Number.isInteger(blockWidth) && Number.isInteger(blockHeight);
  if (!whole || blockWidth <= 0 || blockHeight <= 0) {
    throw new ImageryRefusal(
      'directory_damaged',
      'The file does not say into which pieces its image is cut. Fetch or save the file again.',
    );
  }
  const count = blockCount(layout);
  if (count > limits.blocks) {
    throw new ImageryRefusal(
      'directory_excessive',
      `The image is cut into ${count} pieces, more than the ${limits.blocks} allowed; save it with tiles of 512 pixels.`,
    );
  }
  const bytes = blockBytes(layout) * (layout.bandsApart ? layout.bandCount : 1);
  // Rows of uncompressed strips are read one by one, however tall the strip.
  if (bytes > limits.blockBytes && !(layout.codec === 'none' && !layout.tiled)) {
    throw new ImageryRefusal(
      'block_too_large',
      `The image is compressed in pieces of ${blockWidth} x ${blockHeight} pixels, too large to unpack safely; save it with tiles of 512 pixels.`,
    );
  }
}

function checkEncoding(layout: RasterLayout, fillOrder: number): void {
  const { codec, photometric, pixelType, predictor, bandCount } = layout;
  const unsupported = (what: string) =>
    new ImageryRefusal(
      'layout_unsupported',
      `The image is stored ${what}, which is not read yet. Save it anew.`,
    );
  if (fillOrder !== 1) throw unsupported('with its bits in reverse order');
  if (codec === 'jpeg' && pixelType !== 'uint8') throw unsupported('as JPEG of more than 8 bits');
  if (photometric === photometrics.yCbCr && (codec !== 'jpeg' || bandCount !== 3 || layout.bandsApart)) {
    throw unsupported('as luminance and colour difference outside JPEG');
  }
  if (photometric === photometrics.palette && (pixelType !== 'uint8' || bandCount !== 1)) {
    throw unsupported('as a palette of other than one band of 8 bits');
  }
  if (bandCount < coloursOf(photometric)) throw unsupported('with fewer bands than its colours need');
  const fits = predictor === 1 || predictor === 2 || (predictor === 3 && pixelType === 'float32');
  if (!fits) throw unsupported(`with predictor ${predictor}`);
}

function checkRatio(layout: RasterLayout, fileSize: number): void {
  const { width, height, bandCount, pixelType } = layout;
  const bytes = width * height * bandCount * bytesPerSample[pixelType];
  if (bytes > limits.ratioFloor && bytes > fileSize * limits.compressionRatio) {
    throw new ImageryRefusal(
      'compression_implausible',
      `The file claims ${bytes} bytes of pixels in ${fileSize} bytes; no real image compresses so well, so it is not unpacked.`,
    );
  }
}
