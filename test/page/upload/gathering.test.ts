import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { comparisonModel } from '../../../client/comparison/index.ts';
import { openWorkspace } from '../../../client/core/index.ts';
import { followSite } from '../../../client/shell/open-site.ts';
import { sitesResource } from '../../../client/site/index.ts';
import { chooseSite } from '../../../client/site/site.store.ts';
import { accept, proposals, turnDown } from '../../../client/upload/card/gathering.store.ts';
import { wantScene } from '../../../client/upload/card/scene-making.ts';
import { editFields, uploads, uploadsHere } from '../../../client/upload/card/upload.store.ts';
import { addFiles, followWanted } from '../../../client/upload/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes } from '../../support/page/changes.ts';
import { sentFile } from '../../support/page/sent-file.ts';
import { giveWorkers } from '../../support/page/workers.ts';

describe('a file of one band', () => {
  const { server } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);
  let ends: (() => void)[] = [];

  beforeAll(() => {
    giveWorkers();
    ends = [followSite(), followWanted()];
  });
  afterAll(async () => {
    for (const end of ends) end();
    await server.server.ingests.idle();
  });
  beforeEach(async () => {
    uploads.value = [];
    await sitesResource.load();
  });

  /** The site opened, with its scenes. */
  async function open({ siteId } = place) {
    chooseSite(siteId);
    const { after } = openWorkspace.peek().get(comparisonModel);
    await comes(() => after.value);
  }

  const give = (...files: File[]) => addFiles(files.map((file) => ({ file })));
  const areReceived = () =>
    uploadsHere.value.every(({ images }) => images.every(({ state }) => state.value.kind === 'received'));

  test('is proposed with the other bands of its image, and becomes one scene with them', async () => {
    const bands = ['B2', 'B3', 'B4'].map((band) => `LC08_L2SP_115031_20130520_${band}.TIF`);
    const files = [];
    for (const name of bands) files.push(await sentFile(server, place.siteId, name));
    await open();
    await give(...files.toReversed());
    await comes(areReceived);
    await open(elsewhere);
    expect(proposals.value).toEqual([]);
    await open();
    expect(proposals.value).toHaveLength(1);
    const [proposal] = proposals.value;
    expect(proposal).toMatchObject({ arrangement: 'bands' });
    expect(proposal!.members.map(({ fileName }) => fileName).toSorted()).toEqual(bands);
    accept(proposal!);
    expect(proposals.value).toEqual([]);
    expect(uploadsHere.value).toMatchObject([{ images: { length: 3 }, gathered: { arrangement: 'bands' } }]);
    const { key } = uploadsHere.value[0]!;
    editFields(key, { acquired: '2013-05-20' });
    wantScene(key);
    await comes(() => uploads.value.length === 0);
    await server.server.ingests.idle();
    const { body: made } = await server.ask(`/api/scenes/${key}`);
    expect([made.state, made.bands.length]).toEqual(['ready', 3]);
  });

  test('whose proposal was turned down stays a scene of its own, also when its site is opened again', async () => {
    const names = ['LC08_L2SP_115031_20130605_B2.TIF', 'LC08_L2SP_115031_20130605_B3.TIF'];
    const files = [];
    for (const name of names) files.push(await sentFile(server, place.siteId, name));
    await open();
    await give(...files);
    await comes(areReceived);
    turnDown(proposals.value[0]!.id);
    expect([proposals.value.length, uploadsHere.value.length]).toEqual([0, 2]);
    await open(elsewhere);
    await open();
    expect([proposals.value.length, uploadsHere.value.length]).toEqual([0, 2]);
  });
});
