import { beforeAll, describe, expect, test } from 'vitest';
import { giveName, putOffName } from '../../../client/account/analyst.store.ts';
import { analyst, askingName } from '../../../client/account/index.ts';
import { comparisonModel, offeredScenesModel } from '../../../client/comparison/index.ts';
import { journalModel, nowHearing } from '../../../client/core/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { sceneEndingModel } from '../../../client/scene/scene-ending.store.ts';
import { site, sites, sitesResource } from '../../../client/site/index.ts';
import { chooseSite, offeredSites } from '../../../client/site/site.store.ts';
import { siteSettingsModel } from '../../../client/site/site-settings.store.ts';
import { timelineModel } from '../../../client/timeline/timeline.store.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, doneBy, drawnBy } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';

const { server, line } = atWork();
const place = freshValley(server);

beforeAll(nowHearing);

async function made(name: string): Promise<string> {
  return (await doneBy(server, 'Bo', 'POST /api/sites', { name })).id;
}

async function settingsOf(siteId: string) {
  await sitesResource.load();
  chooseSite(siteId);
  const workspace = openSite(siteId);
  const settings = workspace.get(siteSettingsModel);
  await settings.openSettings();
  return { ...settings, ...workspace.get(journalModel) };
}
const offered = () => offeredSites.value.map(({ name }) => name);

describe('the settings of a site', () => {
  test('it is renamed, and undoing brings the former name back', async () => {
    const { typedName, rename, settingsShown, undo } = await settingsOf(await made('Old name'));
    typedName.value = 'New name';
    await rename();
    expect([site.value?.name, settingsShown.value]).toEqual(['New name', false]);
    await undo();
    expect(site.value?.name).toBe('Old name');
  });

  test('a name that was changed meanwhile is told, what was typed stays, and saving again saves it', async () => {
    const id = await made('As read');
    const { typedName, rename, settingsRefused, settingsShown } = await settingsOf(id);
    await doneBy(server, 'Bo', `PATCH /api/sites/${id}`, { name: 'Theirs' });
    typedName.value = 'Mine';
    await rename();
    expect(settingsRefused.value?.sentence).toBe('The site has been changed meanwhile.');
    expect([typedName.value, settingsShown.value]).toEqual(['Mine', true]);
    await rename();
    expect(site.value?.name).toBe('Mine');
  });

  test('opened anew it builds on what was saved before, even before it has read that', async () => {
    const { typedName, rename, openSettings, setClosed, settingsRefused } = await settingsOf(
      await made('First name'),
    );
    typedName.value = 'Second name';
    await rename();
    const reading = openSettings();
    await setClosed(true);
    await reading;
    expect(settingsRefused.value).toBeUndefined();
    expect(site.value).toMatchObject({ name: 'Second name', closed: { by: 'Ana' } });
  });

  test('a name that is none is refused beside its field, and nothing is sent', async () => {
    const { typedName, rename, settingsRefused } = await settingsOf(await made('Named'));
    line.sent.length = 0;
    typedName.value = '  ';
    await rename();
    expect(settingsRefused.value?.faults).toMatchObject([{ pointer: '/name' }]);
    expect(line.sent).toEqual([]);
  });

  test('a closed one stays on screen, is offered no more once another is chosen, and undoing offers it', async () => {
    const other = await made('Open one');
    const id = await made('Closed one');
    const { setClosed, undo } = await settingsOf(id);
    await setClosed(true);
    expect(site.value).toMatchObject({ id, closed: { by: 'Ana' } });
    expect(offered()).toContain('Closed one');
    chooseSite(other);
    expect(offered()).not.toContain('Closed one');
    await undo();
    expect(offered()).toContain('Closed one');
  });

  test('a closed one is offered again from the settings of another', async () => {
    const id = await made('Closed elsewhere');
    await doneBy(server, 'Bo', `PATCH /api/sites/${id}`, { closed: true });
    const { offerOther } = await settingsOf(await made('On screen'));
    expect(offered()).not.toContain('Closed elsewhere');
    await offerOther(sites.value.find((one) => one.id === id)!);
    expect(offered()).toContain('Closed elsewhere');
  });

  test('one on which nothing depends is removed, and another is shown', async () => {
    const id = await made('Removed');
    const { dependents, remove } = await settingsOf(id);
    expect(dependents.value).toEqual({ items: [] });
    await remove();
    expect(sites.value.map((one) => one.id)).not.toContain(id);
    expect(site.value?.id).not.toBe(id);
  });

  test('what depends on it is told before removing is offered', async () => {
    const { dependents } = await settingsOf(place.siteId);
    expect(dependents.value?.sentence).toContain('still holds 3 scenes');
  });
});

