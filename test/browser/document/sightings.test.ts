import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Polygon } from '#domain/geometry/geometry.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Sighting } from '#domain/structure/structure.contract.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { settled } from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';

/** A guard tower of the sample valley that stands in its first two scenes and is gone in the others. */
const RAZED_TOWER = 'change-T14';

describe('sightings of a structure of the sample valley', () => {
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;
  let scenes: Scene[];
  let annotation: Annotation;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server } = desk);
    const sample = await server.addSample();
    scenes = sample.scenes;
    const truth = JSON.parse(
      await readFile(path.join(import.meta.dirname, '../../../sample-imagery/truth.geojson'), 'utf8'),
    ) as { features: { id: string; geometry: Polygon }[] };
    annotation = await server.send<Annotation>('POST', `/api/sites/${sample.site.id}/annotations`, {
      type: 'Feature',
      geometry: truth.features.find(({ id }) => id === RAZED_TOWER)!.geometry,
      properties: {
        structure: 'guard_tower',
        change: 'razed',
        beforeSceneId: scenes[0]!.id,
        afterSceneId: scenes[3]!.id,
      },
    });
    opened = await desk.open({ width: 1216, height: 820, analyst: 'Bo' });
    page = opened.page;
    await settled(page);
    await page.locator('.row').first().click();
  });
  afterAll(() => desk?.close());

  const chip = (date: string) => page.getByRole('button', { name: new RegExp(`^${date}:`) });
  const saved = () => page.getByLabel('Save state').getByText('Saved').waitFor();
  const stored = async () =>
    (
      await server.send<{ items: Sighting[] }>(
        'GET',
        `/api/structures/${annotation.properties.structureId}/sightings`,
      )
    ).items;

  test('shows the structure on every date, in the pixels of that date', async () => {
    await expect
      .poll(() => page.locator('.sighting canvas[data-drawn]').count(), { timeout: 60_000 })
      .toBe(4);
    const pictures: Buffer[] = [];
    for (const canvas of await page.locator('.sighting canvas').all()) {
      const address = await canvas.evaluate((one) => (one as unknown as { toDataURL(): string }).toDataURL());
      const raw = sharp(Buffer.from(address.split(',')[1]!, 'base64'));
      const { channels, isOpaque } = await raw.stats();
      expect(isOpaque).toBe(true);
      expect(channels[0]!.stdev).toBeGreaterThan(5);
      pictures.push(await raw.raw().toBuffer());
    }
    expect(pictures[0]!.equals(pictures[2]!)).toBe(false);
    await page.screenshot({ path: output('sightings.png') });
  });

  test('is marked by one key each, and the bracket follows in words', async () => {
    await page.getByText('Last seen standing 9 November 2010, first seen razed 8 January 2013.').waitFor();
    await chip('2010-11-09').focus();
    await page.keyboard.press('i');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('i');
    await page.getByText('Last seen standing 17 May 2011, first seen razed 8 January 2013.').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('r');
    await page.getByText('Last seen standing 17 May 2011, first seen razed 16 October 2012.').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('o');
    await page.getByRole('group', { name: 'Obscured by' }).waitFor();
    await page.keyboard.press('n');
    await chip('2013-01-08').getByText('Snow').waitFor();
    await expect
      .poll(async () => (await stored()).map(({ state, obscuredBy }) => [state, obscuredBy]))
      .toEqual([
        ['intact', undefined],
        ['intact', undefined],
        ['razed', undefined],
        ['obscured', 'snow'],
      ]);
  });

  test('is taken back by its name and done again, and what was marked before shows again', async () => {
    const newest = async () => (await stored()).at(-1);
    const { number } = annotation.properties;
    const undo = page.getByRole('button', { name: new RegExp(`^Undo: marking ${number} altered`) }).first();
    await chip('2013-01-08').focus();
    await page.keyboard.press('a');
    await chip('2013-01-08').getByText('Altered').waitFor();
    await undo.waitFor();
    await page.keyboard.press('Control+KeyZ');
    await chip('2013-01-08').getByText('Snow').waitFor();
    await page.keyboard.press('Control+Shift+KeyZ');
    await chip('2013-01-08').getByText('Altered').waitFor();
    await expect.poll(newest).toMatchObject({ state: 'altered', stands: true });
    await saved();
    await page.keyboard.press('Control+KeyZ');
    await chip('2013-01-08').getByText('Snow').waitFor();
    await expect.poll(newest).toMatchObject({ state: 'altered', stands: false, withdrawn: { by: 'Bo' } });
    await undo.waitFor({ state: 'detached' });
  });

  test('tells what contradicts, whoever saw it', async () => {
    await server.send('POST', `/api/structures/${annotation.properties.structureId}/sightings`, {
      sceneId: scenes[1]!.id,
      state: 'razed',
    });
    await page
      .getByText('Observers differ about 17 May 2011: Bo sees it intact, Ana sees it razed.')
      .waitFor();
    await page.getByText('Ana: last seen standing 9 November 2010, first seen razed 17 May 2011.').waitFor();
    await page.getByText('Bo: last seen standing 17 May 2011, first seen razed 16 October 2012.').waitFor();
    await page
      .getByText('The claim rests on the image of 8 January 2013, which is marked obscured.')
      .waitFor();
    await page.screenshot({ path: output('sightings-differ.png') });
    await chip('2011-05-17').click();
    await page.getByText('Ana: razed').waitFor();
    await page.getByRole('group', { name: 'What this image shows' }).getByText('Razed').click();
    await page.getByText('Last seen standing 9 November 2010, first seen razed 17 May 2011.').waitFor();
    await page.screenshot({ path: output('sightings-marked.png') });
    expect([opened.complaints, opened.foreignRequests]).toEqual([[], []]);
  });

  test('holds a note to what is marked, beside what others note', async () => {
    await server.send('POST', `/api/structures/${annotation.properties.structureId}/sightings`, {
      sceneId: scenes[0]!.id,
      state: 'intact',
      note: 'Its shadow is four metres long.',
    });
    await chip('2010-11-09').click();
    await page.getByText('Its shadow is four metres long.').waitFor();
    await page.getByLabel('Note').fill('The roof is seen.');
    await page.getByRole('button', { name: 'Save note' }).click();
    await expect
      .poll(async () => newestOf('Bo', 0))
      .toMatchObject({ state: 'intact', note: 'The roof is seen.', stands: true });
    await expect.poll(() => page.getByRole('button', { name: 'Save note' }).count()).toBe(0);
    await saved();
  });

  test('keeps what is marked while the server is away, and sends it by itself', async () => {
    await server.restart(async () => {
      await chip('2012-10-16').focus();
      await page.keyboard.press('m');
      await chip('2012-10-16').getByText('Not saved yet').waitFor();
      await page.getByLabel('Save state').getByText('1 unsaved').waitFor();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('m');
      await chip('2013-01-08').getByText('Not saved yet').waitFor();
      await page.getByLabel('Save state').getByText('2 unsaved').waitFor();
    });
    await expect.poll(async () => newestOf('Bo', 2)).toMatchObject({ state: 'demolished' });
    await expect.poll(async () => newestOf('Bo', 3)).toMatchObject({ state: 'demolished' });
    await expect.poll(() => page.getByText('Not saved yet').count()).toBe(0);
  });

  test('loses nothing by a reload, and stores once what had arrived without an answer', async () => {
    const posts = (address: URL) => address.pathname.endsWith('/sightings');
    let arrived = 0;
    let broken = true;
    await page.route(posts, async (route) => {
      if (!broken || route.request().method() !== 'POST') return route.continue();
      if (arrived++ === 0) await route.fetch();
      await route.abort();
    });
    await chip('2011-05-17').focus();
    await page.keyboard.press('d');
    await chip('2011-05-17').getByText('Not saved yet').waitFor();
    await chip('2013-01-08').click();
    await page.getByLabel('Note').fill('Half typed');
    await page.reload();
    await settled(page);
    await page.locator('.row').first().click();
    await page
      .getByText('Observers differ about 17 May 2011: Ana sees it razed, Bo sees it damaged.')
      .waitFor();
    await chip('2011-05-17').getByText('Damaged / Razed').waitFor();
    await chip('2013-01-08').getByText('Demolished').waitFor();
    await chip('2013-01-08').click();
    expect(await page.getByLabel('Note').inputValue()).toBe('Half typed');
    broken = false;
    await expect.poll(() => page.getByText('Not saved yet').count()).toBe(0);
    const damaged = (await stored()).filter(({ state }) => state === 'damaged');
    expect(damaged).toMatchObject([{ observer: 'Bo', sceneId: scenes[1]!.id, stands: true }]);
    await page.getByLabel('Note').fill('');
    await saved();
  });

  test('are those of another change that is said to be of the same structure, until that is undone', async () => {
    const { siteId, number, structureId, ...claim } = annotation.properties;
    const rebuilt = await server.send<Annotation>('POST', `/api/sites/${siteId}/annotations`, {
      type: 'Feature',
      geometry: annotation.geometry,
      properties: {
        structure: claim.structure,
        change: 'constructed',
        beforeSceneId: scenes[2]!.id,
        afterSceneId: scenes[3]!.id,
      },
    });
    const structureNow = async () =>
      (await server.send<Annotation>('GET', `/api/annotations/${rebuilt.id}`)).properties.structureId;
    await page.getByRole('button', { name: 'Back to all changes' }).click();
    await page.locator('.row', { hasText: rebuilt.properties.number }).click();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByText('Same structure as…').click();
    await page.getByRole('button', { name: `Same structure as ${number}` }).click();
    await page.getByText(`The structure of ${number}.`).waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();

    const mates = page.getByRole('region', { name: 'Other changes of this structure' });
    await mates.getByRole('button', { name: number }).waitFor();
    await chip('2012-10-16').getByText('Demolished').waitFor();
    expect(await structureNow()).toBe(structureId);
    await page.screenshot({ path: output('same-structure.png') });
    await mates.getByRole('button', { name: number }).click();
    await page.getByRole('region', { name: `Selected change ${number}` }).waitFor();
    await mates.getByRole('button', { name: rebuilt.properties.number }).click();
    await page.getByRole('button', { name: `Undo: changing ${rebuilt.properties.number}` }).click();
    await expect.poll(structureNow).toBe(rebuilt.properties.structureId);
    await expect.poll(() => mates.count()).toBe(0);
    const faults = opened.complaints.filter((one) => !/Failed to load resource: net::ERR_/.test(one));
    expect([faults, opened.foreignRequests]).toEqual([[], []]);
  });

  /** The newest sighting of an observer on one of the sample's scenes. */
  async function newestOf(observer: string, scene: number): Promise<Sighting | undefined> {
    return (await stored()).findLast((one) => one.observer === observer && one.sceneId === scenes[scene]!.id);
  }
});

function output(name: string): string {
  return path.join(import.meta.dirname, '../../output', name);
}
