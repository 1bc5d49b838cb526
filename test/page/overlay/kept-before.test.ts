import { openDB } from 'idb';
import { describe, expect, test, vi } from 'vitest';
import { overlayModel } from '../../../client/overlay/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { COMING } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';

/** Keeps an overlay as pages did that opened this database by themselves. */
async function keepAsBefore(overlay: { id: string; siteId: string; name: string; addedAt: number }) {
  const former = await openDB('afterimage-overlays', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('overlay', { keyPath: 'id' }).createIndex('site', 'siteId');
    },
  });
  const features = [
    { type: 'Feature', geometry: { type: 'Point', coordinates: [129.95, 42.55] }, properties: {} },
  ];
  await former.put('overlay', { ...overlay, features });
  former.close();
}

describe('an overlay that an earlier page kept in this browser', () => {
  const { server } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);

  test('is there, oldest first, and can be taken away for good', async () => {
    const { siteId } = place;
    await keepAsBefore({ id: 'newer', siteId, name: 'Fence', addedAt: 2 });
    await keepAsBefore({ id: 'older', siteId, name: 'Wells', addedAt: 1 });
    await keepAsBefore({ id: 'elsewhere', siteId: elsewhere.siteId, name: 'Roads', addedAt: 3 });
    const here = openSite(siteId).get(overlayModel);
    const names = (model: typeof here) => model.overlays.value.map(({ name }) => name);
    await vi.waitFor(() => expect(names(here)).toEqual(['Wells', 'Fence']), COMING);
    await here.removeOverlay(here.overlays.value[0]!);
    const there = openSite(elsewhere.siteId).get(overlayModel);
    await vi.waitFor(() => expect(names(there)).toEqual(['Roads']), COMING);
    const again = openSite(siteId).get(overlayModel);
    await vi.waitFor(() => expect(names(again)).toEqual(['Fence']), COMING);
  });
});