describe('a scene of a site', () => {
  async function opened() {
    const workspace = openSite(place.siteId);
    const models = {
      ...workspace.get(sceneModel),
      ...workspace.get(sceneEndingModel),
      ...workspace.get(comparisonModel),
      ...workspace.get(offeredScenesModel),
      ...workspace.get(timelineModel),
      settings: workspace.get(siteSettingsModel),
      undo: workspace.get(journalModel).undo,
    };
    await comes(() => models.readyScenes.value.length === 3);
    models.setBefore(place.sceneIds[0]!);
    models.setAfter(place.sceneIds[2]!);
    return { ...place, ...models };
  }

  test('that is closed is offered no more, unless it is on screen, and undoing offers it', async () => {
    const { sceneIds, sceneById, setClosed, offeredScenes, setAfter, undo } = await opened();
    const shown = () => offeredScenes.value.map(({ id }) => sceneIds.indexOf(id));
    await setClosed(sceneById(sceneIds[1])!, true);
    expect(shown()).toEqual([0, 2]);
    setAfter(sceneIds[1]!);
    expect(shown()).toEqual([0, 1, 2]);
    setAfter(sceneIds[2]!);
    await undo();
    expect(shown()).toEqual([0, 1, 2]);
  });

  test('that is closed stays on the side where it is, though nobody chose it', async () => {
    const workspace = openSite(place.siteId);
    const { before, after } = workspace.get(comparisonModel);
    const { setClosed } = workspace.get(sceneEndingModel);
    await comes(() => after.value);
    for (const side of [before, after]) {
      const scene = side.value!;
      await setClosed(scene, true);
      expect(side.value).toMatchObject({ id: scene.id, closed: { by: 'Ana' } });
    }
    const { before: anew } = openSite(place.siteId).get(comparisonModel);
    await comes(() => anew.value);
    expect(anew.value?.closed).toBeUndefined();
  });

  test('that is closed and put on screen by a change that names it can be seen and chosen there', async () => {
    const { sceneIds, sceneById, setClosed, setBefore, setAfter, ...here } = await opened();
    const [closed, other, open] = sceneIds as [string, string, string];
    await setClosed(sceneById(closed)!, true);
    await setClosed(sceneById(other)!, true);
    setBefore(open);
    here.coveringOnly.value = true;
    const places = () =>
      [here.openScenes, here.offeredScenes, here.timelineScenes].map(({ value }) =>
        value.map(({ id }) => sceneIds.indexOf(id)).join(),
      );
    setAfter(other);
    expect(places()).toEqual(['1,2', '1,2', '1,2']);
    setBefore(closed);
    setAfter(other);
    expect([here.before.value?.id, here.after.value?.id]).toEqual([closed, other]);
    expect(places()).toEqual(['0,1,2', '0,1,2', '0,1,2']);
    here.swap();
    expect([here.before.value?.id, here.after.value?.id]).toEqual([other, closed]);
    expect(places()[0]).toBe('0,1,2');
    setBefore(open);
    setAfter(other);
    expect(places()[0]).toBe('1,2');
  });

  test('that is closed may be named only where it is named already', async () => {
    const { sceneIds, sceneById, setClosed, scenesToName, setAfter } = await opened();
    const [before, closed, after] = sceneIds as [string, string, string];
    await setClosed(sceneById(closed)!, true);
    setAfter(closed);
    const toName = (...named: string[]) => scenesToName(named).map(({ id }) => sceneIds.indexOf(id));
    expect(toName(before, after)).toEqual([0, 2]);
    expect(toName(before, closed)).toEqual([0, 1, 2]);
  });

  test('is offered again from the sheet, which gives way while a name is asked for', async () => {
    const { sceneIds, sceneById, setClosed, settings, ending } = await opened();
    const { staying, settingsShown, openSettings } = settings;
    const scene = () => sceneById(sceneIds[1])!;
    await setClosed(scene(), true);
    await openSettings();
    analyst.value = undefined;
    const offering = () => staying(() => setClosed(scene(), false));
    const putOff = offering();
    expect([askingName.value, settingsShown.value]).toEqual([true, false]);
    putOffName();
    await putOff;
    expect([scene().closed?.by, settingsShown.value]).toEqual(['Ana', true]);
    expect(ending.value?.sentence).toContain('give a name');
    const offered = offering();
    expect([askingName.value, settingsShown.value]).toEqual([true, false]);
    giveName('Ana');
    await offered;
    expect([scene().closed, settingsShown.value]).toEqual([undefined, true]);
    await setClosed(scene(), true);
    const known = offering();
    expect(settingsShown.value).toBe(true);
    await known;
    expect(scene().closed).toBeUndefined();
  });

  test('that something names is told of without a request that is refused; another is removed', async () => {
    const { sceneIds, sceneById, askRemoval, remove, ending, scenes } = await opened();
    await drawnBy(server, 'Ana', place);
    line.sent.length = 0;
    await askRemoval(sceneById(sceneIds[0])!);
    expect(ending.value).toMatchObject({ kind: 'refused' });
    expect(ending.value?.sentence).toContain('The scene is named by annotation ');
    expect(line.sent.filter((one) => one.startsWith('DELETE'))).toEqual([]);
    await askRemoval(sceneById(sceneIds[1])!);
    expect(ending.value).toMatchObject({ kind: 'asked' });
    await remove(sceneById(sceneIds[1])!);
    expect(scenes.value.map(({ id }) => id)).toEqual([sceneIds[0], sceneIds[2]]);
  });
});
