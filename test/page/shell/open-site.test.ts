import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { annotationsModel, historyModel, listModel } from '../../../client/annotation/index.ts';
import { comparisonModel } from '../../../client/comparison/index.ts';
import { enterSite, openWorkspace, refreshShown } from '../../../client/core/index.ts';
import { registrationModel } from '../../../client/registration/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { followSite } from '../../../client/shell/open-site.ts';
import { siteModel, sitesResource } from '../../../client/site/index.ts';
import { chooseSite } from '../../../client/site/site.store.ts';
import { tower, valley } from '../../support/base/valley.ts';
import { connect, type Line } from '../../support/page/page.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

/** What the page asks of a site as soon as it is opened. */
const ASKED = ['scenes', 'looks', 'annotations', 'overlays'];
const timers = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;

describe('a site that is chosen', () => {
  let server: TestApp;
  let line: Line;
  let end = () => {};
  let [valleyId, plainId, claimId] = ['', '', ''];

  beforeAll(async () => {
    vi.stubGlobal('HTMLElement', class extends EventTarget {});
    server = await testApp();
    line = connect(server);
    end = followSite();
  });
  afterAll(async () => {
    end();
    await server.close();
  });
  beforeEach(async () => {
    const made = await valley(server.database.database);
    valleyId = made.siteId;
    plainId = (await valley(server.database.database)).siteId;
    const claim = tower(made.sceneIds[0]!, made.sceneIds[2]!, { id: crypto.randomUUID() });
    claimId = (await server.ask(`/api/sites/${valleyId}/annotations`, { body: claim })).body.id;
    await sitesResource.load();
  });
  afterEach(() => {
    vi.useRealTimers();
    line.cut = false;
  });

  /** The site chosen, and the list of its changes loaded. */
  async function choose(siteId: string) {
    chooseSite(siteId);
    const workspace = openWorkspace.peek();
    expect(workspace.siteId).toBe(siteId);
    const { listStanding } = workspace.get(listModel);
    const { after } = workspace.get(comparisonModel);
    await vi.waitUntil(() => listStanding.value.kind === 'there' && after.value, { timeout: 15_000 });
    return workspace;
  }

  const askedOf = (...ids: string[]) => line.sent.filter((request) => ids.some((id) => request.includes(id)));

  test('is opened and all that belongs to it asked for; of the one before nothing is asked any more', async () => {
    await choose(plainId);
    line.sent = [];
    const here = await choose(valleyId);
    const asked = ASKED.map((what) => `GET /api/sites/${valleyId}/${what}`);
    await vi.waitUntil(() => asked.every((one) => line.sent.includes(one)), { timeout: 15_000 });
    const { annotations, selectedId } = here.get(annotationsModel);
    const { structureId } = annotations.value.get(claimId)!.properties;
    selectedId.value = claimId;
    here.get(historyModel).historyOpen.value = true;
    await vi.waitUntil(
      () =>
        askedOf(claimId).some((one) => one.endsWith('/assessments')) &&
        askedOf(claimId).some((one) => one.includes('history')) &&
        askedOf(structureId).length > 0,
      { timeout: 15_000 },
    );

    const there = await choose(plainId);
    expect(there.get(annotationsModel).annotations.value.size).toBe(0);
    line.sent = [];
    selectedId.value = undefined;
    selectedId.value = claimId;
    refreshShown(performance.now(), { breakOff: true });
    await vi.waitUntil(() => ASKED.every((what) => askedOf(plainId).some((one) => one.endsWith(what))), {
      timeout: 15_000,
    });
    expect(askedOf(valleyId, claimId, structureId)).toEqual([]);

    const again = await choose(valleyId);
    expect(again).not.toBe(here);
    expect([...again.get(annotationsModel).annotations.value.keys()]).toEqual([claimId]);
    expect(again.get(annotationsModel).selectedId.value).toBeUndefined();
  });

  test('and left while its scenes are taken in, a filter is typed and the line is cut, asks nothing later', async () => {
    await server.database.database
      .updateTable('scene')
      .set({ state: 'ingesting' })
      .where('site_id', '=', valleyId)
      .where('acquired', '=', '2011-05-21')
      .execute();
    const here = await choose(valleyId);
    vi.useFakeTimers({ toFake: [...timers] });
    line.cut = true;
    refreshShown(performance.now(), { breakOff: true });
    const { scenesResource } = here.get(sceneModel);
    const { searchText, listStanding } = here.get(listModel);
    // While timers are held, each look lets a little of their time pass.
    const comes = (held: () => unknown) => vi.waitUntil(held, { timeout: 15_000 });
    await comes(() => [scenesResource.standing, listStanding].every(({ value }) => value.kind === 'failed'));
    line.sent = [];
    await comes(() => askedOf(valleyId).length > 0);

    searchText.value = 'tower';
    enterSite(undefined);
    line.sent = [];
    await vi.advanceTimersByTimeAsync(120_000);
    // The list of sites belongs to none of them.
    expect(line.sent.filter((request) => request !== 'GET /api/sites')).toEqual([]);
  });

  test('follows a scene that is taken in until it is ready', async () => {
    const { database } = server.database;
    const become = (state: 'ready' | 'ingesting') =>
      database
        .updateTable('scene')
        .set({ state })
        .where('site_id', '=', valleyId)
        .where('acquired', '=', '2011-05-21')
        .execute();
    await become('ingesting');
    const { readyScenes } = (await choose(valleyId)).get(sceneModel);
    expect(readyScenes.value).toHaveLength(2);
    await become('ready');
    await vi.waitUntil(() => readyScenes.value.length === 3, { timeout: 15_000 });
  });

  test('stays open as it is when it is given another name, and when another site is made', async () => {
    const here = await choose(valleyId);
    here.get(annotationsModel).selectedId.value = claimId;
    const { etag } = await server.ask(`/api/sites/${valleyId}`);
    const { status } = await server.ask(`/api/sites/${valleyId}`, {
      method: 'PATCH',
      as: 'Bo',
      headers: { 'If-Match': etag, 'Content-Type': 'application/merge-patch+json' },
      body: { name: 'Upper valley' },
    });
    expect(status).toBe(200);
    await server.ask('/api/sites', { as: 'Bo', body: { name: 'Another' } });
    await sitesResource.load();
    expect(openWorkspace.peek()).toBe(here);
    expect(here.get(siteModel).site.value?.name).toBe('Upper valley');
    expect(here.get(annotationsModel).selectedId.value).toBe(claimId);
  });

  test('has the arrow keys for its own registration alone', async () => {
    const press = (code: string) =>
      dispatchEvent(Object.assign(new Event('keydown', { cancelable: true }), { code }));
    const begin = async (siteId: string) => {
      const model = (await choose(siteId)).get(registrationModel);
      model.openRegistration();
      model.movingPixel.value = 0.5;
      return model;
    };
    const here = await begin(valleyId);
    press('ArrowRight');
    expect(here.registration.value!.shift).toEqual({ east: 0.05, north: 0 });
    const there = await begin(plainId);
    press('ArrowUp');
    expect(there.registration.value!.shift).toEqual({ east: 0, north: 0.05 });
    expect(here.registration.value!.shift).toEqual({ east: 0.05, north: 0 });
  });
});
