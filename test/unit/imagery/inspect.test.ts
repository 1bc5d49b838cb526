import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { usualLimits as limits } from '#imagery/base/limits.ts';
import { ImageryRefusal, type RefusalCode } from '#imagery/base/refusal.ts';
import { inspect } from '#imagery/inspect/inspect.ts';
import { georeferenceFields, metadataField } from '#imagery/place/geo-fields.ts';
import { type TiffField, tags, textField } from '#imagery/tiff/tiff.ts';
import { makeTiff, makeTiffHead, type TestTiff, valleyGeoreference } from '../../support/imagery/geotiff.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-inspect-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

let made = 0;
async function inspectBytes(bytes: Uint8Array) {
  made++;
  const file = path.join(folder, `${made}.tif`);
  await writeFile(file, bytes);
  return inspect(file);
}

const small: TestTiff = {
  width: 20,
  height: 10,
  bandCount: 3,
  pixels: new Uint8Array(600),
  rowsPerStrip: 4,
  fields: valleyGeoreference,
};
const short = (tag: number, ...values: number[]): TiffField => ({ tag, type: 'short', values });
const long = (tag: number, ...values: number[]): TiffField => ({ tag, type: 'long', values });

function withFields(...fields: TiffField[]): Buffer {
  const replaced = new Set(fields.map(({ tag }) => tag));
  const kept = valleyGeoreference.filter(({ tag }) => !replaced.has(tag));
  return makeTiff({ ...small, fields: [...kept, ...fields] });
}

describe('the look at a sound GeoTIFF', () => {
  it.each([
    ['TIFF', false],
    ['BigTIFF', true],
  ])('tells size, bands, place and resolution of a %s', async (_, big) => {
    const inspection = await inspectBytes(makeTiff({ ...small, big }));
    expect(inspection).toMatchObject({
      width: 20,
      height: 10,
      placement: { epsg: 32652, grid: { affine: [576_000, 0.5, 0, 4_710_000, 0, -0.5], method: 'as_is' } },
      noData: null,
    });
    expect(inspection.bands).toEqual([
      { name: null, type: 'uint8', interpretation: 'red' },
      { name: null, type: 'uint8', interpretation: 'green' },
      { name: null, type: 'uint8', interpretation: 'blue' },
    ]);
    expect(inspection.placement?.footprint.type).toBe('Polygon');
    expect(inspection.placement?.groundSampleDistance).toBeCloseTo(0.5, 3);
  });

  it('moves a scene whose coordinates name pixel centres by half a pixel', async () => {
    const keys = [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 2, 3072, 0, 1, 32652];
    const { placement } = await inspectBytes(withFields(short(tags.geoKeyDirectory, ...keys)));
    expect(placement?.grid.affine).toEqual([575_999.75, 0.5, 0, 4_710_000.25, 0, -0.5]);
  });

  it('knows UTM on WGS 84 by its parts where the whole has no code', async () => {
    const keys = [1, 1, 0, 4, 1024, 0, 1, 1, 2048, 0, 1, 4326, 3072, 0, 1, 32767, 3074, 0, 1, 16052];
    expect((await inspectBytes(withFields(short(tags.geoKeyDirectory, ...keys)))).placement?.epsg).toBe(
      32652,
    );
  });

  it('tells an alpha band from a colour', async () => {
    const tiff = { ...small, bandCount: 4, pixels: new Uint8Array(800) };
    const fields = [...valleyGeoreference, short(tags.extraSamples, 2)];
    const { bands } = await inspectBytes(makeTiff({ ...tiff, fields }));
    expect(bands.map(({ interpretation }) => interpretation)).toEqual(['red', 'green', 'blue', 'alpha']);
  });

  it("tells what the file's own tags hold", async () => {
    const items = {
      ACQUISITIONDATETIME: '2012-10-11T02:15:00Z',
      SATELLITEID: 'WV02',
      OFF_NADIR: '21.5',
      CLOUDCOVER: '3',
      SYNTHETIC: 'YES',
      NOTE: 'a & b < "c"',
    };
    const { metadata, bands } = await inspectBytes(withFields(metadataField(items, ['r', 'g & h', 'b'])));
    expect(metadata.items).toEqual(items);
    expect(bands.map(({ name }) => name)).toEqual(['r', 'g & h', 'b']);
  });

  it('tells its own date, description and owner as they stand there', async () => {
    const { metadata } = await inspectBytes(
      withFields(
        textField(tags.dateTime, '2011:05:21 10:20:30'),
        textField(tags.imageDescription, 'A valley'),
        textField(tags.copyright, '(C) Somebody'),
      ),
    );
    expect(metadata).toMatchObject({
      dateTime: '2011:05:21 10:20:30',
      description: 'A valley',
      copyright: '(C) Somebody',
    });
  });
});

