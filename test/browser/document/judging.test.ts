import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { squareInTheMiddle, tower } from '../../support/base/valley.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { settled } from '../../support/browser/map-page.ts';
import { writeStripedScene } from '../../support/imagery/striped-scene.ts';

describe('the form of an assessment', () => {
  let desk: Desk;
  let opened: OpenedPage;
  let annotation: Annotation;
  let claimed: (more?: Record<string, unknown>) => unknown;

  beforeAll(async () => {
    desk = await startDesk();
    const { server, folder } = desk;
    const site = await server.newSite({ name: 'Striped ground', code: 'STR' });
    const [before, after] = [
      await server.addScene(site.id, await writeStripedScene(folder, 'uint16-utm'), { acquired: '2010' }),
      await server.addScene(site.id, await writeStripedScene(folder, 'float32-wgs84'), { acquired: '2012' }),
    ];
    claimed = (more = {}) => tower(before.id, after.id, { geometry: squareInTheMiddle(before), ...more });
    annotation = await server.send('POST', `/api/sites/${site.id}/annotations`, claimed());
    opened = await desk.open({ width: 1216, height: 640, analyst: 'Cleo' });
    await settled(opened.page);
    await opened.page.getByRole('button', { name: /STR-001/ }).click();
    await opened.page.getByRole('button', { name: 'Add an assessment' }).click();
  });
  afterAll(() => desk?.close());

  const form = () => opened.page.getByRole('form', { name: 'Assessment of STR-001' });
  const verdict = (name: string) => form().getByRole('radio', { name }).check({ force: true });
  const save = () => form().getByRole('button', { name: 'Save assessment' }).click();

  test('asks for the reason right below a verdict against the claim, and says where it is missing', async () => {
    await verdict('I agree');
    expect(await form().getByLabel('Why', { exact: false }).count()).toBe(1);
    await verdict('I disagree');
    const reason = form().getByLabel('Why you disagree');
    await save();
    await form().getByText('Say why you disagree.').waitFor();
    expect(await reason.getAttribute('aria-invalid')).toBe('true');
    await reason.and(opened.page.locator(':focus')).waitFor();
    await verdict('No such change');
    await form().getByLabel('Why there is no such change').fill('It still stands in both.');
    expect(await form().getByText('Say why').count()).toBe(0);
    expect(await form().getByLabel('Note', { exact: true }).count()).toBe(0);
  });

  test('says at once that the claim was changed, and saves only what was judged anew', async () => {
    await desk.server.send('PUT', `/api/annotations/${annotation.id}`, claimed({ structure: 'gate' }), {
      'If-Match': '*',
      Analyst: 'Bo',
    });
    await form()
      .getByText('The claim was changed since you began: this is version 2 now. Look again, then judge it.')
      .waitFor();
    await save();
    const judge = form().getByRole('button', { name: 'Judge version 2' });
    await judge.and(opened.page.locator(':focus')).waitFor();
    await judge.click();
    expect(await form().getByLabel('Why there is no such change').inputValue()).toBe(
      'It still stands in both.',
    );
    await save();
    await opened.page.locator('.assessment', { hasText: 'It still stands in both.' }).waitFor();
    await opened.page.locator('.verification .status', { hasText: 'Rejected' }).waitFor();
    expect(opened.complaints).toEqual([]);
  });
});
