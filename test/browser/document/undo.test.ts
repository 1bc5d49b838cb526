import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { mapBox, settled } from '../../support/browser/map-page.ts';
import { writeStripedScene } from '../../support/imagery/striped-scene.ts';

describe('what was done can be taken back', () => {
  let desk: Desk;
  let sites: Site[];
  let opened: OpenedPage;
  let page: Page;

  beforeAll(async () => {
    desk = await startDesk();
    sites = [];
    for (const [name, code] of [
      ['Striped ground', 'STR'],
      ['Other ground', 'OTH'],
    ] as const) {
      const site = await desk.server.newSite({ name, code });
      for (const [kind, acquired] of [
        ['uint16-utm', '2010'],
        ['float32-wgs84', '2012'],
      ] as const)
        await desk.server.addScene(site.id, await writeStripedScene(desk.folder, kind), { acquired });
      sites.push(site);
    }
    opened = await desk.open({ width: 1216, height: 640, analyst: 'Ana' });
    page = opened.page;
    await open('STR');
  });
  afterAll(() => desk?.close());

  test('by name, on the button, in the list of steps and in words', async () => {
    await draw();
    const form = page.getByRole('form', { name: 'New change' });
    await undoCalled('drawing the new change').waitFor();
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await undoCalled('drawing STR-001').waitFor();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('radio', { name: 'Altered' }).check({ force: true });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await undoCalled('changing STR-001').waitFor();

    await page.getByRole('button', { name: 'Steps' }).click();
    const steps = page.getByRole('list', { name: 'Steps' });
    expect(await steps.getByRole('button').allTextContents()).toEqual([
      'Undo: changing STR-001',
      'Undo: drawing STR-001',
    ]);
    await steps.getByRole('button', { name: 'Undo: drawing STR-001' }).click();
    await expect.poll(() => numbersAt(0)).toEqual([]);
    expect(await steps.getByRole('button').allTextContents()).toEqual([
      'Redo: changing STR-001',
      'Redo: drawing STR-001',
    ]);
    await page.keyboard.press('Escape');
    await steps.waitFor({ state: 'hidden' });
    await page.getByRole('status').getByText('Undone: drawing STR-001.').waitFor();

    await page.keyboard.press('Control+Shift+KeyZ');
    await page.getByRole('status').getByText('Done again: drawing STR-001.').waitFor();
    await expect.poll(() => numbersAt(0)).toEqual(['STR-001']);
  });

  test('at the site where it was done, and at no other', async () => {
    await open('OTH');
    const undo = page.getByRole('button', { name: 'Undo', exact: true });
    expect(await undo.isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Steps' }).isDisabled()).toBe(true);
    await page.keyboard.press('Control+KeyZ');
    await draw();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await undoCalled('drawing OTH-001').waitFor();
    await open('STR');
    expect(await undo.isDisabled()).toBe(true);
    await page.keyboard.press('Control+KeyZ');
    await page.locator('.row', { hasText: 'STR-001' }).waitFor();
    expect([await numbersAt(0), await numbersAt(1)]).toEqual([['STR-001'], ['OTH-001']]);
  });

  test('where it is how an image is shown, too', async () => {
    await page.locator('.map-side-before .map-label').click();
    const brightness = page.getByRole('slider', { name: 'Brightness' });
    for (let step = 0; step < 3; step++) await brightness.press('ArrowRight');
    const set = await brightness.inputValue();
    expect(set).not.toBe('0');
    await undoCalled('changing the look of 2010').waitFor();
    await brightness.press('Control+KeyZ');
    await expect.poll(() => brightness.inputValue()).toBe('0');
    await page.getByRole('status').getByText('Undone: changing the look of 2010.').waitFor();
    await brightness.press('Control+Shift+KeyZ');
    await expect.poll(() => brightness.inputValue()).toBe(set);
    expect([opened.complaints, opened.foreignRequests]).toEqual([[], []]);
  });

  async function open(code: string): Promise<void> {
    const { id } = sites.find((site) => site.code === code)!;
    await page.getByRole('combobox', { name: 'Site' }).selectOption(id);
    await settled(page);
  }

  async function draw(): Promise<void> {
    const box = await mapBox(page);
    await page.keyboard.press('KeyP');
    for (const [x, y] of [
      [0.4, 0.4],
      [0.6, 0.4],
      [0.6, 0.6],
    ] as const)
      await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    await page.keyboard.press('Enter');
    await page.getByRole('form', { name: 'New change' }).waitFor();
  }

  const undoCalled = (step: string) =>
    page.getByRole('button', { name: `Undo: ${step}`, exact: true }).first();

  async function numbersAt(place: number): Promise<string[]> {
    const address = `/api/sites/${sites[place]!.id}/annotations`;
    const { features } = await desk.server.send<{ features: Annotation[] }>('GET', address);
    return features.map(({ properties }) => properties.number);
  }
});
