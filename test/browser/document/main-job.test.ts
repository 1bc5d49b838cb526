import { readFile } from 'node:fs/promises';
import path from 'node:path';
import geojsonhint from '@mapbox/geojsonhint';
import { check } from '@placemarkio/check-geojson';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import {
  brightness,
  difference,
  mapBox,
  pixelsOf,
  pointsOf,
  positionAt,
  settled,
  strip,
} from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';

/** A guard tower of the sample valley that was razed between the two scenes that are shown first. */
const RAZED_TOWER = 'change-T14';

describe('the main job on the sample valley', () => {
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server } = desk);
    await server.addSample();
    opened = await desk.open({ width: 1216, height: 640 });
    page = opened.page;
    await settled(page);
  });
  afterAll(() => desk?.close());

  test('opens on two dates under a divider, each with its date on the image', async () => {
    const box = await mapBox(page);
    for (const side of [strip(box, 0.05, 0.45), strip(box, 0.55, 0.95)]) {
      const seen = await brightness(page, side);
      expect(seen.mean).toBeGreaterThan(40);
      expect(seen.deviation).toBeGreaterThan(10);
    }
    const [before, after] = await Promise.all([
      page.locator('.map-side-before').textContent(),
      page.locator('.map-side-after').textContent(),
    ]);
    expect(before).toMatch(/2010-11-09.*BEFORE.*SYNTHETIC/s);
    expect(after).toMatch(/2012-10-16.*AFTER.*SYNTHETIC/s);
    await page.screenshot({ path: output('swipe.png') });
  });

  test('shows the other date wherever the divider is moved: dragged, clicked, by keys', async () => {
    const box = await mapBox(page);
    const divider = page.getByRole('slider', { name: 'Divider between before and after' });
    const middle = strip(box, 0.34, 0.46);
    const asBefore = await pixelsOf(page, middle);

    const handle = (await divider.boundingBox())!;
    expect(handle.width).toBeGreaterThanOrEqual(44);
    expect(handle.height).toBeGreaterThanOrEqual(44);
    await page.mouse.move(handle.x + 22, handle.y + 22);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.3, handle.y + 22, { steps: 4 });
    await page.mouse.up();
    await settled(page);
    expect(await divider.getAttribute('aria-valuenow')).toBe('30');
    expect(difference(asBefore, await pixelsOf(page, middle))).toBeGreaterThan(8);

    await page.mouse.click(box.x + box.width * 0.6, box.y + 4);
    await settled(page);
    expect(await divider.getAttribute('aria-valuenow')).toBe('60');
    expect(difference(asBefore, await pixelsOf(page, middle))).toBeLessThan(2);

    await divider.press('Home');
    expect(await divider.getAttribute('aria-valuenow')).toBe('0');
    await divider.press('End');
    for (let step = 0; step < 5; step++) await divider.press('Shift+ArrowLeft');
    expect(await divider.getAttribute('aria-valuenow')).toBe('50');
  });

  test('keeps the view when both dates stand side by side, and points at one place on both', async () => {
    const box = await mapBox(page);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const middle = await positionAt(page, x, y);
    await page.getByRole('radio', { name: 'Side by side' }).check({ force: true });
    await settled(page);
    const [first, second] = [await mapBox(page), await mapBox(page, 'second')];
    const half = await positionAt(page, first.x + first.width / 2, y);
    expect(half[0]).toBeCloseTo(middle[0], 4);
    expect(half[1]).toBeCloseTo(middle[1], 4);

    const target = (await page.locator('.map-second .ol-target').boundingBox())!;
    expect(target.x + target.width / 2 - second.x).toBeCloseTo(first.width / 2, -0.5);
    const left = await pixelsOf(page, strip(first, 0.1, 0.4));
    const right = await pixelsOf(page, strip(second, 0.1, 0.4));
    expect((await brightness(page, strip(second, 0.1, 0.4))).mean).toBeGreaterThan(40);
    expect(difference(left, right)).toBeGreaterThan(5);
    await page.screenshot({ path: output('side-by-side.png') });
    await page.getByRole('radio', { name: 'Swipe' }).check({ force: true });
    await settled(page);
  });

  test('outlines a razed tower by mouse, says what it is, saves it and finds it again after a reload', async () => {
    const point = await pointsOf(page);
    await page.keyboard.press('KeyP');
    for (const corner of await cornersAround(RAZED_TOWER, 12)) {
      const { x, y } = point(corner);
      await page.mouse.move(x, y);
      await page.mouse.click(x, y);
    }
    await page.keyboard.press('Enter');

    const form = page.getByRole('form', { name: 'New change' });
    await form.getByLabel('What was it?').selectOption('guard_tower');
    await form.getByRole('radio', { name: 'Razed' }).check({ force: true });
    await form.getByText('How sure are you, and why?').click();
    await form.getByLabel('How likely is it that this change happened?').selectOption('very_likely');
    await form.getByText('Notes', { exact: true }).click();
    await form.getByLabel('Description').fill('Standing in 2010, its footing bare in 2012.');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByLabel('Who is working?', { exact: true }).last().fill('Ana');
    await page.getByRole('button', { name: 'Use this name' }).click();
    await page.getByRole('heading', { name: 'C22-001' }).waitFor();
    await page.locator('.assessment', { hasText: 'Very likely' }).waitFor();

    await page.reload();
    await settled(page);
    await page.getByRole('button', { name: /C22-001/ }).click();
    await page.getByText('Standing in 2010, its footing bare in 2012.').waitFor();
    const area = Number(
      /Area\s*([\d.,]+)\s*m²/.exec((await page.locator('.detail').textContent()) ?? '')?.[1],
    );
    expect(area).toBeGreaterThan(450);
    expect(area).toBeLessThan(720);
    await settled(page);
    await page.screenshot({ path: output('selected.png') });
  });

  test('hides the outlines while H is held', async () => {
    const box = strip(await mapBox(page), 0.1, 0.9);
    const outlined = await pixelsOf(page, box);
    await page.locator('.map-first').focus();
    const changed = async () => difference(outlined, await pixelsOf(page, box));
    await page.keyboard.down('KeyH');
    await expect.poll(changed).toBeGreaterThan(0.05);
    await page.keyboard.up('KeyH');
    await expect.poll(changed).toBeLessThan(0.05);
  });

  test('lets a second reader agree with a source of their own, which corroborates the change', async () => {
    await page.getByRole('button', { name: 'Ana', exact: true }).click();
    await page.getByLabel('Who is working?', { exact: true }).last().fill('Bora');
    await page.getByRole('button', { name: 'Use this name' }).click();
    await page.getByRole('button', { name: 'Add an assessment' }).click();
    const form = page.getByRole('form', { name: /Assessment of C22-001/ });
    await form.getByRole('radio', { name: 'I agree' }).check({ force: true });
    await form.getByRole('button', { name: 'Add a source' }).click();
    await form.getByLabel('Kind').selectOption('testimony');
    await form.getByLabel('Title').fill('Account of a former guard');
    await form.getByLabel('Date').fill('11 Jan 2013');
    await form.getByLabel('Address').fill('www.example.org/2013/01/account');
    await form.getByRole('button', { name: 'Save assessment' }).click();
    await page.locator('.verification .status', { hasText: 'Corroborated' }).waitFor();
    const named = page.locator('.assessment', { hasText: '2013-01-11' });
    expect(await named.getByRole('link', { name: 'Account of a former guard' }).getAttribute('href')).toBe(
      'https://www.example.org/2013/01/account',
    );
  });

  test('exports a GeoJSON report that strict readers accept', async () => {
    await page.getByRole('button', { name: 'Back to all changes' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export GeoJSON' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(check(text)).toBeTruthy();
    expect(geojsonhint.hint(text)).toEqual([]);
    const report = JSON.parse(text);
    expect(report.features).toHaveLength(1);
    expect(report.features[0].properties).toMatchObject({
      number: 'C22-001',
      structure: 'guard_tower',
      change: 'razed',
      status: 'corroborated',
    });
    expect(report.afterimage).toBeDefined();
  });

  test('asked no other host, and the console stayed free of errors and warnings', () => {
    expect(opened.foreignRequests).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });
});

/** The corners of a square around a feature of truth.geojson, so many metres from its middle. */
async function cornersAround(id: string, metres: number): Promise<Position[]> {
  const file = path.join(import.meta.dirname, '../../../sample-imagery/truth.geojson');
  const truth = JSON.parse(await readFile(file, 'utf8')) as {
    features: { id: string; geometry: { coordinates: Position[][] } }[];
  };
  const ring = truth.features.find((feature) => feature.id === id)!.geometry.coordinates[0]!;
  const [longitude, latitude] = [0, 1].map((axis) => (ring[0]![axis]! + ring[2]![axis]!) / 2) as Position;
  const [east, north] = [metres / (111_320 * Math.cos((latitude * Math.PI) / 180)), metres / 111_320];
  return [
    [longitude - east, latitude + north],
    [longitude + east, latitude + north],
    [longitude + east, latitude - north],
    [longitude - east, latitude - north],
  ];
}

/** A place for a picture that people look at; nothing is asserted of it. */
function output(name: string): string {
  return path.join(import.meta.dirname, '../../output', name);
}
