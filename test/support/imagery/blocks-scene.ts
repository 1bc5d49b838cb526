import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import proj4 from 'proj4';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import type { PixelArray } from '#imagery/base/raster.ts';
import { georeferenceFields } from '#imagery/place/geo-fields.ts';
import { tags, textField } from '#imagery/tiff/tiff.ts';
import { makeTiff } from './geotiff.ts';
import { corner, ZONE52 } from './striped-scene.ts';

/** Blocks of one value each, so that what is seen in a block's middle is that value and nothing else. */
export const blocks = { across: 8, down: 6, pixels: 50 };
export const BAND_COUNT = 4;
/** In every kind of scene: the block that holds no data, and in floats one that holds what is no number. */
export const EMPTY_BLOCK = 20;
export const NOT_NUMBER_BLOCK = 21;

export type BlocksKind = 'uint8' | 'uint16' | 'float32';
const noData = { uint8: 0, uint16: 0, float32: -9_999 };

/** The value of a band, from 1, in a block: counts, or floats on both sides of 0. Bands differ in spread. */
export function blockValue(kind: BlocksKind, band: number, block: number): number {
  const step = (block * (band * 7 + 4)) % 48;
  if (kind === 'uint8') return 20 + band * 10 + step * 3;
  return kind === 'uint16' ? 300 * band + step * 37 : Math.fround(band * 0.05 - 0.4 + step * 0.021);
}

/** Writes a scene of 400 x 300 m in UTM 52N, four bands, pixels of one metre. */
export async function writeBlocksScene(folder: string, kind: BlocksKind, name: string): Promise<string> {
  const width = blocks.across * blocks.pixels;
  const height = blocks.down * blocks.pixels;
  const length = width * height * BAND_COUNT;
  const pixels: PixelArray =
    kind === 'uint8'
      ? new Uint8Array(length)
      : kind === 'uint16'
        ? new Uint16Array(length)
        : new Float32Array(length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const block = Math.floor(y / blocks.pixels) * blocks.across + Math.floor(x / blocks.pixels);
      for (let band = 1; band <= BAND_COUNT; band++)
        pixels[(y * width + x) * BAND_COUNT + band - 1] =
          block === EMPTY_BLOCK
            ? noData[kind]
            : block === NOT_NUMBER_BLOCK && kind === 'float32'
              ? Number.NaN
              : blockValue(kind, band, block);
    }
  const file = path.join(folder, `${name}.tif`);
  const georeference = georeferenceFields(32652, [corner.east, 1, 0, corner.north, 0, -1], false);
  await writeFile(
    file,
    makeTiff({
      width,
      height,
      bandCount: BAND_COUNT,
      pixelType: kind,
      pixels,
      photometric: 1,
      fields: [
        ...georeference,
        { tag: tags.extraSamples, type: 'short', values: [0, 0, 0] },
        textField(tags.gdalNoData, `${noData[kind]}`),
        // Two scenes of one kind are not to be the same file.
        textField(tags.imageDescription, name),
      ],
    }),
  );
  return file;
}

/** Where the middle of a block lies. */
export function blockPlace(block: number): Position {
  const x = (block % blocks.across) * blocks.pixels + blocks.pixels / 2;
  const y = Math.floor(block / blocks.across) * blocks.pixels + blocks.pixels / 2;
  return proj4(ZONE52, 'EPSG:4326', [corner.east + x, corner.north - y]) as Position;
}
