import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { squareInTheMiddle, tower } from '../../support/base/valley.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { settled } from '../../support/browser/map-page.ts';
import { writeStripedScene } from '../../support/imagery/striped-scene.ts';

describe('the work of others', () => {
  let desk: Desk;
  let opened: OpenedPage;
  let page: Page;
  let address: string;

  beforeAll(async () => {
    desk = await startDesk();
    const { folder, server } = desk;
    const site = await server.newSite({ name: 'Striped ground', code: 'STR' });
    const [before, after] = [
      await server.addScene(site.id, await writeStripedScene(folder, 'uint16-utm'), { acquired: '2010' }),
      await server.addScene(site.id, await writeStripedScene(folder, 'float32-wgs84'), { acquired: '2012' }),
    ];
    const body = tower(before.id, after.id, { geometry: squareInTheMiddle(before) });
    const { id } = await as<Annotation>('Bora', 'POST', `/api/sites/${site.id}/annotations`, body);
    address = `/api/annotations/${id}`;
    const source = { kind: 'news', title: 'A report', reliability: 'B', credibility: 2 };
    await as('Chul', 'POST', `${address}/assessments`, { version: 1, verdict: 'agree', sources: [source] });
    opened = await desk.open({ width: 1216, height: 640, analyst: 'Ana' });
    page = opened.page;
    await settled(page);
  });
  afterAll(() => desk?.close());

  test('is named before a changed claim sets it aside, and comes back with the claim', async () => {
    await page.locator('.row', { hasText: 'STR-001' }).click();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('radio', { name: 'Altered' }).check({ force: true });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const ask = page.getByRole('dialog', { name: 'STR-001 was judged' });
    await ask.getByText('Agrees').waitFor();
    expect(await ask.textContent()).toContain('Chul');
    await ask.getByRole('button', { name: 'Back' }).click();
    expect((await stored()).status).toBe('corroborated');

    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await ask.getByRole('button', { name: 'Save the changed claim' }).click();
    await expect.poll(stored).toMatchObject({ change: 'altered', version: 2, status: 'observed' });
    await page.getByRole('button', { name: 'Undo: changing STR-001' }).first().click();
    await expect.poll(stored).toMatchObject({ change: 'razed', version: 1, status: 'corroborated' });
    await page.locator('.verification', { hasText: 'Corroborated' }).waitFor();
  });

  test('is deleted with a reason alone, which the list of the deleted tells after a reload, and restores', async () => {
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    const ask = page.getByRole('dialog', { name: 'Delete STR-001' });
    await ask.getByRole('button', { name: 'Delete', exact: true }).click();
    await ask.locator('.fault').waitFor();
    await ask.getByLabel('Why is it deleted?').fill('Drawn twice.');
    await page.keyboard.press('Enter');
    await expect.poll(isDeleted).toBe(true);

    await page.reload();
    await settled(page);
    await page.getByRole('combobox', { name: 'Filter by status' }).selectOption({ label: 'Deleted' });
    const deleted = page.getByRole('region', { name: 'Deleted changes' });
    await deleted.getByText('Drawn twice.').waitFor();
    expect(await deleted.textContent()).toContain('Deleted by');
    expect(await deleted.textContent()).toContain('Ana');
    await deleted.getByRole('button', { name: 'Restore STR-001' }).click();
    await page.getByRole('heading', { name: 'STR-001' }).waitFor();
    expect(await isDeleted()).toBe(false);
  });

  test('is told while the form is open: what another changed, and that another deleted it', async () => {
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const form = page.getByRole('form', { name: 'Change STR-001' });
    const { number: _, ...now } = await stored();
    const told = form.getByRole('alert');
    const body = tower(String(now.beforeSceneId), String(now.afterSceneId), {
      geometry: (await desk.server.send<Annotation>('GET', address)).geometry,
      title: 'Tower by the ford',
    });
    await as('Bora', 'PUT', address, body, { 'If-Match': '*' });
    await told.filter({ hasText: /Bora.* changed this on .*: title\./ }).waitFor();
    // However far down the form is read, both versions are seen, and gone on with from the keyboard.
    await form.getByText('Corners', { exact: true }).scrollIntoViewIfNeeded();
    await told.getByRole('button', { name: 'See both' }).click();
    await form.getByText('Tower by the ford').waitFor();
    const isAbove = () =>
      form
        .getByRole('alert', { name: 'Two versions' })
        .evaluate(
          (both) => both.getBoundingClientRect().top < both.parentElement!.getBoundingClientRect().top - 1,
        );
    await expect.poll(isAbove).toBe(false);
    expect(await page.evaluate('document.activeElement.name')).toBe('merge-title');
    await form.getByRole('button', { name: 'Keep theirs' }).click();

    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await form.getByRole('textbox', { name: 'Title' }).waitFor();
    await form.getByRole('textbox', { name: 'Title' }).fill('Tower by the mill');
    await as('Bora', 'DELETE', address, { reason: 'No tower.' }, { 'If-Match': '*' });
    await told.filter({ hasText: /STR-001 was deleted by .*Bora.*No tower\./ }).waitFor();
    expect(await form.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Tower by the mill');
    await told.getByRole('button', { name: 'Restore it' }).click();
    await expect.poll(isDeleted).toBe(false);
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(async () => (await stored()).title).toBe('Tower by the mill');
    expect(opened.foreignRequests).toEqual([]);
  });

  const stored = async () => (await desk.server.send<Annotation>('GET', address)).properties;
  const isDeleted = () =>
    stored().then(
      () => false,
      () => true,
    );

  /** Does something as another analyst. */
  async function as<T>(
    analyst: string,
    method: string,
    to: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const response = await fetch(new URL(to, desk.server.origin), {
      method,
      headers: { Analyst: analyst, 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
});
