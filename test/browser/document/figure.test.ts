import path from 'node:path';
import type { Page } from 'playwright-core';
import proj4 from 'proj4';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { imageRows, type Pixels, type SavedFigure, saveFigure } from '../../support/browser/figure-page.ts';
import { settled } from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { corner, edge, writeStripedScene, ZONE52 } from '../../support/imagery/striped-scene.ts';

/** Metres, in the site's grid: an outline across the edge of the dark ground, which lies 60 m east of its west side. */
const outline = { west: corner.east + edge.east - 60, width: 100, north: corner.north - 40, height: 60 };
/** Where the scene after is laid: metres. */
const offset = { east: 24, north: -11, residual: 0.4 };
const HOUR = '2010-11-05T02:13:00Z';
/** Pixels of the line of an outline in a figure 2400 wide. */
const STROKE = 4;

/** Two scenes of one ground: 16-bit counts in UTM before, 32-bit reflectances in EPSG:4326 after. */
describe('a figure', () => {
  let folder: string;
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;
  let scenes: [before: Scene, after: Scene];
  let saved: SavedFigure;
  let began: number;

  beforeAll(async () => {
    began = Date.now();
    desk = await startDesk();
    ({ server, folder } = desk);
    const site = await server.newSite({ name: 'Striped ground', code: 'STR' });
    const before = await server.addScene(site.id, await writeStripedScene(folder, 'uint16-utm'), {
      acquired: HOUR,
      platform: 'WorldView-2',
      provider: 'Somebody',
      licence: 'CC-BY-4.0',
      offNadir: 21,
      synthetic: true,
    });
    const after = await server.addScene(site.id, await writeStripedScene(folder, 'float32-wgs84'), {
      acquired: '2012-10',
      provider: null,
      licence: null,
    });
    await server.send('PATCH', `/api/scenes/${after.id}`, { offset }, { 'If-Match': `"${after.version}"` });
    scenes = [before, after];
    const [east, south] = [outline.west + outline.width, outline.north - outline.height];
    await server.send<Annotation>('POST', `/api/sites/${site.id}/annotations`, {
      type: 'Feature',
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            degrees(outline.west, south),
            degrees(east, south),
            degrees(east, outline.north),
            degrees(outline.west, outline.north),
            degrees(outline.west, south),
          ],
        ],
      },
      properties: {
        structure: 'guard_tower',
        change: 'razed',
        beforeSceneId: before.id,
        afterSceneId: after.id,
      },
    });
    opened = await desk.open({ width: 1024, height: 768, analyst: 'Ana' });
    page = opened.page;
    await settled(page);
    await page.getByRole('button', { name: /^Changes/ }).click();
    await page.locator('.row').first().click();
    await page.getByRole('button', { name: 'Figure', exact: true }).click();
    saved = await save();
  });
  afterAll(() => desk?.close());

  const sheet = () => page.getByRole('dialog', { name: 'Figure' });
  const choose = (name: string) => sheet().getByRole('radio', { name, exact: true }).check();
  const save = () => saveFigure(page);

  test('is saved under its number and dates, 20 cm wide in print', async () => {
    expect(saved.name).toBe('STR-001_2010-11-05_2012-10.png');
    expect(saved.pixels.width).toBe(2400);
    expect(saved.words.perMetre).toEqual([11_811, 11_811]);
    await page.screenshot({ path: output('figure-sheet.png') });
    await sharp(saved.file).toFile(output('figure.png'));
  });

  test('says in its file what it says in the picture, hashes in full', async () => {
    const told = (keyword: string) => saved.words.texts.get(keyword)?.text;
    expect(told('Title')).toBe('Striped ground · STR-001: Guard tower, razed, 2010-11-05 02:13 UTC, 2012-10');
    for (const text of [
      'BEFORE: 2010-11-05 02:13 UTC. WorldView-2 · off-nadir 21°',
      'AFTER: 2012-10. sensor not stated',
      'Laid 24.00 m east, 11.00 m south by registration; residual 0.40 m',
      'STR-001: Observed by one analyst',
      'up is grid north of UTM zone 52N, 0.6° east of it',
      'SYNTHETIC – no evidence: the image before was made by software.',
      ...scenes.map(({ original }) => original.sha256),
    ])
      expect(told('Description')).toContain(text);
    expect(told('Copyright')).toBe(
      'BEFORE: Credit: Somebody. Licence: CC-BY-4.0\nAFTER: Credit: provider not stated. Licence not stated',
    );
    expect(Date.parse(told('Creation Time')!)).toBeGreaterThanOrEqual(began);
    expect(Date.parse(told('Creation Time')!)).toBeLessThanOrEqual(Date.now());
    expect(told('Software')).toMatch(/^Afterimage \d/);
    expect(await sheet().getByRole('img').getAttribute('alt')).toContain('Licence not stated');
  });

  test('shows outline and ground where they are, both dates at the scale that its bar tells', () => {
    const { pixels } = saved;
    const bar = longestRun(pixels, isBlack);
    const perMetre = bar.length / 50;
    for (const [half, laid] of [
      [0, 0],
      [1, offset.east],
    ] as const) {
      const [from, to] = [(half * pixels.width) / 2, ((half + 1) * pixels.width) / 2];
      const strokes = columnsOf(pixels, isSkyBlue, from, to);
      const [west, east] = [strokes[0]! + STROKE / 2, strokes.at(-1)! + 1 - STROKE / 2];
      // Drawn by the grid's metres, which here are a two-thousandth shorter than true ones.
      expect(Math.abs((east - west) / perMetre / outline.width - 1)).toBeLessThan(0.01);
      const expected = west + (60 + laid) * perMetre;
      const row = middleRow(pixels, isSkyBlue, from, to);
      const found = steepest(pixels, row, expected - 40, expected + 40);
      expect(Math.abs(found - expected), `image ${half}`).toBeLessThan(0.5 * perMetre + 1);
    }
  });

  test('says SYNTHETIC on the image that is, and on no other', () => {
    const { pixels } = saved;
    const plate = (from: number, to: number) => columnsOf(pixels, isPlateText, from, to).length;
    expect(plate(0, pixels.width / 2)).toBeGreaterThan(60);
    expect(plate(pixels.width / 2, pixels.width)).toBe(0);
  });

  test('shows what is chosen: no outline, one date alone, the mode of the map', async () => {
    await choose('1200 px, 150 dpi');
    await choose('None');
    await choose('After alone');
    const alone = await save();
    expect([alone.name, alone.pixels.width]).toEqual(['STR-001_2012-10.png', 1200]);
    expect(alone.words.perMetre).toEqual([5906, 5906]);
    expect(columnsOf(alone.pixels, isSkyBlue, 0, alone.pixels.width)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('6');
    await settled(page);
    await page.getByRole('button', { name: /^Figure:/ }).click();
    await choose('Difference, as on the map');
    const difference = await save();
    expect(difference.name).toBe('STR_2010-11-05_2012-10_difference.png');
    expect(difference.words.texts.get('Description')?.text).toContain('No proof');
    // Ground that is dark before and bright after, by the offset alone, and ground that stayed as it was.
    expect(
      columnsOf(difference.pixels, ([red, green]) => red! + 60 < green!, 0, 1200).length,
    ).toBeGreaterThan(9);
    await sharp(difference.file).toFile(output('figure-difference.png'));
  });

  test('is copied as a picture', async () => {
    await opened.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await sheet().getByRole('button', { name: 'Copy' }).click();
    await sheet().getByText('Copied.').waitFor();
    expect(
      await page.evaluate(async () => {
        const { clipboard } = navigator as unknown as {
          clipboard: { read(): Promise<{ types: string[] }[]> };
        };
        return (await clipboard.read()).flatMap(({ types }) => types);
      }),
    ).toContain('image/png');
    await page.keyboard.press('Escape');
    expect([opened.complaints, opened.foreignRequests]).toEqual([[], []]);
  });

  test('is there when its key follows at once upon the one that closed it', async () => {
    await page.keyboard.press('KeyC');
    await sheet().waitFor();
    for (let round = 0; round < 5; round++) {
      await Promise.all([page.keyboard.press('Escape'), page.keyboard.press('KeyC')]);
      await settled(page);
      expect(await sheet().count(), `round ${round}`).toBe(1);
    }
    await page.keyboard.press('Escape');
    await sheet().waitFor({ state: 'hidden' });
  });

  test('is never half an image: a part that cannot be read is told, and there is nothing to save', async () => {
    const other = await opened.context.newPage();
    // Behind the head of the files.
    let missing = true;
    await other.route(/display\.tif.*ranges=(?!0-)/, (route) =>
      missing ? route.fulfill({ status: 404 }) : route.continue(),
    );
    await other.goto(server.origin);
    await other.getByRole('button', { name: /^Figure:/ }).click();
    const told = other.getByRole('dialog').getByRole('alert');
    await told.getByText(/cannot be drawn. A part of it could not be read./).waitFor();
    expect(await other.getByRole('link', { name: 'Save PNG' }).count()).toBe(0);
    missing = false;
    await told.getByRole('button', { name: 'Try again' }).click();
    await other.getByRole('link', { name: 'Save PNG' }).waitFor();
    expect(await told.count()).toBe(0);
    await other.close();
  });
});

