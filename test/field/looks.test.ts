import path from 'node:path';
import { fromFile } from 'geotiff';
import type { Page } from 'playwright-core';
import proj4 from 'proj4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import type { ShownLook, StoredLook } from '#domain/look/look.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { fieldData } from '../support/base/field-data.ts';
import type { OpenedPage } from '../support/browser/browser.ts';
import { type Desk, startDesk } from '../support/browser/desk.ts';
import { colourBy, coloursSeen, farthest } from '../support/browser/look.ts';
import { pointsOf, settled } from '../support/browser/map-page.ts';
import type { PageServer } from '../support/browser/page-server.ts';

const folder = fieldData();
const years = ['1985', '1990', '1995', '2000', '2005', '2010', '2015', '2020'];

/** A file's samples, and how far they differ within two pixels around. */
async function readFile(file: string) {
  const image = await (await fromFile(file)).getImage();
  const samples = (await image.readRasters({ interleave: true })) as unknown as ArrayLike<number>;
  const [width, height, bands] = [image.getWidth(), image.getHeight(), image.getSamplesPerPixel()];
  const [west = 0, north = 0] = image.getOrigin();
  const [perColumn = 1, perRow = -1] = image.getResolution();
  const at = (x: number, y: number, band: number) => samples[(y * width + x) * bands + band - 1]!;
  return {
    width,
    height,
    at,
    place: (x: number, y: number): [number, number] => [
      west + (x + 0.5) * perColumn,
      north + (y + 0.5) * perRow,
    ],
    spread: (x: number, y: number, band: number) => {
      const around = Array.from({ length: 25 }, (_, step) =>
        at(x - 2 + (step % 5), y - 2 + Math.floor(step / 5), band),
      );
      return Math.max(...around) - Math.min(...around);
    },
  };
}

describe.skipIf(!folder)('series of real scenes (FIELD_DATA)', () => {
  const pairs = path.join(folder ?? '', 'pairs');
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server } = desk);
  });
  afterAll(() => desk?.close());

  async function open(siteId: string) {
    opened = await desk.open({ width: 1280, height: 800, path: `/?site=${siteId}` });
    page = opened.page;
    await settled(page);
    await page.getByRole('slider', { name: 'Divider between before and after' }).press('End');
  }

  async function show(scene: Scene) {
    await page.locator('.side.before select').selectOption(scene.id);
    await settled(page);
  }

  const tone = { brightness: 0, contrast: 0, gamma: 1, sharpen: 0 };
  const sceneLook = (scene: Scene, [red, green, blue]: [number, number, number]): ShownLook => ({
    colours: { kind: 'mix', red, green, blue },
    limits: [red, green, blue].map((number) => {
      const { p2: low, p98: high } = scene.bands[number - 1]!;
      return { low, high };
    }),
    ...tone,
  });

  /**
   * Waits until the quietest places have the colours of the file's values. Both sites are shown in another
   * system than their files', so that what is seen at a place lies between its neighbours.
   */
  async function expectColours(
    file: Awaited<ReturnType<typeof readFile>>,
    look: ShownLook,
    pointAt: (x: number, y: number) => { x: number; y: number },
    message: string,
  ) {
    const { colours, limits } = look;
    if (colours.kind !== 'mix') throw new Error('A mix of bands is looked at here.');
    const bands = [colours.red, colours.green, colours.blue];
    const stepsOf = (x: number, y: number) =>
      Math.max(
        ...bands.map((band, channel) => {
          const { low, high } = limits[channel]!;
          return (file.spread(x, y, band) * 255) / (high - low);
        }),
      );
    const places: { x: number; y: number; steps: number }[] = [];
    for (let y = 90; y < file.height - 60; y += 3)
      for (let x = 60; x < file.width - 60; x += 3) places.push({ x, y, steps: stepsOf(x, y) });
    const quiet = places.toSorted((one, other) => one.steps - other.steps).slice(0, 12);
    await expect
      .poll(
        async () => {
          const faults: string[] = [];
          const colourAt = await coloursSeen(page);
          for (const { x, y, steps } of quiet) {
            const wanted = colourBy(look, (band) => file.at(x, y, band));
            const found = colourAt(pointAt(x, y));
            if (farthest(wanted, found) > 2 + steps)
              faults.push(`${x} ${y}: ${wanted}, not ${found}, ${steps}`);
          }
          return faults;
        },
        { message },
      )
      .toEqual([]);
  }

  test('opens eight dates without band names near natural after one choice, each stretched by itself', async () => {
    const site = await server.newSite({ name: 'Pucallpa', code: 'PUC' });
    const scenes: Scene[] = [];
    for (const year of years)
      scenes.push(
        await server.addScene(site.id, path.join(pairs, `pucallpa/${year}.tif`), {
          acquired: year,
          title: `Pucallpa ${year}`,
        }),
      );
    await open(site.id);
    await show(scenes[0]!);
    await page.getByRole('button', { name: 'Before: colours and brightness' }).click();
    const panel = page.getByRole('region', { name: 'Colours and brightness, before' });
    await panel.getByLabel('File holds').selectOption('short-wave infrared, infrared, red, green');
    expect(
      await panel
        .getByRole('combobox', { name: 'Colours', exact: true })
        .locator('option:checked')
        .textContent(),
    ).toBe('Near natural (no blue band)');
    await panel.getByText('Holds for 7 other scenes with the same bands.').waitFor();
    await panel.getByRole('button', { name: 'Close' }).click();

    const limits = new Set<string>();
    for (const [index, scene] of scenes.entries()) {
      const file = await readFile(path.join(pairs, `pucallpa/${years[index]}.tif`));
      await show(scene);
      const pointOf = await pointsOf(page);
      await page.mouse.move(2, 300);
      const look = sceneLook(scene, [1, 2, 3]);
      limits.add(JSON.stringify(look.limits));
      await expectColours(file, look, (x, y) => pointOf(file.place(x, y) as Position), years[index]!);
      expect((await server.send<StoredLook>('GET', `/api/scenes/${scene.id}/look`)).version).toBe(
        index === 0 ? 1 : 0,
      );
    }
    expect(limits.size).toBe(years.length);
    expect(opened.complaints).toEqual([]);
    await opened.context.close();
  });

  test('opens six bands that tell their wavelengths in natural colours without a click', async () => {
    const site = await server.newSite({ name: 'Taizhou', code: 'TAI' });
    const scenes: Scene[] = [];
    for (const [name, acquired] of [
      ['before', '2000-03-17'],
      ['after', '2003-02-06'],
    ] as const)
      scenes.push(
        await server.addScene(site.id, path.join(pairs, `taizhou/taizhou-${name}.tif`), {
          acquired,
          title: `Taizhou ${acquired}`,
        }),
      );
    await open(site.id);
    for (const [index, scene] of scenes.entries()) {
      const file = await readFile(
        path.join(pairs, `taizhou/taizhou-${index === 0 ? 'before' : 'after'}.tif`),
      );
      await show(scene);
      const pointOf = await pointsOf(page);
      await page.mouse.move(2, 300);
      const look = sceneLook(scene, [3, 2, 1]);
      const pointAt = (x: number, y: number) =>
        pointOf(proj4('EPSG:32651', 'EPSG:4326', file.place(x, y)) as Position);
      await expectColours(file, look, pointAt, scene.title);
    }
    expect(opened.complaints).toEqual([]);
  });
});
