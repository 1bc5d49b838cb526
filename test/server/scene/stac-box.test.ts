import { afterAll, beforeAll, expect, it } from 'vitest';
import { square, valley } from '../../support/base/valley.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

let server: TestApp;
let sceneId: string;
beforeAll(async () => {
  server = await testApp();
  const { sceneIds } = await valley(server.database.database);
  sceneId = sceneIds[0]!;
});
afterAll(() => server.close());

const parts = (...rings: ReturnType<typeof square>[]) => ({
  type: 'MultiPolygon',
  coordinates: rings.map((ring) => [ring]),
});
const half = (west: number, east: number) => [
  [west, 80],
  [east, 80],
  [east, 90],
  [west, 90],
  [west, 80],
];

it.each([
  ['cut at the antimeridian in two', parts(square(179, 0, 1), square(-180, 0, 1)), [179, 0, -179, 1]],
  ['in three', parts(square(179, 0, 1), square(-180, 0, 1), square(-180, 2, 1)), [179, 0, -179, 3]],
  ['of two parts elsewhere', parts(square(10, 0, 1), square(20, 0, 1)), [10, 0, 21, 1]],
  [
    'around a pole',
    { type: 'MultiPolygon', coordinates: [[half(-180, 0)], [half(0, 180)]] },
    [-180, 80, 180, 90],
  ],
])('the STAC Item of a scene %s has a box as RFC 7946 has it', async (_, footprint, box) => {
  await server.database.database
    .updateTable('scene')
    .set({ footprint: JSON.stringify(footprint) })
    .where('id', '=', sceneId)
    .execute();
  expect((await server.ask(`/api/scenes/${sceneId}/stac.json`)).body.bbox).toEqual(box);
});
