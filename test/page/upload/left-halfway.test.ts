import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes } from '../../support/page/changes.ts';
import { largeFile } from '../../support/page/large-file.ts';
import { leavePage } from '../../support/page/leaving.ts';
import { giveRequests } from '../../support/page/requests.ts';
import { giveWorkers } from '../../support/page/workers.ts';

const MEBIBYTE = 2 ** 20;

describe('a file that was half sent when the page was left', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const underWay = giveRequests(line);
  const ends: (() => void)[] = [];

  beforeAll(giveWorkers);
  beforeEach(() => void Object.assign(underWay, { parts: [], hold: () => undefined }));
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });

  /** A page, opened at the site. One that is opened after another was left knows of it what the browser kept. */
  async function openPage() {
    const { followSite } = await import('../../../client/shell/open-site.ts');
    const { sitesResource } = await import('../../../client/site/index.ts');
    const { chooseSite } = await import('../../../client/site/site.store.ts');
    const { disown } = await import('../../../client/upload/card/upload-ownership.ts');
    const { editFields, uploadsHere } = await import('../../../client/upload/card/upload.store.ts');
    const { addFiles, followKeptUploads } = await import('../../../client/upload/index.ts');
    const transfers = await import('../../../client/upload/transfer/transfer.store.ts');
    await sitesResource.load();
    chooseSite(place.siteId);
    ends.push(followSite(), followKeptUploads());
    const cards = uploadsHere;
    return { addFiles, cards, disown, editFields, ...transfers };
  }

  /** Gives a file to a page that is left once the server has five MiB of it; the upload's id, and a page opened next. */
  async function leaveHalfway(file: File) {
    const { addFiles, cards, disown, editFields, dropTransfer } = await openPage();
    underWay.hold = (at) => (at === 5 * MEBIBYTE ? new Promise(() => {}) : undefined);
    await addFiles([{ file }]);
    const { key, images } = cards.value[0]!;
    const left = images[0]!;
    await comes(async () => left.uploadId && (await thereOf(left.uploadId)).received === 5 * MEBIBYTE);
    const uploadId = left.uploadId!;
    editFields(key, { acquired: '2013' });
    await leavePage();
    // A browser lets nothing go on of a page that was left; the server is to be told nothing.
    delete left.uploadId;
    dropTransfer(left);
    disown(key);
    underWay.hold = () => undefined;
    const opened = await openPage();
    await comes(() => opened.cards.value[0]?.images[0]?.state.value.kind === 'file_needed');
    const card = opened.cards.value[0]!;
    const transfer = card.images[0]!;
    const { state } = transfer;
    await comes(() => 'sent' in state.value && state.value.sent !== undefined);
    const becomes = (kind: typeof state.value.kind) => comes(() => state.value.kind === kind);
    return { ...opened, card, transfer, state, becomes, uploadId };
  }

  /** What the server says of an upload. */
  const thereOf = async (uploadId: string) => (await server.ask(`/api/uploads/${uploadId}`)).body;
  const namedAs = async ({ name, lastModified }: File, bytes: Blob) =>
    new File([await bytes.arrayBuffer()], name, { lastModified });

  test('is asked for by the page that is opened next, and goes on from what the server has', async () => {
    const file = largeFile();
    const { card, state, becomes, addFiles, cards, uploadId } = await leaveHalfway(file);
    expect(card.fields.acquired).toBe('2013');
    expect(state.value).toEqual({ kind: 'file_needed', sent: 5 * MEBIBYTE });
    await addFiles([{ file: await namedAs(file, file) }]);
    await becomes('received');
    expect(cards.value).toHaveLength(1);
    expect(underWay.parts).toEqual([
      { from: 0, bytes: 4 * MEBIBYTE },
      { from: 4 * MEBIBYTE, bytes: MEBIBYTE },
      { from: 5 * MEBIBYTE, bytes: file.size - 5 * MEBIBYTE },
    ]);
    expect(await thereOf(uploadId)).toMatchObject({ state: 'received', size: file.size });
  });

  test('does not go on with another file: one of other looks has a card of its own', async () => {
    const file = largeFile();
    const { state, addFiles, cards, uploadId } = await leaveHalfway(file);
    await addFiles([{ file: new File([largeFile()], file.name, { lastModified: 1 }) }]);
    expect(cards.value).toHaveLength(2);
    await comes(() => cards.value[1]!.images[0]!.state.value.kind === 'received');
    expect(state.value).toEqual({ kind: 'file_needed', sent: 5 * MEBIBYTE });
    expect(await thereOf(uploadId)).toMatchObject({ state: 'receiving', received: 5 * MEBIBYTE });
  });

  test('is refused, with the reason, where another of the same name, size and time is given', async () => {
    const file = largeFile();
    const { state, becomes, addFiles, restartTransfer, transfer, uploadId } = await leaveHalfway(file);
    const other = await namedAs(file, largeFile());
    await addFiles([{ file: other }]);
    await becomes('refused');
    expect(state.value).toMatchObject({
      sentence: expect.stringContaining('arrived other than it was sent'),
      again: true,
    });
    expect((await server.ask(`/api/uploads/${uploadId}`)).status).toBe(404);
    // Tried again, it is sent as the file that it is.
    underWay.parts = [];
    restartTransfer(transfer);
    await becomes('received');
    expect(underWay.parts.map(({ from }) => from)).toEqual([0, 4 * MEBIBYTE, 8 * MEBIBYTE]);
    expect(await thereOf(transfer.uploadId!)).toMatchObject({ state: 'received', sha256: transfer.sha256 });
  });
});
