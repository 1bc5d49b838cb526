import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { geodesicDistance } from '#domain/geometry/distance.rules.ts';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import { until } from '../../support/base/until.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { mapBox, pixelsOf, positionAt, settled, zoomed } from '../../support/browser/map-page.ts';
import { type MarkedScene, writeMarkedScene } from '../../support/imagery/marked-scene.ts';

/** Sites that no UTM zone is right for, each with two dates; the white pixels lie where PROJ 9.1.1 (cs2cs) puts them. */
const sites = [
  {
    name: 'Twenty degrees wide',
    metres: 1_000,
    before: {
      epsg: 4326,
      west: 117,
      north: 43,
      pixel: 0.0125,
      width: 1_600,
      height: 480,
      white: [
        [20, 20],
        [1_579, 459],
      ],
    },
    after: {
      epsg: 3857,
      west: 13_024_000,
      north: 5_330_000,
      pixel: 1_400,
      width: 1_600,
      height: 640,
      white: [
        [20, 20],
        [1_579, 619],
      ],
    },
    onBefore: [
      [117.25625, 42.74375],
      [136.74375, 37.25625],
    ],
    onAfter: [
      [117.25439909, 42.92984744],
      [136.86102848, 37.16907545],
    ],
    inward: 0.1,
    far: { shown: [127, -40], beyond: [-53, -40], kilometres: '11,145' },
  },
  {
    name: 'Both ends of a wide site',
    metres: 1,
    before: {
      epsg: 32650,
      west: 515_000,
      north: 4_708_000,
      pixel: 1,
      width: 400,
      height: 300,
      white: [
        [20, 20],
        [379, 279],
      ],
    },
    after: {
      epsg: 32653,
      west: 673_000,
      north: 4_209_000,
      pixel: 1,
      width: 400,
      height: 300,
      white: [
        [20, 20],
        [379, 279],
      ],
    },
    onBefore: [
      [117.18287653, 42.52404761],
      [117.18724041, 42.52170805],
    ],
    onAfter: [
      [136.9709071, 38.01200034],
      [136.97493168, 38.00959879],
    ],
    inward: 0,
    far: undefined,
  },
  {
    name: 'Across the antimeridian',
    metres: 10,
    before: {
      epsg: 32760,
      west: 814_000,
      north: 8_122_000,
      pixel: 10,
      width: 1_000,
      height: 800,
      white: [
        [20, 20],
        [979, 779],
      ],
    },
    after: {
      epsg: 32701,
      west: 176_000,
      north: 8_122_000,
      pixel: 10,
      width: 1_000,
      height: 800,
      white: [
        [20, 20],
        [979, 779],
      ],
    },
    onBefore: [
      [179.95024079, -16.96644403],
      [-179.95869848, -17.03363527],
    ],
    onAfter: [
      [179.95980434, -16.96512223],
      [-179.95131404, -17.03496272],
    ],
    inward: 0.005,
    far: { shown: [-165, -17], beyond: [0.05, 17], kilometres: '18,443' },
  },
  {
    name: 'At 85 degrees north',
    metres: 10,
    before: {
      epsg: 3413,
      west: 522_000,
      north: -138_800,
      pixel: 10,
      width: 300,
      height: 300,
      white: [
        [20, 20],
        [279, 279],
      ],
    },
    after: {
      epsg: 5041,
      west: 2_276_000,
      north: 1_520_500,
      pixel: 10,
      width: 300,
      height: 300,
      white: [
        [20, 20],
        [279, 279],
      ],
    },
    onBefore: [
      [30.09416039, 85.01453614],
      [29.90056567, 84.98530634],
    ],
    onAfter: [
      [29.93251759, 85.01724226],
      [30.0304492, 84.98543607],
    ],
    inward: 0.002,
    far: { shown: [0, 90], beyond: [30, -60], kilometres: '16,656' },
  },
] as const satisfies {
  name: string;
  metres: number;
  before: MarkedScene;
  after: MarkedScene;
  onBefore: Position[];
  onAfter: Position[];
  inward: number;
  far: { shown: Position; beyond: Position; kilometres: string } | undefined;
}[];

