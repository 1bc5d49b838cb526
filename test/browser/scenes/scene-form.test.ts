import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { typeAndReload } from '../../support/browser/type-and-reload.ts';
import { writeStripedScene } from '../../support/imagery/striped-scene.ts';

const OUTPUT = path.join(import.meta.dirname, '../../output');

describe('the form of a scene', () => {
  let desk: Desk;
  let later: Scene;

  beforeAll(async () => {
    desk = await startDesk();
    const { server, folder } = desk;
    const site = await server.newSite({ name: 'Striped ground', code: 'STR' });
    await server.addScene(site.id, await writeStripedScene(folder, 'uint16-utm'), { acquired: '2010' });
    later = await server.addScene(site.id, await writeStripedScene(folder, 'float32-wgs84'), {
      acquired: '2012',
    });
  });
  afterAll(() => desk?.close());

  test('outlives the page, is offered again, and tells at once what somebody else changed', async () => {
    const { page, complaints } = await desk.open({ analyst: 'Ana' });
    const details = page.getByRole('region', { name: 'Scene after' });
    await page.getByRole('button', { name: 'After: scene details' }).click();
    await details.getByRole('button', { name: 'Edit' }).click();
    await typeAndReload(details.getByLabel('Provider'), 'Mine');
    const kept = page.getByRole('region', { name: 'Unsaved details of scenes' });
    await kept.waitFor();
    await page.screenshot({ path: path.join(OUTPUT, 'scene-form-kept.png') });
    await kept.getByRole('button', { name: 'Continue' }).click();
    const provider = details.getByLabel('Provider');
    expect(await provider.inputValue()).toBe('Mine');
    await provider.focus();
    const theirs = { provider: 'Theirs', title: 'Other' };
    await desk.server.send('PATCH', `/api/scenes/${later.id}`, theirs, { 'If-Match': '*' });
    await details.getByText('This scene was changed meanwhile: title, provider.').waitFor();
    await details.getByText('Now there: Theirs.').waitFor();
    expect(await provider.inputValue()).toBe('Mine');
    expect(await provider.evaluate((field) => field.matches(':focus'))).toBe(true);
    await page.screenshot({ path: path.join(OUTPUT, 'scene-form-1440.png') });
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.screenshot({ path: path.join(OUTPUT, 'scene-form-1024.png') });
    await details.getByRole('button', { name: 'Save' }).click();
    // It may have come on screen in the very moment of the click: what is there is shown once more, still in sight.
    await details.getByText('Look again, then save.').waitFor();
    await details.getByText('Now there: Theirs.').waitFor();
    await details.getByRole('button', { name: 'Save' }).click();
    await details.getByRole('button', { name: 'Edit' }).waitFor();
    expect(await desk.server.send('GET', `/api/scenes/${later.id}`)).toMatchObject({
      provider: 'Mine',
      title: 'Other',
    });
    await kept.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });
});
