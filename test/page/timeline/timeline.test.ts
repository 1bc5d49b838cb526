import { describe, expect, test } from 'vitest';
import { comparisonModel, offeredScenesModel } from '../../../client/comparison/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { timelineModel } from '../../../client/timeline/timeline.store.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { doneBy, loaded } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';

const time = (date: string) => Date.parse(date);

describe('the timeline of a site', () => {
  const { server } = atWork();
  const place = freshValley(server, ['2001-03-05', '2010-11-05', '2011-05', '2012-10-11']);
  const elsewhere = freshValley(server, ['1991', '1992']);

  async function open({ siteId } = place) {
    const workspace = openSite(siteId);
    const scenes = workspace.get(sceneModel);
    await loaded(scenes.scenesResource);
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

    const there = await open(elsewhere);
    expect(there.isZoomed.value).toBe(false);
    expect(there.shows('1991-06-01')).toBe(true);
    there.zoomTimeline(0.5);
    here.showWholeTimeline();
    expect([here.isZoomed.value, there.isZoomed.value]).toEqual([false, true]);
  });

  test('it is zoomed about the scene in focus, else about that after, and goes to scenes out of sight', async () => {
    const here = await open();
    here.workspace.get(comparisonModel).setAfter(place.sceneIds[0]!);
    here.zoomTimeline(0.1);
    expect([here.shows('2001-03-05'), here.shows('2010-11-05')]).toEqual([true, false]);
    here.revealScene(place.sceneIds[2]!);
    expect([here.shows('2001-03-05'), here.shows('2011-05-15')]).toEqual([false, true]);
    here.showWholeTimeline();
    here.focusedId.value = place.sceneIds[3];
    here.zoomTimeline(0.1);
    expect([here.shows('2001-03-05'), here.shows('2012-10-11')]).toEqual([false, true]);
    here.zoomToScenes([place.sceneIds[1]!, place.sceneIds[2]!]);
    expect([here.shows('2010-11-05'), here.shows('2011-05-31'), here.shows('2012-10-11')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('a part of the time stays as it is whatever others add, and all of it grows with what they add', async () => {
    const here = await open();
    const move = (acquired: string) =>
      doneBy(server, 'Bo', `PATCH /api/scenes/${place.sceneIds[0]}`, { acquired });
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
    here.zoomToScenes([place.sceneIds[1]!, place.sceneIds[2]!]);
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
    await database
      .updateTable('scene')
      .set({ state: 'failed' })
      .where('id', '=', place.sceneIds[2]!)
      .execute();
    for (const id of place.sceneIds.slice(0, 2))
      await doneBy(server, 'Bo', `PATCH /api/scenes/${id}`, { cloudCover: 90 });
    const { workspace, timelineScenes, pictureOrder, sideOf, sceneById } = await open();
    const { cloudLimit } = workspace.get(offeredScenesModel);
    const { setBefore } = workspace.get(comparisonModel);
    setBefore(place.sceneIds[0]!);
    cloudLimit.value = 10;
    const shown = () => timelineScenes.value.map(({ id }) => place.sceneIds.indexOf(id));
    expect(shown()).toEqual([0, 2, 3]);
    expect(new Set(pictureOrder.value)).toEqual(new Set([0, 2, 3].map((index) => place.sceneIds[index])));
    setBefore(place.sceneIds[1]!);
    expect(shown()).toEqual([1, 2, 3]);
    expect(place.sceneIds.map((id) => sideOf(sceneById(id)!))).toEqual([
      undefined,
      'before',
      undefined,
      'after',
    ]);
  });
});
