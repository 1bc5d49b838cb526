import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Look } from '#domain/look/look.contract.ts';
import { notice } from '../../../client/core/index.ts';
import { lookModel, savedLooksModel } from '../../../client/look/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { COMING, comes, doneBy, loaded } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';

describe('the looks of scenes', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);
  let sceneId: string;

  beforeEach(() => {
    sceneId = place.sceneIds[0]!;
  });
  afterEach(() => void vi.useRealTimers());

  async function open({ siteId } = place) {
    const workspace = openSite(siteId);
    const { scenesResource } = workspace.get(sceneModel);
    const saved = workspace.get(savedLooksModel);
    await loaded(scenesResource, saved.looksResource);
    return { workspace, ...workspace.get(lookModel), ...saved };
  }

  const stored = async () => (await server.ask(`/api/scenes/${sceneId}/look`)).body;
  const storedBecomes = (look: Look) =>
    vi.waitFor(async () => expect((await stored()).look).toEqual(look), COMING);
  const setByBo = (look: Look) => doneBy(server, 'Bo', `PUT /api/scenes/${sceneId}/look`, look);
  const saves = () => line.sent.filter((request) => request === `PUT /api/scenes/${sceneId}/look`);
  /** The timers of what is set from now on stand still. */
  const holdTimers = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });

  test('one that is set is seen at once, kept on the server, and of no other site', async () => {
    const here = await open();
    here.setLook(sceneId, { gamma: 1.5 });
    expect(here.ownLook(sceneId)).toEqual({ gamma: 1.5 });
    await storedBecomes({ gamma: 1.5 });
    expect((await stored()).updatedBy).toBe('Ana');
    expect((await open(elsewhere)).looks.value.size).toBe(0);
    expect((await open()).ownLook(sceneId)).toEqual({ gamma: 1.5 });
  });

  test('what was set a moment before its site, or the page, is left is saved, and once', async () => {
    const here = await open();
    line.sent.length = 0;
    holdTimers();
    here.setLook(sceneId, { gamma: 1.5 });
    here.setLook(sceneId, { gamma: 2 });
    openSite(elsewhere.siteId);
    vi.advanceTimersByTime(5_000);
    vi.useRealTimers();
    await storedBecomes({ gamma: 2 });
    expect(saves()).toHaveLength(1);

    const again = await open();
    line.sent.length = 0;
    holdTimers();
    again.setLook(sceneId, { gamma: 3 });
    globalThis.dispatchEvent(new Event('pagehide'));
    vi.advanceTimersByTime(5_000);
    vi.useRealTimers();
    await storedBecomes({ gamma: 3 });
    expect(saves()).toHaveLength(1);
  });

  test('what others set comes, is not fetched twice, and is not taken from the screen by an older answer', async () => {
    const { ownLook, refreshLook } = await open();
    await setByBo({ gamma: 1.5 });
    const { promise: let1stGo, resolve: letGo } = Promise.withResolvers<void>();
    let held = 0;
    line.holdAnswer = () => (++held === 1 ? let1stGo : undefined);
    const first = refreshLook(sceneId, 1);
    await comes(() => held === 1);
    await setByBo({ gamma: 2 });
    await refreshLook(sceneId, 2);
    expect(ownLook(sceneId)).toEqual({ gamma: 2 });
    letGo();
    await first;
    expect(ownLook(sceneId)).toEqual({ gamma: 2 });
    line.sent.length = 0;
    await refreshLook(sceneId, 2);
    expect(line.sent).toEqual([]);
  });

  test('what is being set here stays on screen whatever others set meanwhile, and wins when it is saved', async () => {
    const { ownLook, setLook, looksResource, refreshLook } = await open();
    holdTimers();
    setLook(sceneId, { gamma: 3 });
    vi.useRealTimers();
    await setByBo({ gamma: 2 });
    await refreshLook(sceneId, 1);
    await looksResource.load();
    expect(ownLook(sceneId)).toEqual({ gamma: 3 });
    globalThis.dispatchEvent(new Event('pagehide'));
    await storedBecomes({ gamma: 3 });
  });

  test('one that did not arrive stays on screen, is told, and is sent again where that is asked', async () => {
    const { ownLook, setLook } = await open();
    line.cut = true;
    setLook(sceneId, { gamma: 1.5 });
    await comes(() => notice.value);
    expect(notice.value).toMatchObject({ kind: 'fault', action: { label: 'Try again' } });
    expect(ownLook(sceneId)).toEqual({ gamma: 1.5 });
    line.cut = false;
    notice.value!.action!.run();
    await storedBecomes({ gamma: 1.5 });
    expect(ownLook(sceneId)).toEqual({ gamma: 1.5 });
  });

  test('one that the scene cannot have is refused with the reason, and is not kept', async () => {
    const { setLook } = await open();
    setLook(sceneId, { colours: { kind: 'single', band: 9, ramp: 'grey' } });
    await comes(() => notice.value);
    expect(notice.value!.text).toContain('What was set for the image is not saved.');
    expect(await stored()).toMatchObject({ look: {}, version: 0 });
    expect((await open()).ownLook(sceneId)).toEqual({});
  });
});
