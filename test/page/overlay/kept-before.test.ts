import { openDB } from 'idb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { overlayModel } from '../../../client/overlay/index.ts';
import { valley } from '../../support/base/valley.ts';
import { connect, openSite } from '../../support/page/page.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

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
  let server: TestApp;

  beforeAll(async () => {
    server = await testApp();
    connect(server);
  });
  afterAll(() => server.close());

  test('is there, oldest first, and can be taken away for good', async () => {
    const { siteId } = await valley(server.database.database);
    const other = await valley(server.database.database);
    await keepAsBefore({ id: 'newer', siteId, name: 'Fence', addedAt: 2 });
    await keepAsBefore({ id: 'older', siteId, name: 'Wells', addedAt: 1 });
    await keepAsBefore({ id: 'elsewhere', siteId: other.siteId, name: 'Roads', addedAt: 3 });
    const here = openSite(siteId).get(overlayModel);
    const names = (model: typeof here) => model.overlays.value.map(({ name }) => name);
    await vi.waitFor(() => expect(names(here)).toEqual(['Wells', 'Fence']), { timeout: 15_000 });
    await here.removeOverlay(here.overlays.value[0]!);
    const there = openSite(other.siteId).get(overlayModel);
    await vi.waitFor(() => expect(names(there)).toEqual(['Roads']), { timeout: 15_000 });
    const again = openSite(siteId).get(overlayModel);
    await vi.waitFor(() => expect(names(again)).toEqual(['Fence']), { timeout: 15_000 });
  });
});
