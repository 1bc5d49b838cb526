import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { usualLimits } from '#imagery/base/limits.ts';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import { metadataField } from '#imagery/place/geo-fields.ts';
import { ingest } from '#imagery/process/ingest.ts';
import { compressions, photometrics, type TiffField, tags, textField } from '#imagery/tiff/tiff.ts';
import { largestDifference, readPixels } from '../../support/imagery/cog-structure.ts';
import { makeTiff, type TestTiff, valleyGeoreference } from '../../support/imagery/geotiff.ts';
import { texturedRows } from '../../support/imagery/textured-scene.ts';

// Files are written and read; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-ingest-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

let made = 0;
async function files(tiff: Uint8Array): Promise<{ originalPath: string; displayPath: string }> {
  made++;
  const originalPath = path.join(folder, `${made}.tif`);
  await writeFile(originalPath, tiff);
  return { originalPath, displayPath: path.join(folder, `${made}.display.tif`) };
}

async function refusalOf(work: Promise<unknown>): Promise<ImageryRefusal> {
  const outcome = await work.catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(ImageryRefusal);
  return outcome as ImageryRefusal;
}

async function leftBy(displayPath: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith(path.basename(displayPath)));
}

const short = (tag: number, ...values: number[]): TiffField => ({ tag, type: 'short', values });
const rgb = texturedRows(300, 0, 200);
const scene: TestTiff = {
  width: 300,
  height: 200,
  bandCount: 3,
  pixels: rgb,
  rowsPerStrip: 32,
  fields: valleyGeoreference,
};
const strips = Array.from({ length: 7 }, (_, strip) => rgb.subarray(strip * 28_800, (strip + 1) * 28_800));

describe('an original that is ingested', () => {
  it.each<[string, Uint8Array]>([
    ['uncompressed strips', makeTiff(scene)],
    [
      'DEFLATE',
      makeTiff({
        ...scene,
        compression: compressions.deflate,
        blocks: strips.map((strip) => deflateSync(strip)),
      }),
    ],
    [
      'ZSTD',
      makeTiff({
        ...scene,
        compression: compressions.zstd,
        blocks: strips.map((strip) => zstdCompressSync(strip)),
      }),
    ],
    [
      'bands apart',
      makeTiff({
        ...scene,
        rowsPerStrip: 200,
        blocks: bandsApart(),
        fields: [...valleyGeoreference, short(tags.planarConfiguration, 2)],
      }),
    ],
  ])('with %s is shown with the very same pixels', async (_, tiff) => {
    const paths = await files(tiff);
    const copy = await ingest(paths);
    expect(copy).toMatchObject({ width: 300, height: 200, noData: null });
    expect(largestDifference(await readPixels(paths.displayPath), rgb)).toBe(0);
  });

  it("tells each band's name, type and statistics", async () => {
    const fields = [...valleyGeoreference, metadataField({}, ['red', 'green', 'blue'])];
    const { bands } = await ingest(await files(makeTiff({ ...scene, fields })));
    expect(bands.map(({ name, type }) => [name, type])).toEqual([
      ['red', 'uint8'],
      ['green', 'uint8'],
      ['blue', 'uint8'],
    ]);
    for (const { min, p2, p98, max } of bands) expect(min! <= p2! && p2! < p98! && p98! <= max!).toBe(true);
  });

  it('has nodata where its strips are left out', async () => {
    const fields = [...valleyGeoreference, textField(tags.gdalNoData, '9')];
    const blocks = [rgb.subarray(0, 300 * 100), new Uint8Array(0)];
    const gray = { width: 300, height: 200, rowsPerStrip: 100, blocks, fields };
    const paths = await files(makeTiff(gray));
    await ingest(paths);
    const pixels = await readPixels(paths.displayPath);
    expect(pixels[300 * 100 - 1]).toBe(rgb[300 * 100 - 1]);
    expect(new Set(Array.from(pixels).slice(300 * 100))).toEqual(new Set([9]));
  });

  it('with a palette is shown in the colours that it names', async () => {
    const colours = Array.from({ length: 768 }, (_, at) => (at < 256 ? 255 - at : at % 256) * 257);
    const fields = [...valleyGeoreference, short(tags.colourMap, ...colours)];
    const pixels = Uint8Array.of(0, 1, 200, 255);
    const tiff = { width: 2, height: 2, pixels, photometric: photometrics.palette, fields };
    const paths = await files(makeTiff(tiff));
    const { bands } = await ingest(paths);
    expect(bands).toHaveLength(3);
    expect(Array.from(await readPixels(paths.displayPath))).toEqual([
      255, 0, 0, 254, 1, 1, 55, 200, 200, 0, 255, 255,
    ]);
  });

  it('tells its progress up to the end', async () => {
    const shares: number[] = [];
    const stages = new Set<string>();
    const onProgress = (share: number, stage: string) => {
      shares.push(share);
      stages.add(stage);
    };
    const taller = makeTiff({ ...scene, height: 600, pixels: texturedRows(300, 0, 600) });
    await ingest({ ...(await files(taller)), onProgress });
    expect(shares.at(-1)).toBe(1);
    expect([...stages]).toEqual(['reading', 'writing_overviews']);
  });

  function bandsApart(): Uint8Array[] {
    return [0, 1, 2].map((band) => rgb.filter((_, at) => at % 3 === band));
  }
});

