import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import { squareInTheMiddle, tower } from '../../support/base/valley.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { type Gate, openGate } from '../../support/browser/gate.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { writeStripedScene } from '../../support/imagery/striped-scene.ts';

const EVENTS = '/api/events';
const SOON = { timeout: 15_000 };

describe('hearing what others change', () => {
  let desk: Desk;
  let server: PageServer;
  let site: Site;
  let scenes: [Scene, Scene];
  let annotation: Annotation;
  let gate: Gate;
  let context: BrowserContext;
  let titles = 0;

  beforeAll(async () => {
    desk = await startDesk();
    server = desk.server;
    site = await server.newSite({ name: 'Striped ground', code: 'STR' });
    const add = async (kind: Parameters<typeof writeStripedScene>[1], acquired: string) =>
      server.addScene(site.id, await writeStripedScene(desk.folder, kind), { acquired });
    scenes = [await add('uint16-utm', '2010'), await add('float32-wgs84', '2012')];
    annotation = await server.send('POST', `/api/sites/${site.id}/annotations`, drawn('The first'));
  });
  afterAll(() => desk?.close());
  beforeEach(async () => {
    gate = await openGate(server.origin);
    context = await desk.browser.newContext({ viewport: { width: 1216, height: 640 } });
  });
  afterEach(async () => {
    await context.close();
    await gate.close();
  });

  test('seven tabs of one browser hold one stream, all are usable, and all hear of a change', async () => {
    const tabs: Page[] = [];
    for (let count = 0; count < 7; count++) tabs.push(await openTab());
    expect(gate.underWay(EVENTS)).toBe(1);
    const title = await changeTitle();
    for (const tab of tabs) await showsTitle(tab, title);
    expect(gate.passed.filter(({ path }) => path === EVENTS)).toHaveLength(1);
  });

  test('goes on in the other tabs when the one that was opened first is closed', async () => {
    const [first, second, third] = [await openTab(), await openTab(), await openTab()];
    await first.close();
    const title = await changeTitle();
    for (const tab of [second, third]) await showsTitle(tab, title);
    expect(gate.underWay(EVENTS)).toBe(1);
  });

  test('lets go of the stream with the last tab, and a tab opened later hears again', async () => {
    await (await openTab()).close();
    await expect.poll(() => gate.underWay(EVENTS), SOON).toBe(0);
    const tab = await openTab();
    await showsTitle(tab, await changeTitle());
  });

  test('a tab that was asleep shows what changed meanwhile', async () => {
    const [tab, other] = [await openTab(), await openTab()];
    const session = await context.newCDPSession(tab);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    const title = await changeTitle();
    await showsTitle(other, title);
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await showsTitle(tab, title);
  });

  test('a tab that was put away, and heard nothing, shows what changed when it comes back', async () => {
    const [tab, other] = [await openTab(), await openTab()];
    await tab.evaluate("dispatchEvent(new Event('pagehide'))");
    const title = await changeTitle();
    await showsTitle(other, title);
    await tab.evaluate("dispatchEvent(new Event('pageshow'))");
    await showsTitle(tab, title);
  });

  test('goes on when the process that held the stream for all has died', async () => {
    const tabs = [await openTab(), await openTab()];
    const session = await desk.browser.newBrowserCDPSession();
    const { targetInfos } = await session.send('Target.getTargets');
    const workers = targetInfos.filter(({ type }) => type === 'shared_worker');
    expect(workers).toHaveLength(1);
    await session.send('Target.closeTarget', { targetId: workers[0]!.targetId });
    const title = await changeTitle();
    for (const tab of tabs) await showsTitle(tab, title);
    await expect.poll(() => gate.underWay(EVENTS), SOON).toBe(1);
  });

  test('a browser without shared workers has a stream for each tab that is in sight, and for no other', async () => {
    await context.addInitScript('delete window.SharedWorker');
    const [tab, other] = [await openTab(), await openTab()];
    await expect.poll(() => gate.underWay(EVENTS), SOON).toBe(2);
    await setHidden(tab, true);
    await expect.poll(() => gate.underWay(EVENTS), SOON).toBe(1);
    const title = await changeTitle();
    await showsTitle(other, title);
    await setHidden(tab, false);
    await showsTitle(tab, title);
  });

  test('a page over plain HTTP, on a network that is trusted, works and hears too', async () => {
    // What a browser leaves out where the context is not secure.
    await context.addInitScript(`
      delete Crypto.prototype.randomUUID;
      delete Crypto.prototype.subtle;
      delete Navigator.prototype.locks;
      delete Navigator.prototype.clipboard;
    `);
    const [tab, other] = [await openTab(), await openTab()];
    expect(gate.underWay(EVENTS)).toBe(1);
    const title = await changeTitle();
    for (const one of [tab, other]) await showsTitle(one, title);
    await tab.getByRole('button', { name: /STR-001/ }).click();
    await tab.getByRole('button', { name: 'Add an assessment' }).click();
    const judging = tab.getByRole('form', { name: /Assessment of STR-001/ });
    await judging.getByRole('radio', { name: 'I agree' }).check({ force: true });
    await judging.getByRole('button', { name: 'Save assessment' }).click();
    await tab.getByRole('button', { name: /unnamed/i }).click();
    await tab.locator('.assessment').first().waitFor(SOON);
  });

  test('hears again after a proxy answered in the place of a server that was away', async () => {
    const tab = await openTab();
    const letThrough = gate.refuse(({ path }) => path === EVENTS, 502);
    gate.cut(EVENTS);
    await expect
      .poll(() => gate.passed.filter(({ path }) => path === EVENTS).length, SOON)
      .toBeGreaterThan(1);
    const title = await changeTitle();
    letThrough();
    await showsTitle(tab, title);
    await showsTitle(tab, await changeTitle());
  });

  test('after a gap everything on screen is fetched again', async () => {
    const tab = await openTab();
    await tab.getByRole('button', { name: /STR-001/ }).click();
    const detail = tab.getByRole('region', { name: 'Selected change STR-001' });
    await detail.getByText('History', { exact: true }).click();
    await detail.locator('.history li').first().waitFor();
    await tab.getByRole('button', { name: /^Overlays/ }).click();

    const letThrough = gate.refuse(({ path }) => path === EVENTS, 503);
    gate.cut(EVENTS);
    await expect.poll(() => gate.underWay(EVENTS), SOON).toBe(0);
    await changeEverything();
    letThrough();

    const see = (text: string | RegExp) => tab.getByText(text).first().waitFor(SOON);
    await expect
      .poll(() => tab.getByLabel('Site', { exact: true }).textContent(), SOON)
      .toContain('New in the gap');
    // The details of the change that is open, and what hangs on them.
    await detail.getByText('Described in the gap.').waitFor(SOON);
    await detail.getByText('Judged in the gap.').waitFor(SOON);
    await detail.getByText('Seen in the gap.').waitFor(SOON);
    await detail.locator('.history').getByText('Bora').first().waitFor(SOON);
    await detail
      .getByRole('region', { name: 'Other changes of this structure' })
      .getByText('STR-002')
      .waitFor(SOON);
    await see('Sketch of the gap');
    // What hangs on the scenes: their facts, and how they are looked at.
    await tab.getByRole('button', { name: 'After: scene details' }).click();
    await see('Provider of the gap');
    await tab.getByRole('button', { name: 'After: colours and brightness' }).click();
    await expect.poll(() => tab.getByRole('slider', { name: 'Brightness' }).inputValue(), SOON).toBe('0.24');
    await tab.getByRole('button', { name: 'Back to all changes' }).click();
    await tab.getByRole('button', { name: /STR-002/ }).waitFor(SOON);
  });

  async function openTab(): Promise<Page> {
    const tab = await context.newPage();
    await tab.goto(`${gate.origin}/?site=${site.id}`);
    await tab.getByRole('button', { name: /STR-001/ }).waitFor(SOON);
    return tab;
  }

  /** Gives the first change another title, from outside. */
  async function changeTitle(): Promise<string> {
    const title = `Title ${++titles}`;
    const { properties } = await present();
    const { structure, change, beforeSceneId, afterSceneId } = properties;
    await server.send(
      'PUT',
      `/api/annotations/${annotation.id}`,
      {
        type: 'Feature',
        geometry: annotation.geometry,
        properties: { structure, change, beforeSceneId, afterSceneId, title },
      },
      { 'If-Match': `"${properties.revision}"` },
    );
    return title;
  }

  const present = () => server.send<Annotation>('GET', `/api/annotations/${annotation.id}`);

  async function showsTitle(tab: Page, title: string): Promise<void> {
    await tab
      .getByRole('button', { name: /STR-001/ })
      .getByText(title, { exact: true })
      .waitFor(SOON);
  }

  async function changeEverything(): Promise<void> {
    const bora = { Analyst: 'Bora' };
    await server.newSite({ name: 'New in the gap', code: 'GAP' });
    const { structureId, version, ...rest } = (await present()).properties;
    const { structure, change, beforeSceneId, afterSceneId } = rest;
    await server.send('POST', `/api/sites/${site.id}/annotations`, {
      ...drawn('Of the gap'),
      properties: { structure, change: 'constructed', beforeSceneId, afterSceneId, structureId },
    });
    await server.send(
      'POST',
      `/api/annotations/${annotation.id}/assessments`,
      {
        version,
        verdict: 'agree',
        sources: [],
        rivals: [],
        note: 'Judged in the gap.',
      },
      bora,
    );
    await server.send(
      'POST',
      `/api/structures/${structureId}/sightings`,
      {
        sceneId: scenes[1].id,
        state: 'absent',
        note: 'Seen in the gap.',
      },
      bora,
    );
    const { revision } = (await present()).properties;
    await server.send(
      'PUT',
      `/api/annotations/${annotation.id}`,
      {
        type: 'Feature',
        geometry: annotation.geometry,
        properties: { structure, change, beforeSceneId, afterSceneId, description: 'Described in the gap.' },
      },
      { ...bora, 'If-Match': `"${revision}"` },
    );
    await server.send('POST', `/api/sites/${site.id}/overlays`, {
      id: crypto.randomUUID(),
      name: 'Sketch of the gap',
      features: [{ geometry: { type: 'Point', coordinates: [129.93, 42.54] } }],
    });
    const { version: ofScene } = await server.send<Scene>('GET', `/api/scenes/${scenes[1].id}`);
    await server.send(
      'PATCH',
      `/api/scenes/${scenes[1].id}`,
      { provider: 'Provider of the gap' },
      { 'If-Match': `"${ofScene}"` },
    );
    await server.send('PUT', `/api/scenes/${scenes[1].id}/look`, { brightness: 0.24 });
  }

  function drawn(title: string) {
    const [before, after] = scenes;
    return tower(before.id, after.id, { geometry: squareInTheMiddle(before), title });
  }
});

/** As a browser does where another tab comes to the front. */
async function setHidden(tab: Page, hidden: boolean): Promise<void> {
  await tab.evaluate(`
    Object.defineProperty(document, 'hidden', { configurable: true, value: ${hidden} });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
}
