import { describe, expect, test } from 'vitest';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import {
  comparisonModel,
  offeredScenesModel,
  stepModel,
  viewCoverageModel,
} from '../../../client/comparison/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { square, valley } from '../../support/base/valley.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { doneBy, loaded } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';

/** The south-west quarter of what each scene of a valley covers. */
const view = square(129.9, 42.5, 0.05).slice(0, 4) as Position[];

describe('the two dates that are compared', () => {
  const { server } = atWork();
  const place = freshValley(server, ['2010-11-05', '2011-05-21', '2011-06-02', '2012-10-11', '2013-06']);
  const elsewhere = freshValley(server);

  async function open({ siteId } = place) {
    const workspace = openSite(siteId);
    const { scenesResource, scenes } = workspace.get(sceneModel);
    await loaded(scenesResource);
    const { before, after, ...comparison } = workspace.get(comparisonModel);
    const dateOf = (side: typeof before) => side.value?.acquired;
    return {
      scenesResource,
      scenes,
      pair: () => [dateOf(before), dateOf(after)],
      ...comparison,
      ...workspace.get(stepModel),
      ...workspace.get(viewCoverageModel),
      ...workspace.get(offeredScenesModel),
    };
  }

  const change = (index: number, body: object) =>
    doneBy(server, 'Bo', `PATCH /api/scenes/${place.sceneIds[index]}`, body);
  const dates = (scenes: readonly { acquired: string }[]) => scenes.map(({ acquired }) => acquired);

  test('a fresh site shows its earliest and the latest of the same season, else its latest', async () => {
    expect((await open()).pair()).toEqual(['2010-11-05', '2012-10-11']);
    const other = await valley(server.database.database, ['2001-01-01', '2002-07-01', '2003-07']);
    expect((await open(other)).pair()).toEqual(['2001-01-01', '2003-07']);
    const alone = await valley(server.database.database, ['1999']);
    expect((await open(alone)).pair()).toEqual(['1999', undefined]);
  });

  test('a scene put where the other one is changes places with it; what is chosen for one site is of no other', async () => {
    const here = await open();
    here.setAfter(place.sceneIds[1]!);
    expect(here.pair()).toEqual(['2010-11-05', '2011-05-21']);
    here.setBefore(place.sceneIds[1]!);
    expect(here.pair()).toEqual(['2011-05-21', '2010-11-05']);
    here.setAfter(place.sceneIds[1]!);
    expect(here.pair()).toEqual(['2010-11-05', '2011-05-21']);
    here.swap();
    expect(here.pair()).toEqual(['2011-05-21', '2010-11-05']);
    const there = await open(await valley(server.database.database, ['2001', '2002']));
    there.swap();
    expect(there.pair()).toEqual(['2002', '2001']);
    expect(here.pair()).toEqual(['2011-05-21', '2010-11-05']);
  });

  test('what others add changes no date that was chosen, and one that they take away gives way alone', async () => {
    const { pair, setBefore, setAfter, scenesResource } = await open();
    setBefore(place.sceneIds[1]!);
    setAfter(place.sceneIds[3]!);
    await change(4, { acquired: '2009-10-11' });
    await scenesResource.load();
    expect(pair()).toEqual(['2011-05-21', '2012-10-11']);
    await change(3, { acquired: '2012-10-12' });
    await doneBy(server, 'Bo', `DELETE /api/scenes/${place.sceneIds[1]}`);
    await scenesResource.load();
    expect(pair()).toEqual(['2009-10-11', '2012-10-12']);
  });

  test('steps go from date to date on one side, pass over that of the other, and end with the dates', async () => {
    const { pair, setBefore, setAfter, stepDate } = await open();
    setBefore(place.sceneIds[0]!);
    setAfter(place.sceneIds[1]!);
    stepDate('before', 1);
    expect(pair()).toEqual(['2011-06-02', '2011-05-21']);
    stepDate('after', 1);
    stepDate('after', 1);
    stepDate('after', 1);
    expect(pair()).toEqual(['2011-06-02', '2013-06']);
    stepDate('before', -1);
    stepDate('before', -1);
    stepDate('before', -1);
    expect(pair()).toEqual(['2010-11-05', '2013-06']);
  });

  test('dates that clouds or the view leave out are not stepped to, but those on screen stay', async () => {
    await change(1, { cloudCover: 80 });
    await change(3, { cloudCover: 20.4 });
    await server.database.database
      .updateTable('scene')
      .set({ footprint: JSON.stringify({ type: 'Polygon', coordinates: [square(129.98, 42.5, 0.02)] }) })
      .where('id', '=', place.sceneIds[2]!)
      .execute();
    const here = await open();
    const { pair, setBefore, setAfter, stepDate, scenes, shareCovered } = here;
    expect(here.someCloudy.value).toBe(true);
    expect(here.coveringCount.value).toBe(5);
    expect(shareCovered(scenes.value[2]!)).toBeUndefined();
    setBefore(place.sceneIds[0]!);
    setAfter(place.sceneIds[1]!);
    here.viewCorners.value = view;
    here.coveringOnly.value = true;
    here.cloudLimit.value = 20;
    expect([shareCovered(scenes.value[0]!), shareCovered(scenes.value[2]!)]).toEqual([1, 0]);
    expect(here.coveringCount.value).toBe(4);
    expect(dates(here.offeredScenes.value)).toEqual(['2010-11-05', '2011-05-21', '2012-10-11', '2013-06']);
    stepDate('after', 1);
    expect(pair()).toEqual(['2010-11-05', '2012-10-11']);
    expect(dates(here.leftOutScenes.value)).toEqual(['2011-05-21', '2011-06-02']);
    stepDate('after', -1);
    expect(pair()).toEqual(['2010-11-05', '2012-10-11']);

    const there = await open(elsewhere);
    expect(there.leftOutScenes.value).toEqual([]);
    expect([there.viewCorners.value, there.coveringOnly.value]).toEqual([undefined, false]);
    here.offerAll();
    expect(dates(here.offeredScenes.value)).toHaveLength(5);
  });
});