function degrees(east: number, north: number): [number, number] {
  return proj4(ZONE52, 'EPSG:4326', [east, north]) as [number, number];
}

type Colour = readonly number[];
const isBlack = (colour: Colour) => colour.every((value) => value === 0);
const isSkyBlue = (colour: Colour) => near(colour, [0x56, 0xb4, 0xe9]);
const isPlateText = (colour: Colour) => near(colour, [0xff, 0xd9, 0xa0]);
const near = (colour: Colour, other: Colour) =>
  colour.every((value, channel) => Math.abs(value - other[channel]!) < 6);

function colourAt({ data, width }: Pixels, x: number, y: number): Colour {
  const at = (y * width + x) * 3;
  return [...data.subarray(at, at + 3)];
}

/** The longest level line of pixels of a colour. */
function longestRun(pixels: Pixels, is: (colour: Colour) => boolean): { length: number } {
  let longest = 0;
  for (let y = 0; y < pixels.height; y++)
    for (let x = 0, length = 0; x < pixels.width; x++) {
      length = is(colourAt(pixels, x, y)) ? length + 1 : 0;
      longest = Math.max(longest, length);
    }
  return { length: longest };
}

/** The columns of a part of the images in which a colour stands. */
function columnsOf(pixels: Pixels, is: (colour: Colour) => boolean, from: number, to: number): number[] {
  const [top, bottom] = imageRows(pixels);
  const columns: number[] = [];
  for (let x = from; x < to; x++)
    for (let y = top; y < bottom; y++)
      if (is(colourAt(pixels, x, y))) {
        columns.push(x);
        break;
      }
  return columns;
}

function middleRow(pixels: Pixels, is: (colour: Colour) => boolean, from: number, to: number): number {
  const [top, bottom] = imageRows(pixels);
  const rows: number[] = [];
  for (let y = top; y < bottom; y++)
    for (let x = from; x < to; x++)
      if (is(colourAt(pixels, x, y))) {
        rows.push(y);
        break;
      }
  return Math.round((rows[0]! + rows.at(-1)!) / 2);
}

/** Where, along a row, the picture turns from dark to bright most steeply. */
function steepest(pixels: Pixels, row: number, from: number, to: number): number {
  let best = { x: 0, step: 0 };
  for (let x = Math.round(from); x < to; x++) {
    const step = colourAt(pixels, x, row)[0]! - colourAt(pixels, x - 1, row)[0]!;
    if (step > best.step) best = { x, step };
  }
  return best.x;
}

function output(name: string): string {
  return path.join(import.meta.dirname, '../../output', name);
}
