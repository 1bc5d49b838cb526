import { beforeEach, expect, test } from 'vitest';
import { notice } from '../../../client/core/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { ingestModel } from '../../../client/upload/index.ts';
import { retryIngest } from '../../../client/upload/transfer/upload.api.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, loaded } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';

const { server, line } = atWork();
const place = freshValley(server);
const elsewhere = freshValley(server);
let sceneId = '';

beforeEach(() => {
  sceneId = place.sceneIds[1]!;
});

const become = (state: 'ready' | 'ingesting') =>
  server.database.database.updateTable('scene').set({ state }).where('id', '=', sceneId).execute();

async function open({ siteId } = place) {
  const { get } = openSite(siteId);
  await loaded(get(sceneModel).scenesResource);
  return get(ingestModel);
}

test('a scene that the server works on is told of at its site, whoever sent it, until it is ready', async () => {
  const here = await open();
  expect(here.ingestsHere.value).toEqual([]);
  await become('ingesting');
  expect((await open(elsewhere)).ingestsHere.value).toEqual([]);
  const again = await open();
  expect(again.ingestsHere.value).toMatchObject([{ id: sceneId }]);
  await become('ready');
  await comes(() => again.ingestsHere.value.length === 0);
});

test('what was asked about a scene is shown when it is done, and told with its reason when it is refused', async () => {
  const here = await open();
  await become('ingesting');
  here.showAfter(Promise.resolve());
  await comes(() => here.ingestsHere.value.length === 1);
  here.showAfter(retryIngest(sceneId));
  await comes(() => notice.value);
  const { body } = await server.ask(`/api/scenes/${sceneId}/retry`, { method: 'POST' });
  expect(notice.value).toEqual({ kind: 'fault', text: body.detail });
  notice.value = undefined;
  line.cut = true;
  here.showAfter(retryIngest(sceneId));
  await comes(() => notice.value);
  expect(notice.value).toMatchObject({
    kind: 'fault',
    text: expect.stringContaining('Nothing you typed is lost'),
  });
});
