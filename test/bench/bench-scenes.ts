import { open } from 'node:fs/promises';
import { georeferenceFields } from '#imagery/place/geo-fields.ts';
import { makeTiffHead } from '../support/imagery/geotiff.ts';
import { texturedRows } from '../support/imagery/textured-scene.ts';

const ROWS_AT_ONCE = 256;

/** Where a made-up scene lies: an EPSG code, and its upper left corner in that system's metres. */
export type Place = { epsg: number; east: number; north: number };

/**
 * Writes a square scene of a made-up landscape, RGB of 8 bits in pixels of half a metre. Of one place, scenes
 * with different `date`s have the same ground with other fields' edges, as two dates have.
 */
export async function writeTexturedScene(
  path: string,
  { side, place, date = 0 }: { side: number; place: Place; date?: number },
): Promise<void> {
  const fields = georeferenceFields(place.epsg, [place.east, 0.5, 0, place.north, 0, -0.5], false);
  const file = await open(path, 'w');
  try {
    await file.write(makeTiffHead({ width: side, height: side, bandCount: 3, rowsPerStrip: 16, fields }));
    for (let row = 0; row < side; row += ROWS_AT_ONCE)
      await file.write(texturedRows(side, row + date * 3_000, ROWS_AT_ONCE));
  } finally {
    await file.close();
  }
}
