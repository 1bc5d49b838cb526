import type { Page } from 'playwright-core';
import proj4 from 'proj4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import {
  brightness,
  mapBox,
  pixelsOf,
  pointsOf,
  settled,
  strip,
  turnWheel,
} from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { corner, edge, writeStripedScene, ZONE52 } from '../../support/imagery/striped-scene.ts';

/** Two scenes of one ground: 16-bit counts in UTM before, 32-bit reflectances in EPSG:4326 after. */
describe('the map', () => {
  let folder: string;
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;
  let site: Site;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server, folder } = desk);
    site = await server.newSite({ name: 'Striped ground', code: 'STR' });
    for (const [kind, acquired] of [
      ['uint16-utm', '2010-11-05'],
      ['float32-wgs84', '2012-10-11'],
    ] as const)
      await server.addScene(site.id, await writeStripedScene(folder, kind), { acquired });
    opened = await desk.open({ width: 1216, height: 640, analyst: 'Ana' });
    page = opened.page;
    await settled(page);
  });
  afterAll(() => desk?.close());

  test('shows 16-bit counts and 32-bit reflectances stretched, neither black nor white', async () => {
    const box = await mapBox(page);
    for (const side of [strip(box, 0.05, 0.45), strip(box, 0.55, 0.95)]) {
      const seen = await brightness(page, side);
      expect(seen.mean).toBeGreaterThan(60);
      expect(seen.mean).toBeLessThan(250);
      expect(seen.deviation).toBeGreaterThan(3);
    }
  });

  test('lets what has no value be seen through', async () => {
    const box = await mapBox(page);
    await page.getByRole('slider', { name: 'Divider between before and after' }).press('Home');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await turnWheel(page, 3);
    await settled(page);
    const point = (await pointsOf(page))(degrees(corner.east + 2, corner.north - 150));
    const collar = await brightness(page, { x: point.x - 1, y: point.y - 3, width: 2, height: 6 });
    expect(collar.mean).toBeLessThan(30);
  });

  test('lays outlines and images of either system on one another to a fraction of a pixel', async () => {
    await expectEdgeAt(corner.east + edge.east, corner.north - edge.south);
  });

  test('lays a scene where its registration offset says, outlines staying where they are', async () => {
    const { items } = await server.send<{ items: Scene[] }>('GET', `/api/sites/${site.id}/scenes`);
    for (const scene of items)
      await server.send(
        'PATCH',
        `/api/scenes/${scene.id}`,
        { offset: { east: 24, north: -11 } },
        { 'If-Match': `"${scene.version}"` },
      );
    await page.getByRole('slider', { name: 'Divider between before and after' }).press('Home');
    await page.reload();
    await settled(page);
    await expectEdgeAt(corner.east + edge.east + 24, corner.north - edge.south - 11);
  });

  test('takes shape and words back and does them again in one history', async () => {
    await divideInMiddle(page);
    const box = await mapBox(page);
    const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
    await page.keyboard.press('KeyP');
    for (const [x, y] of [at(0.2, 0.3), at(0.4, 0.3), at(0.4, 0.6), at(0.3, 0.7)])
      await page.mouse.click(x, y);
    await page.keyboard.press('Control+KeyZ');
    await page.mouse.click(...at(0.2, 0.6));
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: 'New change' });
    const area = form.locator('.panel-head .quiet');
    const drawn = await area.textContent();
    await form.getByLabel('What was it?').selectOption('storage');

    await form.getByRole('button', { name: 'Edit corners' }).click();
    await page.mouse.move(...at(0.4, 0.6));
    await page.mouse.down();
    await page.mouse.move(...at(0.45, 0.7), { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => area.textContent()).not.toBe(drawn);
    const moved = await area.textContent();

    await page.locator('.map-first').focus();
    await page.keyboard.press('Control+KeyZ');
    await expect.poll(() => area.textContent()).toBe(drawn);
    expect(await form.getByLabel('What was it?').inputValue()).toBe('storage');
    await page.keyboard.press('Control+KeyZ');
    await expect.poll(() => form.getByLabel('What was it?').inputValue()).not.toBe('storage');
    await page.keyboard.press('Control+Shift+KeyZ');
    await page.keyboard.press('Control+Shift+KeyZ');
    await expect.poll(() => area.textContent()).toBe(moved);
    expect(await form.getByLabel('What was it?').inputValue()).toBe('storage');
    await form.getByRole('button', { name: 'Discard' }).click();
  });

  test('does not close an outline that crosses itself, and says so', async () => {
    const box = await mapBox(page);
    await page.keyboard.press('KeyP');
    for (const [x, y] of [
      [0.2, 0.3],
      [0.4, 0.6],
      [0.4, 0.3],
      [0.2, 0.6],
    ] as const)
      await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    await page.keyboard.press('Enter');
    await page.locator('.map-hint', { hasText: 'crosses' }).waitFor();
    expect(await page.getByRole('form', { name: 'New change' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });

  test('draws with keys alone: Space sets a corner in the middle, arrows move the ground', async () => {
    await page.locator('.map-first').focus();
    await page.keyboard.press('KeyP');
    await page.keyboard.press('Space');
    for (const arrow of ['ArrowRight', 'ArrowDown', 'ArrowLeft']) {
      await page.keyboard.press(arrow);
      await settled(page);
      await page.keyboard.press('Space');
    }
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: 'New change' });
    await form.waitFor();
    expect(await form.locator('.panel-head .quiet').textContent()).toMatch(/\d/);
    await form.getByRole('button', { name: 'Discard' }).click();
  });

  test('asked no other host, and the console stayed free of errors and warnings', () => {
    expect(opened.foreignRequests).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });

  /** Outlines the edge as it is seen, on both sides, and holds what is saved against where it should be. */
  async function expectEdgeAt(easting: number, northing: number): Promise<void> {
    await page.keyboard.press('KeyF');
    await settled(page);
    const point = (await pointsOf(page))(degrees(easting, northing));
    await page.mouse.move(point.x, point.y);
    const shown = async () => Number.parseFloat((await page.locator('.map-resolution').textContent()) ?? '');
    while ((await shown()) >= 0.2) {
      await turnWheel(page, -1);
      await settled(page);
    }
    const resolution = await shown();
    const box = await mapBox(page);
    const divider = page.getByRole('slider', { name: 'Divider between before and after' });

    for (const [side, key] of [
      ['before', 'End'],
      ['after', 'Home'],
    ] as const) {
      await divider.press(key);
      await settled(page);
      const found = await edgesNear(page, point);
      await page.keyboard.press('KeyR');
      await page.mouse.click(found.x, found.y);
      // Clear of all that lies on the map, and of where the next edge is looked for: it would be snapped to this one.
      await page.mouse.click(box.x + box.width * 0.62, box.y + box.height * 0.8);
      await page.getByRole('form', { name: 'New change' }).getByRole('button', { name: 'Save' }).click();
      await page.getByRole('heading', { name: /STR-00/ }).waitFor();
      const saved = (await annotationsOf(server, site)).at(-1)!;
      const ring = (saved.geometry.coordinates as [number, number][][])[0]!.map((position) =>
        proj4('EPSG:4326', ZONE52, position),
      );
      const west = Math.min(...ring.map(([east]) => east!));
      const north = Math.max(...ring.map(([, ordinate]) => ordinate!));
      // Half a pixel of the image, and the pixel of the screen that a click is good to.
      const tolerance = 0.25 + resolution;
      expect(Math.abs(west - easting), `${side}, eastward`).toBeLessThan(tolerance);
      expect(Math.abs(north - northing), `${side}, northward`).toBeLessThan(tolerance);
      await page.getByRole('button', { name: 'Back to all changes' }).click();
    }
  }
});

