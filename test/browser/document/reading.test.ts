import '../../support/base/page-globals.setup.ts';
import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { SLOW_AFTER_MILLISECONDS } from '../../../client/map/tile/range-loader.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { difference, mapBox, pixelsOf, settled, strip, zoomed } from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { holdRequests } from '../../support/browser/requests.ts';
import { bytesInView, type Reading, readingOf } from '../../support/browser/view-tiles.ts';

const DISPLAY_COPIES = /\/display\.tif\?/;

/** The first view of two sample scenes, each time in a browser that has nothing yet. */
describe('reading the images of a view', () => {
  let desk: Desk;
  let server: PageServer;
  let scenes: Scene[];
  let opened: OpenedPage;
  let page: Page;
  let readings: Reading[];
  let whole: { data: Buffer };

  beforeAll(async () => {
    desk = await startDesk();
    ({ server } = desk);
    ({ scenes } = await server.addSample());
  });
  afterAll(() => desk?.close());
  beforeEach(async () => {
    opened = await desk.open({ path: 'about:blank' });
    page = opened.page;
    readings = [];
    page.on('request', (request) => {
      const reading = readingOf(request);
      if (reading) readings.push(reading);
    });
  });
  afterEach(() => opened.context.close());

  test('takes at most five requests, and hardly more bytes than the tiles in view have', async () => {
    // On a busy machine each line is slow, and a coarse picture comes first: this page finds none slow.
    await page.addInitScript(`{
      const { setTimeout } = window;
      window.setTimeout = (act, after, ...given) =>
        after === ${SLOW_AFTER_MILLISECONDS} ? 0 : setTimeout(act, after, ...given);
    }`);
    await page.goto(server.origin);
    await settled(page);
    const shown = scenes.filter(({ id }) => readings.some(({ sceneId }) => sceneId === id));
    expect(shown).toHaveLength(2);
    expect(readings.length).toBeLessThanOrEqual(5);
    const bytes = readings.reduce((sum, reading) => sum + reading.bytes, 0);
    expect(bytes).toBeLessThanOrEqual(1.05 * (await bytesInView(page, server.origin, shown)));
    whole = await picture();
    expect(opened.complaints).toEqual([]);
  });

  test('asks at once, as it sets out, for all that is to be seen where a zoom comes to rest', async () => {
    await page.goto(server.origin);
    await settled(page);
    readings.length = 0;
    await page.locator('.map-first').focus();
    await page.keyboard.press('+');
    await settled(page);
    expect(new Set(readings.map(({ sceneId }) => sceneId)).size).toBe(2);
    expect(readings).toHaveLength(2);
  });

  test('leaves no hole where a reply is lost', async () => {
    let lost = 0;
    await page.route(DISPLAY_COPIES, (route) => (lost++ < 4 ? route.abort() : route.continue()));
    await page.goto(server.origin);
    await expect.poll(() => lost, { timeout: 60_000 }).toBeGreaterThanOrEqual(8);
    await settled(page);
    expect(difference(await picture(), whole)).toBeLessThan(1);
  });

  test('breaks off what has left the view before it came, and reads it when it is seen again', async () => {
    await page.goto(server.origin);
    await settled(page);
    const brokenOff: string[] = [];
    page.on('requestfailed', (request) => brokenOff.push(readingOf(request)?.ranges ?? ''));
    const { held, letGo } = await holdRequests(page, DISPLAY_COPIES);
    await zoom(2);
    await expect.poll(() => held.length, { timeout: 60_000 }).toBeGreaterThan(0);
    const first = readingOf(held[0]!.request())!.ranges;
    await zoom(-4);
    await expect.poll(() => brokenOff, { timeout: 60_000 }).toContain(first);
    await letGo();
    await settled(page);
    const before = readings.length;
    await zoom(4);
    await settled(page);
    expect(readings.length).toBeGreaterThan(before);
    await expect.poll(() => page.locator('.map-fault').count()).toBe(0);
  });

  test('shows a coarse picture first where the line is slow, then the fine one', async () => {
    const fine = new Map<string, Route>();
    await page.route(DISPLAY_COPIES, (route) => {
      const { sceneId, ranges } = readingOf(route.request())!;
      if (!ranges.startsWith('0-') && !fine.has(sceneId)) fine.set(sceneId, route);
      else void route.continue();
    });
    await page.goto(server.origin);
    await expect.poll(() => fine.size, { timeout: 60_000 }).toBe(2);
    await settled(page);
    for (const [sceneId, route] of fine) {
      const held = readingOf(route.request())!;
      const of = readings.filter((one) => one.sceneId === sceneId && !one.ranges.startsWith('0-'));
      const [slow, coarse, ...after] = of;
      expect(slow).toEqual(held);
      expect(coarse!.bytes).toBeLessThan(held.bytes);
      expect(after.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(held.bytes);
    }
    expect(difference(await picture(), whole)).toBeLessThan(1);
  });

  async function picture() {
    return pixelsOf(page, strip(await mapBox(page), 0.05, 0.95));
  }

  /** By whole levels: how far a wheel's turns go depends on how quickly they come. */
  async function zoom(levels: number) {
    await page.locator('.map-first').focus();
    for (let level = 0; level < Math.abs(levels); level++)
      await zoomed(page, () => page.keyboard.press(levels > 0 ? '+' : '-'));
  }
});