describe('a file that is refused at once', () => {
  const cases: [what: string, code: RefusalCode, bytes: () => Uint8Array][] = [
    ['an empty file', 'not_a_tiff', () => new Uint8Array(0)],
    ['a web page', 'not_a_tiff', () => Buffer.from('<!doctype html><title>Sign in</title>')],
    ['a VRT', 'not_a_tiff', () => Buffer.from('<VRTDataset rasterXSize="9" rasterYSize="9"></VRTDataset>')],
    ['a ZIP archive', 'not_a_tiff', () => Buffer.from('PK\u0003\u0004 and so on and so on')],
    ['a header and nothing else', 'directory_damaged', () => makeTiff(small).subarray(0, 8)],
    ['a directory that is its own next one', 'directory_loop', loop],
    ['more directories than allowed', 'directory_excessive', manyDirectories],
    ['more tags than allowed', 'directory_excessive', manyTags],
    ['a value beyond the end', 'directory_damaged', valueBeyondEnd],
    ['no width', 'directory_damaged', () => makeTiff({ ...small, without: [tags.imageWidth] })],
    ['no pixels', 'directory_damaged', () => withFields(long(tags.imageLength, 0))],
    ['too long a side', 'image_too_large', () => withFields(long(tags.imageWidth, limits.side + 1))],
    [
      'too many pixels',
      'image_too_large',
      () => withFields(long(tags.imageWidth, 65_537), long(tags.imageLength, 65_537)),
    ],
    ['too many bands', 'image_too_large', manyBands],
    ['too many strips', 'directory_excessive', manyStrips],
    ['one huge compressed strip', 'block_too_large', hugeStrip],
    ['far more pixels than the file can hold', 'compression_implausible', bomb],
    ['strips beyond its end', 'file_truncated', () => makeTiff(small).subarray(0, -200)],
    [
      'a strip that lies at no whole byte',
      'directory_damaged',
      () => withFields({ tag: tags.stripOffsets, type: 'double', values: [8.5] }),
    ],
    ['fewer strips than its rows need', 'directory_damaged', () => withFields(long(tags.rowsPerStrip, 1))],
    ['a codec that is not read', 'codec_unsupported', () => withFields(short(tags.compression, 34925))],
    [
      'complex numbers',
      'pixel_type_unsupported',
      () => withFields(short(tags.bitsPerSample, 64, 64, 64), short(tags.sampleFormat, 6, 6, 6)),
    ],
    [
      'bands of different types',
      'pixel_type_unsupported',
      () => withFields(short(tags.bitsPerSample, 8, 16, 8)),
    ],
    ['a palette of three bands', 'layout_unsupported', () => withFields(short(tags.photometric, 3))],
    ["a camera's raw data", 'layout_unsupported', () => withFields(short(tags.photometric, 32803))],
    ['an unknown reference system', 'reference_system_unsupported', () => inSystem(9999)],
    ['a geocentric reference system', 'reference_system_unsupported', () => inSystem(4978)],
    ['a place that is not on Earth', 'not_on_earth', () => inSystem(3035, false, 9e8)],
  ];

  it.each(cases)('%s: %s, in one sentence that says what to do', async (_, code, bytes) => {
    const outcome = await inspectBytes(bytes()).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(ImageryRefusal);
    const refusal = outcome as ImageryRefusal;
    expect(refusal.code).toBe(code);
    expect(refusal.detail).toMatch(/^[A-Z].*\.$/);
  });

  function loop(): Buffer {
    const bytes = makeTiff(small);
    const first = bytes.readUInt32LE(4);
    bytes.writeUInt32LE(first, first + 2 + bytes.readUInt16LE(first) * 12);
    return bytes;
  }

  function manyDirectories(): Buffer {
    const size = 6;
    const bytes = Buffer.alloc(8 + size * (limits.directories + 1));
    makeTiff(small).copy(bytes, 0, 0, 8);
    for (let index = 0; index < limits.directories; index++)
      bytes.writeUInt32LE(8 + size * (index + 1), 8 + size * index + 2);
    return bytes;
  }

  function manyTags(): Buffer {
    const bytes = Buffer.alloc(65536 * 12);
    makeTiff(small).copy(bytes);
    bytes.writeUInt16LE(limits.tagsPerDirectory + 1, bytes.readUInt32LE(4));
    return bytes;
  }

  function valueBeyondEnd(): Buffer {
    const bytes = makeTiff(small);
    const first = bytes.readUInt32LE(4);
    const tagsAt = Array.from({ length: bytes.readUInt16LE(first) }, (_, index) => first + 2 + index * 12);
    const tiepoint = tagsAt.find((at) => bytes.readUInt16LE(at) === tags.modelTiepoint)!;
    bytes.writeUInt32LE(2 ** 30, tiepoint + 4);
    return bytes;
  }

  function manyBands(): Buffer {
    const bandCount = limits.pixelBytes + 1;
    return makeTiff({ ...small, bandCount, pixels: new Uint8Array(200 * bandCount), photometric: 1 });
  }

  function manyStrips(): Buffer {
    return withFields(
      long(tags.imageWidth, 1),
      long(tags.imageLength, limits.side),
      short(tags.planarConfiguration, 2),
      short(tags.samplesPerPixel, 5),
      short(tags.bitsPerSample, 8, 8, 8, 8, 8),
      short(tags.sampleFormat, 1),
      long(tags.rowsPerStrip, 1),
    );
  }

  function hugeStrip(): Buffer {
    return makeTiff({
      width: 10_000,
      height: 10_000,
      blocks: [new Uint8Array(100_000)],
      compression: 8,
      fields: valleyGeoreference,
    });
  }

  function bomb(): Buffer {
    return makeTiffHead({ width: 60_000, height: 60_000, rowsPerStrip: 1000, fields: valleyGeoreference });
  }

  function inSystem(epsg: number, geographic = false, east = 576_000): Buffer {
    const fields = georeferenceFields(epsg, [east, 0.5, 0, 4_710_000, 0, -0.5], geographic);
    return makeTiff({ ...small, fields });
  }
});

describe('a file with any bytes changed', () => {
  it('does not hold up the server with metadata that open without end and never close', async () => {
    const text = '<Item '.repeat(600_000);
    const { metadata } = await inspectBytes(withFields(textField(tags.gdalMetadata, text)));
    expect(metadata.items).toEqual({});
  });

  it('is either described or refused, and never anything else', async () => {
    const sound = withFields(metadataField({ TITLE: 'x' }, ['r', 'g', 'b']));
    const changes = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const bytes = Buffer.from(sound);
        for (const [at, value] of list) bytes[at] = value;
        const outcome = await inspectBytes(bytes).catch((error: unknown) => error);
        expect(outcome instanceof Error && !(outcome instanceof ImageryRefusal)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
