import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { proposeGatherings } from '#domain/gathering/gathering.rules.ts';
import { writeDisplayCopy } from '#imagery/cog/display-copy.ts';
import type { Gathering } from '#imagery/gather/gathered-raster.ts';
import { inspect } from '#imagery/inspect/inspect.ts';
import { georeferenceFields } from '#imagery/place/geo-fields.ts';
import { photometrics, type TiffField } from '#imagery/tiff/tiff.ts';
import { fieldData } from '../support/base/field-data.ts';
import { readPixels } from '../support/imagery/cog-structure.ts';
import { makeTiff } from '../support/imagery/geotiff.ts';

vi.setConfig({ testTimeout: 120_000 });

const real = fieldData();
const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-field-gathering-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function shown(gathering: Gathering) {
  const displayPath = path.join(folder, `${crypto.randomUUID()}.tif`);
  const copy = await writeDisplayCopy({ originalPath: gathering.parts[0].path, displayPath, gathering });
  return { copy, pixels: await readPixels(displayPath) };
}

describe.skipIf(real === null)('real files', () => {
  it('of two bands of Sentinel-2 are proposed as one image and have in it the values that they have apart', async () => {
    const files = ['openlayers__sentinel-b04.tif', 'openlayers__sentinel-b08.tif'];
    const [proposal] = proposeGatherings(files.map((fileName) => ({ key: fileName, fileName })));
    expect(proposal).toMatchObject({
      arrangement: 'bands',
      members: [{ bandName: 'B04 red' }, { bandName: 'B08 near infrared' }],
    });
    const paths = files.map((name) => path.join(real!, 'geotiff', name));
    const [red, infrared] = paths.map((file, index) => ({
      path: file,
      fileName: files[index]!,
      bandName: proposal!.members[index]!.bandName!,
    }));
    const { copy, pixels } = await shown({ arrangement: 'bands', parts: [red!, infrared!] });
    expect(copy.bands.map(({ name }) => name)).toEqual(['B04 red', 'B08 near infrared']);
    for (const [band, file] of paths.entries()) {
      const alone = await readPixels(file);
      expect(alone.length * 2).toBe(pixels.length);
      let differing = 0;
      for (let at = 0; at < alone.length; at++) if (alone[at] !== pixels[at * 2 + band]) differing++;
      expect(differing).toBe(0);
    }
  });

  it('cut into 2 x 3 tiles, one of them missing, are the whole again but for the hole', async () => {
    const file = path.join(real!, 'pairs/taizhou/taizhou-before.tif');
    const { width, height, layout, placement } = await inspect(file);
    const bands = layout.bandCount;
    const whole = await readPixels(file);
    const [across, down] = [Math.ceil(width / 3), Math.ceil(height / 2)];
    const { epsg, grid } = placement!;
    const [x0, dx, , y0, , dy] = grid.affine;
    const parts: Gathering['parts'][number][] = [];
    for (const [row, column] of [
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 2],
    ] as const) {
      const [left, top] = [column * across, row * down];
      const size = { width: Math.min(across, width - left), height: Math.min(down, height - top) };
      const pixels = Uint8Array.from({ length: size.width * size.height * bands }, (_, at) => {
        const pixel = Math.floor(at / bands);
        const y = top + Math.floor(pixel / size.width);
        return whole[(y * width + left + (pixel % size.width)) * bands + (at % bands)]!;
      });
      const fields: TiffField[] = georeferenceFields(
        epsg!,
        [x0 + left * dx, dx, 0, y0 + top * dy, 0, dy],
        false,
      );
      if (bands > 1) fields.push({ tag: 338, type: 'short', values: new Array<number>(bands - 1).fill(0) });
      const part = path.join(folder, `${row}${column}`);
      const photometric = photometrics.blackIsZero;
      await writeFile(part, makeTiff({ ...size, bandCount: bands, pixels, photometric, fields }));
      parts.push({ path: part, fileName: `taizhou_R${row + 1}C${column + 1}.tif` });
    }
    const [first, ...others] = parts;
    const { copy, pixels } = await shown({ arrangement: 'mosaic', parts: [first!, ...others] });
    expect(copy).toMatchObject({ width, height });
    const shownBands = copy.bands.length;
    let wrong = 0;
    for (let at = 0; at < width * height; at++) {
      const hole = at >= down * width && at % width >= across && at % width < 2 * across;
      for (let band = 0; band < bands; band++)
        if (pixels[at * shownBands + band] !== (hole ? 0 : whole[at * bands + band])) wrong++;
      if (pixels[at * shownBands + bands] !== (hole ? 0 : 255)) wrong++;
    }
    expect(wrong).toBe(0);
  });
});
