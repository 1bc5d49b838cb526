import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { annotationsModel, historyModel, listModel } from '../../../client/annotation/index.ts';
import { comparisonModel } from '../../../client/comparison/index.ts';
import { enterSite, openWorkspace, refreshShown } from '../../../client/core/index.ts';
import { registrationModel } from '../../../client/registration/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { followSite } from '../../../client/shell/open-site.ts';
import { siteModel, sitesResource } from '../../../client/site/index.ts';
import { chooseSite } from '../../../client/site/site.store.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, doneBy, drawnBy } from '../../support/page/changes.ts';

/** What the page asks of a site as soon as it is opened. */
const ASKED = ['scenes', 'looks', 'annotations', 'overlays'];
const timers = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;

describe('a site that is chosen', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);
  let end = () => {};
  let claimId: string;

  beforeAll(() => {
    vi.stubGlobal('HTMLElement', class extends EventTarget {});
    end = followSite();
  });
  afterAll(() => end());
  beforeEach(async () => {
    claimId = (await drawnBy(server, 'Ana', place)).id;
    await sitesResource.load();
  });
  afterEach(() => void vi.useRealTimers());

  /** The site chosen, and the list of its changes loaded. */
  async function choose({ siteId } = place) {
    chooseSite(siteId);
    const workspace = openWorkspace.peek();
    expect(workspace.siteId).toBe(siteId);
    const { listStanding } = workspace.get(listModel);
    const { after } = workspace.get(comparisonModel);
    await comes(() => listStanding.value.kind === 'there' && after.value);
    return workspace;
  }

  const askedOf = (...ids: string[]) => line.sent.filter((request) => ids.some((id) => request.includes(id)));

  test('is opened and all that belongs to it asked for; of the one before nothing is asked any more', async () => {
    await choose(elsewhere);
    line.sent = [];
    const here = await choose();
    const asked = ASKED.map((what) => `GET /api/sites/${place.siteId}/${what}`);
    await comes(() => asked.every((one) => line.sent.includes(one)));
    const { annotations, selectedId } = here.get(annotationsModel);
    const { structureId } = annotations.value.get(claimId)!.properties;
    selectedId.value = claimId;
    here.get(historyModel).historyOpen.value = true;
    await comes(
      () =>
        askedOf(claimId).some((one) => one.endsWith('/assessments')) &&
        askedOf(claimId).some((one) => one.includes('history')) &&
        askedOf(structureId).length > 0,
    );

    const there = await choose(elsewhere);
    expect(there.get(annotationsModel).annotations.value.size).toBe(0);
    line.sent = [];
    selectedId.value = undefined;
    selectedId.value = claimId;
    refreshShown(performance.now(), { breakOff: true });
    await comes(() => ASKED.every((what) => askedOf(elsewhere.siteId).some((one) => one.endsWith(what))));
    expect(askedOf(place.siteId, claimId, structureId)).toEqual([]);

    const again = await choose();
    expect(again).not.toBe(here);
    expect([...again.get(annotationsModel).annotations.value.keys()]).toEqual([claimId]);
    expect(again.get(annotationsModel).selectedId.value).toBeUndefined();
  });

  test('and left while its scenes are taken in, a filter is typed and the line is cut, asks nothing later', async () => {
    await server.database.database
      .updateTable('scene')
      .set({ state: 'ingesting' })
      .where('site_id', '=', place.siteId)
      .where('acquired', '=', '2011-05-21')
      .execute();
    const here = await choose();
    vi.useFakeTimers({ toFake: [...timers] });
    line.cut = true;
    refreshShown(performance.now(), { breakOff: true });
    const { scenesResource } = here.get(sceneModel);
    const { searchText, listStanding } = here.get(listModel);
    // While timers are held, each look lets a little of their time pass.
    await comes(() => [scenesResource.standing, listStanding].every(({ value }) => value.kind === 'failed'));
    line.sent = [];
    await comes(() => askedOf(place.siteId).length > 0);

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
        .where('site_id', '=', place.siteId)
        .where('acquired', '=', '2011-05-21')
        .execute();
    await become('ingesting');
    const { readyScenes } = (await choose()).get(sceneModel);
    expect(readyScenes.value).toHaveLength(2);
    await become('ready');
    await comes(() => readyScenes.value.length === 3);
  });

  test('stays open as it is when it is given another name, and when another site is made', async () => {
    const here = await choose();
    here.get(annotationsModel).selectedId.value = claimId;
    await doneBy(server, 'Bo', `PATCH /api/sites/${place.siteId}`, { name: 'Upper valley' });
    await doneBy(server, 'Bo', 'POST /api/sites', { name: 'Another' });
    await sitesResource.load();
    expect(openWorkspace.peek()).toBe(here);
    expect(here.get(siteModel).site.value?.name).toBe('Upper valley');
    expect(here.get(annotationsModel).selectedId.value).toBe(claimId);
  });

  test('has the arrow keys for its own registration alone', async () => {
    const press = (code: string) =>
      dispatchEvent(Object.assign(new Event('keydown', { cancelable: true }), { code }));
    const begin = async (site: typeof place) => {
      const model = (await choose(site)).get(registrationModel);
      model.openRegistration();
      model.movingPixel.value = 0.5;
      return model;
    };
    const here = await begin(place);
    press('ArrowRight');
    expect(here.registration.value!.shift).toEqual({ east: 0.05, north: 0 });
    const there = await begin(elsewhere);
    press('ArrowUp');
    expect(there.registration.value!.shift).toEqual({ east: 0, north: 0.05 });
    expect(here.registration.value!.shift).toEqual({ east: 0.05, north: 0 });
  });
});
