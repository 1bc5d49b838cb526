import { beforeAll, describe, expect, test } from 'vitest';
import { notice } from '../../../client/core/index.ts';
import { overlayModel } from '../../../client/overlay/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { doneBy, holdNextAnswer, loaded } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';
import { giveWorkers } from '../../support/page/workers.ts';

const well = { geometry: { type: 'Point', coordinates: [129.95, 42.55] }, name: 'Well' };
const file = new File([JSON.stringify(well.geometry)], 'Wells.geojson');

describe('an overlay that is shared', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);

  beforeAll(giveWorkers);

  async function open({ siteId } = place) {
    const model = openSite(siteId).get(overlayModel);
    await loaded(model.sharedOverlaysResource);
    return model;
  }

  const shown = ({ overlays }: Pick<ReturnType<typeof overlayModel>, 'overlays'>) =>
    overlays.value.map(({ name, sharedBy }) => `${name}: ${sharedBy ?? 'only here'}`);
  const sharedAt = async (siteId: string) =>
    (await server.ask(`/api/sites/${siteId}/overlays`)).body.items as { id: string; name: string }[];

  async function shareAsBo(siteId: string, name: string) {
    const body = { id: crypto.randomUUID(), name, features: [well] };
    await doneBy(server, 'Bo', `POST /api/sites/${siteId}/overlays`, body);
    return body.id;
  }

  test('stands once, for all who open its site and for none of another, until somebody withdraws it', async () => {
    const here = await open();
    await here.layOver([file]);
    await here.shareOverlay(here.overlays.value[0]!);
    expect(shown(here)).toEqual(['Wells: Ana']);
    expect(await sharedAt(place.siteId)).toMatchObject([{ name: 'Wells' }]);
    const bo = await shareAsBo(place.siteId, 'Fence');
    await here.sharedOverlaysResource.load();
    expect(shown(here)).toEqual(['Wells: Ana', 'Fence: Bo']);
    expect(shown(await open(elsewhere))).toEqual([]);
    const again = await open();
    expect(shown(again)).toEqual(['Wells: Ana', 'Fence: Bo']);
    const [mine] = again.sharedOverlays.value;
    const known = again.overlays.value[1]!.features;
    await doneBy(server, 'Bo', `DELETE /api/overlays/${mine!.id}`);
    await again.sharedOverlaysResource.load();
    // What was laid over in this browser is still there, in this browser alone.
    expect(shown(again).toSorted()).toEqual(['Fence: Bo', 'Wells: only here']);
    expect(again.overlays.value.find(({ id }) => id === bo)!.features).toBe(known);
    await again.removeOverlay(again.overlays.value.find(({ id }) => id === bo)!);
    expect(shown(again)).toEqual(['Wells: only here']);
    expect(await sharedAt(place.siteId)).toEqual([]);
  });

  test('that somebody withdrew a moment before counts as withdrawn', async () => {
    const id = await shareAsBo(place.siteId, 'Fence');
    const here = await open();
    await doneBy(server, 'Bo', `DELETE /api/overlays/${id}`);
    await here.removeOverlay(here.overlays.value[0]!);
    expect([shown(here), notice.value]).toEqual([[], undefined]);
  });

  test('while the line is cut stays here alone, which is told, and is shared once when it is asked again', async () => {
    const here = await open();
    await here.layOver([file]);
    line.cut = true;
    await here.shareOverlay(here.overlays.value[0]!);
    expect(notice.value?.kind).toBe('fault');
    expect(shown(here)).toEqual(['Wells: only here']);
    line.cut = false;
    const [overlay] = here.overlays.value;
    await Promise.all([here.shareOverlay(overlay!), here.shareOverlay(overlay!)]);
    expect(shown(here)).toEqual(['Wells: Ana']);
    expect(await sharedAt(place.siteId)).toHaveLength(1);
  });

  test('and refused by the server stays here, with the reason', async () => {
    for (let count = 0; count < 50; count++) await shareAsBo(place.siteId, `Sketch ${count}`);
    const here = await open();
    await here.layOver([file]);
    await here.shareOverlay(here.overlays.value[0]!);
    expect(notice.value).toMatchObject({
      kind: 'fault',
      text: expect.stringMatching(
        /^'.*Wells.*' is not shared\. At one site 50 overlays are shared at the most/,
      ),
    });
    expect(shown(here)[0]).toBe('Wells: only here');
  });

  test('is not taken off the screen by an answer that was given before', async () => {
    const here = await open();
    await here.layOver([file]);
    const answer = holdNextAnswer(line, `GET /api/sites/${place.siteId}/overlays`);
    const late = here.sharedOverlaysResource.load();
    await answer.given;
    await here.shareOverlay(here.overlays.value[0]!);
    answer.open();
    await late;
    expect(shown(here)).toEqual(['Wells: Ana']);
  });

  test('while another site is opened is shared at its own', async () => {
    const here = await open();
    await here.layOver([file]);
    const { promise, resolve } = Promise.withResolvers<void>();
    line.hold = (request) => (request.startsWith('POST') ? promise : undefined);
    const sharing = here.shareOverlay(here.overlays.value[0]!);
    const there = await open(elsewhere);
    resolve();
    await sharing;
    expect(shown(there)).toEqual([]);
    expect(await sharedAt(elsewhere.siteId)).toEqual([]);
    expect(await sharedAt(place.siteId)).toMatchObject([{ name: 'Wells' }]);
    expect(shown(await open())).toEqual(['Wells: Ana']);
  });
});
