import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { georeferenceFields } from '#imagery/place/geo-fields.ts';
import { makeTiff } from './geotiff.ts';

/**
 * A north-up scene, black with white squares, nine pixels a side, around some pixels, and a white cross through its
 * middle. The corner of the first pixel and its sides are in units of `epsg`.
 */
export type MarkedScene = {
  epsg: number;
  west: number;
  north: number;
  pixel: number;
  width: number;
  height: number;
  white: readonly (readonly [column: number, row: number])[];
};

export async function writeMarkedScene(folder: string, name: string, scene: MarkedScene): Promise<string> {
  const { epsg, west, north, pixel, width, height, white } = scene;
  const pixels = Uint8Array.from({ length: width * height }, (_, at) => {
    const [column, row] = [at % width, Math.floor(at / width)];
    const inCross = Math.abs(column - width / 2) < width / 20 || Math.abs(row - height / 2) < height / 20;
    const inSquare = white.some(([x, y]) => Math.max(Math.abs(column - x), Math.abs(row - y)) <= 4);
    return inCross || inSquare ? 255 : 0;
  });
  const fields = georeferenceFields(epsg, [west, pixel, 0, north, 0, -pixel], epsg === 4326);
  const file = path.join(folder, `${name}.tif`);
  await writeFile(file, makeTiff({ width, height, pixels, fields }));
  return file;
}
