import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { annotationsModel, listModel } from '../../../client/annotation/index.ts';
import { assessmentModel } from '../../../client/assessment/index.ts';
import { comparisonModel } from '../../../client/comparison/index.ts';
import { openWorkspace } from '../../../client/core/index.ts';
import { lookModel } from '../../../client/look/index.ts';
import { overlayModel } from '../../../client/overlay/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { changesUnheard, followEvents } from '../../../client/shell/events.ts';
import { followSite } from '../../../client/shell/open-site.ts';
import { siteModel, sitesResource } from '../../../client/site/index.ts';
import { chooseSite } from '../../../client/site/site.store.ts';
import { tower, valley } from '../../support/base/valley.ts';
import { giveEvents } from '../../support/page/events.ts';
import { connect, type Line } from '../../support/page/page.ts';
import { type Asked, type TestApp, testApp } from '../../support/server/app.ts';

const mergePatch = { 'Content-Type': 'application/merge-patch+json' };

describe('what another analyst changes', () => {
  let server: TestApp;
  let line: Line;
  let breakStream = () => {};
  let ends: (() => void)[] = [];
  let [valleyId, plainId] = ['', ''];
  let [sceneIds, plainScenes]: [string[], string[]] = [[], []];

  beforeAll(async () => {
    server = await testApp();
    line = connect(server);
    breakStream = giveEvents();
    ends = [followEvents(), followSite()];
  });
  afterAll(async () => {
    for (const end of ends) end();
    await server.close();
  });
  beforeEach(async () => {
    line.cut = false;
    const [here, there] = [await valley(server.database.database), await valley(server.database.database)];
    [valleyId, sceneIds] = [here.siteId, here.sceneIds];
    [plainId, plainScenes] = [there.siteId, there.sceneIds];
    await sitesResource.load();
  });

  const comes = (held: () => unknown) => vi.waitUntil(held, { timeout: 15_000 });

  async function open(siteId: string) {
    chooseSite(siteId);
    const { get } = openWorkspace.peek();
    const { listStanding } = get(listModel);
    const { after } = get(comparisonModel);
    const { sharedOverlaysResource } = get(overlayModel);
    await comes(
      () =>
        listStanding.value.kind === 'there' &&
        after.value &&
        sharedOverlaysResource.standing.value.kind === 'there' &&
        !changesUnheard.value,
    );
    return {
      ...get(siteModel),
      ...get(sceneModel),
      ...get(annotationsModel),
      ...get(assessmentModel),
      ...get(lookModel),
      ...get(overlayModel),
    };
  }

  /** What Bo asks of the server; it takes it. */
  async function asBo(address: string, asked: Asked) {
    const current = asked.method ? await server.ask(address) : undefined;
    const { status, body, text } = await server.ask(address, {
      as: 'Bo',
      ...asked,
      headers: { ...(current?.etag && { 'If-Match': current.etag }), ...asked.headers },
    });
    expect(status, text).toBeLessThan(300);
    return body;
  }

  const claim = (siteId: string, [before, , after]: string[]) =>
    asBo(`/api/sites/${siteId}/annotations`, { body: tower(before!, after!, { id: crypto.randomUUID() }) });
  const rename = (name: string) =>
    asBo(`/api/sites/${valleyId}`, { method: 'PATCH', headers: mergePatch, body: { name } });

  test('comes by itself: the site, its scenes, looks, overlays and claims', async () => {
    const here = await open(valleyId);
    await rename('Upper valley');
    await comes(() => here.site.value?.name === 'Upper valley');
    await asBo(`/api/scenes/${sceneIds[0]}`, {
      method: 'PATCH',
      headers: mergePatch,
      body: { title: 'First light' },
    });
    await comes(() => here.sceneById(sceneIds[0])?.title === 'First light');
    await asBo(`/api/scenes/${sceneIds[0]}/look`, { method: 'PUT', body: { gamma: 1.5 } });
    await comes(() => here.looks.value.get(sceneIds[0]!)?.look.gamma === 1.5);
    const features = [{ geometry: { type: 'Point', coordinates: [129.95, 42.55] } }];
    const overlay = { id: crypto.randomUUID(), name: 'Wells', features };
    await asBo(`/api/sites/${valleyId}/overlays`, { body: overlay });
    await comes(() => here.overlays.value[0]?.sharedBy === 'Bo');
    await asBo(`/api/overlays/${overlay.id}`, { method: 'DELETE' });
    await comes(() => here.overlays.value.length === 0);

    const { id, geometry, properties } = await claim(valleyId, sceneIds);
    await comes(() => here.annotations.value.has(id));
    here.selectedId.value = id;
    const { beforeSceneId, afterSceneId, structure, change } = properties;
    const stated = { beforeSceneId, afterSceneId, structure, change, title: 'Gate' };
    await asBo(`/api/annotations/${id}`, {
      method: 'PUT',
      body: { type: 'Feature', id, geometry, properties: stated },
    });
    await comes(() => here.annotations.value.get(id)?.properties.title === 'Gate');
    await asBo(`/api/annotations/${id}`, { method: 'DELETE' });
    await comes(() => !here.annotations.value.has(id));
    expect(here.selectedId.value).toBeUndefined();
  });

  test('comes as somebody judges a claim: its status, and all that is said of it', async () => {
    const here = await open(valleyId);
    const { id } = await claim(valleyId, sceneIds);
    await comes(() => here.annotations.value.has(id));
    here.selectedId.value = id;
    await comes(() => here.assessments.value?.length === 0);
    line.sent = [];
    const body = { version: 1, verdict: 'disagree', note: 'A shadow.' };
    await asBo(`/api/annotations/${id}/assessments`, { as: 'Cy', body });
    await comes(() => here.assessments.value?.length === 1);
    expect(here.assessments.value).toMatchObject([{ by: 'Cy', note: 'A shadow.' }]);
    expect(here.annotations.value.get(id)!.properties.status).toBe('disputed');
    expect(line.sent.filter((one) => one === `GET /api/annotations/${id}`)).toHaveLength(1);
  });

  test('of another site is not asked for, and is there when that site is opened', async () => {
    const here = await open(valleyId);
    line.sent = [];
    const elsewhere = await claim(plainId, plainScenes);
    const { id } = await claim(valleyId, sceneIds);
    await comes(() => here.annotations.value.has(id));
    expect([...here.annotations.value.keys()]).toEqual([id]);
    expect(line.sent.filter((one) => one.includes(elsewhere.id) || one.includes(plainId))).toEqual([]);
    const there = await open(plainId);
    expect([...there.annotations.value.keys()]).toEqual([elsewhere.id]);
    line.sent = [];
    const later = await claim(valleyId, sceneIds);
    const near = await claim(plainId, plainScenes);
    await comes(() => there.annotations.value.has(near.id));
    expect(line.sent.filter((one) => one.includes(later.id) || one.includes(valleyId))).toEqual([]);
    expect(here.annotations.value.has(later.id)).toBe(false);
  });

  test('while nothing was heard is fetched, all of it, as soon as the line is back', async () => {
    const here = await open(valleyId);
    line.cut = true;
    breakStream();
    const { id } = await claim(valleyId, sceneIds);
    await rename('Lower valley');
    expect(here.annotations.value.has(id)).toBe(false);
    line.sent = [];
    line.cut = false;
    await comes(() => here.annotations.value.has(id) && here.site.value?.name === 'Lower valley');
    const all = ['scenes', 'looks', 'annotations', 'overlays'].map(
      (one) => `GET /api/sites/${valleyId}/${one}`,
    );
    await comes(() => [...all, 'GET /api/sites'].every((one) => line.sent.includes(one)));
    // And what is changed from then on comes one by one.
    line.sent = [];
    const next = await claim(valleyId, sceneIds);
    await comes(() => here.annotations.value.has(next.id));
    expect(line.sent).toContain(`GET /api/annotations/${next.id}`);
    expect(line.sent).not.toContain(`GET /api/sites/${valleyId}/annotations`);
  });

  test('is missed for ten seconds before that is told, and no longer than the line is down', async () => {
    await open(valleyId);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    try {
      line.cut = true;
      breakStream();
      await vi.advanceTimersByTimeAsync(9_000);
      expect(changesUnheard.value).toBe(false);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(changesUnheard.value).toBe(true);
      line.cut = false;
      await vi.advanceTimersByTimeAsync(30_000);
      await comes(() => !changesUnheard.value);
    } finally {
      vi.useRealTimers();
    }
  });
});
