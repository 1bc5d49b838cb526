import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { viewCoverageModel } from '../../../client/comparison/index.ts';
import { lookModel } from '../../../client/look/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { keepThumbnail } from '../../../client/timeline/thumbnail.storage.ts';
import { thumbnailKey, thumbnailModel } from '../../../client/timeline/thumbnails.ts';
import { valley } from '../../support/base/valley.ts';
import { connect, openSite } from '../../support/page/page.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

/** A page out of sight draws nothing: it asks from time to time whether it is. */
const document = {
  asked: 0,
  get hidden() {
    this.asked++;
    return true;
  },
};

describe('the pictures of scenes', () => {
  let server: TestApp;
  let siteId: string;
  let plainId: string;

  beforeAll(async () => {
    server = await testApp();
    connect(server);
    Object.assign(globalThis, { document });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    siteId = (await valley(server.database.database)).siteId;
    plainId = (await valley(server.database.database)).siteId;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function open(id = siteId) {
    const workspace = openSite(id);
    const { readyScenes } = workspace.get(sceneModel);
    await vi.waitUntil(() => readyScenes.value.length > 0, { timeout: 15_000 });
    workspace.get(viewCoverageModel).viewCorners.value = [];
    return { ...workspace.get(thumbnailModel), ...workspace.get(lookModel), scene: readyScenes.value[0]! };
  }

  const textAt = async (address: string) => (await import('node:buffer')).resolveObjectURL(address)?.text();

  test('one that this browser keeps is there, with its site alone, and again when that is opened again', async () => {
    const here = await open();
    const { scene, thumbnails } = here;
    const look = here.lookOf(scene);
    const key = thumbnailKey(scene, look);
    await keepThumbnail({ key, sceneId: scene.id, picture: new Blob(['a picture']) });
    here.wantThumbnail(scene, look);
    await vi.waitUntil(() => thumbnails.value.size, { timeout: 15_000 });
    const { address } = thumbnails.value.get(scene.id)!;
    expect(await textAt(address!)).toBe('a picture');

    const there = await open(plainId);
    expect(there.thumbnails.value.size).toBe(0);
    expect(await textAt(address!)).toBeUndefined();
    const again = await open();
    again.wantThumbnail(again.scene, look);
    await vi.waitUntil(() => again.thumbnails.value.size, { timeout: 15_000 });
    expect(await textAt(again.thumbnails.value.get(scene.id)!.address!)).toBe('a picture');
  });

  test('one of another look is not shown for it, and nothing waits to be drawn once its site is left', async () => {
    const { scene, lookOf, wantThumbnail, thumbnails } = await open();
    const look = lookOf(scene);
    const kept = { key: thumbnailKey(scene, look), sceneId: scene.id, picture: new Blob(['a picture']) };
    await keepThumbnail(kept);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    wantThumbnail(scene, { ...look, gamma: 2 });
    document.asked = 0;
    await vi.waitUntil(() => document.asked, { timeout: 15_000 });
    vi.advanceTimersByTime(10_000);
    expect(document.asked).toBeGreaterThan(3);
    expect(thumbnails.value.size).toBe(0);
    openSite(plainId);
    vi.advanceTimersByTime(5_000);
    document.asked = 0;
    vi.advanceTimersByTime(60_000);
    expect(document.asked).toBe(0);
  });
});
