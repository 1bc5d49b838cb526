import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import { inspect } from '#imagery/inspect/inspect.ts';
import { ingest } from '#imagery/process/ingest.ts';
import { fieldData } from '../support/base/field-data.ts';
import { readCogStructure } from '../support/imagery/cog-structure.ts';
import { gdalChecksums, gdalDifference, gdalTransform, hasGdal } from '../support/imagery/gdal.ts';

/** What is refused once it is decoded, or before, and why. All other files are shown. */
const refused: ReadonlyMap<string, string> = new Map([
  ['geotrellis__aspect-tiled-near.tif', 'not_a_tiff'],
  ['geotrellis__jpeg-test-deflate-small.tif', 'image_damaged'],
  ['image-tiff__colormap-shl-overflow.tiff', 'directory_damaged'],
  ['image-tiff__off_luv24.tif', 'codec_unsupported'],
  ['image-tiff__sample-get-lzw-stuck.tiff', 'file_truncated'],
  ['libtiff__ojpeg_chewey_subsamp21_multi_strip.tiff', 'codec_unsupported'],
  ['libtiff__test_ifd_loop_to_first.tif', 'directory_loop'],
  ['pillow__crash-2020-10-test.tif', 'directory_damaged'],
  ['pillow__crash-63b1dffefc8c075ddc606c0a2f5fdc15ece78863.tif', 'directory_damaged'],
  ['pillow__multipage_single_frame_loop.tiff', 'directory_loop'],
  ['rasterio__goes.tif', 'not_on_earth'],
  ['rio-tiler__cog_hirise_mars.tif', 'not_on_earth'],
]);

/** What neither other reader can be asked about: the pixels are changed on purpose, so that a page can show them. */
const changed: ReadonlyMap<string, string> = new Map([
  ['image-tiff__cmyk-3c-16b.tiff', 'inks become red, green and blue'],
  ['pillow__g4_orientation_6.tif', 'turned upright, black on white'],
]);

/** JPEG leaves open how shared colour differences are spread: decoders differ at edges, by so much at most. */
const LARGEST_OF_JPEG = 14;
const MEAN_OF_JPEG = 0.4;

type FieldFile = {
  name: string;
  kind: string;
  type: string;
  codec: string;
  quirk: string;
};

