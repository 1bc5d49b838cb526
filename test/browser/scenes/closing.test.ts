import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { writeStripedScene } from '../../support/imagery/striped-scene.ts';

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
});
