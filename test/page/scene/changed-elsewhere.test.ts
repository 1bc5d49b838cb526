import { beforeEach, describe, expect, test } from 'vitest';
import { saveState } from '../../../client/core/index.ts';
import { sceneEditModel, sceneModel } from '../../../client/scene/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { doneBy, holdNextAnswer, loaded, loseAnswers, mendLine } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';

describe('the form of a scene that is changed elsewhere', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  let first = '';

  beforeEach(() => {
    first = place.sceneIds[0]!;
  });

  async function open() {
    const workspace = openSite(place.siteId);
    const scenes = workspace.get(sceneModel);
    await loaded(scenes.scenesResource);
    const edits = workspace.get(sceneEditModel);
    return { ...scenes, ...edits, form: () => edits.sceneEdits.value[first] };
  }
  const patchByBo = (body: object) => doneBy(server, 'Bo', `PATCH /api/scenes/${first}`, body);
  const stored = async () => (await server.ask(`/api/scenes/${first}`)).body;

  test('says so at once, takes what was not touched, keeps what is typed, and is saved on what is there', async () => {
    const { beginEdit, editField, saveEdit, sceneById, scenesResource, form } = await open();
    beginEdit(sceneById(first)!);
    editField(first, { title: 'Mine', licence: 'Mine alone' });
    await patchByBo({ title: 'Theirs', provider: 'Maxar' });
    await scenesResource.load();
    expect(form()).toMatchObject({
      sentence: 'This scene was changed meanwhile: title, provider.',
      fields: { title: 'Mine', licence: 'Mine alone', provider: 'Maxar' },
      faults: [{ pointer: '/title', detail: expect.stringContaining('Theirs') }],
      returned: 0,
    });
    await patchByBo({ acquired: '2009' });
    await scenesResource.load();
    expect(form()).toMatchObject({
      sentence: 'This scene was changed meanwhile: title, date, provider.',
      fields: { title: 'Mine', acquired: '2009' },
      faults: [{ pointer: '/title', detail: expect.stringContaining('Theirs') }],
    });
    line.sent.length = 0;
    // It may have come on screen in the very moment of this: nothing is overwritten that was not seen.
    await saveEdit(first);
    expect(form()).toMatchObject({
      sentence: expect.stringContaining('Look again'),
      faults: [{ pointer: '/title', detail: expect.stringContaining('Theirs') }],
      returned: 1,
    });
    expect(line.sent).toEqual([]);
    await saveEdit(first);
    expect(line.sent.filter((one) => one.startsWith('PATCH'))).toHaveLength(1);
    expect(form()).toBeUndefined();
    expect(await stored()).toMatchObject({
      title: 'Mine',
      licence: 'Mine alone',
      provider: 'Maxar',
      acquired: '2009',
      version: 4,
    });
  });

  test('is saved at once where what both changed was typed into again, or nothing was', async () => {
    const { beginEdit, editField, saveEdit, sceneById, scenesResource, form } = await open();
    beginEdit(sceneById(first)!);
    editField(first, { title: 'Mine' });
    await patchByBo({ title: 'Theirs' });
    await scenesResource.load();
    editField(first, { title: 'Mine and theirs' });
    await saveEdit(first);
    expect(form()).toBeUndefined();
    beginEdit(sceneById(first)!);
    editField(first, { licence: 'Mine alone' });
    await patchByBo({ title: 'Theirs again' });
    await scenesResource.load();
    await saveEdit(first);
    expect(form()).toBeUndefined();
    expect(await stored()).toMatchObject({ title: 'Theirs again', licence: 'Mine alone' });
  });

  test('where nothing it asks about was changed says nothing, and does not take its own save for another', async () => {
    const { beginEdit, editField, saveEdit, sceneById, scenesResource, form } = await open();
    beginEdit(sceneById(first)!);
    editField(first, { title: 'Mine' });
    await patchByBo({ offset: { east: 2, north: 0, residual: null, note: 'Laid by Bo.' } });
    await scenesResource.load();
    expect(form()).toMatchObject({ base: { version: 2 }, fields: { title: 'Mine' }, faults: [] });
    expect(form()!.sentence).toBeUndefined();

    const { given, open: answer } = holdNextAnswer(line, `PATCH /api/scenes/${first}`);
    const saved = saveEdit(first);
    await given;
    await scenesResource.load();
    editField(first, { title: 'Mine, and more' });
    answer();
    await saved;
    expect(form()).toMatchObject({ fields: { title: 'Mine, and more' }, base: { version: 3 }, faults: [] });
    expect(form()!.sentence).toBeUndefined();
    await saveEdit(first);
    expect(form()).toBeUndefined();
    expect(await stored()).toMatchObject({ title: 'Mine, and more', version: 4 });
  });

  test('whose save had arrived though its answer was lost is closed once that is seen', async () => {
    const { beginEdit, editField, saveEdit, sceneById, scenesResource, form } = await open();
    beginEdit(sceneById(first)!);
    editField(first, { title: 'Mine' });
    loseAnswers(line);
    await saveEdit(first);
    expect(form()!.sentence).toContain('Nothing you typed is lost');
    mendLine(line);
    await scenesResource.load();
    expect(form()).toBeUndefined();
    expect(saveState.value).toEqual({ kind: 'saved' });
  });

  test('counts as unsaved only while something is typed, and goes with its scene', async () => {
    const { beginEdit, editField, sceneById, scenesResource, form } = await open();
    beginEdit(sceneById(first)!);
    expect(saveState.value).toEqual({ kind: 'saved' });
    editField(first, { title: 'Mine' });
    expect(saveState.value).toEqual({ kind: 'unsaved', count: 1 });
    editField(first, { title: sceneById(first)!.title });
    expect(saveState.value).toEqual({ kind: 'saved' });
    editField(first, { title: 'Mine' });
    await doneBy(server, 'Ana', `DELETE /api/scenes/${first}`);
    await scenesResource.load();
    expect(form()).toBeUndefined();
    expect(saveState.value).toEqual({ kind: 'saved' });
  });
});
