import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { comparisonModel } from '../../../client/comparison/index.ts';
import { openWorkspace } from '../../../client/core/index.ts';
import { followSite } from '../../../client/shell/open-site.ts';
import { sitesResource } from '../../../client/site/index.ts';
import { chooseSite } from '../../../client/site/site.store.ts';
import { wantScene } from '../../../client/upload/card/scene-making.ts';
import { keptUploads } from '../../../client/upload/card/upload.storage.ts';
import { editFields, uploads, uploadsHere } from '../../../client/upload/card/upload.store.ts';
import { addFiles, followWanted } from '../../../client/upload/index.ts';
import { pauseTransfer, resumeTransfer } from '../../../client/upload/transfer/transfer.store.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, doneBy } from '../../support/page/changes.ts';
import { largeFile } from '../../support/page/large-file.ts';
import { giveRequests } from '../../support/page/requests.ts';
import { sentFile } from '../../support/page/sent-file.ts';
import { giveWorkers } from '../../support/page/workers.ts';

const MEBIBYTE = 2 ** 20;

describe('a file that is given to the page', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const underWay = giveRequests(line);
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
    Object.assign(underWay, { parts: [], hold: () => undefined });
    uploads.value = [];
    await sitesResource.load();
    chooseSite(place.siteId);
    const { after } = openWorkspace.peek().get(comparisonModel);
    await comes(() => after.value);
  });

  /** Gives a file, and what the page and the server know of it from then on. */
  async function give(file: File) {
    await addFiles([{ file }]);
    const { key, images } = uploadsHere.value[0]!;
    const transfer = images[0]!;
    const { state } = transfer;
    return {
      key,
      transfer,
      state,
      becomes: (kind: typeof state.value.kind) => comes(() => state.value.kind === kind),
      /** What the server says of the upload. */
      there: async () => (await server.ask(`/api/uploads/${transfer.uploadId}`)).body,
    };
  }
  type Given = Awaited<ReturnType<typeof give>>;

  /** Gives a large file, and holds it once the server has all that went of it: five MiB, in the midst of a part. */
  async function giveHalf(file: File): Promise<Given & { letGo: () => void }> {
    const { promise, resolve } = Promise.withResolvers<void>();
    underWay.hold = (at) => (at === 5 * MEBIBYTE ? promise : undefined);
    const given = await give(file);
    await comes(async () => given.transfer.uploadId && (await given.there()).received === 5 * MEBIBYTE);
    const letGo = () => {
      underWay.hold = () => undefined;
      resolve();
    };
    return { ...given, letGo };
  }

  /** Where parts begin that follow each other without a gap, none of whose bytes goes twice. */
  const begunAt = (size: number, ...places: number[]) =>
    places.map((from, place) => ({ from, bytes: (places[place + 1] ?? size) - from }));
  const asked = (request: string) => line.sent.filter((one) => one.startsWith(request)).length;

  test('goes in parts, and becomes a scene, its bytes unchanged, once its date is said', async () => {
    const file = largeFile();
    const bytes = Buffer.from(await file.arrayBuffer());
    const { key, transfer, state, becomes, letGo } = await giveHalf(file);
    expect(transfer.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    await becomes('sending');
    await comes(() => state.value.kind === 'sending' && state.value.sent === 5 * MEBIBYTE);
    letGo();
    await becomes('received');
    expect(asked('POST /api/uploads')).toBe(1);
    expect(underWay.parts).toEqual(begunAt(file.size, 0, 4 * MEBIBYTE, 8 * MEBIBYTE));
    editFields(key, { acquired: '2013-05' });
    wantScene(key);
    await comes(() => uploads.value.length === 0);
    await server.server.ingests.idle();
    const { body: made } = await server.ask(`/api/scenes/${key}`);
    expect(made).toMatchObject({
      state: 'ready',
      original: { fileName: file.name, size: file.size, sha256: transfer.sha256 },
    });
    const original = await server.app.request(`http://127.0.0.1/api/scenes/${key}/original`);
    expect(Buffer.from(await original.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('goes on from what the server has, after the line was cut in the midst of a part', async () => {
    const file = largeFile();
    const { transfer, becomes, there, letGo } = await giveHalf(file);
    line.cut = true;
    letGo();
    await becomes('line_down');
    // It is tried in vain, and tried again.
    await comes(() => asked(`HEAD /api/uploads/${transfer.uploadId}`) > 0);
    expect(await there()).toMatchObject({ state: 'receiving', received: 5 * MEBIBYTE });
    line.cut = false;
    await becomes('received');
    expect(underWay.parts).toEqual(begunAt(file.size, 0, 4 * MEBIBYTE, 5 * MEBIBYTE));
    expect(await there()).toMatchObject({ state: 'received', sha256: transfer.sha256 });
    expect(asked('POST /api/uploads')).toBe(1);
  });

  test('goes once, although the answers to its parts are lost', async () => {
    const file = largeFile();
    line.holdAnswer = (request) =>
      request.startsWith('PATCH') ? Promise.reject(new TypeError('The line is cut.')) : undefined;
    const { becomes, there } = await give(file);
    await becomes('received');
    expect(underWay.parts).toEqual(begunAt(file.size, 0, 4 * MEBIBYTE, 8 * MEBIBYTE));
    expect(await there()).toMatchObject({ state: 'received', size: file.size });
  });

  test('rests while it is paused, and goes on from there', async () => {
    const file = largeFile();
    const { transfer, state, becomes, there, letGo } = await giveHalf(file);
    pauseTransfer(transfer);
    letGo();
    expect(state.value.kind).toBe('paused');
    expect(await keptUploads(place.siteId)).toMatchObject([{ images: [{ paused: true }] }]);
    expect(await there()).toMatchObject({ state: 'receiving', received: 5 * MEBIBYTE });
    resumeTransfer(transfer);
    await becomes('received');
    expect(underWay.parts).toEqual(begunAt(file.size, 0, 4 * MEBIBYTE, 5 * MEBIBYTE));
    expect(await there()).toMatchObject({ state: 'received', sha256: transfer.sha256 });
  });

  test('that the server finds to be no image is refused, in its words', async () => {
    const { state, becomes, there } = await give(new File(['II*\0 and no directory'], 'words.tif'));
    await becomes('refused');
    const { failure } = await there();
    expect(failure.detail).toMatch(/\w+ .*\.$/);
    expect(state.value).toEqual({ kind: 'refused', sentence: failure.detail, again: false });
  });

  test('that is no image by its first bytes is refused before any is sent', async () => {
    const { state, becomes } = await give(new File(['%PDF-1.7'], 'paper.tif'));
    await becomes('refused');
    expect(state.value).toMatchObject({
      sentence: expect.stringContaining('The file is a PDF'),
      again: false,
    });
    expect(asked('POST /api/uploads')).toBe(0);
    expect(await keptUploads(place.siteId)).toEqual([]);
  });

  test('that became a scene meanwhile, unheard, is refused before a byte is sent, and says which', async () => {
    const file = await sentFile(server, place.siteId);
    const { items } = (await server.ask(`/api/sites/${place.siteId}/uploads`)).body;
    const body = { metadata: { title: 'Theirs', acquired: '2013' }, uploads: [items[0].id] };
    const made = await doneBy(server, 'Bob', `POST /api/sites/${place.siteId}/scenes`, body);
    const { state, becomes } = await give(file);
    await becomes('refused');
    expect(state.value).toMatchObject({ sceneId: made.id, again: false });
    expect(asked('POST /api/uploads')).toBe(1);
    expect(underWay.parts).toEqual([]);
  });
});
