import path from 'node:path';
import type { Page } from 'playwright-core';
import proj4 from 'proj4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { saveFigure } from '../../support/browser/figure-page.ts';
import { leavesOpen, turnedOnPage, turning } from '../../support/browser/isolation.ts';
import { settled } from '../../support/browser/map-page.ts';
import { corner, edge, writeStripedScene, ZONE52 } from '../../support/imagery/striped-scene.ts';
import { overwrite } from '../../support/server/database.ts';

/** Every column that holds a text of people, and what stands there. */
const stored: Record<string, Record<string, string>> = {
  site: { name: 'Valley 2010', description: 'About it' },
  scene: {
    title: 'Scene 12',
    platform: 'Platform 3',
    instrument: 'Instrument 4',
    provider: 'Provider 5',
    licence: 'Licence 6',
    catalogue_id: 'Catalogue 7',
    original_file_name: 'file8.tif',
    offset_note: 'Offset note 9',
  },
  scene_original: { file_name: 'file8.tif' },
  annotation: {
    title: 'Title 10',
    description: 'Description 11',
    created_by: 'Author 12',
    updated_by: 'Changer 13',
    claim_by: 'Author 12',
  },
  annotation_version: { structure_other: 'Kind 14', created_by: 'Author 12' },
  assessment: {
    note: 'Note 15',
    confidence_reason: 'Reason 16',
    settles: 'Settled 17',
    by: 'Reader 18',
  },
  assessment_source: { note: 'Source note 19' },
  source: { title: 'Source 20', reference: 'Reference 21' },
  sighting: { note: 'Sighting note 22', observer: 'Observer 23' },
  overlay: { name: 'Overlay 24', shared_by: 'Sharer 25' },
};
/** The same within JSON: what stood there before, and what stands there then. */
const within: [table: string, column: string, type: 'jsonb' | 'text', former: string, words: string][] = [
  ['assessment', 'rivals', 'jsonb', 'Same sun', 'Rival 26'],
  ['overlay', 'features', 'jsonb', 'Gate of old', 'Feature 27'],
  ['scene', 'origins', 'jsonb', 'Ana', 'Stater 28'],
  ['history', 'text', 'text', 'Ana', 'Author 12'],
];
const words = [
  ...Object.values(stored).flatMap((columns) => Object.values(columns)),
  ...within.map(([, , , , text]) => text),
];
const degrees = (east: number, north: number) => proj4(ZONE52, 'EPSG:4326', [east, north]);
const AWAITED = { timeout: 15_000 };

