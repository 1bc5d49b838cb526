import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import { georeferenceFields } from '#imagery/place/geo-fields.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { dropFiles } from '../../support/browser/drop-files.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { makeTiff } from '../../support/imagery/geotiff.ts';

const SIDE = 200;

describe('files of one scene that are dropped together', () => {
  let folder: string;
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let site: Site;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server, folder } = desk);
    site = await server.newSite({ name: 'Valley', code: 'VAL' });
    opened = await desk.open({ analyst: 'Ana' });
  });
  afterAll(() => desk?.close());

  /** Rings of light around the middle, `pixel` metres a pixel, so many metres from the valley's corner. */
  async function file(name: string, level: number, { x = 0, y = 0, pixel = 10 } = {}): Promise<string> {
    const side = (SIDE * 10) / pixel;
    const pixels = Uint16Array.from({ length: side * side }, (_, at) => {
      const far = Math.hypot((at % side) - side / 2, Math.floor(at / side) - side / 2) * (pixel / 10);
      return level + 400 * Math.sin(far / 9);
    });
    const fields = georeferenceFields(32652, [576_000 + x, pixel, 0, 4_710_000 - y, 0, -pixel], false);
    const at = path.join(folder, name);
    await writeFile(at, makeTiff({ width: side, height: side, pixelType: 'uint16', pixels, fields }));
    return at;
  }

  const readyScene = (title: string) =>
    expect
      .poll(
        async () => {
          const { items } = await server.send<{ items: Scene[] }>('GET', `/api/sites/${site.id}/scenes`);
          return items.find((scene) => scene.title === title && scene.state === 'ready');
        },
        { timeout: 90_000 },
      )
      .toBeTruthy()
      .then(async () => {
        const { items } = await server.send<{ items: Scene[] }>('GET', `/api/sites/${site.id}/scenes`);
        return items.find((scene) => scene.title === title)!;
      });

  test('are proposed as its bands, in an order that can be changed, and become one scene', async () => {
    const { page } = opened;
    const name = (rest: string) => `T52TCL_20200105T021049_${rest}.tif`;
    await dropFiles(page, [
      await file(name('B02'), 1000),
      await file(name('B03'), 1200),
      await file(name('B04'), 1400),
      await file(name('B08'), 3000),
      await file(name('B11'), 2000, { pixel: 20 }),
      await file(name('SCL'), 500, { pixel: 20 }),
    ]);
    const proposal = page.getByRole('article', { name: 'These 6 files look like the bands of one scene' });
    await proposal.waitFor();
    expect(await page.locator('.uploads article').count()).toBe(1);
    await expect.poll(() => proposal.getByText('Received').count(), { timeout: 60_000 }).toBe(6);
    await proposal.getByText('Pixels of 20').waitFor();
    expect(await proposal.getByRole('checkbox', { name: /^SCL/ }).isChecked()).toBe(false);
    await page.screenshot({ path: 'test/output/gathering-bands.png' });
    await proposal.getByRole('button', { name: `Move ${name('B08')} up` }).click();
    await proposal.getByRole('button', { name: 'Make one scene of 5' }).click();
    const card = page.locator('.uploads').getByRole('article', { name: name('B04') });
    await card.getByText('5 bands as one scene').waitFor();
    await page.screenshot({ path: 'test/output/gathering-card.png' });
    await card.getByRole('button', { name: 'Add', exact: true }).click();
    const scene = await readyScene('T52TCL_20200105T021049');
    expect(scene.bands.map((band) => band.name)).toEqual([
      'B04 red',
      'B03 green',
      'B08 near infrared',
      'B02 blue',
      'B11 shortwave infrared 1',
    ]);
    expect(scene.parts).toHaveLength(5);
    // The one that was left out is still there to be a scene of its own.
    await page
      .locator('.uploads')
      .getByRole('article', { name: name('SCL') })
      .waitFor();
  });

  test('are proposed as its tiles, with a drawing of how they lie and what is missing', async () => {
    const { page } = opened;
    const tile = (name: string, column: number, row: number) =>
      file(`05JAN20_${name}.tif`, 1100, { x: column * SIDE * 10, y: row * SIDE * 10 });
    await dropFiles(page, [
      await tile('R1C1', 0, 0),
      await tile('R1C2', 1, 0),
      await tile('R1C3', 2, 0),
      await tile('R2C1', 0, 1),
      await tile('R2C3', 2, 1),
    ]);
    const proposal = page.getByRole('article', { name: 'These 5 files look like the tiles of one scene' });
    await proposal.getByRole('img', { name: 'How the tiles lie, north up' }).waitFor({ timeout: 60_000 });
    await proposal.getByText('No tile covers 17% of it').waitFor();
    await page.screenshot({ path: 'test/output/gathering-tiles.png' });
    await proposal.getByRole('button', { name: 'Keep apart' }).click();
    await proposal.waitFor({ state: 'detached' });
    await page.locator('.uploads').getByRole('article', { name: '05JAN20_R2C3.tif' }).waitFor();
  });

  test('leave nothing in the console', () => {
    expect(opened.complaints).toEqual([]);
  });
});
