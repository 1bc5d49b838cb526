import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { notice } from '../../../client/core/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { ingestModel } from '../../../client/upload/index.ts';
import { retryIngest } from '../../../client/upload/transfer/upload.api.ts';
import { valley } from '../../support/base/valley.ts';
import { connect, type Line, openSite } from '../../support/page/page.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

let server: TestApp;
let line: Line;
let [valleyId, plainId, sceneId] = ['', '', ''];

beforeAll(async () => {
  server = await testApp();
  line = connect(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  line.cut = false;
  notice.value = undefined;
  const made = await valley(server.database.database);
  [valleyId, sceneId] = [made.siteId, made.sceneIds[1]!];
  plainId = (await valley(server.database.database)).siteId;
});

const become = (state: 'ready' | 'ingesting') =>
  server.database.database.updateTable('scene').set({ state }).where('id', '=', sceneId).execute();

async function open(siteId: string) {
  const { get } = openSite(siteId);
  const { scenesResource } = get(sceneModel);
  await vi.waitUntil(() => scenesResource.standing.value.kind === 'there', { timeout: 15_000 });
  return get(ingestModel);
}

test('a scene that the server works on is told of at its site, whoever sent it, until it is ready', async () => {
  const here = await open(valleyId);
  expect(here.ingestsHere.value).toEqual([]);
  await become('ingesting');
  expect((await open(plainId)).ingestsHere.value).toEqual([]);
  const again = await open(valleyId);
  expect(again.ingestsHere.value).toMatchObject([{ id: sceneId }]);
  await become('ready');
  await vi.waitUntil(() => again.ingestsHere.value.length === 0, { timeout: 15_000 });
});

test('what was asked about a scene is shown when it is done, and told with its reason when it is refused', async () => {
  const here = await open(valleyId);
  await become('ingesting');
  here.showAfter(Promise.resolve());
  await vi.waitUntil(() => here.ingestsHere.value.length === 1, { timeout: 15_000 });
  here.showAfter(retryIngest(sceneId));
  await vi.waitUntil(() => notice.value, { timeout: 15_000 });
  const { body } = await server.ask(`/api/scenes/${sceneId}/retry`, { method: 'POST' });
  expect(notice.value).toEqual({ kind: 'fault', text: body.detail });
  notice.value = undefined;
  line.cut = true;
  here.showAfter(retryIngest(sceneId));
  await vi.waitUntil(() => notice.value, { timeout: 15_000 });
  expect(notice.value).toMatchObject({
    kind: 'fault',
    text: expect.stringContaining('Nothing you typed is lost'),
  });
});