const folder = fieldData();
const scratch = await mkdtemp(path.join(tmpdir(), 'afterimage-field-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function fieldFiles(from: string): Promise<FieldFile[]> {
  const [, ...lines] = (await readFile(path.join(from, 'geotiff/index.tsv'), 'utf8')).trim().split('\n');
  return lines.map((line) => {
    const [name = '', kind = '', , type = '', layout = '', , quirk = ''] = line.split('\t');
    return { name, kind, type, codec: layout.split(',')[0]!, quirk };
  });
}

if (folder === null) {
  const notice = 'SKIPPED: no field data at FIELD_DATA or ../shared/field-data';
  console.warn(`Real GeoTIFFs: ${notice}`);
  describe.skip('real GeoTIFFs', () => {
    it(notice, () => {});
  });
} else {
  const files = await fieldFiles(folder);
  const shown = files.filter(({ name }) => !refused.has(name));
  if (!hasGdal) console.warn('Real GeoTIFFs: GDAL is not installed, so their pixels are not judged by it');
  const original = (name: string) => path.join(folder, 'geotiff', name);
  const display = (name: string) => path.join(scratch, `${name}.display.tif`);

  describe('real GeoTIFFs', () => {
    it.each(shown)('$name becomes a sound display copy ($quirk)', async ({ name, codec }) => {
      const copy = await ingest({ originalPath: original(name), displayPath: display(name) });
      const structure = await readCogStructure(display(name));
      expect(structure.faults).toEqual([]);
      expect(structure.ghostArea).toContain('LAYOUT=IFDS_BEFORE_DATA\nBLOCK_ORDER=ROW_MAJOR\n');
      structure.levels.forEach((level, index) => {
        expect(level).toMatchObject({ tileWidth: 512, tileHeight: 512, reduced: index > 0, mask: false });
        expect(level.width).toBe(Math.ceil(copy.width / 2 ** index));
        expect(level.height).toBe(Math.ceil(copy.height / 2 ** index));
      });
      const coarsest = structure.levels.at(-1)!;
      expect(Math.max(coarsest.width, coarsest.height)).toBeLessThanOrEqual(512);
      if (!hasGdal || changed.has(name) || !(await isAsStored(original(name)))) return;
      if (codec === 'YCbCr JPEG') {
        const { largest, mean } = await gdalDifference(original(name), display(name), [1, 2, 3]);
        expect(largest).toBeLessThanOrEqual(LARGEST_OF_JPEG);
        expect(mean).toBeLessThanOrEqual(MEAN_OF_JPEG);
      } else expect(await gdalChecksums(display(name))).toEqual(await gdalChecksums(original(name)));
    });

    it('with a mask have an alpha band, 0 where GDAL finds the pixels masked', async () => {
      const name = 'openlayers__masked.tif';
      const copy = await ingest({ originalPath: original(name), displayPath: display(name) });
      expect(copy.bands.map(({ alpha }) => alpha)).toEqual([undefined, undefined, undefined, true]);
      if (!hasGdal) return;
      const { largest } = await gdalDifference(original(name), display(name), ['mask'], [4]);
      expect(largest).toBe(0);
    });

    it('with a mask in a file of its own have an alpha band, 0 where GDAL finds the pixels masked', async () => {
      const name = 'rasterio__RGB2.byte.tif';
      const maskPath = original(`${name}.msk`);
      const copy = await ingest({
        originalPath: original(name),
        displayPath: display(name),
        maskPath,
        besidePaths: [maskPath],
      });
      expect(copy.bands[3]).toMatchObject({ alpha: true, min: 0, max: 255 });
      if (!hasGdal) return;
      const { largest } = await gdalDifference(original(name), display(name), ['mask'], [4]);
      expect(largest).toBe(0);
    });
  });

  describe('real files that cannot be read', () => {
    it.each([...refused])('%s is refused in one sentence: %s', async (name, code) => {
      const refusal = await refusalOf(() =>
        ingest({ originalPath: original(name), displayPath: display(name) }),
      );
      expect(refusal.code).toBe(code);
      expect(refusal.detail).toMatch(/^[A-Z].*\.$/);
    });

    it('leave nothing behind', async () => {
      const kept = (await readdir(scratch)).filter((name) => name.includes('.writing-'));
      expect(kept).toEqual([]);
    });
  });

  describe('the look before decoding', () => {
    it.each([
      ['geotrellis__aspect-tiled-near.tif', 'not_a_tiff'],
      ['pillow__multipage_single_frame_loop.tiff', 'directory_loop'],
      ['libtiff__test_ifd_loop_to_first.tif', 'directory_loop'],
      ['rio-tiler__cog_hirise_mars.tif', 'not_on_earth'],
    ])('refuses %s: %s', async (name, code) => {
      expect(await refusalOf(() => inspect(original(name)))).toMatchObject({ code });
    });

    it.each([
      ['rasterio__RGB.byte.tif', 32618, [-78.95865, 25.5060874]],
      ['openlayers__dop-rgb.tif', 25832, [9.4977051, 53.5178964]],
      ['stars__L7_ETMs.tif', 31985, [-34.9161655, -7.9498221]],
    ])('places the upper left corner of %s where GDAL does', async (name, epsg, corner) => {
      const inspection = await inspect(original(name));
      expect(inspection.placement?.epsg).toBe(epsg);
      expect(inspection.placement?.footprint.coordinates[0]).toContainEqual(corner);
    });

    it.each([
      ['image-tiff__planar-rgb-u8.tif', 'georeference_missing'],
      ['rasterio__float32.tif', 'reference_system_missing'],
      ['rasterio__rotated.tif', 'reference_system_missing'],
    ])('asks where %s lies: %s', async (name, code) => {
      const { placement, placeMissing } = await inspect(original(name));
      expect(placement).toBeNull();
      expect(placeMissing?.code).toBe(code);
    });

    it.each([
      ['openlayers__de-bw.tif', 'reordered'],
      ['cogeotiff__model_transformation.tif', 'reordered'],
      ['stars__geomatrix.tif', 'resampled'],
      ['rio-tiler__cog_scale.tif', 'as_is'],
      ['rio-tiler__cog_dateline.tif', 'as_is'],
      ['rio-cogeo__image_known_incompatible_ghost_headers.tif', 'as_is'],
      ['rasterio__RGB2.byte.tif', 'as_is'],
      ['libtiff__deflate-last-strip-extra-data.tiff', 'as_is'],
    ])('lays the corners of %s where GDAL does', async (name, method) => {
      const { placement, width, height } = await inspect(original(name));
      expect(placement?.grid.method).toBe(method);
      if (!hasGdal) return;
      const rings = placement!.footprint.coordinates.flat(placement!.footprint.type === 'Polygon' ? 0 : 1);
      const outline = rings.flat() as unknown as [number, number][];
      for (const pixel of [
        [0, 0],
        [width, height],
      ] as const) {
        const [longitude, latitude] = gdalTransform(pixel, { file: original(name) });
        const metres = outline.map(([x, y]) =>
          Math.hypot((x - longitude) * 85_000, (y - latitude) * 111_000),
        );
        expect(Math.min(...metres)).toBeLessThan(placement!.accuracy?.metres ?? 0.1);
      }
    });

    it('fits the 210 points of a radar scene, and tells by how much they miss', async () => {
      const { placement } = await inspect(original('rio-tiler__cog_gcps_ovr.tif'));
      expect(placement?.residual?.points).toBe(210);
      expect(placement?.residual?.pixels).toBeCloseTo(1.17, 1);
    });

    it('cuts a scene on the antimeridian in two', async () => {
      const { placement } = await inspect(original('rio-tiler__cog_dateline.tif'));
      const { footprint } = placement!;
      expect(footprint.type).toBe('MultiPolygon');
      const longitudes = footprint.coordinates.flat(2) as unknown as [number, number][];
      expect(longitudes.every(([longitude]) => Math.abs(longitude) > 177)).toBe(true);
    });
  });
}

async function refusalOf(act: () => Promise<unknown>): Promise<ImageryRefusal> {
  const outcome = await act().catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(ImageryRefusal);
  return outcome as ImageryRefusal;
}

/** False where the grid is turned, mirrored or laid anew: then rows and columns are not those of the file. */
async function isAsStored(file: string): Promise<boolean> {
  const { placement } = await inspect(file);
  return placement === null || placement.grid.method === 'as_is';
}
