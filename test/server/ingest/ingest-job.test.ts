import { existsSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { until } from '../../support/base/until.ts';
import { makeTiffHead, valleyGeoreference } from '../../support/imagery/geotiff.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import { tusClient } from '../../support/server/tus.ts';
import { valleyTiff } from '../../support/server/upload.ts';

let server: TestApp;
let tus: ReturnType<typeof tusClient>;
let siteId: string;

beforeAll(async () => {
  server = await testApp();
  tus = tusClient(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  siteId = (await server.ask('/api/sites', { body: { name: 'Valley' } })).body.id;
});

const displayFiles = () => readdirSync(path.join(server.folder, 'display'));
const sceneAt = async (id: string): Promise<Scene> => (await server.ask(`/api/scenes/${id}`)).body;
const post = (id: string, act: string) => server.ask(`/api/scenes/${id}/${act}`, { method: 'POST' });

async function makeScene(uploadId: string): Promise<Scene> {
  const body = { metadata: { acquired: '2012-10-11' }, uploads: [uploadId] };
  const made = await server.ask(`/api/sites/${siteId}/scenes`, { body });
  expect(made.status).toBe(202);
  return made.body;
}

async function addScene(bytes: Buffer): Promise<Scene> {
  const { body } = await tus.open(bytes.length, { siteId });
  expect((await tus.send(body.id, 0, bytes)).status).toBe(204);
  return makeScene(body.id);
}

/** A scene that takes a while to read: nearly all of its file is a hole. */
async function addLargeScene(side = 12_000): Promise<Scene> {
  const head = makeTiffHead({ width: side, height: side, rowsPerStrip: 64, fields: valleyGeoreference });
  const size = head.length + side * side;
  const { body } = await tus.open(size, { siteId });
  const file = path.join(server.folder, 'uploads', body.id);
  writeFileSync(file, head);
  truncateSync(file, size - 1);
  expect((await tus.send(body.id, size - 1, Buffer.alloc(1))).status).toBe(204);
  return makeScene(body.id);
}

/** Reading a large scene takes long where others work, too. */
const sceneUntil = (id: string, holds: (scene: Scene) => boolean) =>
  until(() => sceneAt(id), holds, { timeout: 90_000 });

async function readyScene(bytes: Buffer): Promise<Scene> {
  const { id } = await addScene(bytes);
  await server.server.ingests.idle();
  return sceneAt(id);
}

async function displayOf({ id }: Scene) {
  const response = await server.app.request(`http://127.0.0.1:4322/api/scenes/${id}/display.tif`);
  return { etag: response.headers.get('ETag'), bytes: Buffer.from(await response.arrayBuffer()) };
}

describe('an ingest', () => {
  it('tells how far it is, is cancelled at once, leaves nothing, and is done when tried again', async () => {
    const { id } = await addLargeScene();
    const reading = await sceneUntil(id, ({ job }) => job?.stage === 'reading');
    expect(reading).toMatchObject({ state: 'ingesting', job: { attempt: 1 } });
    expect(reading.progress).toBe(reading.job?.share);
    const cancelled = await post(id, 'cancel');
    expect(cancelled.status).toBe(202);
    expect(cancelled.body).toMatchObject({
      state: 'failed',
      failure: { code: 'cancelled' },
      job: { stage: 'cancelled' },
    });
    await expect.poll(() => displayFiles().filter((name) => name.startsWith(id))).toEqual([]);
    expect((await post(id, 'cancel')).status).toBe(409);
    const again = await post(id, 'retry');
    expect(again.body).toMatchObject({ state: 'ingesting', job: { stage: 'waiting' } });
    expect(again.body.failure).toBeUndefined();
    const ended = await sceneUntil(id, ({ state }) => state !== 'ingesting');
    expect([ended.state, ended.job]).toEqual(['ready', undefined]);
    expect((await post(id, 'retry')).status).toBe(409);
    expect(displayFiles().filter((name) => name.startsWith(id))).toEqual([`${id}.tif`]);
    const { body } = await server.ask(`/api/history?siteId=${siteId}`);
    expect(body.items.map(({ act }: { act: string }) => act)).toEqual([
      'site.created',
      'scene.added',
      'scene.ingest_cancelled',
      'scene.tried_again',
      'scene.ingested',
    ]);
  });

  it('of a scene that is deleted meanwhile ends, and leaves nothing', async () => {
    const { id, original } = await addLargeScene(11_000);
    await sceneUntil(id, ({ job }) => job?.stage === 'reading');
    expect((await server.ask(`/api/scenes/${id}`, { method: 'DELETE' })).status).toBe(204);
    await expect.poll(() => displayFiles().filter((name) => name.startsWith(id))).toEqual([]);
    expect(existsSync(path.join(server.folder, 'originals', original.sha256))).toBe(false);
  });

  it('that failed is tried again, unless the same file was added anew since', async () => {
    const { id } = await readyScene(valleyTiff(60));
    await server.database.database
      .updateTable('scene')
      .set({ state: 'failed', failure_code: 'out_of_time', failure_detail: 'Too slow.' })
      .where('id', '=', id)
      .execute();
    expect((await post(id, 'retry')).status).toBe(202);
    await server.server.ingests.idle();
    expect(await sceneAt(id)).toMatchObject({ state: 'ready', progress: 1 });
    expect((await sceneAt(id)).failure).toBeUndefined();
  });
});

describe('a display copy', () => {
  it('is made again from its original, the old one being served until then', async () => {
    const scene = await readyScene(valleyTiff(61));
    const before = await displayOf(scene);
    const address = `/api/scenes/${scene.id}/display.tif`;
    const byHash = await server.ask(`${address}?sha256=${scene.display?.sha256}`);
    expect(byHash.headers.get('Cache-Control')).toContain('immutable');
    expect((await server.ask(address)).headers.get('Cache-Control')).toBe('private, no-cache');
    expect((await server.ask(`${address}?sha256=${'0'.repeat(64)}`)).status).toBe(412);
    writeFileSync(path.join(server.folder, 'display', `${scene.id}.tif`), 'spoilt');
    const ordered = await post(scene.id, 'display');
    expect(ordered.body).toMatchObject({ state: 'ready', display: scene.display, job: { stage: 'waiting' } });
    await server.server.ingests.idle();
    expect(await displayOf(await sceneAt(scene.id))).toEqual(before);
    expect((await sceneAt(scene.id)).version).toBeGreaterThan(scene.version);
  });

  it('is the original itself where that is a sound COG: shown at once, then every tile is decoded', async () => {
    const { bytes } = await displayOf(await readyScene(valleyTiff(62)));
    const { id } = await addScene(bytes);
    const shown = await sceneUntil(id, ({ state }) => state === 'ready');
    expect(shown.display).toMatchObject({ kept: true, size: bytes.length, sha256: shown.original.sha256 });
    await server.server.ingests.idle();
    const checked = await sceneAt(id);
    expect(checked.display).toMatchObject({ kept: true, checked: 'every_tile' });
    expect(checked.bands).toMatchObject([{ type: 'uint8', min: 62, max: 255, p2: 62, p98: 62 }]);
    expect((await displayOf(checked)).bytes).toEqual(bytes);
    const { body } = await server.ask(`/api/history?siteId=${siteId}`);
    const acts = body.items.filter(({ entityId }: { entityId: string }) => entityId === id);
    expect(acts.map(({ act }: { act: string }) => act)).toEqual([
      'scene.added',
      'scene.ingested',
      'scene.checked',
    ]);
    expect(acts[1].change.display.checked).toBe('structure');
  });

  it('that was kept and of which a tile proves to be broken is taken back, with a sentence', async () => {
    const { bytes } = await displayOf(await readyScene(valleyTiff(63)));
    const broken = Buffer.from(bytes);
    broken.fill(0xff, bytes.length - 60, bytes.length - 8);
    const { id } = await addScene(broken);
    await server.server.ingests.idle();
    const scene = await sceneAt(id);
    expect(scene).toMatchObject({ state: 'failed', failure: { code: 'image_damaged' } });
    expect(scene.failure?.detail).toMatch(/damaged .*\.$/);
    expect(scene.display).toBeUndefined();
    expect(displayFiles()).not.toContain(`${id}.tif`);
  });
});
