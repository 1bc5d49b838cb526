import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import { georeferenceFields } from '#imagery/place/geo-fields.ts';
import { tags, textField } from '#imagery/tiff/tiff.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { mapBox, pixelsOf, settled } from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { writeBlocksScene } from '../../support/imagery/blocks-scene.ts';
import { makeTiff } from '../../support/imagery/geotiff.ts';
import { corner } from '../../support/imagery/striped-scene.ts';
import { texturedRows } from '../../support/imagery/textured-scene.ts';

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
    expect((await stored()).offset.residual).toBeNull();
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

  test('fits points that are marked on both images, and tells what the others leave at each', async () => {
    await openTool();
    await expect.poll(() => bar().textContent()).toContain('Arrow keys: 0.10 m');
    await bar().getByRole('button', { name: 'Mark points' }).click();
    const box = await mapBox(page);
    const at = (x: number, y: number) => page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    await at(0.3, 0.5);
    await expect.poll(() => bar().textContent()).toContain('Now the same thing');
    await at(0.7, 0.5);
    await bar().getByText('Residual unknown').waitFor();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => bar().getByLabel('Shift').textContent()).toContain('0.10 m N');
    await bar().getByText('Residual unknown').waitFor();
    await at(0.3, 0.6);
    await at(0.72, 0.6);
    await expect.poll(() => bar().textContent()).toMatch(/1: ([\d.]+ m).*2: \1.*Residual \1/);
    await bar().getByRole('button', { name: 'Remove pair 2' }).click();
    await expect.poll(() => bar().textContent()).not.toContain('2: ');
    await bar().getByText('Residual unknown').waitFor();
    await save();
    const { offset } = await stored();
    expect(offset.residual).toBeNull();
    expect(offset.note).toContain('1 pair of points, residual unknown.');
  });

  /** Two scenes of one ground, the second of them turned about its middle and laid elsewhere, with pixels of one metre. */
  async function showPair(name: string, { turn = 0, east = 0 }: { turn?: number; east?: number }) {
    const pair = await server.newSite({ name, code: name.slice(0, 3).toUpperCase() });
    const scene = async (acquired: string, turned: number, off: number) => {
      const file = path.join(folder, `${name}-${acquired}.tif`);
      await writeFile(file, turnedTiff(turned, off, acquired));
      return server.addScene(pair.id, file, { acquired, title: acquired });
    };
    await scene('2010-05-01', 0, 0);
    const moved = await scene('2011-05-01', turn, east);
    await page.goto(`${server.origin}/?site=${pair.id}`);
    await settled(page);
    await openTool();
    await expect.poll(() => bar().textContent()).toContain('Arrow keys: 0.10 m');
    await bar().getByRole('button', { name: 'Propose' }).click();
    return moved;
  }

  test('proposes the shift that lays both images together, which counts once it is accepted', async () => {
    const moved = await showPair('Shifted', { east: 3.4 });
    await bar()
      .getByText(/Proposed: 3\.[34]\d m W, .* \d+ of \d+ clear parts agree/)
      .waitFor();
    await expect.poll(() => bar().getByLabel('Shift').textContent()).toBe('0.00 m E, 0.00 m N');
    await bar().getByRole('button', { name: 'Accept' }).click();
    await expect.poll(() => bar().getByLabel('Shift').textContent()).toMatch(/^3\.[34]\d m W/);
    await bar().getByRole('button', { name: 'Propose' }).click();
    await bar()
      .getByText(/Already aligned, to within 0\.\d\d m/)
      .waitFor();
    await bar().getByRole('button', { name: 'Accept' }).click();
    await save();
    const { offset } = await server.send<Scene>('GET', `/api/scenes/${moved.id}`);
    expect(offset.note).toMatch(/^Phase correlation: \d+ of \d+ clear parts agree/);
    expect(offset.residual).toBeGreaterThan(0);
  });

  test('proposes none for an image that is turned, and draws what its parts ask for', async () => {
    await showPair('Turned', { turn: 2 });
    await bar()
      .getByText(/No shift mends this: the image is turned by (1\.9|2\.0|2\.1)° counter-clockwise/)
      .waitFor();
    expect(await bar().getByRole('button', { name: 'Accept' }).count()).toBe(0);
    const amber = async () => {
      const { data } = await pixelsOf(page, await mapBox(page));
      let count = 0;
      for (let i = 0; i < data.length; i += 3)
        if (data[i]! > 240 && data[i + 1]! > 190 && data[i + 2]! < 100) count++;
      return count;
    };
    await expect.poll(amber).toBeGreaterThan(200);
    await bar().getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(amber).toBe(0);
    expect([opened.complaints, opened.foreignRequests]).toEqual([[], []]);
  });
});

const SIDE = 400;

/** A made-up landscape about a middle, turned counter-clockwise by some degrees, so many metres east of its place. */
function turnedTiff(degrees: number, east: number, name: string): Buffer {
  const [width, angle] = [SIDE * 1.5, (degrees * Math.PI) / 180];
  const rows = texturedRows(width, 0, width);
  const pixels = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const [right, down] = [x - SIDE / 2, y - SIDE / 2];
      const u = Math.round(width / 2 + right * Math.cos(angle) - down * Math.sin(angle));
      const v = Math.round(width / 2 + right * Math.sin(angle) + down * Math.cos(angle));
      pixels.set(rows.subarray((v * width + u) * 3, (v * width + u) * 3 + 3), (y * SIDE + x) * 3);
    }
  const fields = [
    ...georeferenceFields(32652, [corner.east + east, 1, 0, corner.north, 0, -1], false),
    // Two scenes are not to be the same file.
    textField(tags.imageDescription, name),
  ];
  return makeTiff({ width: SIDE, height: SIDE, bandCount: 3, pixels, photometric: 2, fields });
}
