import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { comparisonModel, viewCoverageModel } from '../../../client/comparison/index.ts';
import { mapPortModel } from '../../../client/core/index.ts';
import { lookModel } from '../../../client/look/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { keepThumbnail } from '../../../client/timeline/thumbnail.storage.ts';
import { thumbnailKey, thumbnailModel } from '../../../client/timeline/thumbnails.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes } from '../../support/page/changes.ts';
import { openSite, plainMap } from '../../support/page/page.ts';

/** A page out of sight draws nothing: it asks from time to time whether it is. */
const document = {
  asked: 0,
  inSight: false,
  get hidden() {
    this.asked++;
    return !this.inSight;
  },
};

describe('the pictures of scenes', () => {
  const { server } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);

  beforeAll(() => {
    Object.assign(globalThis, { document });
  });
  afterEach(() => {
    vi.useRealTimers();
    document.inSight = false;
  });
  /** From here on, time goes as fast as it is waited for. */
  function look() {
    document.inSight = true;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  }

  async function open({ siteId } = place) {
    const workspace = openSite(siteId);
    const { readyScenes } = workspace.get(sceneModel);
    await comes(() => readyScenes.value.length > 0);
    workspace.get(viewCoverageModel).viewCorners.value = [];
    return {
      ...workspace.get(thumbnailModel),
      ...workspace.get(lookModel),
      ...workspace.get(comparisonModel),
      workspace,
      scenes: readyScenes.value,
      scene: readyScenes.value[0]!,
    };
  }

  const textAt = async (address: string) => (await import('node:buffer')).resolveObjectURL(address)?.text();

  test('one that this browser keeps is there, with its site alone, and again when that is opened again', async () => {
    const here = await open();
    const { scene, thumbnails } = here;
    const look = here.lookOf(scene);
    const key = thumbnailKey(scene, look);
    await keepThumbnail({ key, sceneId: scene.id, picture: new Blob(['a picture']) });
    here.wantThumbnail(scene, look);
    await comes(() => thumbnails.value.size);
    const { address } = thumbnails.value.get(scene.id)!;
    expect(await textAt(address!)).toBe('a picture');

    const there = await open(elsewhere);
    expect(there.thumbnails.value.size).toBe(0);
    expect(await textAt(address!)).toBeUndefined();
    const again = await open();
    again.wantThumbnail(again.scene, look);
    await comes(() => again.thumbnails.value.size);
    expect(await textAt(again.thumbnails.value.get(scene.id)!.address!)).toBe('a picture');
  });

  test('are drawn by the map once it rests, an urgent one first, and not again where they are kept', async () => {
    look();
    const here = await open();
    const { mapLoading, scenes, thumbnails, wantThumbnail, workspace } = here;
    const [first, second, third] = scenes;
    mapLoading.value = true;
    wantThumbnail(first!, here.lookOf(first!));
    wantThumbnail(second!, here.lookOf(second!));
    wantThumbnail(third!, here.lookOf(third!), { urgent: true });
    vi.advanceTimersByTime(60_000);
    expect(workspace.asked).toEqual([]);
    mapLoading.value = false;
    await comes(() => thumbnails.value.size === 3);
    expect(workspace.asked).toEqual([first, third, second].map((one) => `capture ${one!.id}`));
    const { address } = thumbnails.value.get(second!.id)!;
    expect(await textAt(address!)).toBe(`a picture of ${second!.id}`);

    const again = await open();
    again.wantThumbnail(second!, again.lookOf(second!));
    await comes(() => again.thumbnails.value.size);
    expect(await textAt(again.thumbnails.value.get(second!.id)!.address!)).toBe(`a picture of ${second!.id}`);
    expect(again.workspace.asked).toEqual([]);
  });

  test('one that cannot be drawn is told of as such, and keeps no other from being drawn', async () => {
    look();
    const { lookOf, scenes, thumbnails, wantThumbnail, workspace } = await open();
    const [broken, sound] = scenes;
    const { port } = plainMap();
    workspace.get(mapPortModel).attach({
      ...port,
      capture: (...asked) =>
        asked[0].id === broken!.id ? Promise.reject(new Error('No file.')) : port.capture(...asked),
    });
    for (const scene of [broken!, sound!]) wantThumbnail(scene, lookOf(scene));
    await comes(() => thumbnails.value.size === 2);
    expect(scenes.slice(0, 2).map(({ id }) => thumbnails.value.get(id)!.address === undefined)).toEqual([
      true,
      false,
    ]);
  });

  test('one of another look is not shown for it, and nothing waits to be drawn once its site is left', async () => {
    const { scene, lookOf, wantThumbnail, thumbnails } = await open();
    const look = lookOf(scene);
    const kept = { key: thumbnailKey(scene, look), sceneId: scene.id, picture: new Blob(['a picture']) };
    await keepThumbnail(kept);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    wantThumbnail(scene, { ...look, gamma: 2 });
    document.asked = 0;
    await comes(() => document.asked);
    vi.advanceTimersByTime(10_000);
    expect(document.asked).toBeGreaterThan(3);
    expect(thumbnails.value.size).toBe(0);
    openSite(elsewhere.siteId);
    vi.advanceTimersByTime(5_000);
    document.asked = 0;
    vi.advanceTimersByTime(60_000);
    expect(document.asked).toBe(0);
  });
});
