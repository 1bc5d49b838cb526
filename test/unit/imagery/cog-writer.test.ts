import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { allocatePixels, type PixelArray, type PixelSource, type PixelType } from '#imagery/base/raster.ts';
import { type CogRequest, writeCog } from '#imagery/cog/cog-writer.ts';
import { inspect } from '#imagery/inspect/inspect.ts';
import { metadataField } from '#imagery/place/geo-fields.ts';
import { photometrics } from '#imagery/tiff/tiff.ts';
import { largestDifference, readCogStructure, readPixels } from '../../support/imagery/cog-structure.ts';
import { valleyGeoreference } from '../../support/imagery/geotiff.ts';

// Files are written and read; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-cog-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
let target = '';
beforeEach(() => {
  target = path.join(folder, `${crypto.randomUUID()}.tif`);
});

/** Pixels that differ everywhere and can be told from their place alone. */
function sourceOf(type: PixelType, bandCount: number, valueAt = mixed): PixelSource {
  return {
    async read({ x, y, width, height }) {
      const pixels = allocatePixels(type, width * height * bandCount);
      let at = 0;
      for (let row = y; row < y + height; row++)
        for (let column = x; column < x + width; column++)
          for (let band = 0; band < bandCount; band++, at++) pixels[at] = valueAt(column, row, band);
      return pixels;
    },
  };
}

function mixed(column: number, row: number, band: number): number {
  return (column >> 3) + (row >> 2) + band * 40 + ((column * 7 + row * 13) % 5);
}

function request(overrides: Partial<CogRequest> = {}): CogRequest {
  const pixelType = overrides.pixelType ?? 'uint8';
  const bandCount = overrides.bandCount ?? 1;
  return {
    path: target,
    width: 1300,
    height: 700,
    bandCount,
    pixelType,
    photometric: bandCount >= 3 ? photometrics.rgb : photometrics.blackIsZero,
    extraSamples: [],
    noData: null,
    fields: valleyGeoreference,
    source: sourceOf(pixelType, bandCount),
    ...overrides,
  };
}

async function expected(from: CogRequest): Promise<PixelArray> {
  const { width, height, source } = from;
  return source.read({ x: 0, y: 0, width, height });
}

