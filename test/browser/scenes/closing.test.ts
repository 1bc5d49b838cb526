import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import { squareInTheMiddle } from '../../support/base/valley.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { writeStripedScene } from '../../support/imagery/striped-scene.ts';
import { valleyTiff } from '../../support/server/upload.ts';

const OUTPUT = path.join(import.meta.dirname, '../../output');

describe('sites and scenes that are no longer wanted', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await startDesk();
    const { server, folder } = desk;
    const site = await server.newSite({ name: 'Striped ground', code: 'STR' });
    await server.addScene(site.id, await writeStripedScene(folder, 'uint16-utm'), { acquired: '2010' });
    await server.addScene(site.id, await writeStripedScene(folder, 'float32-wgs84'), { acquired: '2012' });
    await server.newSite({ name: 'Empty ground', code: 'EMP' });
  });
  afterAll(() => desk?.close());

  test('are closed, offered again and removed, and nothing is asked that is refused', async () => {
    const { page, complaints } = await desk.open({ analyst: 'Ana' });
    const details = page.getByRole('region', { name: 'Scene after' });
    await page.getByRole('button', { name: 'After: scene details' }).click();
    await details.getByRole('button', { name: 'Close scene' }).click();
    await details.getByText('Closed by Ana').waitFor();
    await details.getByRole('button', { name: 'Remove scene' }).click();
    await details.getByText('Remove this scene and its files for good?').waitFor();
    await details.getByText('Remove this scene and its files for good?').scrollIntoViewIfNeeded();
    await page.screenshot({ path: path.join(OUTPUT, 'closing-scene-1440.png') });
    await details.getByRole('button', { name: 'Keep it' }).click();

    const settings = page.getByRole('button', { name: 'Site settings' });
    const sheet = page.getByRole('dialog', { name: 'Striped ground' });
    await settings.click();
    await sheet.getByText('Striped ground still holds 2 scenes').waitFor();
    await sheet.getByRole('heading', { name: 'Closed scenes' }).waitFor();
    await page.screenshot({ path: path.join(OUTPUT, 'closing-site-1440.png') });
    await sheet.getByRole('button', { name: 'Offer again' }).click();
    await sheet.getByRole('heading', { name: 'Closed scenes' }).waitFor({ state: 'detached' });
    await sheet.getByRole('button', { name: 'Close this site' }).click();
    await sheet.waitFor({ state: 'hidden' });

    const sites = page.getByRole('combobox', { name: 'Site' });
    await sites.getByText('Striped ground (STR), closed').waitFor({ state: 'attached' });
    await sites.selectOption({ label: 'Empty ground (EMP)' });
    await sites.getByText('Striped ground').waitFor({ state: 'detached' });
    await settings.click();
    const empty = page.getByRole('dialog', { name: 'Empty ground' });
    await empty.getByRole('heading', { name: 'Closed sites' }).waitFor();
    await empty.getByRole('button', { name: 'Remove' }).click();
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.screenshot({ path: path.join(OUTPUT, 'closing-site-1024.png') });
    await empty.getByRole('button', { name: 'Remove for good' }).click();
    await sites.getByText('Empty ground').waitFor({ state: 'detached' });
    expect(await sites.locator('option:checked').textContent()).toBe('Striped ground (STR), closed');
    expect(complaints).toEqual([]);
  });

  describe('where a change names one that is closed', () => {
    let site: Site;
    let page: Page;

    beforeAll(async () => {
      const { server, folder } = desk;
      site = await server.newSite({ name: 'Named ground', code: 'NAM' });
      const scenes: Scene[] = [];
      for (const acquired of ['2010', '2011', '2012', '2013']) {
        const file = path.join(folder, `${acquired}.tif`);
        await writeFile(file, valleyTiff(scenes.length * 50));
        scenes.push(await server.addScene(site.id, file, { acquired, title: acquired }));
      }
      const [before, , after] = scenes as [Scene, Scene, Scene, Scene];
      await server.send('POST', `/api/sites/${site.id}/annotations`, {
        type: 'Feature',
        geometry: squareInTheMiddle(before),
        properties: {
          structure: 'guard_tower',
          change: 'razed',
          beforeSceneId: before.id,
          afterSceneId: after.id,
        },
      });
      for (const { id } of scenes.slice(1, 3))
        await server.send('PATCH', `/api/scenes/${id}`, { closed: true }, { 'If-Match': '*' });
    });

    const open = async () => {
      const opened = await desk.open({ path: `/?site=${site.id}` });
      page = opened.page;
      return opened;
    };
    async function sayName(name: string): Promise<void> {
      await page.getByRole('textbox', { name: 'Who is working?' }).fill(name);
      await page.getByRole('button', { name: 'Use this name' }).click();
    }

    test('it is shown and offered with that change, and nowhere else', async () => {
      const { complaints } = await open();
      const picker = page.locator('.side.after select').first();
      await expect.poll(() => picker.locator('option').allTextContents()).toEqual(['2010', '2013']);
      await page.locator('.row').click();
      await page.getByRole('button', { name: 'Show both' }).click();
      await expect.poll(() => picker.locator('option:checked').textContent()).toBe('Closed: 2012');
      expect(await picker.locator('option').allTextContents()).toEqual(['2010', 'Closed: 2012', '2013']);
      await page.getByRole('option', { name: /^2012, .*closed, after$/ }).waitFor();
      expect(
        await page
          .locator('[data-chip]')
          .evaluateAll((chips) => chips.map((chip) => chip.getAttribute('title'))),
      ).toEqual(['2010', 'Closed: 2012', '2013']);
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      const form = page.getByRole('form', { name: 'Change NAM-001' });
      for (const name of ['Before', 'After'])
        expect(await form.getByLabel(name, { exact: true }).locator('option').allTextContents()).toEqual([
          '2010',
          'Closed: 2012',
          '2013',
        ]);
      await form.getByLabel('After', { exact: true }).selectOption('2013');
      await form.getByLabel('After', { exact: true }).selectOption('Closed: 2012');
      expect(complaints).toEqual([]);
    });

    test('whoever has said no name is asked for it in front of what they do, and then it is done', async () => {
      const { complaints } = await open();
      const details = page.getByRole('region', { name: 'Scene after' });
      await page.getByRole('button', { name: 'After: scene details' }).click();
      await details.getByRole('button', { name: 'Close scene' }).click();
      await sayName('Cy');
      await details.getByText('Closed by Cy').waitFor();

      await forgetName();
      const settings = page.getByRole('button', { name: 'Site settings' });
      const sheet = page.getByRole('dialog', { name: 'Named ground' });
      await settings.click();
      const heading = page.getByRole('heading', { name: 'Closed scenes' });
      const again = sheet
        .locator('section')
        .filter({ has: heading })
        .getByRole('button', { name: 'Offer again' });
      await again.first().click();
      await page.getByRole('textbox', { name: 'Who is working?' }).press('Escape');
      await sheet.getByText('Not sent yet: give a name').waitFor();
      expect(await again.count()).toBe(3);
      await again.first().click();
      await page.getByRole('form', { name: 'Who is working?' }).waitFor();
      await page.screenshot({ path: path.join(OUTPUT, 'closing-asked-1440.png') });
      await sayName('Di');
      await expect.poll(() => again.count()).toBe(2);

      await forgetName();
      await settings.click();
      await sheet.getByRole('button', { name: 'Close this site' }).click();
      await sayName('Ed');
      await page.getByRole('combobox', { name: 'Site' }).getByText('Named ground (NAM), closed').waitFor({
        state: 'attached',
      });
      expect(complaints).toEqual([]);
    });

    async function forgetName(): Promise<void> {
      await page.evaluate(() => localStorage.removeItem('afterimage.analyst'));
      await page.reload();
    }
  });
});
