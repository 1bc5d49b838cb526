import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { comparisonModel, offeredScenesModel } from '../../../client/comparison/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { timelineModel } from '../../../client/timeline/timeline.store.ts';
import { valley } from '../../support/base/valley.ts';
import { connect, openSite } from '../../support/page/page.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

const time = (date: string) => Date.parse(date);

describe('the timeline of a site', () => {
  let server: TestApp;
  let siteId: string;
  let sceneIds: string[];

  beforeAll(async () => {
    server = await testApp();
    connect(server);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    const dates = ['2001-03-05', '2010-11-05', '2011-05', '2012-10-11'];
    ({ siteId, sceneIds } = await valley(server.database.database, dates));
  });

  async function open(id = siteId) {
    const workspace = openSite(id);
    const scenes = workspace.get(sceneModel);
    await vi.waitUntil(() => scenes.scenesResource.standing.value.kind === 'there', { timeout: 15_000 });
    const timeline = workspace.get(timelineModel);
    const shows = (date: string) => {
      const { from, to } = timeline.shownSpan.value!;
      return from < time(date) && time(date) < to;
    };
    return { workspace, ...scenes, ...timeline, shows };
  }

  test('it shows all the time there is, goes into a part of it and never beyond, and is of its site alone', async () => {
    const here = await open();
    expect([here.shows('2001-03-05'), here.shows('2012-10-11')]).toEqual([true, true]);
    here.zoomTimeline(0.5, time('2012-10-11'));
    expect(here.isZoomed.value).toBe(true);
    expect([here.shows('2001-03-05'), here.shows('2012-10-11')]).toEqual([false, true]);
    here.panTimeline(-100);
    expect(here.shownSpan.value!.from).toBe(here.siteSpan.value!.from);
    here.panTimeline(100);
    expect(here.shownSpan.value!.to).toBe(here.siteSpan.value!.to);

    const there = await open((await valley(server.database.database, ['1991', '1992'])).siteId);
    expect(there.isZoomed.value).toBe(false);
    expect(there.shows('1991-06-01')).toBe(true);
    there.zoomTimeline(0.5);
    here.showWholeTimeline();
    expect([here.isZoomed.value, there.isZoomed.value]).toEqual([false, true]);
  });

  test('it is zoomed about the scene in focus, else about that after, and goes to scenes out of sight', async () => {
    const here = await open();
    here.workspace.get(comparisonModel).setAfter(sceneIds[0]!);
    here.zoomTimeline(0.1);
    expect([here.shows('2001-03-05'), here.shows('2010-11-05')]).toEqual([true, false]);
    here.revealScene(sceneIds[2]!);
    expect([here.shows('2001-03-05'), here.shows('2011-05-15')]).toEqual([false, true]);
    here.showWholeTimeline();
    here.focusedId.value = sceneIds[3];
    here.zoomTimeline(0.1);
    expect([here.shows('2001-03-05'), here.shows('2012-10-11')]).toEqual([false, true]);
    here.zoomToScenes([sceneIds[1]!, sceneIds[2]!]);
    expect([here.shows('2010-11-05'), here.shows('2011-05-31'), here.shows('2012-10-11')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('a part of the time stays as it is whatever others add, and all of it grows with what they add', async () => {
    const here = await open();
    const move = (acquired: string) =>
      server.ask(`/api/scenes/${sceneIds[0]}`, {
        method: 'PATCH',
        as: 'Bo',
        headers: { 'If-Match': '*' },
        body: { acquired },
      });
    await move('1995');
    await here.scenesResource.load();
    expect(here.shows('1995-06-01')).toBe(true);
    // Zoomed all the way out it shows the whole as well.
    here.zoomTimeline(0.25);
    here.zoomTimeline(100);
    await move('1990');
    await here.scenesResource.load();
    expect(here.shows('1990-06-01')).toBe(true);
    expect(here.isZoomed.value).toBe(false);
    here.zoomToScenes([sceneIds[1]!, sceneIds[2]!]);
    const part = here.shownSpan.value;
    await move('1985');
    await here.scenesResource.load();
    expect(here.shownSpan.value).toEqual(part);
    here.showWholeTimeline();
    expect(here.shows('1985-06-01')).toBe(true);
    // Where the scenes of that time are gone, what is shown lies within what is left.
    here.zoomTimeline(0.01, time('1985-06-01'));
    await move('2009');
    await here.scenesResource.load();
    expect(here.shownSpan.value!.from).toBeGreaterThanOrEqual(here.siteSpan.value!.from);
  });

  test('scenes that are taken in stand on it, those left out do not, and those on screen always do', async () => {
    const { database } = server.database;
    await database.updateTable('scene').set({ state: 'failed' }).where('id', '=', sceneIds[2]!).execute();
    for (const id of sceneIds.slice(0, 2))
      await server.ask(`/api/scenes/${id}`, {
        method: 'PATCH',
        as: 'Bo',
        headers: { 'If-Match': '*' },
        body: { cloudCover: 90 },
      });
    const { workspace, timelineScenes, pictureOrder, sideOf, sceneById } = await open();
    const { cloudLimit } = workspace.get(offeredScenesModel);
    const { setBefore } = workspace.get(comparisonModel);
    setBefore(sceneIds[0]!);
    cloudLimit.value = 10;
    const shown = () => timelineScenes.value.map(({ id }) => sceneIds.indexOf(id));
    expect(shown()).toEqual([0, 2, 3]);
    expect(new Set(pictureOrder.value)).toEqual(new Set([0, 2, 3].map((index) => sceneIds[index])));
    setBefore(sceneIds[1]!);
    expect(shown()).toEqual([1, 2, 3]);
    expect(sceneIds.map((id) => sideOf(sceneById(id)!))).toEqual([undefined, 'before', undefined, 'after']);
  });
});