describe('an ingest that cannot be finished', () => {
  const large = makeTiff({
    width: 4000,
    height: 4000,
    bandCount: 3,
    pixels: new Uint8Array(48_000_000).map((_, at) => Math.imul(at, 0x9e3779b1) >>> 24),
    rowsPerStrip: 16,
    fields: valleyGeoreference,
  });

  it('tells the row at which the image data are damaged, and how much was read', async () => {
    const blocks = strips.map((strip) => deflateSync(strip));
    blocks[3]!.fill(0x55, 100, 400);
    const paths = await files(makeTiff({ ...scene, compression: compressions.deflate, blocks }));
    const refusal = await refusalOf(ingest(paths));
    expect(refusal.code).toBe('image_damaged');
    expect(refusal.detail).toContain('row 97; 48% was read');
    expect(await leftBy(paths.displayPath)).toEqual([]);
  });

  it('is stopped when it takes more memory than allowed, and says so', async () => {
    const paths = await files(large);
    const refusal = await refusalOf(ingest({ ...paths, limits: { ...usualLimits, memory: 90 * 2 ** 20 } }));
    expect(refusal.code).toBe('out_of_memory');
    expect(refusal.detail).toContain("90 MB are allowed, this server's INGEST_MEMORY");
    expect(await leftBy(paths.displayPath)).toEqual([]);
  });

  it('is stopped when it takes longer than allowed, and says so', async () => {
    const paths = await files(large);
    const refusal = await refusalOf(ingest({ ...paths, limits: { ...usualLimits, minutes: 0.7 / 60 } }));
    expect(refusal.code).toBe('out_of_time');
    expect(refusal.detail).toContain("longer than the 0.7 seconds allowed (this server's INGEST_MINUTES)");
    expect(await leftBy(paths.displayPath)).toEqual([]);
  });

  it('leaves nothing behind when it is cancelled, and ends with the reason given', async () => {
    const controller = new AbortController();
    const reason = new Error('the analyst changed their mind');
    const paths = await files(large);
    const onProgress = () => controller.abort(reason);
    await expect(ingest({ ...paths, onProgress, signal: controller.signal })).rejects.toBe(reason);
    expect(await leftBy(paths.displayPath)).toEqual([]);
  });

  it('leaves nothing in the end where the server was killed and takes it up again', async () => {
    const paths = await files(large);
    const module = path.resolve(import.meta.dirname, '../../../server/imagery/process/ingest.ts');
    const script = `
      import { ingest } from ${JSON.stringify(pathToFileURL(module).href)};
      await ingest({ ...${JSON.stringify(paths)}, onProgress: () => console.log('under way') });
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script]);
    await once(parent.stdout, 'data');
    expect(await leftBy(paths.displayPath)).not.toEqual([]);
    parent.kill('SIGKILL');
    await once(parent, 'close');
    await ingest(paths);
    expect(await leftBy(paths.displayPath)).toEqual([path.basename(paths.displayPath)]);
  });
});
