import { expect, test } from 'vitest';
import type { Polygon } from '#domain/geometry/geometry.contract.ts';
import { comparisonModel } from '../../../client/comparison/index.ts';
import { viewSystemModel } from '../../../client/map/base/view-system.ts';
import { siteModel, sitesResource } from '../../../client/site/index.ts';
import { square } from '../../support/base/valley.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, doneBy, openLoaded } from '../../support/page/changes.ts';

const { server } = atWork();
const place = freshValley(server);

const ground = (west: number, south: number, size: number): Polygon => ({
  type: 'Polygon',
  coordinates: [square(west, south, size)],
});

async function lay(sceneIds: string[], footprint: Polygon) {
  await server.database.database
    .updateTable('scene')
    .set({ footprint: JSON.stringify(footprint) })
    .where('id', 'in', sceneIds)
    .execute();
}

async function open() {
  await sitesResource.load();
  const workspace = await openLoaded(place.siteId);
  await comes(() => workspace.get(siteModel).site.value);
  return { ...workspace.get(viewSystemModel), ...workspace.get(comparisonModel) };
}

test('a site is drawn in the zone of its scenes, and in that of its boundary once there is one', async () => {
  await lay(place.sceneIds, ground(126.05, 42.5, 0.1));
  const { viewSystem } = await open();
  expect(viewSystem.value).toBe('EPSG:32652');
  await doneBy(server, 'Bo', `PATCH /api/sites/${place.siteId}`, { boundary: ground(125.9, 42.5, 0.05) });
  await sitesResource.load();
  expect(viewSystem.value).toBe('EPSG:32651');
});

test('a site too wide for a zone is drawn in the system of the two scenes on screen', async () => {
  const [near, , far] = place.sceneIds as [string, string, string];
  await lay([far], ground(10, 42.5, 0.1));
  const { viewSystem, setBefore, setAfter } = await open();
  setBefore(near);
  setAfter(far);
  expect(viewSystem.value).toMatch(/^afterimage:stereographic /);
  setAfter(place.sceneIds[1]!);
  expect(viewSystem.value).toBe('EPSG:32652');
});

test('ground beyond the reach of the map is drawn in a system of its own', async () => {
  const { systemShowing } = await open();
  expect(systemShowing(ground(129.95, 42.55, 0.01))).toBe('EPSG:32652');
  expect(systemShowing(ground(-70, -30, 0.01))).toBe('EPSG:32719');
});
