import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparisonModel, offeredScenesModel } from '../../../client/comparison/index.ts';
import { journalModel, nowHearing } from '../../../client/core/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { sceneEndingModel } from '../../../client/scene/scene-ending.store.ts';
import { site, sites, sitesResource } from '../../../client/site/index.ts';
import { chooseSite, offeredSites } from '../../../client/site/site.store.ts';
import { siteSettingsModel } from '../../../client/site/site-settings.store.ts';
import { tower, valley } from '../../support/base/valley.ts';
import { comes } from '../../support/page/changes.ts';
import { connect, type Line, openSite } from '../../support/page/page.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

let server: TestApp;
let line: Line;
beforeAll(async () => {
  server = await testApp();
  line = connect(server);
  nowHearing();
});
afterAll(() => server.close());

async function made(name: string): Promise<string> {
  return (await server.ask('/api/sites', { as: 'Bo', body: { name } })).body.id;
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
    await server.ask(`/api/sites/${id}`, {
      method: 'PATCH',
      as: 'Bo',
      headers: { 'If-Match': '*' },
      body: { name: 'Theirs' },
    });
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
    const closing = { method: 'PATCH', as: 'Bo', headers: { 'If-Match': '*' }, body: { closed: true } };
    await server.ask(`/api/sites/${id}`, closing);
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
    const { siteId } = await valley(server.database.database);
    const { dependents } = await settingsOf(siteId);
    expect(dependents.value?.sentence).toContain('still holds 3 scenes');
  });
});

describe('a scene of a site', () => {
  async function opened() {
    const here = await valley(server.database.database);
    const workspace = openSite(here.siteId);
    const models = {
      ...workspace.get(sceneModel),
      ...workspace.get(sceneEndingModel),
      ...workspace.get(comparisonModel),
      ...workspace.get(offeredScenesModel),
      undo: workspace.get(journalModel).undo,
    };
    await comes(() => models.readyScenes.value.length === 3);
    models.setBefore(here.sceneIds[0]!);
    models.setAfter(here.sceneIds[2]!);
    return { ...here, ...models };
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
    const { siteId } = await valley(server.database.database);
    const workspace = openSite(siteId);
    const { before, after } = workspace.get(comparisonModel);
    const { setClosed } = workspace.get(sceneEndingModel);
    await comes(() => after.value);
    for (const side of [before, after]) {
      const scene = side.value!;
      await setClosed(scene, true);
      expect(side.value).toMatchObject({ id: scene.id, closed: { by: 'Ana' } });
    }
    const { before: anew } = openSite(siteId).get(comparisonModel);
    await comes(() => anew.value);
    expect(anew.value?.closed).toBeUndefined();
  });

  test('that something names is told of without a request that is refused; another is removed', async () => {
    const { siteId, sceneIds, sceneById, askRemoval, remove, ending, scenes } = await opened();
    await server.ask(`/api/sites/${siteId}/annotations`, { body: tower(sceneIds[0]!, sceneIds[2]!) });
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