function degrees(east: number, north: number): [number, number] {
  return proj4(ZONE52, 'EPSG:4326', [east, north]) as [number, number];
}

async function divideInMiddle(page: Page): Promise<void> {
  const box = await mapBox(page);
  await page.mouse.click(box.x + box.width / 2, box.y + 4);
  await settled(page);
}

async function annotationsOf(server: PageServer, site: Site): Promise<Annotation[]> {
  const list = await server.send<{ features: Annotation[] }>('GET', `/api/sites/${site.id}/annotations`);
  return list.features.toSorted((one, other) => one.properties.number.localeCompare(other.properties.number));
}

/** Where, near a point, the image turns from dark to bright: eastward above it, southward left of it. */
async function edgesNear(page: Page, point: { x: number; y: number }): Promise<{ x: number; y: number }> {
  const reach = 40;
  const [x0, y0] = [Math.round(point.x) - reach, Math.round(point.y) - reach];
  const seen = await pixelsOf(page, { x: x0, y: y0, width: 2 * reach, height: 2 * reach });
  const level = (x: number, y: number) => seen.data[(y * seen.width + x) * 3]!;
  const steepest = (values: number[]) => {
    const steps = values.slice(1).map((value, index) => value - values[index]!);
    return steps.indexOf(Math.max(...steps)) + 1;
  };
  const along = Array.from({ length: 2 * reach }, (_, index) => index);
  return {
    x: x0 + steepest(along.map((x) => level(x, 4))),
    y: y0 + steepest(along.map((y) => level(4, y))),
  };
}