describe.each(sites)('a site: $name', ({ name, metres, before, after, onBefore, onAfter, inward, far }) => {
  let desk: Desk;
  let opened: OpenedPage;
  let page: Page;
  let site: Site;

  beforeAll(async () => {
    desk = await startDesk();
    site = await desk.server.newSite({ name });
    for (const [date, scene] of [
      ['2010-11-05', before],
      ['2012-10-11', after],
    ] as const) {
      const file = await writeMarkedScene(desk.folder, date, scene);
      await desk.server.addScene(site.id, file, { title: date, acquired: date, synthetic: true });
    }
    opened = await desk.open({ width: 1440, height: 900, analyst: 'Ana' });
    page = opened.page;
    await settled(page);
  });
  afterAll(() => desk?.close());

  test.each([
    ['before', onBefore[0]],
    ['after', onAfter[1]],
  ] as ['before' | 'after', Position][])(
    'shows the white square of the date %s where it lies, to a tenth of a pixel of the scene',
    async (date, place) => {
      await page
        .getByRole('slider', { name: 'Divider between before and after' })
        .press(date === 'before' ? 'End' : 'Home');
      await goTo(page, place);
      await page.getByRole('button', { name: 'Take the mark away' }).first().click();
      await zoomTo(page, metres / 8);
      const { x, y } = await middleOfMap(page);
      const half = 100;
      const seen = await pixelsOf(page, { x: x - half, y: y - half, width: 2 * half, height: 2 * half });
      const { right, down } = middleOfWhite(seen, half);
      expect(Math.abs(right)).toBeLessThan(0.8);
      expect(Math.abs(down)).toBeLessThan(0.8);
    },
  );

  test.skipIf(!far)(
    'goes to a place beyond the zone or the image exactly, and says how far one lies that it cannot show',
    async () => {
      const [longitude, latitude] = far!.shown;
      await goTo(page, far!.shown);
      const { x, y } = await middleOfMap(page);
      const told = await positionAt(page, x, y);
      expect(geodesicDistance(told, [longitude, latitude])).toBeLessThan(1.5 + (await resolutionOf(page)));

      await paste(page, far!.beyond);
      const sentence = `That place lies ${far!.kilometres} km from the middle of this map, too far away to be shown on it.`;
      await page.getByText(sentence).waitFor();
      expect(await page.locator('.map-mark:visible').count()).toBe(0);
      await page.mouse.move(x + 1, y);
      expect(geodesicDistance(await positionAt(page, x, y), told)).toBeLessThan(1);
      expect([opened.complaints, opened.foreignRequests]).toEqual([[], []]);
    },
  );

  test.skipIf(name === 'Both ends of a wide site')(
    'stores the corners that are set where they were pasted, to a centimetre',
    async () => {
      const [longitude, latitude] = onBefore[1]!;
      // Inside both images, from the square of one towards the middle.
      const corners = [
        [-1, 1],
        [-3, 1],
        [-3, 3],
      ].map(
        ([right = 0, up = 0]): Position => [
          roundTo7(longitude + right * inward),
          roundTo7(latitude + up * inward),
        ],
      );
      await page.locator('.map-first').focus();
      await page.keyboard.press('KeyP');
      for (const corner of corners) {
        await goTo(page, corner);
        await page.locator('.map-first').focus();
        await page.keyboard.press('Space');
      }
      await page.keyboard.press('Enter');
      const form = page.getByRole('form', { name: 'New change' });
      await form.getByLabel('What was it?').selectOption('guard_tower');
      await form.getByRole('radio', { name: 'Razed' }).check({ force: true });
      await form.getByRole('button', { name: 'Save' }).click();
      const stored = await until(
        () => desk.server.send<{ features: Annotation[] }>('GET', `/api/sites/${site.id}/annotations`),
        ({ features }) => features.length === 1,
      );
      const ring = stored.features[0]!.geometry.coordinates.flat() as Position[];
      for (const corner of corners)
        expect(Math.min(...ring.map((position) => geodesicDistance(position, corner)))).toBeLessThan(0.012);
    },
  );
});

async function paste(page: Page, [longitude, latitude]: Position) {
  await page.getByRole('searchbox').fill(`${latitude}, ${longitude}`);
  await page.getByRole('searchbox').press('Enter');
  await page.getByRole('searchbox').fill('');
}

async function goTo(page: Page, place: Position) {
  await paste(page, place);
  await page.locator('.map-mark').first().waitFor();
  await settled(page);
}

async function middleOfMap(page: Page) {
  const box = await mapBox(page);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Metres of a pixel of the screen, as the page tells. */
async function resolutionOf(page: Page): Promise<number> {
  const text = (await page.locator('.map-resolution').textContent()) ?? '';
  return Number(text.replaceAll(/[^\d.]/g, ''));
}

/** Zooms around the middle of the map until a pixel of the screen has at most so many metres. */
async function zoomTo(page: Page, metres: number) {
  await page.locator('.map-first').focus();
  while ((await resolutionOf(page)) > metres) await zoomed(page, () => page.keyboard.press('+'));
  await settled(page);
}

/** How far the middle of what is white lies from the middle of a square, in CSS pixels. */
function middleOfWhite({ data, width }: { data: Buffer; width: number }, half: number) {
  let [sum, right, down] = [0, 0, 0];
  for (let at = 0; at < data.length / 3; at++) {
    const weight = Math.max(0, data[3 * at]! - 64);
    sum += weight;
    right += weight * ((at % width) + 0.5 - half);
    down += weight * (Math.floor(at / width) + 0.5 - half);
  }
  return { right: right / sum, down: down / sum };
}

function roundTo7(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
