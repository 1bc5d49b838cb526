import { afterEach, describe, expect, test, vi } from 'vitest';
import { sentenceOf } from '../../../client/core/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, doneBy, drawnBy, holdNextAnswer, loaded } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';

describe('the scenes of a site', () => {
  const { server, line } = atWork();
  const here = freshValley(server);
  const there = freshValley(server, ['1999-01', '1998']);

  afterEach(() => {
    vi.useRealTimers();
  });

  async function open(siteId: string) {
    const model = openSite(siteId).get(sceneModel);
    await loaded(model.scenesResource);
    return model;
  }

  type Scenes = Pick<ReturnType<typeof sceneModel>, 'scenes'>;
  const dates = ({ scenes }: Scenes) => scenes.value.map(({ acquired }) => acquired);
  const titles = ({ scenes }: Scenes) => scenes.value.map(({ title }) => title);

  const patchByBo = (sceneId: string, body: object) =>
    doneBy(server, 'Bo', `PATCH /api/scenes/${sceneId}`, body);

  /** What is asked for as so much time passes at once. */
  async function askedWithin(milliseconds: number): Promise<string[]> {
    line.sent.length = 0;
    vi.advanceTimersByTime(milliseconds);
    await server.ask('/api/sites');
    return [...line.sent];
  }

  test('they come oldest first, each with its own site, and again when it is opened again', async () => {
    expect(dates(await open(here.siteId))).toEqual(['2010-11-05', '2011-05-21', '2012-10-11']);
    expect(dates(openSite(there.siteId).get(sceneModel))).toEqual([]);
    expect(dates(await open(there.siteId))).toEqual(['1998', '1999-01']);
    await patchByBo(here.sceneIds[1]!, { title: 'Told since' });
    expect(titles(await open(here.siteId))[1]).toBe('Told since');
  });

  test('an answer that comes after its site was left puts nothing on any screen', async () => {
    const answer = holdNextAnswer(line, `GET /api/sites/${here.siteId}/scenes`);
    const former = openSite(here.siteId).get(sceneModel);
    await answer.given;
    const latter = openSite(there.siteId).get(sceneModel);
    answer.open();
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
    await comes(() => readyScenes.value.length === 3);
    expect(await askedWithin(60_000)).toEqual([]);

    await state('ingesting');
    await open(here.siteId);
    await open(there.siteId);
    expect(await askedWithin(60_000)).toEqual([]);
  });

  test('a list that was asked for before a change from here does not take it back', async () => {
    const { scenes, scenesResource, patchScene, deleteScene } = await open(here.siteId);
    const answer = holdNextAnswer(line, `GET /api/sites/${here.siteId}/scenes`);
    const loading = scenesResource.load();
    await answer.given;
    await patchScene(scenes.value[0]!, { title: 'Autumn' });
    await deleteScene(here.sceneIds[2]!);
    answer.open();
    await loading;
    expect(titles({ scenes })).toEqual(['Autumn', 'Scene of 2011-05-21']);
    expect((await server.ask(`/api/scenes/${here.sceneIds[0]}`)).body.title).toBe('Autumn');
  });

  test('what comes late of a change puts no older scene back', async () => {
    const { scenes, scenesResource, patchScene } = await open(here.siteId);
    const [sceneId] = here.sceneIds as [string];
    const answer = holdNextAnswer(line, `PATCH /api/scenes/${sceneId}`);
    const patched = patchScene(scenes.value[0]!, { title: 'Mine' });
    await answer.given;
    await patchByBo(sceneId, { title: 'Theirs' });
    await scenesResource.load();
    expect(titles({ scenes })[0]).toBe('Theirs');
    answer.open();
    await patched;
    expect(scenes.value[0]).toMatchObject({ title: 'Theirs', version: 3 });
  });

  test('what others change and take away comes with the next fetch', async () => {
    const model = await open(here.siteId);
    await patchByBo(here.sceneIds[2]!, { acquired: '2009' });
    await doneBy(server, 'Bo', `DELETE /api/scenes/${here.sceneIds[0]}`);
    await model.scenesResource.load();
    expect(dates(model)).toEqual(['2009', '2011-05-21']);
    expect(model.sceneById(here.sceneIds[0])).toBeUndefined();
  });

  test('one that is deleted is gone, whoever was first; one that a drawing names stays, and it is said why', async () => {
    const model = await open(here.siteId);
    const [, between, after] = here.sceneIds as [string, string, string];
    await drawnBy(server, 'Ana', here);
    const refusal = await model.deleteScene(after).catch(sentenceOf);
    expect(refusal).toContain('The scene is named by');
    await doneBy(server, 'Bo', `DELETE /api/scenes/${between}`);
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
    await patchByBo(here.sceneIds[0]!, { title: 'Meanwhile' });
    await model.scenesResource.reload();
    expect(titles(model)[0]).toBe('Meanwhile');
    expect(model.scenesResource.standing.value).toEqual({ kind: 'there' });
  });
});
