import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import { until } from '../../support/base/until.ts';
import { squareInTheMiddle, tower } from '../../support/base/valley.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { type Gate, openGate } from '../../support/browser/gate.ts';
import { settled } from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { writeStripedScene } from '../../support/imagery/striped-scene.ts';
import { valleyTiff } from '../../support/server/upload.ts';

const SOON = { timeout: 15_000 };
const TWO_FRAMES = 'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))';
const UNANSWERED = 'The server has not answered for 10 seconds. Still waiting.';
/** Whatever says that there is nothing. */
const EMPTY =
  /No site yet|A place to watch|Drop a GeoTIFF|outline the first change|so far|name one first|No change fits/;

describe('an answer that does not come in time', () => {
  let desk: Desk;
  let server: PageServer;
  let site: Site;
  let other: Site;
  let scenes: [Scene, Scene];
  let annotation: Annotation;
  let gate: Gate;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    desk = await startDesk();
    server = desk.server;
    site = await server.newSite({ name: 'Striped ground', code: 'STR' });
    other = await server.newSite({ name: 'Another place', code: 'OTH' });
    const add = async (kind: Parameters<typeof writeStripedScene>[1], acquired: string) =>
      server.addScene(site.id, await writeStripedScene(desk.folder, kind), { acquired });
    scenes = [await add('uint16-utm', '2010'), await add('float32-wgs84', '2012')];
    annotation = await server.send('POST', `/api/sites/${site.id}/annotations`, drawn('The first'));
    const { structureId, version } = annotation.properties;
    const judged = { version, verdict: 'agree', sources: [], rivals: [], note: 'Judged before.' };
    await server.send('POST', `/api/annotations/${annotation.id}/assessments`, judged);
    const seen = { sceneId: scenes[1].id, state: 'absent', note: 'Seen before.' };
    await server.send('POST', `/api/structures/${structureId}/sightings`, seen, { Analyst: 'Bora' });
  });
  afterAll(() => desk?.close());
  beforeEach(async () => {
    gate = await openGate(server.origin);
    context = await desk.browser.newContext({
      viewport: { width: 1216, height: 640 },
      storageState: {
        cookies: [],
        origins: [{ origin: gate.origin, localStorage: [{ name: 'afterimage.analyst', value: 'Ana' }] }],
      },
    });
    page = await context.newPage();
    await page.clock.install();
  });
  afterEach(async () => {
    await context.close();
    await gate.close();
  });

  const ends = (what: string) => (asked: { path: string }) => asked.path.endsWith(what);
  const open = () => page.goto(`${gate.origin}/?site=${site.id}`);
  const row = () => page.getByRole('button', { name: /STR-001/ });
  const told = () => page.locator('.silence');
  const shows = (text: string | RegExp) =>
    page.getByText(text).filter({ visible: true }).first().waitFor(SOON);
  const saysNothingIsThere = async () => EMPTY.test((await page.locator('body').textContent()) ?? '');

  test('no site, scene or change is said to be missing while the sites have not come; the wait is told', async () => {
    const { held, letGo } = gate.hold(ends('/api/sites'));
    await open();
    await held();
    await shows('Loading sites…');
    await shows('Loading changes…');
    expect(await saysNothingIsThere()).toBe(false);
    await page.clock.fastForward(11_000);
    await expect.poll(() => told().textContent(), SOON).toBe(UNANSWERED);
    letGo();
    await row().waitFor(SOON);
    await expect.poll(() => told().textContent(), SOON).toBe('');
  });

  test.each([
    ['scenes', 'Loading scenes…'],
    ['annotations', 'Loading changes…'],
  ])('a site is not shown as empty while its %s have not come', async (list, words) => {
    const { held, letGo } = gate.hold(ends(`/${list}`));
    await open();
    await held();
    await shows(words);
    expect(await saysNothingIsThere()).toBe(false);
    letGo();
    await row().waitFor(SOON);
    await page.locator('.map-foot').waitFor(SOON);
  });

  test.each([
    ['/api/sites', 'The server answered 502 without a reason. If that goes on, tell whoever runs it.'],
    ['/scenes', 'The server answered 502 without a reason. If that goes on, tell whoever runs it.'],
    ['/annotations', 'The server answered 502 without a reason. If that goes on, tell whoever runs it.'],
  ])(
    'a site is not shown as empty where %s could not be had, and it can be tried again',
    async (list, words) => {
      const letThrough = gate.refuse(ends(list), 502);
      await open();
      await shows(words);
      expect(await saysNothingIsThere()).toBe(false);
      // It asks again by itself after 5, 10 and 20 seconds, from then on only after 30.
      const asked = () => gate.passed.filter(ends(list)).length;
      await until(async () => {
        await page.clock.fastForward(21_000);
        return asked() > 3;
      });
      await shows(words);
      letThrough();
      await page.getByRole('button', { name: 'Try again' }).first().click();
      await row().waitFor(SOON);
      await page.locator('.map-foot').waitFor(SOON);
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    },
  );

  test('a list that could not be had comes by itself as soon as the server gives it', async () => {
    const letThrough = gate.refuse(ends('/annotations'), 503);
    await open();
    await shows('The server answered 503 without a reason. If that goes on, tell whoever runs it.');
    letThrough();
    await page.clock.fastForward(6_000);
    await row().waitFor(SOON);
  });

  test.each([
    ['assessments', 'Loading assessments…', 'Judged before.'],
    ['sightings', 'Loading what others marked…', 'Seen before.'],
    ['history', 'Loading history…', 'STR-001'],
    ['overlays', 'Loading shared overlays…', 'Overlays'],
  ])('the %s of a change or site are on their way until they are there', async (list, words, then) => {
    await open();
    await row().waitFor(SOON);
    const { held, letGo } = gate.hold(ends(`/${list}`));
    if (list === 'overlays') await page.getByRole('button', { name: /^Overlays/ }).click();
    if (list === 'overlays') await page.reload();
    if (list === 'overlays') await page.getByRole('button', { name: /^Overlays/ }).click();
    else await row().click();
    if (list === 'history') await page.getByText('History', { exact: true }).click();
    await held();
    await shows(words);
    letGo();
    await shows(then);
    await expect.poll(() => page.getByText(words).count(), SOON).toBe(0);
  });

  test('a read of which nothing is heard is given up and sent again', async () => {
    const { held, letGo } = gate.hold(ends(`/sites/${site.id}/annotations`));
    await open();
    await held();
    const asked = () => gate.passed.filter(ends(`/sites/${site.id}/annotations`)).length;
    expect(asked()).toBe(1);
    await page.clock.fastForward(31_000);
    await page.clock.runFor(1_000);
    await expect.poll(asked, SOON).toBe(2);
    expect(await told().textContent()).toBe(UNANSWERED);
    letGo();
    await row().waitFor(SOON);
  });

  test('an image of which nothing comes is told, and asked for again', async () => {
    const { held, letGo } = gate.hold(ends('/display.tif'));
    await open();
    await held();
    await page.clock.fastForward(11_000);
    await expect.poll(() => told().textContent(), SOON).toBe(UNANSWERED);
    const asked = () => gate.passed.filter(ends('/display.tif')).length;
    const before = asked();
    await page.clock.fastForward(31_000);
    await page.clock.runFor(1_000);
    await expect.poll(asked, SOON).toBeGreaterThan(before);
    letGo();
    await expect.poll(() => told().textContent(), SOON).toBe('');
    await settled(page);
  });

  test('a file on its way of which nothing is heard says so, and goes on when the server answers', async () => {
    await open();
    await row().waitFor(SOON);
    const { held, letGo } = gate.hold(({ method }) => method === 'PATCH');
    const at = path.join(desk.folder, 'silent.tif');
    await writeFile(at, valleyTiff(77));
    await page.getByRole('toolbar', { name: 'Tools' }).getByLabel('GeoTIFF files').setInputFiles(at);
    await held();
    await page.clock.fastForward(11_000);
    await page.clock.runFor(3_000);
    const card = page.locator('.uploads').getByRole('article', { name: 'silent.tif' });
    await card.getByText(UNANSWERED).waitFor(SOON);
    letGo();
    await card.getByText('64 × 64 pixels').waitFor(SOON);
    expect(await card.getByText(UNANSWERED).count()).toBe(0);
    await card.getByRole('button', { name: 'Leave out' }).click();
  });

  test('a save of which nothing is heard is told, loses nothing, and is stored once when sent again', async () => {
    await open();
    await row().click();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const form = page.getByRole('form', { name: 'Change STR-001' });
    await form.getByLabel('Description').fill('Typed before the silence.');
    const before = (await present()).properties;
    const { held, letGo } = gate.hold(({ method }) => method === 'PUT');
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await held();
    await page.clock.fastForward(11_000);
    await expect.poll(() => told().textContent(), SOON).toContain('What you are saving is kept here');
    await page.clock.fastForward(60_000);
    await form.getByText('nobody knows whether this was saved').waitFor(SOON);
    expect(await form.getByLabel('Description').inputValue()).toBe('Typed before the silence.');
    letGo();
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('.description', { hasText: 'Typed before the silence.' }).waitFor(SOON);
    const after = (await present()).properties;
    expect(after.description).toBe('Typed before the silence.');
    expect(after.version).toBe(before.version);
    await expect.poll(() => told().textContent(), SOON).toBe('');
  });

  test('a site of whose making nothing is heard is made once when it is sent again', async () => {
    await open();
    await row().waitFor(SOON);
    const { held, letGo } = gate.hold(({ method }) => method === 'POST');
    await page.getByRole('button', { name: 'New site' }).click();
    const sheet = page.getByRole('dialog', { name: 'New site' });
    await sheet.getByLabel('Name').fill('Made or not');
    await sheet.getByRole('button', { name: 'Make the site' }).click();
    await held();
    await page.clock.fastForward(61_000);
    await sheet.getByText('nobody knows whether this was saved').waitFor(SOON);
    expect(await sheet.getByLabel('Name').inputValue()).toBe('Made or not');
    letGo();
    await sheet.getByRole('button', { name: 'Make the site' }).click();
    const chosen = page.getByLabel('Site', { exact: true }).locator('option:checked');
    await expect.poll(() => chosen.textContent(), SOON).toContain('Made or not');
    const { items } = await server.send<{ items: Site[] }>('GET', '/api/sites');
    expect(items.filter(({ name }) => name === 'Made or not')).toHaveLength(1);
  });

  test('that changes of others are not heard is told, until they are heard again', async () => {
    await open();
    await row().waitFor(SOON);
    const letThrough = gate.refuse(ends('/api/events'), 502);
    gate.cut('/api/events');
    await shows('What others change is not shown at present: the server is not reached.');
    letThrough();
    // By itself it tries again within half a minute.
    await page.evaluate("dispatchEvent(new Event('online'))");
    await expect.poll(() => told().textContent()).toBe('');
    await retitle('Heard again');
    await row().getByText('Heard again').waitFor(SOON);
  });

  test('that what is shown may be outdated is told with why, until it could be had again', async () => {
    await open();
    await row().waitFor(SOON);
    const letThrough = gate.refuse(ends('/api/sites'), 502);
    await server.newSite({ name: 'Made by others' });
    await shows('What is shown may be outdated. The server answered 502 without a reason.');
    expect(await row().isVisible()).toBe(true);
    letThrough();
    await server.newSite({ name: 'Made by others, too' });
    await expect.poll(() => told().textContent(), SOON).toBe('');
  });

  test('an older page of the list does not take the place of what is newer', async () => {
    const { held, letGo } = gate.hold(ends(`/sites/${site.id}/annotations`));
    await open();
    await held();
    const title = 'Newer than the page';
    await retitle(title);
    await row().getByText(title).waitFor(SOON);
    letGo();
    await expect.poll(() => page.locator('.rows').getAttribute('aria-busy'), SOON).toBe('false');
    expect(await row().textContent()).toContain(title);
  });

  test('what is deleted while an older page of the list is under way does not come back, what is drawn stays', async () => {
    const gone = await server.send<Annotation>(
      'POST',
      `/api/sites/${site.id}/annotations`,
      drawn('Soon gone'),
    );
    const { number, revision } = gone.properties;
    await open();
    await page.getByRole('button', { name: new RegExp(number) }).waitFor(SOON);
    const { held, letGo } = gate.hold(ends(`/sites/${site.id}/annotations`));
    // The page fetches its list anew after a gap.
    gate.cut('/api/events');
    await held();
    const drawnMeanwhile = await server.send<Annotation>(
      'POST',
      `/api/sites/${site.id}/annotations`,
      drawn('Drawn meanwhile'),
    );
    await page.getByText('Drawn meanwhile').waitFor(SOON);
    await page.request.delete(`${server.origin}/api/annotations/${gone.id}`, {
      headers: { Analyst: 'Bora', 'If-Match': `"${revision}"` },
      data: { reason: 'Drawn twice.' },
    });
    await expect.poll(() => page.getByRole('button', { name: new RegExp(number) }).count(), SOON).toBe(0);
    const listed = page.waitForResponse((answer) => answer.url().includes(`/sites/${site.id}/annotations`));
    letGo();
    await (await listed).finished();
    await page.evaluate(TWO_FRAMES);
    expect(await page.getByRole('button', { name: new RegExp(number) }).count()).toBe(0);
    expect(await page.getByText('Drawn meanwhile').count()).toBe(1);
    await page.request.delete(`${server.origin}/api/annotations/${drawnMeanwhile.id}`, {
      headers: { Analyst: 'Bora', 'If-Match': '"1"' },
    });
  });

  test('the answer to an earlier search does not take the place of the present one', async () => {
    await open();
    await row().waitFor(SOON);
    const { held, letGo, letNewestGo } = gate.hold(ends(`/sites/${site.id}/annotations`));
    await page.getByPlaceholder('Number, words or coordinates').fill('nothing of the kind');
    await held();
    await page.getByPlaceholder('Number, words or coordinates').fill('STR-001');
    await held(2);
    letNewestGo();
    await row().waitFor(SOON);
    letGo();
    // What was let go before this has come before it.
    for (let round = 0; round < 5; round++) {
      await page.evaluate("fetch('/api/sites').then((answer) => answer.text())");
      await page.evaluate(TWO_FRAMES);
    }
    expect(await row().count()).toBe(1);
    expect(await page.getByText('No change fits').count()).toBe(0);
  });

  test('what was asked of one site is not shown at another', async () => {
    const { held, letGo } = gate.hold(({ path }) => path.startsWith(`/api/sites/${site.id}/`));
    await open();
    await held(4);
    await page.getByLabel('Site', { exact: true }).selectOption(other.id);
    await shows('Drop a GeoTIFF here');
    letGo();
    await page.getByRole('button', { name: /^Overlays/ }).click();
    await page.getByLabel('Site', { exact: true }).selectOption(site.id);
    await row().waitFor(SOON);
    await page.getByLabel('Site', { exact: true }).selectOption(other.id);
    await shows('Drop a GeoTIFF here');
    expect(await row().count()).toBe(0);
  });

  const present = () => server.send<Annotation>('GET', `/api/annotations/${annotation.id}`);

  async function retitle(title: string): Promise<void> {
    const { properties } = await present();
    const { structure, change, beforeSceneId, afterSceneId } = properties;
    const input = {
      type: 'Feature',
      geometry: annotation.geometry,
      properties: { structure, change, beforeSceneId, afterSceneId, title },
    };
    await server.send('PUT', `/api/annotations/${annotation.id}`, input, {
      'If-Match': `"${properties.revision}"`,
    });
  }

  function drawn(title: string) {
    const [before, after] = scenes;
    return tower(before.id, after.id, { geometry: squareInTheMiddle(before), title });
  }
});
