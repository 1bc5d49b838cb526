import { bytesPerSample, isFloat, type PixelType } from '../base/raster.ts';
import { compressions, REDUCED_IMAGE, type TiffField, tags } from '../tiff/tiff.ts';
import {
  bigTiff,
  classicTiff,
  directorySize,
  type TiffFormat,
  writeDirectory,
  writeHeader,
} from './directory-writer.ts';
import type { Predictor } from './predictor.ts';

/** Pixels along one side of every tile written. */
export const TILE_SIZE = 512;

/** Bytes before and after each tile's data: its size as 32 bits, its last four bytes once more. */
export const TILE_LEADER_SIZE = 4;
export const TILE_TRAILER_SIZE = 4;

/** One level of the pyramid; the first is the image itself. Tiles are counted row by row. */
export type CogLevel = {
  width: number;
  height: number;
  tileByteCounts: Uint32Array;
};

/** What all levels have in common. */
export type CogFormat = {
  bandCount: number;
  pixelType: PixelType;
  photometric: number;
  /** TIFF's ExtraSamples, one for each band beyond those the photometric interpretation names. */
  extraSamples: readonly number[];
  predictor: Predictor;
  /** Fields of the image itself: georeference, metadata, nodata, and whatever else is kept. */
  fields: readonly TiffField[];
};

/** Where everything goes: the bytes up to the first tile, and each tile's offset. */
export type CogLayout = {
  head: Buffer;
  size: number;
};

export function tilesAcross(level: { width: number }): number {
  return Math.ceil(level.width / TILE_SIZE);
}

export function tilesDown(level: { height: number }): number {
  return Math.ceil(level.height / TILE_SIZE);
}

/** The largest offset of a classic TIFF, and so the largest size that is written as one. */
export const CLASSIC_TIFF_LIMIT = 2 ** 32 - 1;

/**
 * Lays out a Cloud Optimized GeoTIFF as GDAL's driver does: header, ghost area, directories from the image down to
 * the smallest overview, then the tiles of the smallest overview first and the image's own last. Beyond
 * `largestClassic` bytes it is a BigTIFF.
 */
export function layOutCog(levels: readonly CogLevel[], format: CogFormat, largestClassic: number): CogLayout {
  const classic = layOutAs(classicTiff, levels, format);
  if (classic !== null && classic.size <= largestClassic) return classic;
  return layOutAs(bigTiff, levels, format)!;
}

function layOutAs(tiff: TiffFormat, levels: readonly CogLevel[], format: CogFormat): CogLayout | null {
  const ghost = ghostArea();
  const placeholders = levels.map((level, index) =>
    levelFields(tiff, level, index, format, new Float64Array(level.tileByteCounts.length)),
  );
  const sizes = placeholders.map((fields) => directorySize(tiff, fields));
  const firstDirectory = tiff.headerSize + ghost.length;
  const dataStart = firstDirectory + sizes.reduce((sum, size) => sum + size, 0);
  const { offsets, end } = placeTiles(levels, dataStart);
  if (!tiff.big && end > CLASSIC_TIFF_LIMIT) return null;
  const parts = [writeHeader(tiff, firstDirectory), ghost];
  let offset = firstDirectory;
  levels.forEach((level, index) => {
    const next = index + 1 < levels.length ? offset + sizes[index]! : 0;
    parts.push(writeDirectory(tiff, levelFields(tiff, level, index, format, offsets[index]!), offset, next));
    offset += sizes[index]!;
  });
  return { head: Buffer.concat(parts), size: end };
}

function placeTiles(
  levels: readonly CogLevel[],
  dataStart: number,
): { offsets: Float64Array[]; end: number } {
  const offsets = levels.map((level) => new Float64Array(level.tileByteCounts.length));
  let end = dataStart;
  for (let index = levels.length - 1; index >= 0; index--)
    levels[index]!.tileByteCounts.forEach((byteCount, tile) => {
      offsets[index]![tile] = end + TILE_LEADER_SIZE;
      end += TILE_LEADER_SIZE + byteCount + TILE_TRAILER_SIZE;
    });
  return { offsets, end };
}

function levelFields(
  tiff: TiffFormat,
  level: CogLevel,
  index: number,
  format: CogFormat,
  offsets: Float64Array,
): TiffField[] {
  const { bandCount, pixelType } = format;
  const perBand = (value: number) => new Array<number>(bandCount).fill(value);
  const sampleFormat = isFloat(pixelType) ? 3 : pixelType.startsWith('int') ? 2 : 1;
  const fields: TiffField[] = [
    { tag: tags.imageWidth, type: 'long', values: [level.width] },
    { tag: tags.imageLength, type: 'long', values: [level.height] },
    { tag: tags.bitsPerSample, type: 'short', values: perBand(bytesPerSample[pixelType] * 8) },
    { tag: tags.compression, type: 'short', values: [compressions.deflate] },
    { tag: tags.photometric, type: 'short', values: [format.photometric] },
    { tag: tags.samplesPerPixel, type: 'short', values: [bandCount] },
    { tag: tags.planarConfiguration, type: 'short', values: [1] },
    { tag: tags.tileWidth, type: 'short', values: [TILE_SIZE] },
    { tag: tags.tileLength, type: 'short', values: [TILE_SIZE] },
    { tag: tags.tileOffsets, type: tiff.big ? 'long8' : 'long', values: offsets },
    { tag: tags.tileByteCounts, type: 'long', values: level.tileByteCounts },
    { tag: tags.sampleFormat, type: 'short', values: perBand(sampleFormat) },
  ];
  if (format.predictor !== 1) fields.push({ tag: tags.predictor, type: 'short', values: [format.predictor] });
  if (format.extraSamples.length > 0)
    fields.push({ tag: tags.extraSamples, type: 'short', values: [...format.extraSamples] });
  if (index === 0) return [...fields, ...format.fields];
  fields.push({ tag: tags.newSubfileType, type: 'long', values: [REDUCED_IMAGE] });
  return [...fields, ...format.fields.filter((field) => field.tag === tags.gdalNoData)];
}

/** What GDAL's COG driver writes behind the header, so that readers may trust order, leaders and trailers. */
function ghostArea(): Buffer {
  const body = [
    'LAYOUT=IFDS_BEFORE_DATA',
    'BLOCK_ORDER=ROW_MAJOR',
    'BLOCK_LEADER=SIZE_AS_UINT4',
    'BLOCK_TRAILER=LAST_4_BYTES_REPEATED',
    'KNOWN_INCOMPATIBLE_EDITION=NO',
    ' ',
  ].join('\n');
  const size = String(body.length).padStart(6, '0');
  const text = `GDAL_STRUCTURAL_METADATA_SIZE=${size} bytes\n${body}`;
  // Directories stand at even offsets; the size stated above leaves this filler out, as GDAL's does.
  return Buffer.from(text.padEnd(text.length + (text.length % 2), '\0'), 'latin1');
}
