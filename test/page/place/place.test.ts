import { expect, test } from 'vitest';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import { listModel } from '../../../client/annotation/index.ts';
import { enterSite, mapPortModel } from '../../../client/core/index.ts';
import { coordinateForm, nextCoordinateForm, placeModel } from '../../../client/place/place.store.ts';
import { sitesResource } from '../../../client/site/index.ts';
import { square } from '../../support/base/valley.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, doneBy } from '../../support/page/changes.ts';
import { openSite, plainMap } from '../../support/page/page.ts';

const tower: Position = [129.95, 42.55];
const { server } = atWork();
const place = freshValley(server);
const elsewhere = freshValley(server);

test('a place that is gone to is shown and marked on its own site alone', () => {
  const here = openSite(place.siteId);
  here.get(placeModel).goTo(tower);
  expect(here.asked).toEqual(['showPlace 129.95,42.55']);
  expect(here.get(placeModel).markedPlace.value).toEqual(tower);
  const there = openSite(elsewhere.siteId);
  expect(there.get(placeModel).markedPlace.value).toBeUndefined();
  here.get(placeModel).goTo([129.96, 42.56]);
  expect(there.get(placeModel).markedPlace.value).toBeUndefined();
  expect(there.asked).toEqual([]);
});

test('what is gone to before there is a map is shown, the last of it, once there is one', () => {
  const workspace = enterSite(place.siteId);
  const { goTo } = workspace.get(placeModel);
  goTo(tower);
  goTo([129.96, 42.56]);
  const { asked, port } = plainMap();
  const detach = workspace.get(mapPortModel).attach(port);
  expect(asked).toEqual(['showPlace 129.96,42.56']);
  detach();
  goTo(tower);
  const next = plainMap();
  workspace.get(mapPortModel).attach(next.port);
  expect([asked.length, next.asked]).toEqual([1, ['showPlace 129.95,42.55']]);
});

test('places between which one has to choose are offered while they stand in the search field', async () => {
  const here = openSite(place.siteId);
  const { offeredPlaces, goTo } = here.get(placeModel);
  const { searchText, filter } = here.get(listModel);
  searchText.value = 'UTM zone 52, 576571 4710169';
  expect(filter.value.q).toBe('');
  expect(offeredPlaces.value.length).toBeGreaterThan(1);
  const there = openSite(elsewhere.siteId);
  expect(there.get(placeModel).offeredPlaces.value).toEqual([]);
  expect(there.get(listModel).searchText.value).toBe('');
  goTo(offeredPlaces.value[0]!.position);
  expect(offeredPlaces.value).toEqual([]);
});

test('near is told from the boundary of the site, as another analyst sets it, else from its first scene', async () => {
  await sitesResource.load();
  const here = openSite(place.siteId);
  const { siteMiddle } = here.get(placeModel);
  await comes(() => siteMiddle.value);
  expect(siteMiddle.value!.map((degrees) => degrees.toFixed(2))).toEqual(['129.95', '42.55']);
  const boundary = { type: 'Polygon', coordinates: [square(129, 42, 0.5)] };
  await doneBy(server, 'Bo', `PATCH /api/sites/${place.siteId}`, { boundary });
  await sitesResource.load();
  expect(siteMiddle.value!.map((degrees) => degrees.toFixed(2))).toEqual(['129.25', '42.25']);
  const there = openSite(elsewhere.siteId).get(placeModel);
  await comes(() => there.siteMiddle.value);
  expect(there.siteMiddle.value![0].toFixed(2)).toBe('129.95');
});

test('how positions are written stays the same from site to site, and is remembered', () => {
  openSite(place.siteId);
  const form = coordinateForm.value;
  nextCoordinateForm();
  const chosen = coordinateForm.value;
  expect(chosen).not.toBe(form);
  openSite(elsewhere.siteId);
  expect(coordinateForm.value).toBe(chosen);
  expect(localStorage.getItem('afterimage.coordinates')).toBe(chosen);
});
