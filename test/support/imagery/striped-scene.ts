import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import proj4 from 'proj4';
import type { PixelArray } from '#imagery/base/raster.ts';
import { georeferenceFields } from '#imagery/place/geo-fields.ts';
import { makeTiff } from './geotiff.ts';

/** UTM 52N, in the valley: the upper left corner of every striped scene, metres. */
export const corner = { east: 576_000, north: 4_710_000 };
export const ZONE52 = '+proj=utm +zone=52 +datum=WGS84 +units=m +no_defs';
/** The place so many metres east and south of that corner: longitude and latitude. */
export function metresFrom(east: number, south: number): [longitude: number, latitude: number] {
  return proj4(ZONE52, 'EPSG:4326', [corner.east + east, corner.north - south]) as [number, number];
}
/** Metres from the upper left corner to where dark ground becomes bright, eastward and southward. */
export const edge = { east: 200, south: 150 };

const WIDTH = 800;
const HEIGHT = 600;
const METRES = 0.5;

/**
 * Writes a scene of 400 by 300 m that is dark in its north-west quarter and bright elsewhere, with a fine
 * chequer so that neither part is flat: as 16-bit counts in UTM, or as 32-bit reflectances in EPSG:4326 with
 * a collar of NaN ten pixels wide.
 */
export async function writeStripedScene(
  folder: string,
  kind: 'uint16-utm' | 'float32-wgs84',
): Promise<string> {
  const asFloat = kind === 'float32-wgs84';
  const pixels: PixelArray = asFloat ? new Float32Array(WIDTH * HEIGHT) : new Uint16Array(WIDTH * HEIGHT);
  const [west = 0, north = 0] = proj4(ZONE52, 'EPSG:4326', [corner.east, corner.north]);
  const [east = 0, south = 0] = proj4(ZONE52, 'EPSG:4326', [corner.east + 400, corner.north - 300]);
  const perPixel = { longitude: (east - west) / WIDTH, latitude: (north - south) / HEIGHT };
  const place = proj4('EPSG:4326', ZONE52);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const [easting = 0, northing = 0] = asFloat
        ? place.forward([west + (x + 0.5) * perPixel.longitude, north - (y + 0.5) * perPixel.latitude])
        : [corner.east + (x + 0.5) * METRES, corner.north - (y + 0.5) * METRES];
      const dark = easting < corner.east + edge.east && northing > corner.north - edge.south;
      const count = (dark ? 400 : 2_600) + (((x >> 3) + (y >> 3)) % 2) * 200;
      const collar = Math.min(x, y, WIDTH - 1 - x, HEIGHT - 1 - y) < 10;
      pixels[y * WIDTH + x] = asFloat ? (collar ? Number.NaN : count / 10_000) : count;
    }
  const fields = asFloat
    ? georeferenceFields(4326, [west, perPixel.longitude, 0, north, 0, -perPixel.latitude], true)
    : georeferenceFields(32652, [corner.east, METRES, 0, corner.north, 0, -METRES], false);
  const file = path.join(folder, `${kind}.tif`);
  await writeFile(
    file,
    makeTiff({ width: WIDTH, height: HEIGHT, pixelType: asFloat ? 'float32' : 'uint16', pixels, fields }),
  );
  return file;
}
