import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { check } from '@placemarkio/check-geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { dropFiles } from '../../support/browser/drop-files.ts';
import {
  brightness,
  difference,
  mapBox,
  pixelsOf,
  positionAt,
  settled,
  strip,
} from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';

const FIELD_DATA = process.env.FIELD_DATA ?? path.join(import.meta.dirname, '../../../../shared/field-data');
const PAIR = path.join(FIELD_DATA, 'pairs/joplin');
const BEFORE = path.join(PAIR, 'joplin-before-epsg26915.tif');
const AFTER = path.join(PAIR, 'joplin-after-epsg4326.tif');

/** A town before and after a tornado: two reference systems, two grids, only partly overlapping. */
describe.skipIf(!existsSync(BEFORE))('the main job on two GeoTIFFs of the analyst (FIELD_DATA)', () => {
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server } = desk);
    await server.newSite({ name: 'Joplin', code: 'JOP' });
    opened = await desk.open({ width: 1216, height: 640 });
  });
  afterAll(() => desk?.close());

  test('takes both when they are dropped on the page, shows them together and exports what was outlined', async () => {
    const { page } = opened;
    await page.getByRole('heading', { name: 'Drop a GeoTIFF here' }).waitFor();
    await dropFiles(page, [BEFORE, AFTER]);
    await page.getByRole('textbox', { name: 'Who is working?' }).fill('Ana');
    await page.getByRole('button', { name: 'Use this name' }).click();

    // Of the earlier image no more is known than that it is from before the storm of that year.
    for (const [name, acquired] of [
      ['joplin-before-epsg26915.tif', '2011'],
      ['joplin-after-epsg4326.tif', '2011-05-24'],
    ] as const) {
      const form = page.getByRole('form', { name: `About ${name}` });
      await form.getByLabel('Acquired (UTC)').fill(acquired);
      await form.getByRole('button', { name: 'Add', exact: true }).click();
    }
    for (const name of ['joplin-before-epsg26915.tif', 'joplin-after-epsg4326.tif'])
      await page
        .getByRole('article', { name })
        .getByText('Ready on the timeline')
        .waitFor({ timeout: 120_000 });
    await page.locator('.uploads').getByRole('button', { name: 'Close' }).click();
    await settled(page);

    const box = await mapBox(page);
    const [left, right] = [strip(box, 0.15, 0.45), strip(box, 0.55, 0.85)];
    for (const side of [left, right]) {
      expect((await brightness(page, side)).mean).toBeGreaterThan(40);
      expect((await brightness(page, side)).deviation).toBeGreaterThan(10);
    }
    const asAfter = await pixelsOf(page, right);
    await page.getByRole('slider', { name: 'Divider between before and after' }).press('End');
    await settled(page);
    expect(difference(asAfter, await pixelsOf(page, right))).toBeGreaterThan(10);
    await page.mouse.click(box.x + box.width / 2, box.y + 4);

    await page.keyboard.press('KeyR');
    const from = { x: box.x + box.width * 0.55, y: box.y + box.height * 0.45 };
    const to = { x: box.x + box.width * 0.65, y: box.y + box.height * 0.6 };
    const [west, north] = await positionAt(page, from.x, from.y);
    const [east, south] = await positionAt(page, to.x, to.y);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    const form = page.getByRole('form', { name: 'New change' });
    await form.getByLabel('What was it?').selectOption('other');
    await form.getByLabel('In your words').fill('Block of houses');
    await form.getByRole('radio', { name: 'Demolished' }).check({ force: true });
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'JOP-001' }).waitFor();
    await settled(page);
    await page.screenshot({ path: path.join(import.meta.dirname, '../../output/joplin.png') });

    await page.getByRole('button', { name: 'Back to all changes' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export GeoJSON' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(check(text)).toBeTruthy();
    const [feature] = JSON.parse(text).features;
    expect(feature.properties).toMatchObject({ change: 'demolished', structureOther: 'Block of houses' });
    const ring: number[][] = feature.geometry.coordinates[0];
    expect(ring).toHaveLength(5);
    expect(Math.min(...ring.map(([longitude]) => longitude!))).toBeCloseTo(west, 4);
    expect(Math.max(...ring.map(([longitude]) => longitude!))).toBeCloseTo(east, 4);
    expect(Math.min(...ring.map(([, latitude]) => latitude!))).toBeCloseTo(south, 4);
    expect(Math.max(...ring.map(([, latitude]) => latitude!))).toBeCloseTo(north, 4);
    expect(opened.foreignRequests).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });
});
