import { beforeEach, describe, expect, test } from 'vitest';
import { journalModel, notice } from '../../../client/core/index.ts';
import { sceneEditModel, sceneModel } from '../../../client/scene/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { doneBy, loaded, mendLine } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';

const NAME = 'changing the details of 2010-11-05';

describe('what was told of a scene, taken back', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);
  let sceneId = '';

  beforeEach(() => {
    sceneId = place.sceneIds[0]!;
  });

  async function open({ siteId } = place) {
    const workspace = openSite(siteId);
    const scenes = workspace.get(sceneModel);
    await loaded(scenes.scenesResource);
    return {
      ...scenes,
      ...workspace.get(sceneEditModel),
      ...workspace.get(journalModel),
      scene: () => scenes.sceneById(sceneId)!,
    };
  }

  /** Has the form of the scene say something, and saves it. */
  async function tell(
    { beginEdit, editField, saveEdit, scene }: Awaited<ReturnType<typeof open>>,
    fields: { title: string; platform?: string; cloudCover?: string },
  ) {
    beginEdit(scene());
    editField(sceneId, fields);
    await saveEdit(sceneId);
  }

  const patchByBo = (body: object) => doneBy(server, 'Bo', `PATCH /api/scenes/${sceneId}`, body);
  const stored = async () => (await server.ask(`/api/scenes/${sceneId}`)).body;

  test('by name, to what was said before or to nothing, and done again, as long as its site is open', async () => {
    const here = await open();
    await tell(here, { title: 'Autumn', platform: 'WorldView-2', cloudCover: '12' });
    expect(here.undoes.value).toBe(NAME);
    await here.undo();
    expect(notice.value?.text).toBe(`Undone: ${NAME}.`);
    expect(await stored()).toMatchObject({ title: 'Scene of 2010-11-05', version: 3 });
    expect([here.scene().platform, (await stored()).cloudCover]).toEqual([undefined, undefined]);
    expect([here.undoes.value, here.redoes.value]).toEqual([undefined, NAME]);
    await here.redo();
    expect(await stored()).toMatchObject({ title: 'Autumn', platform: 'WorldView-2', cloudCover: 12 });
    expect(here.scene()).toMatchObject({ title: 'Autumn', version: 4 });

    const there = await open(elsewhere);
    expect(there.undoes.value).toBeUndefined();
    await there.undo();
    expect((await stored()).title).toBe('Autumn');
  });

  test('what somebody else said of the same since is not set aside, and what they said of the rest stays', async () => {
    const here = await open();
    await tell(here, { title: 'Autumn' });
    await patchByBo({ platform: 'WorldView-3' });
    await here.scenesResource.load();
    await here.undo();
    expect(await stored()).toMatchObject({ title: 'Scene of 2010-11-05', platform: 'WorldView-3' });

    await here.redo();
    await patchByBo({ title: 'Theirs' });
    await here.scenesResource.load();
    await here.undo();
    expect(notice.value).toEqual({
      kind: 'fault',
      text: '2010-11-05 was changed since. Undoing would set that aside: open it, and change it by hand.',
    });
    expect(here.undoes.value).toBeUndefined();
    expect(await stored()).toMatchObject({ title: 'Theirs', platform: 'WorldView-3' });
  });

  test('what was not heard of yet is not set aside either, and a cut line leaves it to be taken back later', async () => {
    const here = await open();
    await tell(here, { title: 'Autumn' });
    line.cut = true;
    await here.undo();
    expect(notice.value?.kind).toBe('fault');
    expect([here.undoes.value, here.scene().title]).toEqual([NAME, 'Autumn']);
    mendLine(line);
    await here.undo();
    expect([here.undoes.value, (await stored()).title]).toEqual([undefined, 'Scene of 2010-11-05']);

    await here.redo();
    await patchByBo({ title: 'Theirs' });
    await here.undo();
    expect(notice.value).toMatchObject({
      kind: 'fault',
      text: expect.stringMatching(`^Not undone: ${NAME}\\. .*changed`),
    });
    expect((await stored()).title).toBe('Theirs');
  });
});
