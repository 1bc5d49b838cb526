import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import type { Upload } from '#domain/upload/upload.contract.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { type Gate, openGate } from '../../support/browser/gate.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { makeTiff, valleyGeoreference } from '../../support/imagery/geotiff.ts';
import { valleyTiff } from '../../support/server/upload.ts';

const SOON = { timeout: 15_000 };

describe('sending files from two tabs of one browser', () => {
  let desk: Desk;
  let server: PageServer;
  let site: Site;
  let gate: Gate;
  let context: BrowserContext;

  beforeAll(async () => {
    desk = await startDesk();
    server = desk.server;
    site = await server.newSite({ name: 'Valley', code: 'VAL' });
  });
  afterAll(() => desk?.close());
  beforeEach(async () => {
    gate = await openGate(server.origin);
    context = await desk.browser.newContext({
      viewport: { width: 1216, height: 800 },
      storageState: {
        cookies: [],
        origins: [{ origin: gate.origin, localStorage: [{ name: 'afterimage.analyst', value: 'Ana' }] }],
      },
    });
  });
  afterEach(async () => {
    await context.close();
    await gate.close();
  });

  const card = (tab: Page, name: string) => tab.locator('.uploads').getByRole('article', { name });
  const sends = ({ method }: { method: string }) => method === 'PATCH';

  test('one tab at a time works on a file; when it is closed, another goes on with all that was typed', async () => {
    const at = await largeFile('held.tif');
    const [first, passing] = [await openTab(), await openTab()];
    // What a tab leaves behind is taken up by the next one: by that it is known to have looked.
    await choose(passing, await file('left.tif', valleyTiff(70)));
    await card(passing, 'left.tif').getByText('64 × 64 pixels').waitFor(SOON);
    await passing.close();

    const { held, letGo } = gate.hold(sends);
    await choose(first, at);
    await card(first, 'held.tif').getByLabel('Acquired (UTC)').fill('2015-06-01');
    await held();
    const second = await openTab();
    await second.getByRole('button', { name: '1 scene to add' }).click();
    await card(second, 'left.tif').getByText('64 × 64 pixels').waitFor(SOON);
    expect(await card(second, 'held.tif').count()).toBe(0);
    expect((await uploadsOf('held.tif')).length).toBe(1);

    await first.close();
    letGo();
    await card(second, 'held.tif').getByText('choose or drop this file again to go on').waitFor(SOON);
    const acquired = card(second, 'held.tif').getByLabel('Acquired (UTC)');
    expect(await acquired.inputValue()).toBe('2015-06-01');
    await card(second, 'held.tif').getByLabel('Choose held.tif again').setInputFiles(at);
    await card(second, 'held.tif').getByText('4096 × 2560 pixels').waitFor(SOON);
    expect((await uploadsOf('held.tif')).length).toBe(1);
    await card(second, 'held.tif').getByRole('button', { name: 'Add', exact: true }).click();
    const sha256 = createHash('sha256')
      .update(await readFile(at))
      .digest('hex');
    await expect
      .poll(
        async () => (await scenesHere()).filter(({ original }) => original.sha256 === sha256).length,
        SOON,
      )
      .toBe(1);
  });

  test('two files are sent at a time from all tabs together, so that the image still comes on each', async () => {
    const [first, second] = [await openTab(), await openTab()];
    const { held, letGo } = gate.hold(sends);
    await choose(first, await largeFile('one.tif'), await largeFile('two.tif'));
    await held(2);
    await choose(second, await largeFile('three.tif'), await largeFile('four.tif'));
    for (const name of ['three.tif', 'four.tif'])
      await card(second, name).getByText('Waiting for its turn').waitFor(SOON);
    await expect.poll(async () => (await uploadsHere()).length, SOON).toBeGreaterThanOrEqual(2);
    expect(await uploadsOf('three.tif')).toEqual([]);
    expect(await uploadsOf('four.tif')).toEqual([]);
    letGo();
    for (const name of ['three.tif', 'four.tif'])
      await card(second, name).getByText('4096 × 2560 pixels').waitFor({ timeout: 60_000 });
  });

  async function openTab(): Promise<Page> {
    const tab = await context.newPage();
    await tab.goto(`${gate.origin}/?site=${site.id}`);
    await tab.getByRole('toolbar', { name: 'Tools' }).waitFor(SOON);
    await expect.poll(() => tab.getByLabel('Site', { exact: true }).inputValue(), SOON).toBe(site.id);
    return tab;
  }

  async function choose(tab: Page, ...files: string[]): Promise<void> {
    await tab.getByRole('toolbar', { name: 'Tools' }).getByLabel('GeoTIFF files').setInputFiles(files);
  }

  async function file(name: string, bytes: Uint8Array): Promise<string> {
    const at = path.join(desk.folder, name);
    await writeFile(at, bytes);
    return at;
  }

  /** A scene of noise, two and a half requests long. */
  async function largeFile(name: string): Promise<string> {
    const [width, height] = [4096, 2560];
    const pixels = new Uint8Array(randomBytes(width * height));
    return file(name, makeTiff({ width, height, pixels, rowsPerStrip: 256, fields: valleyGeoreference }));
  }

  const scenesHere = async () =>
    (await server.send<{ items: Scene[] }>('GET', `/api/sites/${site.id}/scenes`)).items;
  const uploadsHere = async () =>
    (await server.send<{ items: Upload[] }>('GET', `/api/sites/${site.id}/uploads`)).items;
  const uploadsOf = async (name: string) => (await uploadsHere()).filter(({ fileName }) => fileName === name);
});
