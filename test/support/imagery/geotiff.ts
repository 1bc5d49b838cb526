import { bytesPerSample, type PixelArray, type PixelType } from '#imagery/base/raster.ts';
import {
  bigTiff,
  classicTiff,
  directorySize,
  writeDirectory,
  writeHeader,
} from '#imagery/encode/directory-writer.ts';
import { georeferenceFields } from '#imagery/place/geo-fields.ts';
import { type TiffField, tags } from '#imagery/tiff/tiff.ts';

/** A plain TIFF to be made for a test: uncompressed unless `blocks` says what its strips or tiles hold. */
export type TestTiff = {
  width: number;
  height: number;
  bandCount?: number;
  pixelType?: PixelType;
  /** Pixel-interleaved samples, written uncompressed in strips of `rowsPerStrip` rows. */
  pixels?: PixelArray;
  rowsPerStrip?: number;
  /** Instead of strips: tiles of so many pixels a side, given as `blocks`. */
  tileSize?: number;
  /** Instead of `pixels`: the bytes of each strip or tile as they shall stand in the file. */
  blocks?: readonly Uint8Array[];
  compression?: number;
  photometric?: number;
  /** Fields added, or put in the place of those of the same tag. */
  fields?: readonly TiffField[];
  /** Tags left out. */
  without?: readonly number[];
  big?: boolean;
};

/** A georeference in Camp 22's valley: UTM 52N, pixels of half a metre. */
export const valleyGeoreference = georeferenceFields(32652, [576_000, 0.5, 0, 4_710_000, 0, -0.5], false);

/** The bytes of a little-endian TIFF: header, directory, blocks. */
export function makeTiff(tiff: TestTiff): Buffer {
  const { width, height, bandCount = 1, rowsPerStrip = height } = tiff;
  const blocks = tiff.blocks ?? strips(tiff.pixels!, rowsPerStrip * width * bandCount);
  return Buffer.concat([
    headOf(
      tiff,
      blocks.map((block) => block.length),
    ),
    ...blocks,
  ]);
}

/** Header and directory of an uncompressed TIFF; its rows are to follow right behind. */
export function makeTiffHead(tiff: Omit<TestTiff, 'pixels' | 'blocks' | 'compression'>): Buffer {
  const { width, height, bandCount = 1, pixelType = 'uint8', rowsPerStrip = height } = tiff;
  const rowBytes = width * bandCount * bytesPerSample[pixelType];
  const sizes = Array.from(
    { length: Math.ceil(height / rowsPerStrip) },
    (_, strip) => Math.min(rowsPerStrip, height - strip * rowsPerStrip) * rowBytes,
  );
  return headOf(tiff, sizes);
}

function headOf(tiff: TestTiff, blockSizes: readonly number[]): Buffer {
  const { width, height, bandCount = 1, pixelType = 'uint8', big = false } = tiff;
  const format = big ? bigTiff : classicTiff;
  const perBand = (value: number) => new Array<number>(bandCount).fill(value);
  const sampleFormat = pixelType === 'float32' ? 3 : pixelType.startsWith('int') ? 2 : 1;
  const offsets = new Float64Array(blockSizes.length);
  const usual: TiffField[] = [
    { tag: tags.imageWidth, type: 'long', values: [width] },
    { tag: tags.imageLength, type: 'long', values: [height] },
    { tag: tags.bitsPerSample, type: 'short', values: perBand(bytesPerSample[pixelType] * 8) },
    { tag: tags.compression, type: 'short', values: [tiff.compression ?? 1] },
    { tag: tags.photometric, type: 'short', values: [tiff.photometric ?? (bandCount >= 3 ? 2 : 1)] },
    { tag: tags.samplesPerPixel, type: 'short', values: [bandCount] },
    ...blockFields(tiff, offsets, blockSizes),
    { tag: tags.sampleFormat, type: 'short', values: perBand(sampleFormat) },
  ];
  const given = tiff.fields ?? [];
  const replaced = new Set([...given.map(({ tag }) => tag), ...(tiff.without ?? [])]);
  const fields = [...usual.filter(({ tag }) => !replaced.has(tag)), ...given];
  let end = format.headerSize + directorySize(format, fields);
  blockSizes.forEach((size, block) => {
    offsets[block] = end;
    end += size;
  });
  const header = writeHeader(format, format.headerSize);
  return Buffer.concat([header, writeDirectory(format, fields, format.headerSize, 0)]);
}

function blockFields(
  {
    tileSize,
    height,
    rowsPerStrip = height,
    big = false,
  }: Pick<TestTiff, 'tileSize' | 'height' | 'rowsPerStrip' | 'big'>,
  offsets: Float64Array,
  sizes: readonly number[],
): TiffField[] {
  const type = big ? 'long8' : 'long';
  if (tileSize === undefined)
    return [
      { tag: tags.stripOffsets, type, values: offsets },
      { tag: tags.rowsPerStrip, type: 'long', values: [rowsPerStrip] },
      { tag: tags.stripByteCounts, type: 'long', values: sizes },
    ];
  return [
    { tag: tags.tileWidth, type: 'short', values: [tileSize] },
    { tag: tags.tileLength, type: 'short', values: [tileSize] },
    { tag: tags.tileOffsets, type, values: offsets },
    { tag: tags.tileByteCounts, type: 'long', values: sizes },
  ];
}

function strips(pixels: PixelArray, samplesPerStrip: number): Uint8Array[] {
  const size = pixels.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const count = Math.ceil(pixels.length / samplesPerStrip);
  return Array.from({ length: count }, (_, strip) =>
    bytes.subarray(strip * samplesPerStrip * size, (strip + 1) * samplesPerStrip * size),
  );
}
