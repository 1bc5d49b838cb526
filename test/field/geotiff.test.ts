import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ingest } from '../../server/imagery/ingest.ts';
import { inspect } from '../../server/imagery/inspect.ts';
import { ImageryRefusal } from '../../server/imagery/refusal.ts';
import { largestDifference, readCogStructure, readPixels } from '../support/cog-structure.ts';
import { fieldData } from '../support/field-data.ts';

const codecsRead = /^(none|LZW|LZW\/p2|DEFLATE|DEFLATE\/p3|YCbCr JPEG|ZSTD)$/;
const typesRead = /^(Byte|Int8|UInt16|Int16|Float32)$/;

/** What the other reader cannot be asked about without harm, or decodes otherwise than the specification says. */
const onlyWritten = new Map([
  ['image-tiff__quad-lzw-compat.tiff', 'the other reader runs out of memory on old-style LZW'],
]);

interface FieldFile {
  readonly name: string;
  readonly kind: string;
  readonly type: string;
  readonly codec: string;
  readonly quirk: string;
}

/** Files whose type and codec are read, but whose content is broken: what they are refused with. */
const broken = new Map([
  ['geotrellis__jpeg-test-deflate-small.tif', 'image_damaged'],
  ['libtiff__test_ifd_loop_to_first.tif', 'directory_loop'],
  ['image-tiff__sample-get-lzw-stuck.tiff', 'file_truncated'],
  ['pillow__crash-63b1dffefc8c075ddc606c0a2f5fdc15ece78863.tif', 'directory_damaged'],
]);

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
  const named = files.filter(
    ({ name, type, codec }) => codecsRead.test(codec) && typesRead.test(type) && !broken.has(name),
  );
  const others = files.filter((file) => !named.includes(file));
  const original = (name: string) => path.join(folder, 'geotiff', name);
  const display = (name: string) => path.join(scratch, `${name}.display.tif`);

  describe('real GeoTIFFs of the types and codecs that are read', () => {
    it('are at least twenty', () => {
      expect(named.length).toBeGreaterThanOrEqual(20);
    });

    it.each(named)('$name becomes a sound display copy ($quirk)', async ({ name, codec }) => {
      const copy = await ingest({ originalPath: original(name), displayPath: display(name) });
      const structure = await readCogStructure(display(name));
      expect(structure.faults).toEqual([]);
      expect(structure.ghostArea).toContain('LAYOUT=IFDS_BEFORE_DATA\nBLOCK_ORDER=ROW_MAJOR\n');
      const images = structure.levels.filter(({ mask }) => !mask);
      images.forEach((level, index) => {
        expect(level).toMatchObject({ tileWidth: 512, tileHeight: 512, reduced: index > 0 });
        expect(level.width).toBe(Math.ceil(copy.width / 2 ** index));
        expect(level.height).toBe(Math.ceil(copy.height / 2 ** index));
      });
      expect(Math.max(images.at(-1)!.width, images.at(-1)!.height)).toBeLessThanOrEqual(512);
      if (onlyWritten.has(name)) return;
      const before = await readPixels(original(name), 0, codec === 'YCbCr JPEG');
      const after = await readPixels(display(name));
      // Two roundings of one conversion of colours may differ by one; all else is equal.
      expect(largestDifference(before, after)).toBeLessThanOrEqual(codec === 'YCbCr JPEG' ? 1 : 0);
    });
  });

  describe('real files that cannot be read', () => {
    it.each(others)('$name is refused with a reason ($quirk)', async ({ name }) => {
      const refusal = await refusalOf(() =>
        ingest({ originalPath: original(name), displayPath: display(name) }),
      );
      expect(refusal.detail).toMatch(/^[A-Z].*\.$/);
      expect(['decoder_failed', 'out_of_memory', 'out_of_time']).not.toContain(refusal.code);
      if (broken.has(name)) expect(refusal.code).toBe(broken.get(name));
    });

    it('leave nothing behind', async () => {
      const kept = (await readdir(scratch)).filter((name) => name.includes('.writing-'));
      expect(kept).toEqual([]);
    });
  });

  describe('the look before decoding', () => {
    it.each([
      ['geotrellis__aspect-tiled-near.tif', 'not_a_tiff', 415],
      ['pillow__multipage_single_frame_loop.tiff', 'directory_loop', 422],
      ['libtiff__test_ifd_loop_to_first.tif', 'directory_loop', 422],
      ['image-tiff__planar-rgb-u8.tif', 'georeference_missing', 422],
      ['rasterio__float32.tif', 'reference_system_missing', 422],
      ['rasterio__RGB2.byte.tif', 'reference_system_unsupported', 422],
      ['rio-tiler__cog_gcps_ovr.tif', 'georeference_unsupported', 422],
      ['rio-tiler__cog_hirise_mars.tif', 'not_on_earth', 422],
      ['stars__geomatrix.tif', 'georeference_unsupported', 422],
      ['rasterio__goes.tif', 'reference_system_unsupported', 422],
      ['openlayers__de-bw.tif', 'pixel_type_unsupported', 422],
    ])('refuses %s: %s', async (name, code, status) => {
      expect(await refusalOf(() => inspect(original(name)))).toMatchObject({ code, status });
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
