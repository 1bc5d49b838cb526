import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { writeDisplayCopy } from '#imagery/cog/display-copy.ts';
import { gdalChecksums, gdalTranslate, hasGdal } from '../../support/imagery/gdal.ts';
import { makeTiff, valleyGeoreference } from '../../support/imagery/geotiff.ts';
import { texturedRows } from '../../support/imagery/textured-scene.ts';

vi.setConfig({ testTimeout: 60_000 });

/** How GDAL is asked to write a scene: options of gdal_translate by what the file then is. */
const variants: readonly (readonly [what: string, options: string])[] = [
  [
    'LZW with predictor 2, bands apart, big-endian',
    '-ot UInt16 -co COMPRESS=LZW -co PREDICTOR=2 -co INTERLEAVE=BAND -co ENDIANNESS=BIG',
  ],
  ['DEFLATE with predictor 2 of 64 bits', '-ot Float64 -co COMPRESS=DEFLATE -co PREDICTOR=2 -co TILED=YES'],
  ['ZSTD with predictor 3, big-endian', '-ot Float32 -co COMPRESS=ZSTD -co PREDICTOR=3 -co ENDIANNESS=BIG'],
  ['DEFLATE with predictor 3 of 64 bits', '-ot Float64 -co COMPRESS=DEFLATE -co PREDICTOR=3 -co TILED=YES'],
  ['half floats with predictor 3', '-ot Float32 -co NBITS=16 -co COMPRESS=DEFLATE -co PREDICTOR=3'],
  ['LERC in DEFLATE, bands apart', '-ot UInt16 -co COMPRESS=LERC_DEFLATE -co INTERLEAVE=BAND'],
  ['LERC in ZSTD', '-ot Float64 -co COMPRESS=LERC_ZSTD -co TILED=YES'],
  ['WebP', '-co COMPRESS=WEBP -co TILED=YES'],
  ['24 bits', '-ot UInt32 -co NBITS=24'],
  ['CCITT group 4', '-b 1 -scale 0 255 0 1 -co NBITS=1 -co COMPRESS=CCITTFAX4'],
  ['CCITT group 3', '-b 1 -scale 0 255 0 1 -co NBITS=1 -co COMPRESS=CCITTFAX3'],
  ['tall narrow tiles in a BigTIFF', '-co BIGTIFF=YES -co TILED=YES -co BLOCKXSIZE=32 -co BLOCKYSIZE=512'],
  ['sparse tiles with nodata', '-a_nodata 7 -srcwin -300 -300 900 800 -co SPARSE_OK=YES -co TILED=YES'],
];

if (!hasGdal) {
  const notice = 'SKIPPED: GDAL is not installed';
  console.warn(`Pixels as GDAL reads them: ${notice}`);
  describe.skip('pixels as GDAL reads them', () => {
    it(notice, () => {});
  });
} else {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-gdal-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const scene = path.join(folder, 'scene.tif');
  const pixels = texturedRows(301, 0, 203);
  await writeFile(
    scene,
    makeTiff({ width: 301, height: 203, bandCount: 3, pixels, fields: valleyGeoreference }),
  );

  describe('a display copy holds the pixels that GDAL reads from the original', () => {
    it.each(variants)('%s', async (what, options) => {
      const originalPath = path.join(folder, `${what.replaceAll(/\W/g, '-')}.tif`);
      const displayPath = `${originalPath}.display.tif`;
      try {
        await gdalTranslate(scene, originalPath, options.split(' '));
      } catch {
        console.warn(`This GDAL cannot write ${what}: not judged`);
        return;
      }
      await writeDisplayCopy({ originalPath, displayPath });
      const [before, after] = await Promise.all([originalPath, displayPath].map(gdalChecksums));
      expect(after).toEqual(before);
    });
  });
}
