import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { sentenceOf } from '../../../client/core/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { tower, valley } from '../../support/base/valley.ts';
import { connect, type Line, openSite } from '../../support/page/page.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

describe('the scenes of a site', () => {
  let server: TestApp;
  let line: Line;
  let here: { siteId: string; sceneIds: string[] };
  let there: typeof here;

  beforeAll(async () => {
    server = await testApp();
    line = connect(server);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    line.cut = false;
    line.holdAnswer = () => undefined;
    here = await valley(server.database.database);
    there = await valley(server.database.database, ['1999-01', '1998']);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function open(siteId: string) {
    const model = openSite(siteId).get(sceneModel);
    await vi.waitUntil(() => model.scenesResource.standing.value.kind === 'there', { timeout: 15_000 });
    return model;
  }

  type Scenes = Pick<ReturnType<typeof sceneModel>, 'scenes'>;
  const dates = ({ scenes }: Scenes) => scenes.value.map(({ acquired }) => acquired);
  const titles = ({ scenes }: Scenes) => scenes.value.map(({ title }) => title);

  const patch = (sceneId: string, body: object) =>
    server.ask(`/api/scenes/${sceneId}`, { method: 'PATCH', as: 'Bo', headers: { 'If-Match': '*' }, body });

  /** What is asked for as so much time passes at once. */
  async function askedWithin(milliseconds: number): Promise<string[]> {
    line.sent.length = 0;
    vi.advanceTimersByTime(milliseconds);
    await server.ask('/api/sites');
    return [...line.sent];
  }

  /** Holds the answer to the first request of that name; gives how it is let go, once it is there to be given. */
  function holdFirst(request: string): { asked: () => boolean; letGo: () => void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    let held = false;
    line.holdAnswer = (named) => {
      if (named !== request || held) return undefined;
      held = true;
      return promise;
    };
    return { asked: () => held, letGo: resolve };
  }

  test('they come oldest first, each with its own site, and again when it is opened again', async () => {
    expect(dates(await open(here.siteId))).toEqual(['2010-11-05', '2011-05-21', '2012-10-11']);
    expect(dates(openSite(there.siteId).get(sceneModel))).toEqual([]);
    expect(dates(await open(there.siteId))).toEqual(['1998', '1999-01']);
    await patch(here.sceneIds[1]!, { title: 'Told since' });
    expect(titles(await open(here.siteId))[1]).toBe('Told since');
  });

  test('an answer that comes after its site was left puts nothing on any screen', async () => {
    const { asked, letGo } = holdFirst(`GET /api/sites/${here.siteId}/scenes`);
    const former = openSite(here.siteId).get(sceneModel);
    await vi.waitUntil(asked, { timeout: 15_000 });
    const latter = openSite(there.siteId).get(sceneModel);
    letGo();
    await former.scenesResource.load();
    await latter.scenesResource.load();
    expect([dates(former), dates(latter)]).toEqual([[], ['1998', '1999-01']]);
  });

  test('one that is being taken in is asked after until it is ready, but not once the site is left', async () => {
    const [sceneId] = here.sceneIds;
    const state = (to: 'ingesting' | 'ready') =>
      server.database.database.updateTable('scene').set({ state: to }).where('id', '=', sceneId!).execute();
    await state('ingesting');
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { scenes, readyScenes } = await open(here.siteId);
    expect([scenes.value.length, readyScenes.value.length]).toEqual([3, 2]);
    expect(await askedWithin(5_000)).not.toEqual([]);
    await state('ready');
    await vi.waitUntil(() => readyScenes.value.length === 3, { timeout: 15_000 });
    expect(await askedWithin(60_000)).toEqual([]);

    await state('ingesting');
    await open(here.siteId);
    await open(there.siteId);
    expect(await askedWithin(60_000)).toEqual([]);
  });

  test('a list that was asked for before a change from here does not take it back', async () => {
    const { scenes, scenesResource, patchScene, deleteScene } = await open(here.siteId);
    const { asked, letGo } = holdFirst(`GET /api/sites/${here.siteId}/scenes`);
    const loaded = scenesResource.load();
    await vi.waitUntil(asked, { timeout: 15_000 });
    await patchScene(scenes.value[0]!, { title: 'Autumn' });
    await deleteScene(here.sceneIds[2]!);
    letGo();
    await loaded;
    expect(titles({ scenes })).toEqual(['Autumn', 'Scene of 2011-05-21']);
    expect((await server.ask(`/api/scenes/${here.sceneIds[0]}`)).body.title).toBe('Autumn');
  });

  test('what comes late of a change puts no older scene back', async () => {
    const { scenes, scenesResource, patchScene } = await open(here.siteId);
    const [sceneId] = here.sceneIds as [string];
    const { asked, letGo } = holdFirst(`PATCH /api/scenes/${sceneId}`);
    const patched = patchScene(scenes.value[0]!, { title: 'Mine' });
    await vi.waitUntil(asked, { timeout: 15_000 });
    await patch(sceneId, { title: 'Theirs' });
    await scenesResource.load();
    expect(titles({ scenes })[0]).toBe('Theirs');
    letGo();
    await patched;
    expect(scenes.value[0]).toMatchObject({ title: 'Theirs', version: 3 });
  });

  test('what others change and take away comes with the next fetch', async () => {
    const model = await open(here.siteId);
    await patch(here.sceneIds[2]!, { acquired: '2009' });
    await server.ask(`/api/scenes/${here.sceneIds[0]}`, {
      method: 'DELETE',
      as: 'Bo',
      headers: { 'If-Match': '*' },
    });
    await model.scenesResource.load();
    expect(dates(model)).toEqual(['2009', '2011-05-21']);
    expect(model.sceneById(here.sceneIds[0])).toBeUndefined();
  });

  test('one that is deleted is gone, whoever was first; one that a drawing names stays, and it is said why', async () => {
    const model = await open(here.siteId);
    const [before, between, after] = here.sceneIds as [string, string, string];
    await server.ask(`/api/sites/${here.siteId}/annotations`, { body: tower(before, after) });
    const refusal = await model.deleteScene(after).catch(sentenceOf);
    expect(refusal).toContain('The scene is named by');
    await server.ask(`/api/scenes/${between}`, {
      method: 'DELETE',
      as: 'Bo',
      headers: { 'If-Match': '*' },
    });
    await model.deleteScene(between);
    expect(dates(model)).toEqual(['2010-11-05', '2012-10-11']);
  });

  test('without a line those that are there stay, it is said, and the others come with the line', async () => {
    const model = await open(here.siteId);
    line.cut = true;
    await model.scenesResource.reload();
    expect(model.scenesResource.standing.value).toMatchObject({ kind: 'failed' });
    expect(dates(model)).toHaveLength(3);
    const refusal = await model.patchScene(model.scenes.value[0]!, { title: 'Lost' }).catch(sentenceOf);
    expect(refusal).toContain('Nothing you typed is lost');
    expect(titles(model)[0]).toBe('Scene of 2010-11-05');
    line.cut = false;
    await patch(here.sceneIds[0]!, { title: 'Meanwhile' });
    await model.scenesResource.reload();
    expect(titles(model)[0]).toBe('Meanwhile');
    expect(model.scenesResource.standing.value).toEqual({ kind: 'there' });
  });
});
