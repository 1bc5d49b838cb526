import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import proj4 from 'proj4';
import { georeferenceFields } from '#imagery/place/geo-fields.ts';
import type { Rgb } from '../base/rgb.ts';
import { makeTiff } from './geotiff.ts';
import { corner, ZONE52 } from './striped-scene.ts';

/** Pixels of a checkered scene: more than one tile of its display copy, their edge in its middle, and an overview. */
const WIDTH = 1024;
const HEIGHT = 768;

/**
 * Writes a scene whose pixels of one metre have two colours in turn, across and down: in UTM 52N, in which a site
 * here is shown, or of the same ground in EPSG:4326.
 */
export async function writeCheckeredScene(
  folder: string,
  name: string,
  { colours, system = 'utm' }: { colours: readonly [Rgb, Rgb]; system?: 'utm' | 'wgs84' },
): Promise<string> {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) pixels.set(colours[(x + y) % 2]!, (y * WIDTH + x) * 3);
  const fields =
    system === 'utm'
      ? georeferenceFields(32652, [corner.east, 1, 0, corner.north, 0, -1], false)
      : georeferenceFields(4326, inDegrees(), true);
  const file = path.join(folder, `${name}.tif`);
  await writeFile(file, makeTiff({ width: WIDTH, height: HEIGHT, bandCount: 3, pixels, fields }));
  return file;
}

function inDegrees(): [number, number, number, number, number, number] {
  const [west = 0, north = 0] = proj4(ZONE52, 'EPSG:4326', [corner.east, corner.north]);
  const [east = 0, south = 0] = proj4(ZONE52, 'EPSG:4326', [corner.east + WIDTH, corner.north - HEIGHT]);
  return [west, (east - west) / WIDTH, 0, north, 0, (south - north) / HEIGHT];
}
