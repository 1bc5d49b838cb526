import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { allocatePixels, type PixelType } from '#imagery/base/raster.ts';
import { georeferenceFields } from '#imagery/place/geo-fields.ts';
import { type TiffField, tags, textField } from '#imagery/tiff/tiff.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { colourAt } from '../../support/browser/look.ts';
import { pointsOf, settled } from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { blockPlace, blocks } from '../../support/imagery/blocks-scene.ts';
import { makeTiff } from '../../support/imagery/geotiff.ts';
import { corner } from '../../support/imagery/striped-scene.ts';

/** A block that is not to be seen, and three that get brighter. */
const HIDDEN = 20;
const brighter = [9, 27, 44];

type Kind = {
  type: PixelType;
  /** The samples of every pixel of a block. */
  samples: (block: number) => number[];
  fields: readonly TiffField[];
  photometric?: number;
};

const short = (tag: number, ...values: number[]): TiffField => ({ tag, type: 'short', values });
const noData = (text: string) => textField(tags.gdalNoData, text);
const float = (bits: number) => [short(tags.bitsPerSample, bits), short(tags.sampleFormat, 3)];

const kinds: Readonly<Record<string, Kind>> = {
  'unsigned integers of 32 bits': {
    type: 'uint32',
    samples: (block) => [block === HIDDEN ? 9 : 3_000_000_000 + block * 1_000_000],
    fields: [short(tags.bitsPerSample, 32), noData('9')],
  },
  'signed integers of 32 bits': {
    type: 'int32',
    samples: (block) => [block === HIDDEN ? -2_147_483_648 : (block - 40) * 1_000_000],
    fields: [short(tags.bitsPerSample, 32), short(tags.sampleFormat, 2), noData('-2147483648')],
  },
  'floats of 64 bits': {
    type: 'float64',
    samples: (block) => [block === HIDDEN ? -1e300 : block / 3],
    fields: [...float(64), noData('-1e+300')],
  },
  'floats of which what is no number is hidden beside nodata': {
    type: 'float32',
    samples: (block) => [block === HIDDEN ? Number.NaN : block === 0 ? -9999 : block / 3],
    fields: [...float(32), noData('-9999')],
  },
  'a palette with an index that is nodata': {
    type: 'uint8',
    samples: (block) => [block],
    photometric: 3,
    fields: [
      short(tags.colourMap, ...Array.from({ length: 768 }, (_, at) => Math.min(255, (at % 256) * 5) * 257)),
      noData(String(HIDDEN)),
    ],
  },
  'alpha that was multiplied into 16-bit grey': {
    type: 'uint16',
    samples: (block) => (block === HIDDEN ? [0, 0] : [block * 100, 65_535]),
    fields: [short(tags.bitsPerSample, 16, 16), short(tags.extraSamples, 1)],
  },
};

async function writeScene(folder: string, name: string, kind: Kind): Promise<string> {
  const width = blocks.across * blocks.pixels;
  const height = blocks.down * blocks.pixels;
  const bandCount = kind.samples(0).length;
  const pixels = allocatePixels(kind.type, width * height * bandCount);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const block = Math.floor(y / blocks.pixels) * blocks.across + Math.floor(x / blocks.pixels);
      kind.samples(block).forEach((value, band) => {
        pixels[(y * width + x) * bandCount + band] = value;
      });
    }
  const georeference = georeferenceFields(32652, [corner.east, 1, 0, corner.north, 0, -1], false);
  const fields = [...georeference, ...kind.fields];
  const file = path.join(folder, `${name.replaceAll(' ', '-')}.tif`);
  await writeFile(file, makeTiff({ width, height, bandCount, pixels, photometric: 1, ...kind, fields }));
  return file;
}

describe('the map shows pixels of every type', () => {
  let folder: string;
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;
  const scenes = new Map<string, Scene>();

  beforeAll(async () => {
    desk = await startDesk();
    ({ server, folder } = desk);
    const site = await server.newSite({ name: 'Types', code: 'TYP' });
    for (const [name, kind] of Object.entries(kinds)) {
      const file = await writeScene(folder, name, kind);
      const acquired = `20${10 + scenes.size}-05-01`;
      scenes.set(name, await server.addScene(site.id, file, { acquired, title: name }));
    }
    opened = await desk.open({ width: 1280, height: 800 });
    page = opened.page;
    await settled(page);
  });
  afterAll(() => desk?.close());

  test.each(Object.keys(kinds))('%s', async (name) => {
    await page.locator('.side.before select').selectOption(scenes.get(name)!.id);
    await page.getByRole('slider', { name: 'Divider between before and after' }).press('End');
    await settled(page);
    const pointOf = await pointsOf(page);
    await page.mouse.move(2, 300);
    const grey = async (block: number) => {
      const [red, green, blue] = await colourAt(page, pointOf(blockPlace(block)));
      return (red + green + blue) / 3;
    };
    const background = await backgroundOf(page);
    await expect.poll(() => colourAt(page, pointOf(blockPlace(HIDDEN)))).toEqual(background);
    const seen: number[] = [];
    for (const block of brighter) seen.push(await grey(block));
    expect(seen[0]! + 25).toBeLessThan(seen[1]!);
    expect(seen[1]! + 25).toBeLessThan(seen[2]!);
  });

  test('without a complaint', () => {
    expect(opened.complaints).toEqual([]);
  });
});

/** What is seen where the map draws nothing. */
async function backgroundOf(page: Page): Promise<number[]> {
  const colour: string = await page.evaluate(`(() => {
    for (let element = document.querySelector('.map-first'); element; element = element.parentElement) {
      const { backgroundColor } = getComputedStyle(element);
      if (!backgroundColor.endsWith(', 0)')) return backgroundColor;
    }
  })()`);
  return colour.match(/\d+/g)!.slice(0, 3).map(Number);
}
