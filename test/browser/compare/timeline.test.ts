import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { square, valley } from '../../support/base/valley.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { brightness, mapBox, settled } from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { readingOf } from '../../support/browser/view-tiles.ts';
import { writeBlocksScene } from '../../support/imagery/blocks-scene.ts';

/** Twelve scenes in one month, two of them on one day, months and years, and others over thirteen years. */
const withoutImages = [
  ...['2003', '2004-06', '2005-02-11', '2006-08-30'],
  ...Array.from({ length: 11 }, (_, index) => `2010-10-${String(index * 2 + 1).padStart(2, '0')}`),
  '2010-10-21',
  ...Array.from({ length: 29 }, (_, index) =>
    new Date(Date.UTC(2011, 2, 1) + index * 86 * 86_400_000).toISOString().slice(0, 10),
  ),
];
const withImages = ['2001-05-01', '2002-05-01', '2018-05-01', '2019-05-01', '2020-05-01'] as const;

/** Fifty scenes of one place, five of which have images; before and after are the first and the last of these. */
describe('the timeline of fifty scenes', () => {
  let folder: string;
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;
  let scenes: Record<(typeof withImages)[number], Scene>;
  let siteId: string;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server, folder } = desk);
    const made = await valley(desk.database.database, withoutImages);
    siteId = made.siteId;
    const added = await Promise.all(
      withImages.map(async (acquired) =>
        server.addScene(siteId, await writeBlocksScene(folder, 'uint8', acquired), {
          acquired,
          title: `Blocks ${acquired}`,
          platform: 'Sensor A',
          cloudCover: acquired === '2019-05-01' ? 42 : 3,
        }),
      ),
    );
    scenes = Object.fromEntries(added.map((scene) => [scene.acquired, scene])) as typeof scenes;
    // Ten of the last lie elsewhere; one could not be read.
    const elsewhere = JSON.stringify({ type: 'Polygon', coordinates: [square(130.2, 42.5, 0.1)] });
    const [failed, ...others] = made.sceneIds.slice(-11);
    const change = desk.database.database.updateTable('scene');
    await change.set({ footprint: elsewhere }).where('id', 'in', others).execute();
    await change
      .set({ state: 'failed', failure_code: 'unreadable', failure_detail: 'It is cut off.' })
      .where('id', '=', failed!)
      .execute();
    opened = await desk.open({ path: `/?site=${siteId}` });
    page = opened.page;
    await settled(page);
  });
  afterAll(() => desk?.close());
  beforeEach(async () => {
    await page.mouse.move(400, 300);
    await page.locator('.side.before select').first().selectOption(scenes['2001-05-01'].id);
    await page.locator('.side.after select').selectOption(scenes['2020-05-01'].id);
    const all = page.getByRole('button', { name: 'Timeline: show all time' });
    if (await all.isEnabled()) await all.click();
  });

  const listbox = () => page.getByRole('listbox', { name: 'Scenes by date' });
  const options = () => listbox().getByRole('option');
  const mark = (acquired: keyof typeof scenes) => page.locator(`[data-scene="${scenes[acquired].id}"]`);

  /** A finger on a mark, lifted at once or when something has come of its resting there. */
  async function touch(acquired: keyof typeof scenes, rested = async () => {}) {
    const session = await page.context().newCDPSession(page);
    const { x, y, width, height } = (await mark(acquired).boundingBox())!;
    const touchPoints = [{ x: x + width / 2, y: y + height / 2 }];
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await rested();
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await session.detach();
  }
  const sides = async () => [
    await page.locator('.side.before select').first().inputValue(),
    await page.locator('.side.after select').inputValue(),
  ];
  const expectSides = (earlier: keyof typeof scenes, later: keyof typeof scenes) =>
    expect.poll(sides).toEqual([scenes[earlier].id, scenes[later].id]);
  const axis = async () => (await page.locator('.axis').boundingBox())!;

  async function expectApart(of: Locator) {
    const boxes = await of.evaluateAll((elements) =>
      (
        elements as unknown as {
          getBoundingClientRect(): Record<'left' | 'right' | 'top' | 'bottom', number>;
        }[]
      )
        .map((element) => element.getBoundingClientRect())
        .map(({ left, right, top, bottom }) => ({ left, right, top, bottom })),
    );
    expect(boxes.length).toBeGreaterThan(2);
    for (const [index, one] of boxes.entries())
      for (const other of boxes.slice(index + 1))
        if (one.top < other.bottom && other.top < one.bottom)
          expect(one.left >= other.right || other.left >= one.right).toBe(true);
  }

  test('tells each scene with its date, sensor, coverage, clouds and side, and covers none by another', async () => {
    expect(await options().count()).toBe(50);
    expect(await mark('2001-05-01').getAttribute('aria-label')).toMatch(
      /^2001-05-01, Blocks 2001-05-01, Sensor A, covers \d+% of the view, 3% cloud, before$/,
    );
    expect(await mark('2020-05-01').getAttribute('aria-label')).toMatch(/, after$/);
    expect(await listbox().getByRole('option', { selected: true }).count()).toBe(2);
    for (const [width, height] of [
      [1440, 900],
      [1024, 768],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect.poll(async () => (await axis()).width).toBeLessThan(width - 400);
      await expectApart(page.locator('.mark-picture, .crowd'));
      await expectApart(page.locator('.mark-date'));
      await expectApart(page.locator('.tick'));
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('puts a scene on a side by click and by keys, and steps through the dates', async () => {
    await mark('2019-05-01').click();
    await expectSides('2001-05-01', '2019-05-01');
    await mark('2002-05-01').click({ modifiers: ['Shift'] });
    await expectSides('2002-05-01', '2019-05-01');
    await mark('2001-05-01').click({ button: 'right' });
    await expectSides('2001-05-01', '2019-05-01');
    await mark('2002-05-01').click({ button: 'right' });
    await expectSides('2002-05-01', '2019-05-01');
    await touch('2001-05-01', () => expectSides('2001-05-01', '2019-05-01'));
    await expectSides('2001-05-01', '2019-05-01');
    await touch('2018-05-01');
    await expectSides('2001-05-01', '2018-05-01');
    await mark('2019-05-01').click();
    await mark('2002-05-01').click({ modifiers: ['Shift'] });
    await expectSides('2002-05-01', '2019-05-01');
    await mark('2019-05-01').focus();
    await page.keyboard.press('ArrowRight');
    await expectSides('2002-05-01', '2020-05-01');
    await page.keyboard.press('Shift+ArrowLeft');
    await expectSides('2001-05-01', '2020-05-01');
    await expect
      .poll(() =>
        mark('2001-05-01').evaluate((one) =>
          (one as unknown as { matches(selector: string): boolean }).matches(':focus'),
        ),
      )
      .toBe(true);
    await page.keyboard.press('Control+ArrowRight');
    await expect
      .poll(() =>
        mark('2002-05-01').evaluate((one) =>
          (one as unknown as { matches(selector: string): boolean }).matches(':focus'),
        ),
      )
      .toBe(true);
    await expectSides('2001-05-01', '2020-05-01');
    await page.keyboard.press('Shift+Enter');
    await expectSides('2002-05-01', '2020-05-01');
    await page.keyboard.press('Escape');
    await page.locator('.map-first').focus();
    await page.keyboard.press('[');
    await expectSides('2002-05-01', '2019-05-01');
    await page.keyboard.press(']');
    await expectSides('2002-05-01', '2020-05-01');
  });

  test('moves a side by dragging its handle, and leaves it where the drag is given up', async () => {
    const middleOf = async (locator: Locator) => {
      const { x, y, width, height } = (await locator.boundingBox())!;
      return [x + width / 2, y + height / 2] as const;
    };
    const drag = async (from: Locator, to: Locator) => {
      await page.mouse.move(...(await middleOf(from)));
      await page.mouse.down();
      const [x] = await middleOf(to.locator('.dot'));
      await page.mouse.move(x, (await middleOf(from))[1], { steps: 4 });
    };
    await drag(page.locator('.handle.after'), mark('2019-05-01'));
    await page.mouse.up();
    await expectSides('2001-05-01', '2019-05-01');
    await drag(page.locator('.handle.before'), mark('2002-05-01'));
    await page.keyboard.press('Escape');
    await page.mouse.move(...(await middleOf(mark('2002-05-01').locator('.dot'))));
    await page.mouse.up();
    await expectSides('2001-05-01', '2019-05-01');
  });

  test('tells the scenes of a dense month apart once it is looked at closer, and leads back to both sides', async () => {
    const crowd = page.getByRole('button', { name: /more scenes at 2010-10-.*: zoom in/ });
    await crowd.click();
    const dense = listbox().getByRole('option', { name: /^2010-10-/ });
    expect(await dense.count()).toBe(12);
    await expect.poll(() => page.locator('.crowd').count()).toBe(0);
    await expectApart(page.locator('[aria-label^="2010-10-"] .dot'));
    const toAfter = page.getByRole('button', { name: 'Timeline: go to after, 2020-05-01' });
    await page.getByRole('button', { name: 'Timeline: go to before, 2001-05-01' }).waitFor();
    await toAfter.click();
    await expect.poll(() => toAfter.count()).toBe(0);
    await mark('2020-05-01').hover();
  });

  test('is zoomed by wheel and keys, moved by dragging, and follows a side that is set elsewhere', async () => {
    const box = await axis();
    const shown = page.locator('.shown-part');
    await page.mouse.move(box.x + box.width * 0.4, box.y + 105);
    await page.mouse.wheel(0, -600);
    await shown.waitFor({ state: 'attached' });
    const moved = listbox().locator('[aria-label^="2010-10-21"]').first();
    const place = async () => (await moved.boundingBox())!.x;
    const former = await place();
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.4 - 120, box.y + 105, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => Math.round((await place()) - former)).toBe(-120);
    await expectSides('2001-05-01', '2020-05-01');
    await page.locator('.side.after select').selectOption(scenes['2002-05-01'].id);
    await expect.poll(() => page.locator('.handle.after').count()).toBe(1);
    await mark('2002-05-01').focus();
    await page.keyboard.press('0');
    await expect.poll(() => shown.count()).toBe(0);
    await page.keyboard.press('+');
    await shown.waitFor({ state: 'attached' });
    await page.keyboard.press('-');
    await expect.poll(() => shown.count()).toBe(0);
    await page.keyboard.press('Escape');
  });

  test('leaves out what does not cover the view or is cloudy, says how many, and never the two on screen', async () => {
    await page.getByRole('button', { name: /\d+\/49 cover/ }).click();
    const hidden = page.getByRole('button', { name: /^\d+ hidden$/ });
    await hidden.waitFor();
    const count = Number.parseInt((await hidden.textContent()) ?? '', 10);
    expect(count).toBeGreaterThanOrEqual(10);
    expect(await options().count()).toBe(50 - count);
    expect(await page.locator('.left-out').count()).toBe(count);
    await expectSides('2001-05-01', '2020-05-01');
    await hidden.click();
    await expect.poll(() => options().count()).toBe(50);
    await page.getByLabel('Clouds at most').selectOption('20');
    await expect.poll(() => mark('2019-05-01').count()).toBe(0);
    expect(await options().count()).toBe(49);
    await page.getByLabel('Clouds at most').selectOption('');
  });

  test('draws scenes small in their own colours, and keeps the pictures for the next time', async () => {
    const picture = (acquired: keyof typeof scenes) => mark(acquired).locator('img.thumbnail');
    await picture('2001-05-01').waitFor();
    await mark('2019-05-01').hover();
    const card = page.getByRole('tooltip');
    await card.locator('img').waitFor();
    const told = (await card.textContent()) ?? '';
    for (const fact of ['Blocks 2019-05-01', 'Sensor A', '1 m/px', '42%', 'covers'])
      expect(told).toContain(fact);
    const { deviation } = await brightness(page, (await card.locator('img').boundingBox())!);
    expect(deviation).toBeGreaterThan(15);
    await expect.poll(() => page.locator('.mark-picture .thumbnail.missing').count()).toBeGreaterThan(2);

    const read = new Set<string>();
    page.on('request', (request) => read.add(readingOf(request)?.sceneId ?? ''));
    await page.reload();
    await settled(page);
    await mark('2019-05-01').hover();
    await card.locator('img').waitFor();
    expect(read.has(scenes['2020-05-01'].id)).toBe(true);
    expect(read.has(scenes['2019-05-01'].id)).toBe(false);
  });

  test('shows a scene that could not be read as what it is, and leads to why', async () => {
    const failed = listbox().getByRole('option', { name: /could not be taken in: It is cut off\./ });
    expect(await failed.getAttribute('aria-disabled')).toBe('true');
    await failed.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('It is cut off.').waitFor();
    await expectSides('2001-05-01', '2020-05-01');
  });

  test('stays as it is while the map is dragged, and counts the coverage when it rests', async () => {
    await page.keyboard.press('Escape');
    const changes = () => page.evaluate<number>('changes');
    await page.evaluate(`
      changes = 0;
      new MutationObserver((all) => (changes += all.length)).observe(
        document.querySelector('.timeline'), { subtree: true, childList: true, attributes: true });
    `);
    await expect.poll(() => page.locator('.scene-card, .thumbnail.coming').count()).toBe(0);
    const box = await mapBox(page);
    await page.mouse.move(box.x + 200, box.y + 400);
    const before = await changes();
    await page.mouse.down();
    await page.mouse.move(box.x + 500, box.y + 400, { steps: 12 });
    expect(await changes()).toBe(before);
    await page.mouse.up();
    await expect.poll(changes).toBeGreaterThan(before);
    const complaints = opened.complaints.filter((one) => !one.includes('Failed to load resource'));
    expect(complaints).toEqual([]);
    expect(opened.foreignRequests).toEqual([]);
  });
});
