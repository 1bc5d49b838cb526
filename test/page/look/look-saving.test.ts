import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Look } from '#domain/look/look.contract.ts';
import { journalModel, notice } from '../../../client/core/index.ts';
import { lookModel, savedLooksModel } from '../../../client/look/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { COMING, comes, doneBy, holdNextAnswer, loaded, mendLine } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';

const NAME = 'changing the look of 2010-11-05';

describe('a look while it is being saved', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);
  let [sceneId, otherId] = ['', ''];

  beforeEach(() => {
    [sceneId, otherId] = place.sceneIds as [string, string];
  });
  afterEach(() => void vi.useRealTimers());

  async function open({ siteId } = place) {
    const workspace = openSite(siteId);
    const { scenesResource } = workspace.get(sceneModel);
    const saved = workspace.get(savedLooksModel);
    await loaded(scenesResource, saved.looksResource);
    return { ...workspace.get(lookModel), ...saved, ...workspace.get(journalModel) };
  }

  const save = () => `PUT /api/scenes/${sceneId}/look`;
  const saves = () => line.sent.filter((request) => request === save());
  const stored = async (id = sceneId) => (await server.ask(`/api/scenes/${id}/look`)).body;
  const storedBecomes = (look: Look) =>
    vi.waitFor(async () => expect((await stored()).look).toEqual(look), COMING);
  const setByBo = (look: Look) => doneBy(server, 'Bo', `PUT /api/scenes/${sceneId}/look`, look);

  /** Sets a look, lets it rest, and lets what that sends be sent. */
  async function setAndRest({ setLook }: Pick<Awaited<ReturnType<typeof open>>, 'setLook'>, look: Look) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    setLook(sceneId, look);
    vi.advanceTimersByTime(5_000);
    vi.useRealTimers();
    await server.ask('/api/sites');
  }

  test('where it did not arrive it stays what was set here, whatever is fetched, until it is sent again', async () => {
    const { ownLook, looksResource, refreshLook, ...here } = await open();
    line.cut = true;
    await setAndRest(here, { gamma: 1.5 });
    await comes(() => notice.value);
    mendLine(line);
    await setByBo({ gamma: 2 });
    await refreshLook(sceneId, 1);
    await looksResource.load();
    expect(ownLook(sceneId)).toEqual({ gamma: 1.5 });
    notice.value!.action!.run();
    await storedBecomes({ gamma: 1.5 });
    await comes(() => here.looks.value.get(sceneId)?.version === 2);
    expect(ownLook(sceneId)).toEqual({ gamma: 1.5 });

    // From then on others are heard again.
    await setByBo({ gamma: 2.5 });
    await refreshLook(sceneId, 3);
    expect(ownLook(sceneId)).toEqual({ gamma: 2.5 });
  });

  test('where it did not arrive it is sent once more as its site is left', async () => {
    const here = await open();
    line.cut = true;
    await setAndRest(here, { gamma: 1.5 });
    await comes(() => notice.value);
    mendLine(line);
    openSite(elsewhere.siteId);
    await storedBecomes({ gamma: 1.5 });
  });

  test('what is set meanwhile is saved after it, and nothing older comes on screen', async () => {
    const here = await open();
    const { promise, resolve: letGo } = Promise.withResolvers<void>();
    line.sent.length = 0;
    line.hold = (request) => (request === save() && saves().length === 1 ? promise : undefined);
    await setAndRest(here, { gamma: 1.5 });
    await setAndRest(here, { gamma: 2 });
    await setAndRest(here, { gamma: 3 });
    expect(saves()).toHaveLength(1);
    const seen: unknown[] = [];
    const stop = here.looks.subscribe((looks) => seen.push(looks.get(sceneId)?.look.gamma));
    letGo();
    await comes(() => here.looks.value.get(sceneId)?.version === 2);
    stop();
    expect(new Set(seen)).toEqual(new Set([3]));
    expect(await stored()).toMatchObject({ look: { gamma: 3 }, version: 2 });
    expect(saves()).toHaveLength(2);
  });

  test('what is set meanwhile is saved although what went before it is lost', async () => {
    const here = await open();
    const { promise, reject: lose } = Promise.withResolvers<void>();
    line.sent.length = 0;
    line.hold = (request) => (request === save() && saves().length === 1 ? promise : undefined);
    await setAndRest(here, { gamma: 1.5 });
    await setAndRest(here, { gamma: 3 });
    lose(new TypeError('The line is cut.'));
    await storedBecomes({ gamma: 3 });
    expect(here.ownLook(sceneId)).toEqual({ gamma: 3 });
    expect(notice.value).toBeUndefined();
  });

  test('what another set after it arrived comes once its answer is there', async () => {
    const { ownLook, refreshLook, ...here } = await open();
    const { given, open: answer } = holdNextAnswer(line, save());
    await setAndRest(here, { gamma: 1.5 });
    await given;
    await setByBo({ gamma: 2 });
    await refreshLook(sceneId, 2);
    expect(ownLook(sceneId)).toEqual({ gamma: 1.5 });
    answer();
    await comes(() => here.looks.value.get(sceneId)?.version === 2);
    expect(ownLook(sceneId)).toEqual({ gamma: 2 });
    expect((await stored()).look).toEqual({ gamma: 2 });
  });

  test('what another set before it arrived does not take its place', async () => {
    const { ownLook, refreshLook, ...here } = await open();
    const { promise, resolve: letGo } = Promise.withResolvers<void>();
    line.hold = (request) => (request === save() ? promise : undefined);
    await setAndRest(here, { gamma: 1.5 });
    await setByBo({ gamma: 2 });
    await refreshLook(sceneId, 1);
    letGo();
    await comes(() => here.looks.value.get(sceneId)?.version === 2);
    expect(ownLook(sceneId)).toEqual({ gamma: 1.5 });
    expect((await stored()).look).toEqual({ gamma: 1.5 });
  });

  test('it is taken back and done again by name, on the server too, as long as its site is open', async () => {
    const here = await open();
    here.setLook(sceneId, { gamma: 1.2 });
    here.setLook(sceneId, { gamma: 1.5 });
    expect(here.undoes.value).toBe(NAME);
    expect(here.past.value).toHaveLength(1);
    await storedBecomes({ gamma: 1.5 });
    await here.undo();
    expect(here.ownLook(sceneId)).toEqual({});
    expect(notice.value?.text).toBe(`Undone: ${NAME}.`);
    await storedBecomes({});
    expect([here.undoes.value, here.redoes.value]).toEqual([undefined, NAME]);
    await here.redo();
    await storedBecomes({ gamma: 1.5 });
    expect(here.ownLook(sceneId)).toEqual({ gamma: 1.5 });

    const there = await open(elsewhere);
    expect(there.undoes.value).toBeUndefined();
    await there.undo();
    expect((await stored()).look).toEqual({ gamma: 1.5 });
  });

  test('one that another changed since is not set aside by an undo; one of another scene is taken back', async () => {
    const here = await open();
    here.setLook(otherId, { gamma: 4 });
    here.setLook(sceneId, { gamma: 1.5 });
    await comes(() => [sceneId, otherId].every((id) => here.looks.value.get(id)?.version === 1));
    await setByBo({ gamma: 2 });
    await here.refreshLook(sceneId, 2);
    await here.undo();
    expect(notice.value).toEqual({
      kind: 'fault',
      text: '2010-11-05 was changed since. Undoing would set that aside: open it, and change it by hand.',
    });
    expect(here.ownLook(sceneId)).toEqual({ gamma: 2 });
    expect(here.undoes.value).toBe('changing the look of 2011-05-21');
    await here.undo();
    expect([here.undoes.value, here.redoes.value]).toEqual([undefined, 'changing the look of 2011-05-21']);
    await vi.waitFor(
      async () => expect(await stored(otherId)).toMatchObject({ look: {}, version: 2 }),
      COMING,
    );
    expect((await stored()).look).toEqual({ gamma: 2 });
  });

  test('it is sent once, though its site or the page is left before the answer', async () => {
    const { setLook } = await open();
    const { given, open: answer } = holdNextAnswer(line, save());
    setLook(sceneId, { gamma: 1.5 });
    await given;
    globalThis.dispatchEvent(new Event('pagehide'));
    await open(elsewhere);
    answer();
    const again = await open();
    await comes(() => again.looks.value.get(sceneId)?.version === 1);
    expect(saves()).toEqual([save()]);
  });

  test('undone past what another set in between, it is theirs that stays', async () => {
    const here = await open();
    const becomes = (version: number) => comes(() => here.looks.value.get(sceneId)?.version === version);
    here.setLook(sceneId, { gamma: 1.5 });
    await becomes(1);
    await setByBo({ gamma: 2 });
    await here.refreshLook(sceneId, 2);
    here.setLook(sceneId, { gamma: 3 });
    await becomes(3);
    await here.undo();
    await becomes(4);
    await here.undo();
    expect(here.ownLook(sceneId)).toEqual({ gamma: 2 });
    expect(notice.value?.kind).toBe('fault');
  });
});