describe('a display copy', () => {
  it.each<[PixelType, number]>([
    ['uint8', 1],
    ['uint8', 3],
    ['int8', 1],
    ['uint16', 4],
    ['int16', 1],
    ['float32', 2],
  ])('holds every pixel of %s with %i bands, and no fault of structure', async (pixelType, bandCount) => {
    const asked = request({ pixelType, bandCount });
    await writeCog(asked);
    expect(largestDifference(await readPixels(target), await expected(asked))).toBe(0);
    const { levels, faults, big } = await readCogStructure(target);
    expect(faults).toEqual([]);
    expect(big).toBe(false);
    expect(levels.map(({ width, height }) => [width, height])).toEqual([
      [1300, 700],
      [650, 350],
      [325, 175],
    ]);
  });

  it('has overviews by mean of the level below', async () => {
    const asked = request({ source: sourceOf('uint8', 1, (column, row) => (column & 2) * 50 + (row & 2)) });
    await writeCog(asked);
    // Levels one and two: blocks of 2 x 2 alike, then the mean of 0, 100, 2 and 102.
    expect(Array.from(await readPixels(target, 1)).slice(0, 4)).toEqual([0, 100, 0, 100]);
    expect(new Set(Array.from(await readPixels(target, 2)))).toEqual(new Set([51]));
  });

  it('keeps georeference, nodata and band names, and says what it says about itself', async () => {
    const fields = [...valleyGeoreference, metadataField({ TITLE: 'Valley' }, ['near infrared'])];
    await writeCog(request({ fields, noData: '7' }));
    expect(await inspect(target)).toMatchObject({
      placement: { epsg: 32652, grid: { affine: [576_000, 0.5, 0, 4_710_000, 0, -0.5] } },
      noData: '7',
      bands: [{ name: 'near infrared' }],
      metadata: { items: { TITLE: 'Valley' } },
    });
  });

  it('is told with its size, hash and statistics', async () => {
    const result = await writeCog(request({ noData: '0' }));
    const bytes = await readFile(target);
    expect(result.size).toBe(bytes.length);
    expect(result.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const sorted = Array.from(await readPixels(target))
      .filter((value) => value !== 0)
      .sort((one, other) => one - other);
    expect(result.statistics).toEqual([
      {
        min: sorted[0],
        max: sorted.at(-1),
        p2: sorted[Math.ceil(sorted.length * 0.02) - 1],
        p98: sorted[Math.ceil(sorted.length * 0.98) - 1],
      },
    ]);
  });

  it('is the same byte for byte each time', async () => {
    const first = await writeCog(request({ bandCount: 3 }));
    const second = await writeCog(request({ bandCount: 3, path: `${target}2` }));
    expect(second).toEqual(first);
  });

  it('becomes a BigTIFF where a classic one could not hold it', async () => {
    const asked = request({ bandCount: 3, largestClassic: 10_000 });
    await writeCog(asked);
    const { big, faults } = await readCogStructure(target);
    expect(big).toBe(true);
    expect(faults).toEqual([]);
    expect(largestDifference(await readPixels(target), await expected(asked))).toBe(0);
    expect((await inspect(target)).placement?.epsg).toBe(32652);
  });

  it('of a raster too wide for one pass has the same pixels and overviews', async () => {
    // A row of tiles of this one takes 53 MB, more than is held at once: it is read in columns.
    const asked = request({ width: 26_000, height: 70, pixelType: 'float32' });
    await writeCog(asked);
    expect((await readCogStructure(target)).faults).toEqual([]);
    expect(largestDifference(await readPixels(target), await expected(asked))).toBe(0);
    const below = (await readPixels(target, 4)) as Float32Array;
    const level = (await readPixels(target, 5)) as Float32Array;
    const width = Math.ceil(26_000 / 2 ** 5);
    const belowWidth = Math.ceil(26_000 / 2 ** 4);
    for (const column of [0, 511, 512, width - 2]) {
      const corners = [0, 1, belowWidth, belowWidth + 1].map((step) => below[column * 2 + step]!);
      expect(level[column]).toBeCloseTo(corners.reduce((sum, value) => sum + value) / 4, 1);
    }
    expect((await readdir(folder)).filter((name) => name.includes('.writing-'))).toEqual([]);
  });
});

describe('while a display copy is written', () => {
  it('progress only grows, from little to all', async () => {
    const shares: number[] = [];
    await writeCog(request({ height: 3000, onProgress: (share) => shares.push(share) }));
    expect(shares.length).toBeGreaterThan(5);
    expect(shares).toEqual(shares.toSorted((one, other) => one - other));
    expect(shares[0]).toBeLessThan(0.3);
    expect(shares.at(-1)).toBe(1);
  });

  it('cancelling ends it with the reason given, and nothing is left', async () => {
    const controller = new AbortController();
    const reason = new Error('the analyst changed their mind');
    const onProgress = (share: number) => {
      if (share > 0.3) controller.abort(reason);
    };
    await expect(writeCog(request({ height: 3000, onProgress, signal: controller.signal }))).rejects.toBe(
      reason,
    );
    expect((await readdir(folder)).filter((name) => name.startsWith(path.basename(target)))).toEqual([]);
  });

  it('a source that fails leaves nothing behind', async () => {
    const whole = sourceOf('uint8', 1);
    const source: PixelSource = {
      read: (window) => (window.y >= 1024 ? Promise.reject(new Error('no more')) : whole.read(window)),
    };
    await expect(writeCog(request({ height: 3000, source }))).rejects.toThrow('no more');
    expect((await readdir(folder)).filter((name) => name.startsWith(path.basename(target)))).toEqual([]);
  });
});
