import { renameSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Upload } from '#domain/upload/upload.contract.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { brightness, mapBox, settled, strip, turnWheel } from '../../support/browser/map-page.ts';
import { makeTiffHead, valleyGeoreference } from '../../support/imagery/geotiff.ts';

describe('a picture that is lost on the server', () => {
  let desk: Desk;
  let siteId: string;
  let scenes: Scene[];
  let opened: OpenedPage;
  let page: Page;

  beforeAll(async () => {
    desk = await startDesk();
    const sample = await desk.server.addSample();
    siteId = sample.site.id;
    scenes = sample.scenes;
    opened = await desk.open();
    page = opened.page;
    await settled(page);
  });
  afterAll(() => desk?.close());

  const file = (folder: string, name: string) => path.join(desk.server.folder, folder, name);
  const sceneAt = (id: string) => desk.server.send<Scene>('GET', `/api/scenes/${id}`);
  const shownBefore = async () => {
    const label = await page.locator('.map-side-before .map-label-date').textContent();
    return { label, scene: scenes.find(({ acquired }) => label && acquired.startsWith(yearOf(label)))! };
  };
  const yearOf = (label: string) => /\d{4}/.exec(label)![0];

  /** Keeps the server at work on another scene for a while, so that what is made again has to wait for its turn. */
  async function keepBusy(): Promise<void> {
    const side = 14_000;
    const head = makeTiffHead({ width: side, height: side, rowsPerStrip: 64, fields: valleyGeoreference });
    const size = head.length + side * side;
    const metadata = Object.entries({ filename: 'large.tif', siteId })
      .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
      .join(',');
    const tus = { 'Tus-Resumable': '1.0.0' };
    const { id } = await desk.server.send<Upload>('POST', '/api/uploads', undefined, {
      ...tus,
      'Upload-Length': String(size),
      'Upload-Metadata': metadata,
    });
    writeFileSync(file('uploads', id), head);
    truncateSync(file('uploads', id), size - 1);
    await fetch(`${desk.server.origin}/api/uploads/${id}`, {
      method: 'PATCH',
      headers: {
        ...tus,
        Analyst: 'Ana',
        'Content-Type': 'application/offset+octet-stream',
        'Upload-Offset': String(size - 1),
      },
      body: new Uint8Array(1),
    });
    const order = { metadata: { acquired: '2011' }, uploads: [id] };
    const { id: sceneId } = await desk.server.send<Scene>('POST', `/api/sites/${siteId}/scenes`, order);
    await expect.poll(async () => (await sceneAt(sceneId)).job?.stage, { timeout: 15_000 }).toBe('reading');
  }

  /** Keeps all that the map's status says from now on, however briefly. */
  async function noteStatus(): Promise<void> {
    await page.evaluate(`{
      globalThis.statusSaid = [];
      const note = () => statusSaid.push(document.querySelector('.map-status')?.textContent ?? '');
      new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
    }`);
  }

  test('is said to be made again, and comes back by itself, where it was', async () => {
    const { label, scene } = await shownBefore();
    await keepBusy();
    await noteStatus();
    await desk.server.restart(async () => unlinkSync(file('display', `${scene.id}.tif`)));
    const status = page.locator('.map-status');
    // By itself the page may ask for the server again only once the picture is there.
    const said = () => page.evaluate("dispatchEvent(new Event('online')); statusSaid.join('\\n')");
    await expect
      .poll(said, { timeout: 30_000 })
      .toMatch(/its display copy is being made again, \d+%\. It comes back by itself\./);
    expect(await page.locator('.map-fault').count()).toBe(0);
    await status.waitFor({ state: 'detached', timeout: 120_000 });
    await expect
      .poll(() => page.locator('.map-side-before .map-label-date').textContent(), { timeout: 15_000 })
      .toBe(label);
    const box = await mapBox(page);
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.4);
    await turnWheel(page, 3);
    await settled(page);
    expect((await brightness(page, strip(box, 0.05, 0.4))).deviation).toBeGreaterThan(3);
    expect(await page.locator('.map-fault').count()).toBe(0);
  });

  test('and whose original is lost too says which file to restore, until it is there again', async () => {
    const { scene } = await shownBefore();
    const original = file('originals', scene.original.sha256);
    renameSync(original, `${original}.aside`);
    await desk.server.restart(async () => unlinkSync(file('display', `${scene.id}.tif`)));
    const status = page.locator('.map-status');
    await expect
      .poll(() => status.textContent({ timeout: 1_000 }).catch(() => ''), { timeout: 30_000 })
      .toContain(`'${scene.original.fileName}' cannot be found on the server`);
    await desk.server.restart(async () => renameSync(`${original}.aside`, original));
    await status.waitFor({ state: 'detached', timeout: 60_000 });
    expect(await sceneAt(scene.id)).toMatchObject({ state: 'ready' });
  });
});
