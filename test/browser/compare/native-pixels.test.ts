import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import type { Rgb } from '../../support/base/rgb.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { imageRows, type Pixels, saveFigure } from '../../support/browser/figure-page.ts';
import {
  type Box,
  mapBox,
  pixelsOf,
  pointsOf,
  settled,
  turnWheel,
  zoomed,
} from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { writeCheckeredScene } from '../../support/imagery/checkered-scene.ts';
import { metresFrom } from '../../support/imagery/striped-scene.ts';

const colours = {
  before: [
    [30, 90, 200],
    [220, 150, 40],
  ],
  after: [
    [70, 200, 60],
    [140, 20, 110],
  ],
} as const satisfies Record<string, readonly [Rgb, Rgb]>;

/** Two scenes of one ground whose pixels of one metre have two colours in turn, seen many times enlarged. */
describe('what was measured', () => {
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;
  let site: Site;
  let box: Box;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server } = desk);
    site = await server.newSite({ name: 'Chequers', code: 'CHE' });
    const before = await add('before', '2010-05-01', { colours: colours.before });
    const after = await add('after', '2012-05-01', { colours: colours.after });
    const [west, south] = metresFrom(500, 380);
    const [east, north] = metresFrom(506, 376);
    await server.send<Annotation>('POST', `/api/sites/${site.id}/annotations`, {
      type: 'Feature',
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
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
    opened = await desk.open({ width: 1280, height: 800, analyst: 'Ana' });
    page = opened.page;
    await settled(page);
    box = await mapBox(page);
    await page.locator('.map-first').focus();
    // From about a metre a pixel on: each is eight to sixteen wide then, the edge of two tiles in the middle.
    for (let level = 0; level < 4; level++) await zoomed(page, () => page.keyboard.press('+'));
    await settled(page);
    await page.keyboard.down('KeyH');
  });
  afterAll(() => desk?.close());

  /** Adds a scene that is shown with its own colours. */
  async function add(name: string, acquired: string, made: Parameters<typeof writeCheckeredScene>[2]) {
    const file = await writeCheckeredScene(desk.folder, name, made);
    const scene = await server.addScene(site.id, file, { acquired, title: name });
    const limits = Array.from({ length: 3 }, () => ({ low: 0, high: 255 }));
    await server.send<Scene>('PUT', `/api/scenes/${scene.id}/look`, {
      colours: { kind: 'mix', red: 1, green: 2, blue: 3 },
      stretch: { from: 'hand', limits },
    });
    return scene;
  }

  /** A part of a map by shares of it. */
  const part = (x: number, width: number, of = box): Box => ({
    x: Math.round(of.x + of.width * x),
    y: Math.round(of.y + of.height * 0.3),
    width: Math.round(of.width * width),
    height: Math.round(of.height * 0.4),
  });
  const blur = () => page.evaluate('document.activeElement.blur()');
  const press = (key: string) => page.keyboard.press(key);
  /** Away from what is looked at. */
  const rest = () => page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.9);

  /** Waits until a part of the page shows two colours and nothing else, each of them about as often. */
  async function expectTwoColours(clip: Box, wanted: readonly Rgb[]) {
    await expect.poll(async () => told(await pixelsOf(page, clip), wanted)).toEqual([]);
  }

  test('keeps its colours and hard edges under the divider', async () => {
    await rest();
    await expectTwoColours(part(0.1, 0.3), colours.before);
    await expectTwoColours(part(0.6, 0.3), colours.after);
    const divider = page.getByRole('slider', { name: 'Divider between before and after' });
    for (const [key, side] of [
      ['End', 'before'],
      ['Home', 'after'],
    ] as const) {
      await divider.press(key);
      // Over the edge of two tiles.
      await expectTwoColours(part(0.3, 0.4), colours[side]);
    }
    await page.screenshot({ path: path.join(import.meta.dirname, '../../output/native-pixels.png') });
    await blur();
  });

  test('keeps them side by side', async () => {
    await press('Digit2');
    await settled(page);
    await expectTwoColours(part(0.2, 0.6, await mapBox(page)), colours.before);
    await expectTwoColours(part(0.2, 0.6, await mapBox(page, 'second')), colours.after);
  });

  test('keeps them while the dates blink', async () => {
    await press('Digit3');
    await page.getByRole('button', { name: 'Pause' }).click();
    await blur();
    await rest();
    for (let time = 0; time < 2; time++) {
      const seen = (await page.locator('.map').getAttribute('data-seen')) as 'before' | 'after';
      await expectTwoColours(part(0.3, 0.4), colours[seen]);
      await page.keyboard.down('Space');
      await expectTwoColours(part(0.3, 0.4), colours[seen === 'before' ? 'after' : 'before']);
      await page.keyboard.up('Space');
    }
  });

  test('keeps them in the lens and around it', async () => {
    await press('Digit4');
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.5);
    const lens = (await page.locator('.map-lens').boundingBox())!;
    const inside = {
      x: Math.round(lens.x + lens.width * 0.25),
      y: Math.round(lens.y + lens.height * 0.25),
      width: Math.round(lens.width / 2),
      height: Math.round(lens.height / 2),
    };
    await expectTwoColours(inside, colours.after);
    await expectTwoColours(part(0.6, 0.3), colours.before);
  });

  test('keeps them where both are blended, and tells them apart in the difference', async () => {
    await press('Digit5');
    await rest();
    await page.getByRole('slider', { name: 'Share of the date after' }).fill('0.5');
    const blended = [0, 1].map(
      (at) => colours.before[at]!.map((value, channel) => (value + colours.after[at]![channel]!) / 2) as Rgb,
    );
    await expectTwoColours(part(0.3, 0.4), blended);
    await blur();
    await press('Digit6');
    await settled(page);
    const { data } = await pixelsOf(page, part(0.3, 0.4));
    expect(coloursIn(data).length).toBe(2);
    await press('Digit1');
  });

  test('keeps them in a figure', async () => {
    await press('KeyC');
    const sheet = page.getByRole('dialog', { name: 'Figure' });
    await sheet.getByRole('radio', { name: 'None', exact: true }).check();
    const { pixels } = await saveFigure(page);
    for (const [from, to, side] of [
      [0.05, 0.45, 'before'],
      [0.55, 0.95, 'after'],
    ] as const)
      expect(told(partOf(pixels, from, to), colours[side])).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('keeps them in the pictures of a structure', async () => {
    await page.keyboard.up('KeyH');
    await page.getByRole('button', { name: /CHE-001/ }).click();
    await expect.poll(() => page.locator('.sighting canvas[data-drawn]').count()).toBe(2);
    for (const [index, side] of (['before', 'after'] as const).entries()) {
      const canvas = page.locator('.sighting canvas').nth(index);
      const address = await canvas.evaluate((one) => (one as unknown as { toDataURL(): string }).toDataURL());
      const picture = sharp(Buffer.from(address.split(',')[1]!, 'base64'))
        .removeAlpha()
        .raw();
      expect(told({ data: await picture.toBuffer() }, colours[side])).toEqual([]);
    }
  });

  test('laid into another system it is smoothed, and stays between the values of its neighbours', async () => {
    const grey = [
      [40, 40, 40],
      [200, 200, 200],
    ] as const satisfies readonly [Rgb, Rgb];
    const scene = await add('in-degrees', '2014-05-01', { colours: grey, system: 'wgs84' });
    await page.locator('.side.before select').first().selectOption(scene.id);
    await page.getByRole('slider', { name: 'Divider between before and after' }).press('End');
    await settled(page);
    await blur();
    // Within one of the tiles that are laid, of 256 pixels: at their edges nothing is smoothed.
    const place = metresFrom(440, 330);
    const { x, y } = (await pointsOf(page))(place);
    await page.mouse.move(x, y);
    await turnWheel(page, -3);
    await settled(page);
    const middle = (await pointsOf(page))(place);
    const seen = await pixelsOf(page, { x: middle.x - 60, y: middle.y - 60, width: 120, height: 120 });
    const values = [...seen.data];
    expect(values.filter((value) => value > 80 && value < 160).length).toBeGreaterThan(values.length * 0.1);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(39);
    expect(Math.max(...values)).toBeLessThanOrEqual(201);
    // Several pixels of the screen lead from one value to the next, whatever is left of their difference here.
    const range = Math.max(...values) - Math.min(...values);
    expect(range).toBeGreaterThan(15);
    const steps = values
      .slice(3)
      .map((value, at) => (at % (3 * 120) < 3 * 119 ? Math.abs(value - values[at]!) : 0));
    expect(Math.max(...steps)).toBeLessThan(range / 3);
    expect(opened.complaints).toEqual([]);
  });
});

