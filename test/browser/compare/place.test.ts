import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Site } from '#domain/site/site.contract.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { difference, mapBox, pixelsOf, positionAt, settled } from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';

describe('finding the way on the sample valley', () => {
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;
  let site: Site;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server } = desk);
    ({ site } = await server.addSample());
    opened = await desk.open({ width: 1440, height: 900, analyst: 'Ana' });
    page = opened.page;
    await settled(page);
  });
  afterAll(() => desk?.close());

  async function middleOfMap() {
    const box = await mapBox(page);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  test('goes to coordinates that are pasted, marks them and keeps the list of changes', async () => {
    const { x, y } = await middleOfMap();
    const [longitude, latitude] = await positionAt(page, x + 120, y - 60);
    await page.getByRole('searchbox').fill(`${latitude}, ${longitude}`);
    await page.getByRole('searchbox').press('Enter');
    await page.locator('.map-mark').first().waitFor();
    await expect
      .poll(async () => (await positionAt(page, x, y)).map((degrees) => degrees.toFixed(4)))
      .toEqual([longitude, latitude].map((degrees) => degrees.toFixed(4)));
    await page.getByRole('button', { name: 'Take the mark away' }).first().click();
    await page.getByRole('searchbox').fill('');
  });

  test('asks where coordinates fit two places, marks them, and goes to the one that is chosen by keys', async () => {
    const { x, y } = await middleOfMap();
    const [longitude, latitude] = await positionAt(page, x + 80, y + 40);
    const field = page.getByRole('searchbox');
    await field.fill(`${latitude.toFixed(5)} N ${longitude.toFixed(5)} O`);
    const choices = page.getByRole('list', { name: 'Possible places' }).getByRole('button');
    await expect
      .poll(() => choices.allTextContents())
      .toEqual([
        expect.stringMatching(
          /^1 .* WO as west \(Spanish, French, Portuguese, Italian\) · [\d,]+ km north-east of the site$/,
        ),
        expect.stringMatching(/^2 .* EO as east \(German, Dutch\) · \d+ m [a-z-]+ of the site$/),
      ]);
    await page.locator('.map-mark-offered', { hasText: '2' }).first().waitFor();
    await field.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await positionAt(page, x, y)).map((degrees) => degrees.toFixed(4)))
      .toEqual([longitude, latitude].map((degrees) => degrees.toFixed(4)));
    await expect.poll(() => page.locator('.map-mark-offered').count()).toBe(0);
    await page.getByRole('button', { name: 'Take the mark away' }).first().click();
    await field.fill('');
  });

  test('says below the field why something pasted is no place, and keeps it', async () => {
    const field = page.getByRole('searchbox');
    await field.fill('https://maps.app.goo.gl/AbCdEf123');
    await page.getByText('A short link: open it, and paste the address that it leads to.').waitFor();
    expect(await field.inputValue()).toBe('https://maps.app.goo.gl/AbCdEf123');
    await field.fill('');
  });

  test('keeps two lines apart that are pasted', async () => {
    const field = page.getByRole('searchbox');
    await field.focus();
    await page.evaluate(`
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', '42.54\\r\\n129.93\\r\\n');
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(paste);
    `);
    await page.getByRole('button', { name: 'Go to 42.54000 N 129.93000 E' }).waitFor();
    await field.fill('');
  });

  test('writes the place under the pointer in the form that was chosen, also after a reload', async () => {
    const { x, y } = await middleOfMap();
    const place = page.locator('.map-place');
    await place.click();
    await place.click();
    await place.click();
    await page.reload();
    await settled(page);
    await page.mouse.move(x, y);
    await expect.poll(() => place.textContent()).toMatch(/^52T \w\w \d{5} \d{5}$/);
    await place.click();
    await page.mouse.move(x, y);
    await expect.poll(() => place.textContent()).toMatch(/^[\d.]+ N [\d.]+ E$/);
  });

  test('lays a KML over the images in this browser alone, until it is shared', async () => {
    const { x, y } = await middleOfMap();
    const [west, north] = await positionAt(page, x - 100, y - 100);
    const [east, south] = await positionAt(page, x + 100, y + 100);
    const box = await mapBox(page);
    const bare = await pixelsOf(page, box);
    const ring = [
      [west, north],
      [east, north],
      [east, south],
      [west, south],
      [west, north],
    ];
    const sketch = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Style id="s"><IconStyle><Icon>
      <href>http://example.org/icon.png</href></Icon></IconStyle></Style><Placemark><name>Solitary cells</name>
      <styleUrl>#s</styleUrl><Polygon><outerBoundaryIs><LinearRing><coordinates>
      ${ring.map((position) => position.join(',')).join(' ')}
      </coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>`;
    await page.getByRole('button', { name: /^Overlays/ }).click();
    await page
      .getByLabel('GeoJSON, KML or KMZ files')
      .setInputFiles({ name: 'sketch.kml', mimeType: 'text/xml', buffer: Buffer.from(sketch) });
    const sheet = page.getByRole('region', { name: 'Overlays' });
    await sheet.getByText('1 feature · only here').waitFor();
    await settled(page);
    expect(difference(await pixelsOf(page, box), bare)).toBeGreaterThan(0.1);
    const stored = () => server.send<{ items: { name: string }[] }>('GET', `/api/sites/${site.id}/overlays`);
    expect((await stored()).items).toEqual([]);

    await page.reload();
    await settled(page);
    await page.getByRole('button', { name: /^Overlays/ }).click();
    await sheet.getByRole('button', { name: 'Share' }).click();
    await sheet.getByText('shared by Ana').waitFor();
    expect((await stored()).items).toMatchObject([{ name: 'sketch' }]);
    const { features } = await server.send<{ features: unknown[] }>(
      'GET',
      `/api/sites/${site.id}/annotations`,
    );
    expect(features).toEqual([]);
    await sheet.getByRole('button', { name: 'Withdraw sketch for all' }).click();
    await expect.poll(async () => (await stored()).items).toEqual([]);
  });

  test('tells in a sentence what cannot be laid over', async () => {
    await page.getByLabel('GeoJSON, KML or KMZ files').setInputFiles({
      name: 'plan.geojson',
      mimeType: 'application/json',
      buffer: Buffer.from(
        JSON.stringify({
          type: 'FeatureCollection',
          crs: { type: 'name', properties: { name: 'Grid of the survey' } },
          features: [],
        }),
      ),
    });
    await page
      .getByText(
        "Its coordinates are in 'Grid of the survey', a reference system that is not known by this name",
      )
      .waitFor();
    expect([opened.complaints, opened.foreignRequests]).toEqual([[], []]);
  });
});
