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
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { changedBy, comes, doneBy, drawnBy } from '../../support/page/changes.ts';
import { giveEvents } from '../../support/page/events.ts';

describe('what another analyst changes', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);
  let breakStream = () => {};
  let ends: (() => void)[] = [];

  beforeAll(() => {
    breakStream = giveEvents();
    ends = [followEvents(), followSite()];
  });
  afterAll(() => {
    for (const end of ends) end();
  });
  beforeEach(() => sitesResource.load());

  async function open({ siteId } = place) {
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

  const rename = (name: string) => doneBy(server, 'Bo', `PATCH /api/sites/${place.siteId}`, { name });

  test('comes by itself: the site, its scenes, looks, overlays and claims', async () => {
    const here = await open();
    await rename('Upper valley');
    await comes(() => here.site.value?.name === 'Upper valley');
    await doneBy(server, 'Bo', `PATCH /api/scenes/${place.sceneIds[0]}`, { title: 'First light' });
    await comes(() => here.sceneById(place.sceneIds[0])?.title === 'First light');
    await doneBy(server, 'Bo', `PUT /api/scenes/${place.sceneIds[0]}/look`, { gamma: 1.5 });
    await comes(() => here.looks.value.get(place.sceneIds[0]!)?.look.gamma === 1.5);
    const features = [{ geometry: { type: 'Point', coordinates: [129.95, 42.55] } }];
    const overlay = { id: crypto.randomUUID(), name: 'Wells', features };
    await doneBy(server, 'Bo', `POST /api/sites/${place.siteId}/overlays`, overlay);
    await comes(() => here.overlays.value[0]?.sharedBy === 'Bo');
    await doneBy(server, 'Bo', `DELETE /api/overlays/${overlay.id}`);
    await comes(() => here.overlays.value.length === 0);

    const { id } = await drawnBy(server, 'Bo', place);
    await comes(() => here.annotations.value.has(id));
    here.selectedId.value = id;
    await changedBy(server, 'Bo', id, { title: 'Gate' });
    await comes(() => here.annotations.value.get(id)?.properties.title === 'Gate');
    await doneBy(server, 'Bo', `DELETE /api/annotations/${id}`);
    await comes(() => !here.annotations.value.has(id));
    expect(here.selectedId.value).toBeUndefined();
  });

  test('comes as somebody judges a claim: its status, and all that is said of it', async () => {
    const here = await open();
    const { id } = await drawnBy(server, 'Bo', place);
    await comes(() => here.annotations.value.has(id));
    here.selectedId.value = id;
    await comes(() => here.assessments.value?.length === 0);
    line.sent = [];
    const body = { version: 1, verdict: 'disagree', note: 'A shadow.' };
    await doneBy(server, 'Cy', `POST /api/annotations/${id}/assessments`, body);
    await comes(() => here.assessments.value?.length === 1);
    expect(here.assessments.value).toMatchObject([{ by: 'Cy', note: 'A shadow.' }]);
    expect(here.annotations.value.get(id)!.properties.status).toBe('disputed');
    expect(line.sent.filter((one) => one === `GET /api/annotations/${id}`)).toHaveLength(1);
  });

  test('of another site is not asked for, and is there when that site is opened', async () => {
    const here = await open();
    line.sent = [];
    const far = await drawnBy(server, 'Bo', elsewhere);
    const { id } = await drawnBy(server, 'Bo', place);
    await comes(() => here.annotations.value.has(id));
    expect([...here.annotations.value.keys()]).toEqual([id]);
    expect(line.sent.filter((one) => one.includes(far.id) || one.includes(elsewhere.siteId))).toEqual([]);
    const there = await open(elsewhere);
    expect([...there.annotations.value.keys()]).toEqual([far.id]);
    line.sent = [];
    const later = await drawnBy(server, 'Bo', place);
    const near = await drawnBy(server, 'Bo', elsewhere);
    await comes(() => there.annotations.value.has(near.id));
    expect(line.sent.filter((one) => one.includes(later.id) || one.includes(place.siteId))).toEqual([]);
    expect(here.annotations.value.has(later.id)).toBe(false);
  });

  test('while nothing was heard is fetched, all of it, as soon as the line is back', async () => {
    const here = await open();
    line.cut = true;
    breakStream();
    const { id } = await drawnBy(server, 'Bo', place);
    await rename('Lower valley');
    expect(here.annotations.value.has(id)).toBe(false);
    line.sent = [];
    line.cut = false;
    await comes(() => here.annotations.value.has(id) && here.site.value?.name === 'Lower valley');
    const all = ['scenes', 'looks', 'annotations', 'overlays'].map(
      (one) => `GET /api/sites/${place.siteId}/${one}`,
    );
    await comes(() => [...all, 'GET /api/sites'].every((one) => line.sent.includes(one)));
    // And what is changed from then on comes one by one.
    line.sent = [];
    const next = await drawnBy(server, 'Bo', place);
    await comes(() => here.annotations.value.has(next.id));
    expect(line.sent).toContain(`GET /api/annotations/${next.id}`);
    expect(line.sent).not.toContain(`GET /api/sites/${place.siteId}/annotations`);
  });

  test('is missed for ten seconds before that is told, and no longer than the line is down', async () => {
    await open();
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
