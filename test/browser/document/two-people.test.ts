import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { squareInTheMiddle, tower } from '../../support/base/valley.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { mapBox, settled } from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { typeAndReload } from '../../support/browser/type-and-reload.ts';
import { writeStripedScene } from '../../support/imagery/striped-scene.ts';

describe('work that must not be lost', () => {
  let folder: string;
  let desk: Desk;
  let server: PageServer;
  let annotation: Annotation;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server, folder } = desk);
    const site = await server.newSite({ name: 'Striped ground', code: 'STR' });
    const [before, after] = [
      await server.addScene(site.id, await writeStripedScene(folder, 'uint16-utm'), { acquired: '2010' }),
      await server.addScene(site.id, await writeStripedScene(folder, 'float32-wgs84'), { acquired: '2012' }),
    ];
    annotation = await server.send(
      'POST',
      `/api/sites/${site.id}/annotations`,
      tower(before.id, after.id, {
        geometry: squareInTheMiddle(before),
        description: 'As first written.',
      }),
    );
  });
  afterAll(() => desk?.close());

  test('both texts of two editors survive: the second is shown both and chooses', async () => {
    const [ana, bora] = [await pageOf('Ana'), await pageOf('Bora')];
    const [anasForm, borasForm] = [await beginEditing(ana), await beginEditing(bora)];
    await anasForm.getByLabel('Description').fill('What Ana saw.');
    await borasForm.getByLabel('Description').fill('What Bora saw.');
    await anasForm.getByRole('button', { name: 'Save', exact: true }).click();
    await ana.locator('.description', { hasText: 'What Ana saw.' }).waitFor();

    await borasForm.getByRole('button', { name: 'Save', exact: true }).click();
    const both = bora.getByRole('alert', { name: 'Two versions' }).or(bora.locator('.conflict'));
    await both.getByText('What Bora saw.').first().waitFor();
    await both.getByText('What Ana saw.').first().waitFor();
    expect((await stored()).properties.description).toBe('What Ana saw.');

    await both
      .getByRole('row', { name: /Description/ })
      .getByRole('radio')
      .first()
      .check({ force: true });
    await both.getByRole('button', { name: 'Save this choice' }).click();
    await bora.locator('.description', { hasText: 'What Bora saw.' }).waitFor();
    expect((await stored()).properties.description).toBe('What Bora saw.');
    await Promise.all([ana.context().close(), bora.context().close()]);
  });

  test('a sketch survives a reload from its first corner on, and a form with all that was typed', async () => {
    const page = await pageOf('Ana');
    const box = await mapBox(page);
    const click = (x: number, y: number) => page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    await page.keyboard.press('KeyP');
    await click(0.2, 0.3);
    await click(0.4, 0.3);
    await page.reload();
    await settled(page);
    await page
      .getByRole('region', { name: 'Unsaved changes' })
      .getByRole('button', { name: 'Continue' })
      .click();
    await click(0.4, 0.6);
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: 'New change' });
    await form.getByText('Notes', { exact: true }).click();
    await form.getByLabel('Description').fill('Not saved yet.');
    const area = await form.locator('.panel-head .quiet').textContent();

    await page.reload();
    await settled(page);
    await page
      .getByRole('region', { name: 'Unsaved changes' })
      .getByRole('button', { name: 'Continue' })
      .click();
    expect(await form.locator('.panel-head .quiet').textContent()).toBe(area);
    expect(await form.getByLabel('Description').inputValue()).toBe('Not saved yet.');

    await typeAndReload(form.getByLabel('Description'), 'Typed as the page was left.');
    await settled(page);
    await page
      .getByRole('region', { name: 'Unsaved changes' })
      .getByRole('button', { name: 'Continue' })
      .click();
    expect(await form.getByLabel('Description').inputValue()).toBe('Typed as the page was left.');
    await form.getByRole('button', { name: 'Discard' }).click();
    await page.context().close();
  });

  test('a form has the focus as it opens, and takes it from nowhere else later', async () => {
    const page = await pageOf('Ana');
    await page.evaluate(`
      focused = [];
      const form = 'form[aria-label="Change STR-001"]';
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes)
          for (const added of addedNodes)
            if (added.matches?.(form) || added.querySelector?.(form))
              focused.push(document.activeElement.labels?.[0]?.textContent.trim());
      }).observe(document.body, { childList: true, subtree: true });
    `);
    const form = await beginEditing(page);
    expect(await page.evaluate('focused')).toEqual([expect.stringContaining('What was it?')]);
    await form.getByRole('button', { name: 'Discard' }).click();
    await page.context().close();
  });

  test('tells what is unsaved and nothing else: a form that changes nothing, an assessment that is typed', async () => {
    const page = await pageOf('Ana');
    const state = page.getByLabel('Save state');
    const kept = page.getByRole('region', { name: 'Unsaved changes' });
    const form = await beginEditing(page);
    expect(await state.textContent()).toBe('Saved');
    await form.getByLabel('Count').fill('2');
    expect(await state.textContent()).toBe('1 unsaved');
    await form.getByLabel('Count').fill('');
    await form.getByLabel('Count').press('Escape');
    await page.getByRole('button', { name: /STR-001/ }).waitFor();
    expect(await state.textContent()).toBe('Saved');
    expect(await kept.count()).toBe(0);

    await page.getByRole('button', { name: /STR-001/ }).click();
    await page.getByRole('button', { name: 'Add an assessment' }).click();
    const judging = page.getByRole('form', { name: /Assessment of STR-001/ });
    await judging.getByRole('radio', { name: 'Disagree' }).check({ force: true });
    expect(await state.textContent()).toBe('1 unsaved');
    await page.getByRole('button', { name: 'Back to all changes' }).click();
    await page.getByPlaceholder('Number, words or coordinates').fill('nothing of the kind');
    await expect.poll(() => page.getByRole('button', { name: /STR-001/ }).count()).toBe(0);
    expect(await state.textContent()).toBe('1 unsaved');
    await kept.getByRole('button', { name: 'Continue' }).click();
    expect(await judging.getByRole('radio', { name: 'Disagree' }).isChecked()).toBe(true);
    await page.reload();
    await settled(page);
    await kept.getByText('STR-001').waitFor();
    await kept.getByRole('button', { name: 'Continue' }).click();
    expect(await judging.getByRole('radio', { name: 'Disagree' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Back to all changes' }).click();
    await kept.getByRole('button', { name: 'Discard' }).click();
    expect(await state.textContent()).toBe('Saved');
    await page.context().close();
  });

  async function pageOf(name: string): Promise<Page> {
    const { page } = await desk.open({ width: 1216, height: 640, analyst: name });
    await settled(page);
    return page;
  }

  async function beginEditing(page: Page) {
    await page.getByRole('button', { name: /STR-001/ }).click();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const form = page.getByRole('form', { name: 'Change STR-001' });
    if (!(await form.getByLabel('Description').isVisible()))
      await form.getByText('Notes', { exact: true }).click();
    return form;
  }

  const stored = () => server.send<Annotation>('GET', `/api/annotations/${annotation.id}`);
});
