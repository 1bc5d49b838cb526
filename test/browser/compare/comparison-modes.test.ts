import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import {
  type Box,
  brightness,
  difference,
  mapBox,
  pixelsOf,
  settled,
} from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { holdRequests } from '../../support/browser/requests.ts';

type Seen = Awaited<ReturnType<typeof pixelsOf>>;

/** Two dates of the sample valley, each of which differs enough from the other to be told apart by its pixels. */
describe('the ways to compare two dates', () => {
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;
  let site: Site;
  let scenes: Scene[];
  let box: Box;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server } = desk);
    ({ site, scenes } = await server.addSample());
    opened = await desk.open({ width: 1216, height: 640, analyst: 'Ana' });
    page = opened.page;
    await settled(page);
    box = await mapBox(page);
  });
  afterAll(() => desk?.close());

  /** A part of the map by shares of it. */
  const part = (x: number, y: number, width: number, height: number): Box => ({
    x: Math.round(box.x + box.width * x),
    y: Math.round(box.y + box.height * y),
    width: Math.round(box.width * width),
    height: Math.round(box.height * height),
  });
  const left = () => part(0.1, 0.35, 0.2, 0.3);
  const right = () => part(0.7, 0.35, 0.2, 0.3);
  const middle = () => part(0.45, 0.42, 0.1, 0.16);
  const see = (clip: Box) => pixelsOf(page, clip);
  const press = (key: string) => page.keyboard.press(key);

  /** Both dates alone, at the ends of the divider. */
  async function dates(clip: Box): Promise<{ before: Seen; after: Seen }> {
    await page.getByRole('radio', { name: 'Swipe' }).check({ force: true });
    const divider = page.getByRole('slider', { name: 'Divider between before and after' });
    await divider.press('End');
    const before = await see(clip);
    await divider.press('Home');
    const after = await see(clip);
    await blur();
    expect(difference(before, after)).toBeGreaterThan(5);
    return { before, after };
  }

  const blur = () => page.evaluate('document.activeElement.blur()');
  const rest = () => page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.85);
  const labels = () => page.locator('.map-label:visible').allTextContents();

  test('swipe: the divider runs upright or level, and Space held shows the other date everywhere', async () => {
    const { before, after } = await dates(left());
    await page.getByRole('slider', { name: 'Divider between before and after' }).press('End');
    await blur();
    await page.mouse.move(left().x, left().y);
    expect(difference(await see(left()), before)).toBeLessThan(0.5);
    await page.keyboard.down('Space');
    expect(difference(await see(left()), after)).toBeLessThan(0.5);
    expect((await labels()).join()).toMatch(/AFTER/);
    expect(await labels()).toHaveLength(1);
    await page.keyboard.up('Space');
    expect(difference(await see(left()), before)).toBeLessThan(0.5);

    await page.mouse.click(box.x + box.width / 2, box.y + 4);
    await page.getByRole('button', { name: 'Divide above and below' }).click();
    const [above, below] = [part(0.3, 0.15, 0.1, 0.25), part(0.3, 0.6, 0.1, 0.25)];
    const split = { above: await see(above), below: await see(below) };
    const whole = { above: await datesAt(above), below: await datesAt(below) };
    expect(difference(split.above, whole.above.before)).toBeLessThan(0.5);
    expect(difference(split.below, whole.below.after)).toBeLessThan(0.5);
  });

  /** As dates(), of a divider that may be turned: it is upright afterwards. */
  async function datesAt(clip: Box) {
    await page.getByRole('radio', { name: 'Swipe' }).check({ force: true });
    const upright = page.getByRole('button', { name: 'Divide left and right' });
    if (await upright.isVisible()) await upright.click();
    await settled(page);
    return dates(clip);
  }

  test('blend: as much of each date as the slider says', async () => {
    const { before, after } = await datesAt(middle());
    await press('Digit5');
    await rest();
    const slider = page.getByRole('slider', { name: 'Share of the date after' });
    await slider.press('Home');
    expect(difference(await see(middle()), before)).toBeLessThan(0.5);
    expect((await labels()).join()).toMatch(/BEFORE.*100 %.*AFTER.*\D0 %/s);
    await slider.press('End');
    expect(difference(await see(middle()), after)).toBeLessThan(0.5);
    await slider.fill('0.5');
    const mixed = Buffer.from(before.data.map((value, index) => (value + after.data[index]!) / 2));
    expect(difference(await see(middle()), { data: mixed })).toBeLessThan(1.5);
    expect((await labels()).join()).toMatch(/BEFORE.*50 %.*AFTER.*50 %/s);
  });

  test('spyglass: the other date in a lens, whose size the wheel or a slider sets', async () => {
    const { before, after } = await datesAt(middle());
    await press('Digit4');
    const place = await page.locator('.map-resolution').textContent();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    expect(difference(await see(middle()), after)).toBeLessThan(1);
    await page.mouse.move(left().x, left().y);
    expect(difference(await see(middle()), before)).toBeLessThan(0.5);
    expect((await labels()).join()).toMatch(/BEFORE.*around the lens.*AFTER.*in the lens/s);
    const size = async () => (await page.locator('.map-lens').boundingBox())!.width;
    const former = await size();
    await page.mouse.wheel(0, -240);
    await expect.poll(size).toBeGreaterThan(former);
    await page.getByRole('slider', { name: 'Size of the lens' }).press('Home');
    expect(await size()).toBe(80);
    expect(await page.locator('.map-resolution').textContent()).toBe(place);
  });

  test('blink: whole dates in turn, also right after a pan, until it is paused', async () => {
    await datesAt(middle());
    await press('Digit3');
    await rest();
    const panel = page.locator('.map');
    for (const side of ['before', 'after', 'before'])
      await expect.poll(() => panel.getAttribute('data-seen'), { interval: 20 }).toBe(side);

    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.5);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.6, { steps: 3 });
    await page.mouse.up();
    // Bare ground of the map is all but black; the valley nowhere is.
    for (let shot = 0; shot < 8; shot++) {
      const seen = await see(middle());
      const dark = seen.data.filter((value) => value < 16).length / seen.data.length;
      expect(dark).toBeLessThan(0.05);
    }
    await page.getByRole('button', { name: 'Pause' }).click();
    await blur();
    const paused = await panel.getAttribute('data-seen');
    const one = await see(middle());
    await page.keyboard.down('Space');
    expect(await panel.getAttribute('data-seen')).not.toBe(paused);
    expect(difference(await see(middle()), one)).toBeGreaterThan(5);
    await page.keyboard.up('Space');
    for (const side of ['before', 'after']) {
      await page.getByRole('slider', { name: `Seconds ${side}` }).press('Home');
      await page
        .getByText('0.2 s')
        .nth(side === 'before' ? 0 : 1)
        .waitFor();
    }
    // A timer that is set later, and for longer, comes after one by which the date would change.
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 400))');
    expect(await panel.getAttribute('data-seen')).toBe(paused);
  });

  test('difference: the brightness after less that before, and a legend that calls it no proof', async () => {
    const { before, after } = await datesAt(middle());
    const level = ({ data }: Seen) => {
      let sum = 0;
      for (let at = 0; at < data.length; at += 3)
        sum += 0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!;
      return sum / (data.length / 3);
    };
    await press('Digit6');
    await rest();
    await settled(page);
    await page.getByText(/No proof/).waitFor();
    const changed = await see(middle());
    // Towards brown red exceeds blue, towards teal blue exceeds red: pixel by pixel, where the change is clear.
    let right = 0;
    let clear = 0;
    for (let at = 0; at < changed.data.length; at += 3) {
      const pixel = ({ data }: Seen) => ({ data: data.subarray(at, at + 3), width: 1, height: 1 });
      const change = level(pixel(after)) - level(pixel(before));
      if (Math.abs(change) < 12) continue;
      clear++;
      if (Math.sign(changed.data[at + 2]! - changed.data[at]!) === Math.sign(change)) right++;
    }
    expect(clear).toBeGreaterThan(100);
    expect(right / clear).toBeGreaterThan(0.98);

    await press('KeyX');
    await settled(page);
    await expect.poll(async () => difference(await see(middle()), changed)).toBeGreaterThan(5);
    await press('KeyX');
    await settled(page);
    await expect.poll(async () => difference(await see(middle()), changed)).toBeLessThan(1);
  });

  test('keeps view and selection when the way to compare changes, and records it with what is drawn', async () => {
    await page.mouse.move(box.x + 20, box.y + box.height / 2);
    const place = await page.locator('.map-place').textContent();
    await press('Digit5');
    await page.getByRole('slider', { name: 'Share of the date after' }).fill('0.8');
    await blur();
    await press('KeyR');
    await page.mouse.click(box.x + box.width * 0.4, box.y + box.height * 0.4);
    await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.5);
    const form = page.getByRole('form', { name: 'New change' });
    await form.getByLabel('What was it?').selectOption('guard_tower');
    await form.getByRole('button', { name: 'Save' }).click();
    const heading = page.getByRole('heading', { name: 'C22-001' });
    await heading.waitFor();
    for (const key of ['Digit1', 'Digit3', 'Digit4', 'Digit6', 'Digit5']) {
      await press(key);
      expect(await heading.isVisible()).toBe(true);
      await page.mouse.move(box.x + 20, box.y + box.height / 2);
      expect(await page.locator('.map-place').textContent()).toBe(place);
    }
    const { features } = await server.send<{ features: Annotation[] }>(
      'GET',
      `/api/sites/${site.id}/annotations`,
    );
    const viewing = features[0]!.properties.viewing!;
    expect(viewing.mode).toBe('blend');
    expect(scenes.find(({ id }) => id === viewing.drawnOnSceneId)!.acquired).toMatch(/^2012-10-16/);
    expect((await brightness(page, right())).deviation).toBeGreaterThan(5);
  });

  test('does not blink by itself where motion is to be reduced', async () => {
    await press('Digit1');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await press('Digit3');
    await page.getByRole('button', { name: 'Blink', exact: true }).waitFor();
    await page.emulateMedia({ reducedMotion: null });
  });

  test('tells of loading no longer than it lasts where the second map is put away meanwhile', async () => {
    await press('Digit2');
    await settled(page);
    const { held, letGo } = await holdRequests(page, /\/display\.tif\?/);
    await page.locator('.map-first').focus();
    await press('+');
    await page.locator('.map-loading').waitFor();
    await expect.poll(() => held.length).toBeGreaterThan(0);
    await press('Digit1');
    await letGo();
    await settled(page);
  });

  test('asked no other host, and the console stayed free of errors and warnings', () => {
    expect(opened.foreignRequests).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });
});
