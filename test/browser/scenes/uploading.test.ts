import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import type { Upload } from '#domain/upload/upload.contract.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { dropFiles } from '../../support/browser/drop-files.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { typeAndReload } from '../../support/browser/type-and-reload.ts';
import { makeTiff, valleyGeoreference } from '../../support/imagery/geotiff.ts';
import { valleyTiff } from '../../support/server/upload.ts';

const OUTPUT = path.join(import.meta.dirname, '../../output');
const CHUNK = 4 * 1024 * 1024;

describe('sending files from the page', () => {
  let folder: string;
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;
  let site: Site;
  /** What was sent of files: each request's method, and the byte from which it goes on. */
  let sent: { method: string; offset: number }[];

  beforeAll(async () => {
    desk = await startDesk();
    ({ server, folder } = desk);
    site = await server.newSite({ name: 'Valley', code: 'VAL' });
    opened = await desk.open({ analyst: 'Ana' });
    page = opened.page;
    page.on('request', (request) => {
      if (/\/api\/uploads(?:\/|$)/.test(request.url()) && ['POST', 'PATCH'].includes(request.method()))
        sent.push({ method: request.method(), offset: Number(request.headers()['upload-offset'] ?? 0) });
    });
    sent = [];
  });
  afterAll(() => desk?.close());

  const card = (name: string) => page.locator('.uploads').getByRole('article', { name });
  const scenesHere = async () =>
    (await server.send<{ items: Scene[] }>('GET', `/api/sites/${site.id}/scenes`)).items;
  const uploadsHere = async () =>
    (await server.send<{ items: Upload[] }>('GET', `/api/sites/${site.id}/uploads`)).items;

  async function file(name: string, bytes: Uint8Array): Promise<string> {
    const at = path.join(folder, name);
    await writeFile(at, bytes);
    return at;
  }

  /** A scene of noise, two and a half chunks long. */
  async function largeFile(name: string): Promise<string> {
    const [width, height] = [4096, 2560];
    const pixels = new Uint8Array(randomBytes(width * height));
    return file(name, makeTiff({ width, height, pixels, rowsPerStrip: 256, fields: valleyGeoreference }));
  }

  async function choose(files: string[], on = page): Promise<void> {
    await on.getByRole('toolbar', { name: 'Tools' }).getByLabel('GeoTIFF files').setInputFiles(files);
  }

  async function add(name: string, acquired: string): Promise<void> {
    const form = card(name).getByRole('form', { name: `About ${name}` });
    await form.getByLabel('Acquired (UTC)').fill(acquired);
    await form.getByRole('button', { name: 'Add', exact: true }).click();
  }

  /** The scene that came of a file, once it can be looked at; its hash is the file's, byte for byte. */
  async function readyScene(at: string): Promise<Scene> {
    const sha256 = createHash('sha256')
      .update(await readFile(at))
      .digest('hex');
    await expect
      .poll(async () => (await scenesHere()).find(({ original }) => original.sha256 === sha256)?.state, {
        timeout: 60_000,
      })
      .toBe('ready');
    return (await scenesHere()).find(({ original }) => original.sha256 === sha256)!;
  }

  /** Holds what is sent from the second chunk on, until it is let go. */
  async function holdAfterFirstChunk(
    of = page,
  ): Promise<{ held: Promise<void>; letGo: () => Promise<void> }> {
    const routes: Route[] = [];
    let told: () => void;
    const held = new Promise<void>((resolve) => {
      told = resolve;
    });
    let holds = true;
    await of.route('**/api/uploads/*', async (route) => {
      if (
        !holds ||
        route.request().method() !== 'PATCH' ||
        route.request().headers()['upload-offset'] === '0'
      )
        return route.continue();
      routes.push(route);
      told();
    });
    return {
      held,
      letGo: async () => {
        holds = false;
        for (const route of routes) await route.abort().catch(() => {});
      },
    };
  }

  test('says how much room is missing on a full disk, and goes on once there is some', async () => {
    await server.restart(async () => {}, { DISK_RESERVE: '1000 TiB' });
    const at = await file('no-room.tif', valleyTiff(99));
    await choose([at]);
    const form = card('no-room.tif');
    await form.getByText(/^This file needs .* are free. Make room there and try again\.$/).waitFor();
    await server.restart(async () => {});
    await form.getByRole('button', { name: 'Try again' }).click();
    await form.getByText('Received').waitFor();
    await add('no-room.tif', '2015');
    const { id } = await readyScene(at);
    await form.getByRole('button', { name: 'Dismiss' }).click();
    await page.request.delete(`${server.origin}/api/scenes/${id}`, {
      headers: { Analyst: 'Ana', 'If-Match': '*' },
    });
    sent = [];
  });

  test('begins while the date is asked, and tells at once what is no TIFF', async () => {
    const shades = [await file('first.tif', valleyTiff(60)), await file('second.tif', valleyTiff(90))];
    const world = await file('second.tfw', Buffer.from('0.5\n0\n0\n-0.5\n576000.25\n4709999.75\n'));
    const html = await file('third.tif', Buffer.from('<!doctype html><title>Sign in</title>'));
    await dropFiles(page, [...shades, world, html]);

    await expect
      .poll(() => page.evaluate('document.activeElement.labels[0].textContent'))
      .toBe('Acquired (UTC)');
    await card('third.tif').getByText('The file is a web page').waitFor();
    await card('first.tif').getByText('64 × 64 pixels, 1 band of uint8, EPSG:32652').waitFor();
    await card('second.tif').getByRole('list', { name: 'Files beside it' }).getByText('second.tfw').waitFor();
    expect((await uploadsHere()).map(({ fileName }) => fileName).sort()).toEqual([
      'first.tif',
      'second.tfw',
      'second.tif',
    ]);
    expect(await scenesHere()).toEqual([]);

    await add('first.tif', '');
    await card('first.tif').getByText('Say when it was acquired').waitFor();
    await add('first.tif', '2010-11-05');
    await add('second.tif', '2012-10-11');
    for (const at of shades) await readyScene(at);
    await expect.poll(() => page.getByText('Ready on the timeline').count()).toBe(2);
    await card('third.tif').getByRole('button', { name: 'Leave out' }).click();
    await expect.poll(() => card('third.tif').count()).toBe(0);
  });

  test('tells of a file that is a scene already before a byte is sent', async () => {
    sent = [];
    await choose([await file('again.tif', valleyTiff(60))]);
    await card('again.tif').getByText("This file is the scene 'first' already. Nothing was sent.").waitFor();
    expect(sent).toEqual([]);
    await card('again.tif').getByRole('button', { name: 'Leave out' }).click();
  });

  test('goes on from where it stopped after the page was closed, with what was typed', async () => {
    const at = await largeFile('closed.tif');
    const { held, letGo } = await holdAfterFirstChunk();
    await choose([at]);
    await card('closed.tif').getByLabel('Acquired (UTC)').fill('2015-06-01');
    await held;
    await typeAndReload(card('closed.tif').getByLabel('Acquired (UTC)'), '2015-06-02');
    await letGo();

    await page.getByRole('button', { name: '1 scene to add' }).click();
    await card('closed.tif').getByText('Half sent (39%): choose or drop this file again to go on.').waitFor();
    sent = [];
    await card('closed.tif').getByLabel('Choose closed.tif again').setInputFiles(at);
    await card('closed.tif').getByText('4096 × 2560 pixels').waitFor();
    expect(sent.map(({ offset }) => offset)).toEqual([CHUNK, 2 * CHUNK]);
    expect(await card('closed.tif').getByLabel('Acquired (UTC)').inputValue()).toBe('2015-06-02');
    await card('closed.tif').getByRole('button', { name: 'Add', exact: true }).click();
    await readyScene(at);
  });

  test('goes on with what the same analyst sent from another browser', async () => {
    const at = await largeFile('elsewhere.tif');
    const other = await desk.open({ analyst: 'Ana' });
    await other.page.getByRole('toolbar', { name: 'Tools' }).waitFor();
    const { held } = await holdAfterFirstChunk(other.page);
    await choose([at], other.page);
    await held;
    await other.context.close();
    sent = [];
    await choose([at]);
    await card('elsewhere.tif').getByText('4096 × 2560 pixels').waitFor();
    expect(sent.map(({ offset }) => offset)).toEqual([CHUNK, 2 * CHUNK]);
    await card('elsewhere.tif').getByRole('button', { name: 'Leave out' }).click();
  });

  test('goes on by itself after the line dropped and the server was restarted, and stops while paused', async () => {
    const at = await largeFile('dropped.tif');
    let gate = await holdAfterFirstChunk();
    await choose([at]);
    await gate.held;
    await add('dropped.tif', '2016');
    await server.restart(async () => {
      await gate.letGo();
      await card('dropped.tif').getByText('No line to the server').waitFor();
      gate = await holdAfterFirstChunk();
    });
    await gate.held;
    await opened.context.setOffline(true);
    await gate.letGo();
    await card('dropped.tif').getByText('No line to the server').waitFor();
    await card('dropped.tif').getByRole('button', { name: 'Pause' }).click();
    await card('dropped.tif').getByText('Paused').waitFor();
    await opened.context.setOffline(false);
    sent = [];
    await card('dropped.tif').getByRole('button', { name: 'Go on' }).click();
    await readyScene(at);
    expect(sent.map(({ offset }) => offset)).toEqual([CHUNK, 2 * CHUNK]);
  });

  test('shows what others take in; it can be cancelled and tried again', async () => {
    // Small to send, and work for so long that it can be cancelled on a machine that is busy, too.
    const side = 32_768;
    const strip = new Uint8Array(deflateSync(new Uint8Array(256 * side)));
    const image = makeTiff({
      width: side,
      height: side,
      rowsPerStrip: 256,
      blocks: new Array<Uint8Array>(side / 256).fill(strip),
      compression: 8,
      fields: valleyGeoreference,
    });
    const form = new FormData();
    form.append('metadata', JSON.stringify({ acquired: '2018', title: 'From Bo' }));
    form.append('file', new Blob([new Uint8Array(image)]), 'bo.tif');
    await server.send('POST', `/api/sites/${site.id}/scenes`, form, { Analyst: 'Bo' });

    await card('bo.tif').getByRole('button', { name: 'Cancel' }).click();
    await card('bo.tif').getByRole('alert').waitFor();
    expect((await scenesHere()).find(({ title }) => title === 'From Bo')?.state).toBe('failed');
    await card('bo.tif').getByRole('button', { name: 'Try again' }).click();
    await card('bo.tif').getByRole('button', { name: 'Cancel' }).waitFor();
    await card('bo.tif').getByRole('button', { name: 'Cancel' }).click();
    await card('bo.tif').getByRole('button', { name: 'Remove scene' }).click();
    await card('bo.tif').getByText('Remove this scene and its files for good?').waitFor();
    await page.screenshot({ path: path.join(OUTPUT, 'removing-failed.png') });
    await card('bo.tif').getByRole('button', { name: 'Keep it' }).click();
    await card('bo.tif').getByRole('button', { name: 'Remove scene' }).click();
    await card('bo.tif').getByRole('button', { name: 'Remove for good' }).click();
    await expect.poll(() => card('bo.tif').count()).toBe(0);
  });

  test('has nobody else asked, and nothing to complain of but the line that dropped and the full disk', () => {
    expect(opened.foreignRequests).toEqual([]);
    const foreseen = /Failed to load resource: (net::ERR_|the server responded with a status of 507)/;
    expect(opened.complaints.filter((one) => !foreseen.test(one))).toEqual([]);
  });
});
