import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { comparisonModel } from '../../../client/comparison/index.ts';
import { openWorkspace } from '../../../client/core/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { followSite } from '../../../client/shell/open-site.ts';
import { sitesResource } from '../../../client/site/index.ts';
import { chooseSite } from '../../../client/site/site.store.ts';
import { wantScene } from '../../../client/upload/card/scene-making.ts';
import { keptUploads } from '../../../client/upload/card/upload.storage.ts';
import { editFields, uploads, uploadsHere } from '../../../client/upload/card/upload.store.ts';
import { disown } from '../../../client/upload/card/upload-ownership.ts';
import {
  addFiles,
  followKeptUploads,
  followWanted,
  ingestModel,
  uploadsShown,
} from '../../../client/upload/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, loseAnswers, mendLine } from '../../support/page/changes.ts';
import { sentFile } from '../../support/page/sent-file.ts';
import { giveWorkers } from '../../support/page/workers.ts';

describe('a file that the server has', () => {
  const { server, line } = atWork();
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
  afterEach(() => vi.useRealTimers());

  /** The site opened, with its scenes. */
  async function open({ siteId } = place) {
    chooseSite(siteId);
    const { get } = openWorkspace.peek();
    const { after } = get(comparisonModel);
    await comes(() => after.value);
    return { ...get(sceneModel), ...get(ingestModel) };
  }

  const give = (...files: File[]) => addFiles(files.map((file) => ({ file })));
  const areReceived = () =>
    uploadsHere.value.every(({ images }) => images.every(({ state }) => state.value.kind === 'received'));
  /** The scenes of a site that were made of files, by the server. */
  const madeAt = async ({ siteId } = place) =>
    (await server.ask(`/api/sites/${siteId}/scenes`)).body.items.filter(
      ({ original }: { original: { size: number } }) => original.size > 1,
    );

  test('is not sent again, becomes a scene once its date is said, and is told of until it is dismissed', async () => {
    const file = await sentFile(server, place.siteId);
    const here = await open();
    await give(file);
    expect(uploadsShown.value).toBe(true);
    const { key } = uploadsHere.value[0]!;
    await comes(areReceived);
    wantScene(key);
    expect(uploadsHere.value[0]!.faults).toMatchObject([{ pointer: '/acquired' }]);
    editFields(key, { acquired: '2013-05', provider: 'Somebody' });
    wantScene(key);
    await comes(() => here.ingestsHere.value.length === 1);
    await comes(() => uploadsHere.value.length === 0);
    const { id } = here.ingestsHere.value[0]!;
    await server.server.ingests.idle();
    await here.scenesResource.load();
    expect(here.ingestsHere.value).toMatchObject([{ id, state: 'ready', provider: 'Somebody' }]);
    expect((await open(elsewhere)).ingestsHere.value).toEqual([]);
    const again = await open();
    expect(again.ingestsHere.value).toMatchObject([{ id }]);
    again.dismissIngest(id);
    expect((await open()).ingestsHere.value).toEqual([]);

    // The same file once more is known, and says which scene it is.
    await give(file);
    await comes(() => uploadsHere.value[0]?.images[0]?.state.value.kind === 'refused');
    expect(uploadsHere.value[0]!.images[0]!.state.value).toMatchObject({ sceneId: id, again: false });
  });

  test('has a card at its own site, kept with what is typed, and taken up when the page is opened again', async () => {
    const file = await sentFile(server, place.siteId);
    await open();
    await give(file);
    const { key } = uploadsHere.value[0]!;
    await comes(areReceived);
    editFields(key, { title: 'Half a ti' });
    await open(elsewhere);
    expect(uploadsHere.value).toEqual([]);
    expect(await keptUploads(elsewhere.siteId)).toEqual([]);
    await open();
    expect(uploadsHere.value.map(({ fields }) => fields.title)).toEqual(['Half a ti']);

    // The page that had it is closed, and another one opened.
    uploads.value = [];
    disown(key);
    ends.push(followKeptUploads());
    await comes(() => uploadsHere.value.length === 1 && areReceived());
    expect(uploadsHere.value[0]).toMatchObject({ key, fields: { title: 'Half a ti' } });
  });

  test('becomes a scene of its own site, although another one was opened meanwhile', async () => {
    const file = await sentFile(server, place.siteId);
    await open();
    await give(file);
    const { key } = uploadsHere.value[0]!;
    await comes(areReceived);
    editFields(key, { acquired: '2013' });
    const { promise, resolve } = Promise.withResolvers<void>();
    line.hold = (request) => (request.startsWith('POST') ? promise : undefined);
    wantScene(key);
    const there = await open(elsewhere);
    resolve();
    await comes(() => uploads.value.length === 0);
    expect(await madeAt(elsewhere)).toEqual([]);
    expect(await madeAt()).toHaveLength(1);
    await there.scenesResource.load();
    expect(there.ingestsHere.value).toEqual([]);
  });

  test('becomes one scene, although the answer was lost and the page asked again', async () => {
    const file = await sentFile(server, place.siteId);
    const here = await open();
    await give(file);
    const { key } = uploadsHere.value[0]!;
    await comes(areReceived);
    editFields(key, { acquired: '2013-05' });
    const asked = () => line.sent.filter((one) => one === `POST /api/sites/${place.siteId}/scenes`).length;
    loseAnswers(line);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    wantScene(key);
    await comes(() => asked() === 1);
    await comes(async () => (await madeAt()).length === 1);
    mendLine(line);
    await comes(() => {
      vi.advanceTimersByTime(1_000);
      return uploads.value.length === 0;
    });
    expect(asked()).toBeGreaterThan(1);
    expect(await madeAt()).toHaveLength(1);
    expect(here.ingestsHere.value).toHaveLength(1);
  });
});