/** What the API refuses today may stand in the database since before. */
describe('texts that turn what stands beside them', () => {
  let desk: Desk;
  let opened: OpenedPage;
  let page: Page;

  beforeAll(async () => {
    desk = await startDesk();
    const { server, folder } = desk;
    const site = await server.newSite({ name: 'Valley', code: 'VAL', description: 'About it' });
    const scenes = [];
    for (const [acquired, kind] of [
      ['2010-11-05', 'uint16-utm'],
      ['2012-10-11', 'float32-wgs84'],
    ] as const)
      scenes.push(
        await server.addScene(site.id, await writeStripedScene(folder, kind), {
          acquired,
          title: 'A scene',
          platform: 'WorldView-2',
          instrument: 'WV110',
          provider: 'Somebody',
          licence: 'CC-BY-4.0',
          catalogueId: '103',
        }),
      );
    const [before, after] = scenes as [(typeof scenes)[0], (typeof scenes)[0]];
    const offset = { east: 1, north: 1, residual: 0.4, note: 'By hand' };
    await server.send('PATCH', `/api/scenes/${after.id}`, { offset }, { 'If-Match': `"${after.version}"` });
    const [west, south] = [corner.east + edge.east - 60, corner.north - 100];
    const ring = [
      [west, south],
      [west + 80, south],
      [west + 80, south + 50],
      [west, south + 50],
      [west, south],
    ].map(([east, north]) => degrees(east!, north!));
    const { id, properties } = await server.send<Annotation>('POST', `/api/sites/${site.id}/annotations`, {
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: [ring] },
      properties: {
        structure: 'other',
        structureOther: 'Kiln',
        change: 'razed',
        beforeSceneId: before.id,
        afterSceneId: after.id,
        title: 'Kiln',
        description: 'It stood here',
      },
    });
    await server.send(
      'POST',
      `/api/annotations/${id}/assessments`,
      {
        version: 1,
        verdict: 'agree',
        confidence: 'low',
        confidenceReason: 'Haze',
        settles: 'A photograph',
        note: 'Seen',
        sources: [
          {
            kind: 'news',
            title: 'A daily',
            reference: 'p. 3',
            date: '2013-01-11',
            note: 'Says so',
            reliability: 'C',
            credibility: 3,
          },
        ],
        rivals: [{ kind: 'shadow', state: 'dismissed', reason: 'Same sun' }],
      },
      { Analyst: 'Ben' },
    );
    await server.send('POST', `/api/structures/${properties.structureId}/sightings`, {
      sceneId: before.id,
      state: 'razed',
      note: 'Gone',
    });
    await server.send('POST', `/api/sites/${site.id}/overlays`, {
      id: crypto.randomUUID(),
      name: 'Sketch',
      features: [{ name: 'Gate of old', geometry: { type: 'Point', coordinates: degrees(west, south) } }],
    });
    for (const [table, columns] of Object.entries(stored))
      for (const [column, text] of Object.entries(columns))
        await overwrite(desk.database, table, `set "${column}" = $1 where "${column}" is not null`, [
          turning(text),
        ]);
    for (const [table, column, type, former, text] of within)
      await overwrite(desk.database, table, `set ${column} = replace(${column}::text, $1, $2)::${type}`, [
        `"${former}"`,
        JSON.stringify(turning(text)),
      ]);
    opened = await desk.open({ analyst: 'Cleo' });
    page = opened.page;
    await settled(page);
  });
  afterAll(() => desk?.close());

  const isStraight = async (name: string) => {
    await settled(page);
    await page.screenshot({ path: path.join(import.meta.dirname, `../../output/turning-${name}.png`) });
    expect(await turnedOnPage(page, words)).toEqual([]);
  };

  test('turn nothing on the page, its list and its timeline', async () => {
    await page.locator('.row bdi').first().waitFor(AWAITED);
    await isStraight('page');
  });

  test('turn nothing of a change: its judgements, sightings and history', async () => {
    await page.locator('.row').first().click();
    for (const closed of await page.locator('.detail details:not([open]) > summary').all())
      await closed.click();
    await page.getByText('Reader 18').first().waitFor(AWAITED);
    await isStraight('detail');
    await page.locator('.panel, #panel').first().evaluate('(panel) => panel.scrollTo(0, 1e6)');
    await isStraight('detail-below');
  });

  test('turn nothing in a form, whose fields hold them as they are seen', async () => {
    await page
      .getByRole('button', { name: /^(?:Edit|Change)/ })
      .first()
      .click();
    await page.getByLabel('Title').first().waitFor(AWAITED);
    expect(await page.getByLabel('Title').first().inputValue()).toBe('Title 10');
    await isStraight('form');
    await page.keyboard.press('Escape');
  });

  test('are refused in a title, beside the field', async () => {
    await page.locator('.row').first().click();
    await page.locator('.detail').getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByLabel('Title', { exact: true }).fill('To\u00adwer');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText("There is an invisible character (U+00AD) after 'To'").waitFor(AWAITED);
    await page.getByRole('button', { name: 'Discard' }).click();
  });

  test('turn nothing of a scene, its form and its file', async () => {
    await page
      .getByRole('button', { name: /scene details/ })
      .first()
      .click();
    await page.getByText('file8.tif').first().waitFor(AWAITED);
    await isStraight('scene');
    await page.locator('.scene-details, dialog').getByRole('button', { name: /Edit/ }).first().click();
    await isStraight('scene-form');
    await page.keyboard.press('Escape');
  });

  test('turn nothing of an overlay, nor of what is told when it is taken away', async () => {
    await page.getByRole('button', { name: /^Overlays/ }).click();
    await page.locator('.overlay-name').first().waitFor(AWAITED);
    await isStraight('overlays');
    await page.getByRole('button', { name: /^Withdraw/ }).click();
    await isStraight('overlay-withdrawn');
  });

  test('are not taken for a name: beside the field it is said why, and spaces become single', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Cleo' }).click();
    const form = page.getByRole('form', { name: 'Who is working?' });
    await form.getByRole('textbox').fill('Kim\u200b Min');
    const fault = "There is an invisible character (U+200B) after 'Kim': delete it, or type the words anew.";
    expect(await form.getByRole('alert').textContent()).toBe(fault);
    expect(await form.getByRole('button', { name: 'Use this name' }).isDisabled()).toBe(true);
    await form.getByRole('textbox').fill(' Kim \u3000 Min ');
    await form.getByRole('button', { name: 'Use this name' }).click();
    await page.getByRole('button', { name: 'Kim Min', exact: true }).waitFor(AWAITED);
  });

  test('turn nothing in a figure, nor in what its file says', async () => {
    await page.keyboard.press('Escape');
    await page.locator('.row').first().click();
    await page.locator('.detail').getByRole('button', { name: 'Figure' }).click();
    const saved = await saveFigure(page);
    await isStraight('figure');
    for (const [keyword, { text }] of saved.words.texts)
      expect(leavesOpen(text), `${keyword}: ${text}`).toBe(false);
    expect(saved.words.texts.get('Title')?.text).toContain('Title 10');
    expect(opened.complaints).toEqual([]);
  });
});
