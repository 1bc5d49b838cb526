import { beforeEach, describe, expect, test } from 'vitest';
import { sceneEditModel, sceneModel } from '../../../client/scene/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { doneBy, drawnBy, holdNextAnswer, loaded, mendLine } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';

describe('the form of a scene while it is being saved', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  let [first, second] = ['', ''];

  beforeEach(() => {
    [first, second] = place.sceneIds as [string, string];
  });

  async function open() {
    const workspace = openSite(place.siteId);
    const scenes = workspace.get(sceneModel);
    await loaded(scenes.scenesResource);
    const edits = workspace.get(sceneEditModel);
    return { ...scenes, ...edits, form: () => edits.sceneEdits.value[first] };
  }

  const save = () => `PATCH /api/scenes/${first}`;
  const stored = async () => (await server.ask(`/api/scenes/${first}`)).body;

  const patchByBo = (body: object) => doneBy(server, 'Bo', save(), body);

  /** Has the next request of that name wait before it arrives. */
  function holdNext(request: string): { sent: Promise<void>; letGo: () => void } {
    const [sent, goes] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    line.hold = (named) => {
      if (named !== request) return undefined;
      line.hold = () => undefined;
      sent.resolve();
      return goes.promise;
    };
    return { sent: sent.promise, letGo: goes.resolve };
  }

  test('what is typed since stays when it is saved, and is all that a second save sends', async () => {
    const { beginEdit, editField, saveEdit, sceneById, form } = await open();
    beginEdit(sceneById(first)!);
    editField(first, { title: 'Autumn', platform: 'WorldView-2' });
    const { given, open: answer } = holdNextAnswer(line, save());
    line.sent.length = 0;
    const saved = saveEdit(first);
    await given;
    editField(first, { title: 'Autumn, from the west' });
    // It is sent once, however often that is asked.
    await saveEdit(first);
    answer();
    await saved;
    expect(line.sent).toEqual([save()]);
    expect(form()).toMatchObject({
      base: { title: 'Autumn', platform: 'WorldView-2', version: 2 },
      fields: { title: 'Autumn, from the west', platform: 'WorldView-2' },
      faults: [],
    });
    await patchByBo({ platform: 'WorldView-3' });
    await saveEdit(first);
    await saveEdit(first);
    expect(form()).toBeUndefined();
    expect(await stored()).toMatchObject({
      title: 'Autumn, from the west',
      platform: 'WorldView-3',
      version: 4,
    });
  });

  test('what is typed since stays when it is refused, and when the line is cut', async () => {
    await drawnBy(server, 'Ana', place);
    const { beginEdit, editField, saveEdit, sceneById, form } = await open();
    beginEdit(sceneById(first)!);
    editField(first, { acquired: '2015-10-11' });
    const refused = holdNext(save());
    const tried = saveEdit(first);
    await refused.sent;
    editField(first, { title: 'Autumn' });
    refused.letGo();
    await tried;
    expect(form()).toMatchObject({
      fields: { acquired: '2015-10-11', title: 'Autumn' },
      faults: [{ pointer: '/acquired' }],
    });

    editField(first, { acquired: '2009' });
    const lost = holdNext(save());
    const lostSave = saveEdit(first);
    await lost.sent;
    editField(first, { title: 'Autumn, from the west' });
    line.cut = true;
    lost.letGo();
    await lostSave;
    expect(form()).toMatchObject({
      fields: { acquired: '2009', title: 'Autumn, from the west' },
      sentence: expect.stringContaining('Nothing you typed is lost'),
    });
    mendLine(line);
    await saveEdit(first);
    expect(form()).toBeUndefined();
    expect(await stored()).toMatchObject({ acquired: '2009', title: 'Autumn, from the west', version: 2 });
  });

  test('what is typed since stays beside what somebody else changed', async () => {
    const { beginEdit, editField, saveEdit, sceneById, form } = await open();
    beginEdit(sceneById(first)!);
    editField(first, { licence: 'Mine' });
    const { sent, letGo } = holdNext(save());
    const saved = saveEdit(first);
    await sent;
    editField(first, { title: 'Autumn' });
    await patchByBo({ title: 'Theirs', provider: 'Maxar' });
    letGo();
    await saved;
    expect(form()).toMatchObject({
      fields: { title: 'Autumn', licence: 'Mine', provider: 'Maxar' },
      faults: [{ pointer: '/title', detail: expect.stringContaining('Theirs') }],
    });
    await saveEdit(first);
    expect(await stored()).toMatchObject({ title: 'Autumn', licence: 'Mine', provider: 'Maxar', version: 3 });
  });

  test('one that is given up meanwhile does not come back, whatever comes of its save', async () => {
    const { beginEdit, editField, saveEdit, dropEdit, sceneById, form } = await open();
    const begin = (title: string) => {
      beginEdit(sceneById(first)!);
      editField(first, { title });
    };
    const giveUpDuring = async (saved: Promise<void>, { sent, letGo }: ReturnType<typeof holdNext>) => {
      await sent;
      dropEdit(first);
      letGo();
      await saved;
      expect(form()).toBeUndefined();
    };
    begin('Autumn');
    const done = holdNext(save());
    await giveUpDuring(saveEdit(first), done);
    expect(sceneById(first)).toMatchObject({ title: 'Autumn', version: 2 });

    begin('Lost');
    const lost = holdNext(save());
    const lostSave = saveEdit(first);
    await lost.sent;
    line.cut = true;
    await giveUpDuring(lostSave, lost);
    mendLine(line);

    begin('Stale');
    await patchByBo({ title: 'Theirs' });
    const stale = holdNext(save());
    await giveUpDuring(saveEdit(first), stale);
    expect(sceneById(first)!.title).toBe('Theirs');
  });

  test('why an act on one scene was not done stays told while acts on others end, and until its own is done', async () => {
    const { giveMetadataFile, takeStatement, detailsFault, sceneById } = await open();
    const unreadable = new File(['It was a sunny day.'], 'notes.IMD');
    const { sent, letGo } = holdNext(`POST /api/scenes/${first}/metadata-files`);
    const former = giveMetadataFile(sceneById(first)!, unreadable);
    await sent;
    await giveMetadataFile(sceneById(second)!, unreadable);
    expect(Object.keys(detailsFault.value)).toEqual([second]);
    letGo();
    await former;
    expect(detailsFault.value).toEqual({
      [first]: expect.stringContaining('is not read'),
      [second]: expect.stringContaining('is not read'),
    });
    await takeStatement(sceneById(first)!, {
      field: 'platform',
      value: 'WorldView-2',
      from: 'file',
    });
    expect(Object.keys(detailsFault.value)).toEqual([second]);
  });
});