/** What is wrong with a picture that is to show two colours and nothing else, about as often. */
function told({ data }: { data: Buffer }, [one, other]: readonly Rgb[]): string[] {
  const faults: string[] = [];
  const counts = [0, 0];
  for (const [colour, count] of coloursIn(data)) {
    const which = [one!, other!].findIndex((wanted) => isNear(colour.split(',').map(Number), wanted));
    if (which < 0) faults.push(`${count} pixels of ${colour}`);
    else counts[which]! += count;
  }
  const all = data.length / 3;
  for (const [which, count] of counts.entries())
    if (count < all * 0.35) faults.push(`${count} pixels of ${all} have colour ${which}`);
  return faults;
}

function coloursIn(data: Buffer): [colour: string, count: number][] {
  const counts = new Map<string, number>();
  for (let at = 0; at < data.length; at += 3) {
    const colour = `${data[at]},${data[at + 1]},${data[at + 2]}`;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return [...counts];
}

/** A colour is rounded on its way, once. */
function isNear(colour: readonly number[], other: Rgb): boolean {
  return colour.every((value, channel) => Math.abs(value - other[channel]!) <= 1);
}

/** The middle of a figure's images between two shares of its width. */
function partOf({ data, width, height }: Pixels, from: number, to: number): { data: Buffer } {
  const [top, bottom] = imageRows({ data, width, height });
  const quarter = Math.round((bottom - top) / 4);
  const rows: Buffer[] = [];
  for (let y = top + quarter; y < bottom - quarter; y++)
    rows.push(
      data.subarray((y * width + Math.round(from * width)) * 3, (y * width + Math.round(to * width)) * 3),
    );
  return { data: Buffer.concat(rows) };
}
