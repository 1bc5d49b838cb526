import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import { metadataField } from '#imagery/place/geo-fields.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { holdRequests } from '../../support/browser/requests.ts';
import { valleyGeoreference } from '../../support/imagery/geotiff.ts';
import { valleyTiff } from '../../support/server/upload.ts';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures/metadata');
const IMD = path.join(FIXTURES, '12OCT11021354-M2AS-052000000001_01_P001.IMD');
const PATIENCE = { timeout: 60_000 };
const OUTPUT = path.join(import.meta.dirname, '../../output');

describe("a scene's metadata on the page", () => {
  let folder: string;
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;
  let site: Site;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server, folder } = desk);
    site = await server.newSite({ name: 'Valley', code: 'VAL' });
    opened = await desk.open({ analyst: 'Ana' });
    page = opened.page;
  });
  afterAll(() => desk?.close());

  async function tiff(name: string, shade: number, items: Record<string, string> = {}): Promise<string> {
    const at = path.join(folder, name);
    await writeFile(
      at,
      valleyTiff(shade, { fields: [...valleyGeoreference, metadataField(items, ['grey'])] }),
    );
    return at;
  }

  const scenesHere = async () =>
    (await server.send<{ items: Scene[] }>('GET', `/api/sites/${site.id}/scenes`)).items;

  async function openDetails() {
    await page.getByRole('button', { name: 'After: scene details' }).click();
    return page.getByRole('region', { name: 'Scene after' });
  }

  test('takes files that are given before the page knows its site', async () => {
    const image = await tiff('early.tif', 40);
    const { held, letGo } = await holdRequests(page, '**/api/sites');
    await page.reload();
    await page.getByRole('toolbar', { name: 'Tools' }).getByLabel('GeoTIFF files').setInputFiles([image]);
    await expect.poll(() => held.length).toBeGreaterThan(0);
    await letGo();
    await page.getByRole('form', { name: /^About early/ }).waitFor();
    // By all that came of it, once.
    expect(await page.locator('.uploads').getByRole('article', { name: 'early.tif' }).count()).toBe(1);
  });

  test('is filled in from the file and what lies beside it, and conflicts are the analyst to settle', async () => {
    const image = await tiff('12OCT13021354-M2AS-052000000001_01_P001.TIF', 90, { CLOUDCOVER: '60' });
    const beside = path.join(folder, '12OCT13021354-M2AS-052000000001_01_P001.IMD');
    await copyFile(IMD, beside);
    await page
      .getByRole('toolbar', { name: 'Tools' })
      .getByLabel('GeoTIFF files')
      .setInputFiles([image, beside]);
    const form = page.getByRole('form', { name: /^About 12OCT13/ });
    const acquired = form.getByLabel('Acquired (UTC)');
    await expect.poll(() => acquired.inputValue(), PATIENCE).toBe('2012-10-11T02:13:54.123Z');
    await form.getByText('IMD: FIRSTLINETIME').waitFor();
    await form.getByText('file name', { exact: true }).waitFor();
    expect(await form.getByLabel('Cloud cover (%)').inputValue()).toBe('3.4');
    await form.getByRole('button', { name: 'Use 60%' }).click();
    expect(await form.getByLabel('Cloud cover (%)').inputValue()).toBe('60');
    await form.getByLabel('Licence').fill('NextView');
    await form.getByLabel('Catalogue id').fill('');
    await page.screenshot({ path: path.join(OUTPUT, 'metadata-form.png') });
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.poll(async () => (await scenesHere())[0]?.state, { timeout: 90_000 }).toBe('ready');
    const [scene] = await scenesHere();
    expect(scene).toMatchObject({
      acquired: '2012-10-11T02:13:54.123Z',
      platform: 'WorldView-2',
      cloudCover: 60,
      licence: 'NextView',
      origins: {
        acquired: { from: 'beside' },
        cloudCover: { from: 'file', detail: 'CLOUDCOVER' },
        licence: { from: 'hand', detail: 'Ana' },
      },
    });
    expect(scene).not.toHaveProperty('catalogueId');
    await form.waitFor({ state: 'detached' });
  });

  test('asked for once, a licence is proposed for the next image of that provider', async () => {
    const image = await tiff('12OCT20021354-M2AS-052000000001_01_P001.TIF', 91);
    await page.getByRole('toolbar', { name: 'Tools' }).getByLabel('GeoTIFF files').setInputFiles([image]);
    const form = page.getByRole('form', { name: /^About 12OCT20/ });
    await form.getByText('Sensor, licence, angles').click();
    await expect.poll(() => form.getByLabel('Licence').inputValue(), PATIENCE).toBe('NextView');
    await form.getByText(/^kept for this site/).waitFor();
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await expect
      .poll(async () => (await scenesHere()).filter(({ state }) => state === 'ready').length, {
        timeout: 90_000,
      })
      .toBe(2);
  });

  test('is edited in its details; after the page is loaded anew it says that it was by hand', async () => {
    await page.reload();
    let details = await openDetails();
    await details.getByRole('button', { name: 'Edit' }).click();
    const date = details.getByLabel(/^Acquired/);
    await date.fill('2012-13');
    await details.getByRole('button', { name: 'Save' }).click();
    await details.getByText(/Give the acquisition as/).waitFor();
    await date.fill('2012-11');
    await details.getByLabel('Off nadir (°)').fill('12.5');
    // Closing the panel loses nothing that was typed.
    await details.getByRole('button', { name: 'Close' }).click();
    details = await openDetails();
    expect(await details.getByLabel(/^Acquired/).inputValue()).toBe('2012-11');
    await page.screenshot({ path: path.join(OUTPUT, 'metadata-edit.png') });
    await details.getByRole('button', { name: 'Save' }).click();
    await details.getByRole('button', { name: 'Edit' }).waitFor();
    await page.reload();
    details = await openDetails();
    await details.getByText(/^2012-11\s*by hand, Ana/).waitFor();
    expect(await details.getByText('by hand, Ana').count()).toBeGreaterThanOrEqual(2);
    await details.getByRole('button', { name: 'Use 2012-10-20 02:13 UTC' }).click();
    await expect.poll(async () => (await scenesHere()).at(-1)?.origins.acquired?.from, PATIENCE).toBe('name');
    await page.screenshot({ path: path.join(OUTPUT, 'metadata-details.png') });
  });

  test('changed by somebody else meanwhile is shown before anything is overwritten', async () => {
    const details = page.getByRole('region', { name: 'Scene after' });
    await details.getByRole('button', { name: 'Edit' }).click();
    await details.getByLabel('Provider').fill('Mine');
    const [, scene] = await scenesHere();
    await server.send(
      'PATCH',
      `/api/scenes/${scene!.id}`,
      { provider: 'Theirs', instrument: 'X' },
      { 'If-Match': '*' },
    );
    await details.getByRole('button', { name: 'Save' }).click();
    await details.getByText('Now there: Theirs.').waitFor();
    expect(await details.getByLabel('Provider').inputValue()).toBe('Mine');
    expect(await details.getByLabel('Instrument').inputValue()).toBe('X');
    await details.getByRole('button', { name: 'Save' }).click();
    await details.getByRole('button', { name: 'Edit' }).waitFor();
    expect((await scenesHere())[1]).toMatchObject({ provider: 'Mine', instrument: 'X' });
    expect(opened.complaints.filter((one) => !/status of 412/.test(one))).toEqual([]);
    expect(opened.foreignRequests).toEqual([]);
  });

  test('takes a metadata file in its details, and says in a sentence which it does not read', async () => {
    const details = page.getByRole('region', { name: 'Scene after' });
    const bad = path.join(folder, 'notes.xml');
    await writeFile(bad, '<kml/>');
    await details.getByLabel('Metadata file').setInputFiles([bad]);
    await details.getByText(/notes.xml is not read/).waitFor();
    await details.getByLabel('Metadata file').setInputFiles([IMD]);
    await details.getByText(/meanSunEl/).waitFor();
    expect((await scenesHere())[1]).toMatchObject({ sunElevation: 39.8, offNadir: 12.5 });
    for (const theme of ['dark', 'light'] as const)
      for (const [width, height] of [
        [1440, 900],
        [1024, 768],
      ] as const) {
        await page.emulateMedia({ colorScheme: theme });
        await page.setViewportSize({ width, height });
        await page.screenshot({ path: path.join(OUTPUT, `metadata-${theme}-${width}.png`) });
      }
  });

  test('fills in from a name what its readings share, and takes the other by one click', async () => {
    await page.goto(`${server.origin}/?site=${site.id}`);
    const image = await tiff('Camp 22 Oct 2012.tif', 97);
    await page.getByRole('toolbar', { name: 'Tools' }).getByLabel('GeoTIFF files').setInputFiles([image]);
    const form = page.getByRole('form', { name: 'About Camp 22 Oct 2012.tif' });
    const acquired = form.getByLabel('Acquired (UTC)');
    await expect.poll(() => acquired.inputValue(), PATIENCE).toBe('2012-10');
    await form.getByText('One way to read it').waitFor();
    await form.getByRole('button', { name: 'Use 2012-10-22' }).click();
    expect(await acquired.inputValue()).toBe('2012-10-22');
    expect(await form.getByText('One way to read it').count()).toBe(0);
  });

  test('understands a date as people write it, and asks where it can be read in two ways', async () => {
    const form = page.getByRole('form', { name: 'About Camp 22 Oct 2012.tif' });
    const acquired = form.getByLabel('Acquired (UTC)');
    await acquired.fill('05/06/2011');
    await form.getByText('Which one is meant?').waitFor();
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await form.getByText("'05/06/2011' can be read as 2011-06-05 or 2011-05-06.").waitFor();
    await form.getByRole('button', { name: 'Use 2011-05-06' }).click();
    expect(await acquired.inputValue()).toBe('2011-05-06');
    await acquired.fill('24 May 2011');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await expect
      .poll(async () => (await scenesHere()).some((scene) => scene.acquired === '2011-05-24'), PATIENCE)
      .toBe(true);
  });
});
