import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeDisplayCopy } from '#imagery/cog/display-copy.ts';
import { inspect } from '#imagery/inspect/inspect.ts';
import { photometrics, type TiffField, tags } from '#imagery/tiff/tiff.ts';
import { makeChainedTiff } from '../../support/imagery/chained-tiff.ts';
import { readPixels } from '../../support/imagery/cog-structure.ts';
import { gridAt, inProjected, keyFields } from '../../support/imagery/geo-keys.ts';
import type { TestTiff } from '../../support/imagery/geotiff.ts';

const scratch = await mkdtemp(path.join(tmpdir(), 'afterimage-directories-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));
let count = 0;

async function fileOf(images: readonly TestTiff[], below = false): Promise<string> {
  count++;
  const file = path.join(scratch, `${count}.tif`);
  await writeFile(file, makeChainedTiff(images, below));
  return file;
}

const short = (tag: number, value: number): TiffField => ({ tag, type: 'long', values: [value] });
const keysOf = keyFields(...inProjected(32652));
const placedBy = (side: number) => [...keysOf, ...gridAt(576_000, 4_710_000, side)];
const picture = (size: number, shade: number, ...fields: TiffField[]): TestTiff => ({
  width: size,
  height: size,
  pixels: new Uint8Array(size * size).fill(shade),
  fields,
});
const reduced = short(tags.newSubfileType, 1);
const full = picture(64, 200, ...placedBy(5));

describe('the image of a file of several', () => {
  it.each<[string, TestTiff[], boolean?]>([
    ['behind a reduced one', [picture(16, 50, reduced), full]],
    ['behind a reduced one with the same keys', [picture(16, 50, reduced, ...placedBy(5)), full]],
    ['behind one that is reduced by the older tag', [picture(16, 50, short(tags.oldSubfileType, 2)), full]],
    ['behind a smaller one that says nothing of itself', [picture(16, 50), full]],
    ['behind a mask', [picture(64, 1, short(tags.newSubfileType, 4)), full]],
    ['behind a mask by its colours', [picture(64, 1, short(tags.photometric, photometrics.mask)), full]],
    ['before its overviews', [full, picture(32, 50, reduced), picture(16, 50, reduced)]],
    ['before a larger page that lies nowhere', [full, picture(80, 50)]],
    ['before another page of its size', [full, picture(64, 50, ...placedBy(7))]],
    ['below a reduced one', [picture(16, 50, reduced, short(tags.subDirectories, 0)), full], true],
  ])('is the one at full size, %s, with the place that it names itself', async (_, images, below) => {
    const file = await fileOf(images, below);
    const { width, placement } = await inspect(file);
    expect(width).toBe(64);
    expect(placement).toMatchObject({ epsg: 32652, grid: { affine: [576_000, 5, 0, 4_710_000, 0, -5] } });
    const displayPath = `${file}.display.tif`;
    await writeDisplayCopy({ originalPath: file, displayPath });
    expect((await readPixels(displayPath))[0]).toBe(200);
    expect((await inspect(displayPath)).placement?.grid.affine).toEqual([576_000, 5, 0, 4_710_000, 0, -5]);
  });

  it('does not take over the place of a reduced one, whose pixels are larger', async () => {
    const { placement, placeMissing, ownSystem } = await inspect(
      await fileOf([picture(16, 50, reduced, ...placedBy(20)), picture(64, 200)]),
    );
    expect(placement).toBeNull();
    expect(placeMissing?.code).toBe('georeference_missing');
    expect(ownSystem).toBeNull();
  });

  it('is the first where all are reduced', async () => {
    const { width } = await inspect(
      await fileOf([picture(32, 50, reduced, ...placedBy(5)), picture(16, 50, reduced)]),
    );
    expect(width).toBe(32);
  });
});
