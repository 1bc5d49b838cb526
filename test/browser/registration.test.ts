import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scene } from '../../server/scene/scene.contract.ts';
import type { Site } from '../../server/site/site.contract.ts';
import { writeBlocksScene } from '../support/blocks-scene.ts';
import type { OpenedPage } from '../support/browser.ts';
import { type Desk, startDesk } from '../support/desk.ts';
import { mapBox, pixelsOf, settled } from '../support/map-page.ts';
import type { PageServer } from '../support/page-server.ts';

/** Two scenes of one ground, with pixels of one metre. */
describe('registration', () => {
  let folder: string;
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;
  let site: Site;
  let later: Scene;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server, folder } = desk);
    site = await server.newSite({ name: 'Blocks', code: 'BLO' });
    const add = async (name: string, acquired: string) =>
      server.addScene(site.id, await writeBlocksScene(folder, 'uint8', name), { acquired, title: name });
    await add('of-2010', '2010-05-01');
    later = await add('of-2011', '2011-05-01');
    opened = await desk.open({ width: 1280, height: 800, analyst: 'Ana' });
    page = opened.page;
    await settled(page);
  });
  afterAll(() => desk?.close());

  const bar = () => page.getByRole('region', { name: 'Registration' });
  const openTool = () =>
    page.getByRole('button', { name: 'Registration: lay one scene on the other' }).click();
  const save = async () => {
    await bar().getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => bar().count()).toBe(0);
  };
  const stored = () => server.send<Scene>('GET', `/api/scenes/${later.id}`);

  /** The first column, right of `from`, at which the colour of a row of the map changes by much. */
  async function edgeFrom(from: number): Promise<number> {
    const box = await mapBox(page);
    const { data, width } = await pixelsOf(page, { ...box, y: box.y + box.height * 0.55, height: 1 });
    for (let x = Math.round(from); x + 1 < width; x++)
      if ([0, 1, 2].some((c) => Math.abs(data[(x + 1) * 3 + c]! - data[x * 3 + c]!) > 8)) return x;
    throw new Error('No edge is on screen.');
  }

  test('moves the picture with each key, by exactly as much, and asks the server for nothing', async () => {
    await openTool();
    await expect.poll(() => bar().textContent()).toContain('Arrow keys: 0.10 m');
    await settled(page);
    const box = await mapBox(page);
    const metresPerPixel = Number(
      /([\d.]+) m\/px/.exec((await page.locator('.map-foot').textContent()) ?? '')?.[1],
    );
    const from = box.width * 0.6;
    const edge = await edgeFrom(from);
    await expect.poll(() => page.locator('.mark-picture img').count()).toBe(2);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    for (let i = 0; i < 20; i++) await page.keyboard.press('Shift+ArrowRight');
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => bar().getByLabel('Shift').textContent()).toBe('20.50 m E, 0.00 m N');
    const wanted = edge + 20.5 / metresPerPixel;
    await expect.poll(async () => Math.abs((await edgeFrom(edge + 6)) - wanted)).toBeLessThan(3);
    expect(requests).toEqual([]);
  });

  test('offers again after a reload what was not saved', async () => {
    await page.reload();
    await settled(page);
    const kept = page.getByRole('region', { name: 'Registrations that are not saved' });
    await kept.getByText('20.50 m E, 0.00 m N').waitFor();
    await kept.getByRole('button', { name: 'Continue' }).click();
    await expect.poll(() => bar().getByLabel('Shift').textContent()).toBe('20.50 m E, 0.00 m N');
    expect(await kept.count()).toBe(0);
    expect((await stored()).offset).toMatchObject({ east: 0, north: 0 });
  });

  test('keeps what is saved, with how it was found, and leaves as it was what is cancelled', async () => {
    await save();
    expect((await stored()).offset).toMatchObject({ east: 20.5, north: 0 });
    expect((await stored()).offset.note).toContain('Laid by keys.');
    await page.reload();
    await settled(page);
    await openTool();
    await expect.poll(() => bar().getByLabel('Shift').textContent()).toBe('20.50 m E, 0.00 m N');
    await expect.poll(() => bar().textContent()).toContain('Arrow keys: 0.10 m');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => bar().getByLabel('Shift').textContent()).toBe('20.50 m E, 0.10 m N');
    await bar().getByRole('button', { name: 'Cancel' }).click();
    await page.keyboard.press('ArrowUp');
    expect((await stored()).offset).toMatchObject({ east: 20.5, north: 0 });
  });

  test('fits points that are marked on both images, and tells what each pair leaves', async () => {
    await openTool();
    await expect.poll(() => bar().textContent()).toContain('Arrow keys: 0.10 m');
    await bar().getByRole('button', { name: 'Mark points' }).click();
    const box = await mapBox(page);
    const at = (x: number, y: number) => page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    await at(0.3, 0.5);
    await expect.poll(() => bar().textContent()).toContain('Now the same thing');
    await at(0.7, 0.5);
    await expect.poll(() => bar().textContent()).toMatch(/1: 0\.00 m \(0\.0 px\)/);
    await at(0.3, 0.6);
    await at(0.72, 0.6);
    await expect.poll(() => bar().textContent()).toMatch(/2: [\d.]+ m/);
    await bar().getByRole('button', { name: 'Remove pair 2' }).click();
    await expect.poll(() => bar().textContent()).not.toContain('2: ');
    await bar().getByRole('button', { name: 'Cancel' }).click();
  });

  test('proposes the shift that lays both images together, which counts once it is accepted', async () => {
    await openTool();
    await expect.poll(() => bar().textContent()).toContain('Arrow keys: 0.10 m');
    await bar().getByRole('button', { name: 'Propose' }).click();
    await bar().getByText('Proposed:').waitFor({ timeout: 60_000 });
    await expect.poll(() => bar().getByLabel('Shift').textContent()).toContain('20.50 m E');
    await bar().getByRole('button', { name: 'Accept' }).click();
    const [, east, north] = /([\d.]+) m [EW], ([\d.]+) m/.exec(
      (await bar().getByLabel('Shift').textContent()) ?? '',
    )!;
    expect(Number(east)).toBeLessThan(0.3);
    expect(Number(north)).toBeLessThan(0.3);
    await save();
    expect((await stored()).offset.note).toContain('Phase correlation');
    expect([opened.complaints, opened.foreignRequests]).toEqual([[], []]);
  });
});
