import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { sceneEditModel, sceneModel } from '../../../client/scene/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { doneBy, drawnBy, loaded } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';

const IMD = '12OCT11021354-M2AS-052000000001_01_P001.IMD';
const fixture = readFileSync(path.join(import.meta.dirname, '../../fixtures/metadata', IMD), 'utf8');

describe('what is told of a scene', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);
  let [first, second] = ['', ''];

  beforeEach(() => {
    [first, second] = place.sceneIds as [string, string];
  });

  async function open({ siteId } = place) {
    const workspace = openSite(siteId);
    const scenes = workspace.get(sceneModel);
    await loaded(scenes.scenesResource);
    return { ...scenes, ...workspace.get(sceneEditModel) };
  }

  const patchByBo = (body: object) => doneBy(server, 'Bo', `PATCH /api/scenes/${first}`, body);
  const stored = async (sceneId: string) => (await server.ask(`/api/scenes/${sceneId}`)).body;

  test('a form stays as it was typed while another site is on screen, and its save is that of its scene', async () => {
    const here = await open();
    here.beginEdit(here.sceneById(first)!);
    here.editField(first, { title: 'Half ty' });
    const there = await open(elsewhere);
    const [otherId] = elsewhere.sceneIds as [string];
    there.beginEdit(there.sceneById(otherId)!);
    there.editField(otherId, { title: 'Elsewhere', cloudCover: '12' });
    await there.saveEdit(otherId);

    const again = await open();
    expect(again.sceneEdits.value[first]!.fields.title).toBe('Half ty');
    again.editField(first, { title: 'Half typed, then done', platform: 'WorldView-2' });
    await again.saveEdit(first);
    expect(again.sceneEdits.value[first]).toBeUndefined();
    expect(again.sceneById(first)).toMatchObject({
      title: 'Half typed, then done',
      platform: 'WorldView-2',
    });
    expect(await stored(first)).toMatchObject({ title: 'Half typed, then done', version: 2 });
    expect(await stored(otherId)).toMatchObject({ title: 'Elsewhere', cloudCover: 12, version: 2 });
  });

  test('what cannot be, what is refused and what does not arrive stays in the form, which says why', async () => {
    await drawnBy(server, 'Ana', place);
    const { beginEdit, editField, saveEdit, dropEdit, sceneEdits, sceneById } = await open();
    const form = () => sceneEdits.value[first];
    beginEdit(sceneById(first)!);
    line.sent.length = 0;
    editField(first, { acquired: 'some winter', offNadir: '95' });
    await saveEdit(first);
    expect(form()).toMatchObject({
      sentence: 'Not saved yet: some of it is missing or wrong.',
      fields: { acquired: 'some winter', offNadir: '95' },
    });
    expect(form()!.faults.map(({ pointer }) => pointer)).toEqual(['/acquired', '/offNadir']);
    expect(line.sent).toEqual([]);

    editField(first, { acquired: '11 Oct 2015', offNadir: '' });
    await saveEdit(first);
    expect(form()!.faults).toMatchObject([
      { pointer: '/acquired', detail: expect.stringContaining('1 annotation(s)') },
    ]);
    expect(form()!.fields.acquired).toBe('11 Oct 2015');

    line.cut = true;
    editField(first, { acquired: '2009' });
    await saveEdit(first);
    expect(form()).toMatchObject({
      sentence: expect.stringContaining('Nothing you typed is lost'),
      fields: { acquired: '2009' },
    });
    line.cut = false;
    await saveEdit(first);
    expect(form()).toBeUndefined();
    expect(await stored(first)).toMatchObject({ acquired: '2009', version: 2 });

    beginEdit(sceneById(first)!);
    editField(first, { title: 'Thought better of' });
    dropEdit(first);
    await saveEdit(first);
    expect(await stored(first)).toMatchObject({ title: 'Scene of 2010-11-05', version: 2 });
  });

  test('where others changed it meanwhile, both are kept until it is saved once more', async () => {
    const { beginEdit, editField, saveEdit, sceneEdits, sceneById } = await open();
    beginEdit(sceneById(first)!);
    editField(first, { title: 'Mine', licence: 'Mine alone' });
    await patchByBo({ title: 'Theirs', provider: 'Maxar' });
    await saveEdit(first);
    expect(sceneById(first)).toMatchObject({ title: 'Theirs', provider: 'Maxar' });
    expect(sceneEdits.value[first]).toMatchObject({
      sentence: 'Somebody changed this scene meanwhile. Look again, then save.',
      fields: { title: 'Mine', licence: 'Mine alone', provider: 'Maxar' },
      faults: [{ pointer: '/title', detail: expect.stringContaining('Theirs') }],
    });
    await saveEdit(first);
    expect(sceneEdits.value[first]).toBeUndefined();
    expect(await stored(first)).toMatchObject({
      title: 'Mine',
      licence: 'Mine alone',
      provider: 'Maxar',
      version: 3,
    });
  });

  test('a metadata file fills what is unsaid, and what it contradicts is taken by choice alone', async () => {
    const { giveMetadataFile, takeStatement, detailsFault, sceneById } = await open();
    await giveMetadataFile(sceneById(first)!, new File(['It was a sunny day.'], 'notes.IMD'));
    expect(detailsFault.value[first]).toContain('is not read');
    await giveMetadataFile(sceneById(first)!, new File([fixture], IMD));
    expect(detailsFault.value[first]).toBeUndefined();
    expect(sceneById(first)).toMatchObject({ platform: 'WorldView-2', acquired: '2010-11-05' });
    const claim = sceneById(first)!.claims.find(({ field }) => field === 'acquired')!;

    await patchByBo({ title: 'Theirs' });
    await takeStatement(sceneById(first)!, claim);
    expect(detailsFault.value[first]).toContain('changed meanwhile');
    expect(sceneById(first)).toMatchObject({ title: 'Theirs', acquired: '2010-11-05' });
    await takeStatement(sceneById(first)!, claim);
    expect(detailsFault.value[first]).toBeUndefined();
    expect(sceneById(first)!.acquired).toBe(claim.value);
    expect((await stored(first)).acquired).toBe(claim.value);
    expect(sceneById(second)!.platform).toBeUndefined();
  });
});
