import { describe, expect, test } from 'vitest';
import { deletionModel } from '../../../client/annotation/acts/deletion.store.ts';
import { savingModel } from '../../../client/annotation/acts/saving.store.ts';
import { merge } from '../../../client/annotation/base/merge.ts';
import { annotationsModel, draftModel, isClosed, listModel } from '../../../client/annotation/index.ts';
import { notice } from '../../../client/core/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import {
  changedBy,
  comes,
  doneBy,
  drawHere,
  drawnBy,
  holdNextAnswer,
  loseAnswers,
  mendLine,
  openLoaded,
  typeInto,
} from '../../support/page/changes.ts';

describe('a change that is saved', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);

  async function open(siteId = place.siteId) {
    const workspace = await openLoaded(siteId);
    return {
      workspace,
      ...workspace.get(annotationsModel),
      ...workspace.get(draftModel),
      ...workspace.get(deletionModel),
      ...workspace.get(savingModel),
      ...workspace.get(listModel),
    };
  }
  const stored = async (id: string) => (await server.ask(`/api/annotations/${id}`)).body?.properties;

  test('by two at once is shown in both versions, and saved as chosen field by field', async () => {
    const { id } = await drawnBy(server, 'Ana', place, { title: 'Tower', description: 'One' });
    const here = await open();
    here.editInForm(id);
    typeInto(here, id, { title: 'West tower', description: 'Legs gone', count: 2 });
    await changedBy(server, 'Bo', id, { title: 'North tower', structure: 'gate' });
    await here.saveDraft(id);
    expect(here.conflicts.value.get(id)).toMatchObject({ properties: { title: 'North tower' } });
    expect(here.openDraft.value!.properties).toMatchObject({ title: 'West tower', description: 'Legs gone' });
    expect(await stored(id)).toMatchObject({ title: 'North tower', description: 'One' });

    const theirs = here.conflicts.value.get(id)!;
    const mine = here.openDraft.value!;
    if (!isClosed(mine)) throw new Error('The form is not open.');
    await here.saveMerged(
      merge(
        mine,
        theirs,
        new Map([
          ['title', 'theirs'],
          ['structure', 'theirs'],
        ]),
      ),
    );
    expect([here.conflicts.value.get(id), here.drafts.value.size]).toEqual([undefined, 0]);
    expect(await stored(id)).toMatchObject({
      title: 'North tower',
      structure: 'gate',
      description: 'Legs gone',
      count: 2,
      updatedBy: 'Ana',
    });
  });

  test('that is given up takes the other version and the refusal along: edited anew, there is neither', async () => {
    const { id } = await drawnBy(server, 'Ana', place, { title: 'Tower' });
    const here = await open();
    here.editInForm(id);
    typeInto(here, id, { title: 'West tower' });
    const theirs = await changedBy(server, 'Bo', id, { title: 'North tower' });
    await here.saveDraft(id);
    expect(here.conflicts.value.has(id)).toBe(true);
    here.discardDraft(id);
    expect(here.conflicts.value.get(id)).toBeUndefined();
    here.putAnnotation(theirs);
    here.editInForm(id);
    expect(here.conflicts.value.get(id)).toBeUndefined();

    typeInto(here, id, { count: 1.5 });
    await here.saveDraft(id);
    expect(here.refusals.value.has(id)).toBe(true);
    here.discardDraft(id);
    expect(here.refusals.value.get(id)).toBeUndefined();
    here.editInForm(id);
    typeInto(here, id, { title: 'Gate' });
    await here.saveDraft(id);
    expect([here.conflicts.value.get(id), here.refusals.value.get(id)]).toEqual([undefined, undefined]);
    expect(await stored(id)).toMatchObject({ title: 'Gate', revision: 3 });
  });

  test('is not stopped by what another said of it meanwhile, without changing it', async () => {
    const { id } = await drawnBy(server, 'Ana', place);
    const here = await open();
    here.editInForm(id);
    typeInto(here, id, { title: 'West tower' });
    await doneBy(server, 'Bo', `POST /api/annotations/${id}/assessments`, { version: 1, verdict: 'agree' });
    await here.saveDraft(id);
    await comes(() => here.drafts.value.size === 0);
    expect(here.conflicts.value.get(id)).toBeUndefined();
    expect(await stored(id)).toMatchObject({ title: 'West tower', revision: 3 });
  });

  test('stays typed where it is refused, with each fault at its field, and is saved once it is mended', async () => {
    const here = await open();
    const id = drawHere(here.workspace);
    const address = `POST /api/sites/${place.siteId}/annotations`;
    typeInto(here, id, { structure: 'other', count: 1.5 });
    await here.saveDraft(id);
    expect(here.refusals.value.get(id)!.faults.map(({ pointer }) => pointer)).toContain('/properties/count');
    expect(line.sent).not.toContain(address);

    typeInto(here, id, { structureOther: 'Kiln', count: 2, structureId: crypto.randomUUID() });
    await here.saveDraft(id);
    expect(line.sent).toContain(address);
    expect(here.refusals.value.get(id)).toMatchObject({ faults: [{ pointer: '/properties/structureId' }] });
    expect(here.openDraft.value!.properties).toMatchObject({ structureOther: 'Kiln', count: 2 });
    expect(here.annotations.value.size).toBe(0);

    typeInto(here, id, { structureId: undefined });
    await here.saveDraft(id);
    expect([here.refusals.value.get(id), here.drafts.value.size]).toEqual([undefined, 0]);
    expect(await stored(id)).toMatchObject({ structureOther: 'Kiln', count: 2 });
  });

  test('tells what stands against it until that is settled, whatever becomes of others', async () => {
    const [one, other] = [await drawnBy(server, 'Ana', place), await drawnBy(server, 'Ana', place)];
    const here = await open();
    for (const { id } of [one, other]) {
      here.editInForm(id);
      typeInto(here, id, { title: 'West tower' });
      await changedBy(server, 'Bo', id, { title: 'North tower' });
      await here.saveDraft(id);
    }
    const drawnId = drawHere(here.workspace);
    typeInto(here, drawnId, { count: 1.5 });
    await here.saveDraft(drawnId);
    expect([...here.conflicts.value.keys()]).toEqual([one.id, other.id]);
    here.discardDraft(other.id);
    expect([...here.conflicts.value.keys()]).toEqual([one.id]);
    expect([...here.refusals.value.keys()]).toEqual([drawnId]);
  });

  test('is there once where its answer was lost, with what was typed since on top', async () => {
    const here = await open();
    const id = drawHere(here.workspace);
    typeInto(here, id, { title: 'Tow' });
    loseAnswers(line);
    await here.saveDraft(id);
    expect(here.refusals.value.get(id)!.sentence).toContain('Nothing you typed is lost');
    mendLine(line);
    typeInto(here, id, { title: 'Tower' });
    await here.saveDraft(id);
    expect(await stored(id)).toMatchObject({ title: 'Tower', revision: 2 });
    expect(here.annotations.value.get(id)!.properties).toMatchObject({ title: 'Tower', revision: 2 });
    expect((await server.ask(`/api/sites/${place.siteId}/annotations`)).body.features).toHaveLength(1);
  });

  test('is saved also where the site is left before its answer, and is no draft when that is opened again', async () => {
    const { id } = await drawnBy(server, 'Ana', place);
    const here = await open();
    here.editInForm(id);
    typeInto(here, id, { title: 'West tower' });
    const answer = holdNextAnswer(line, `PUT /api/annotations/${id}`);
    const saving = here.saveDraft(id);
    await answer.given;
    const there = await open(elsewhere.siteId);
    answer.open();
    await saving;
    expect([there.annotations.value.size, there.drafts.value.size]).toEqual([0, 0]);
    const again = await open();
    expect(again.annotations.value.get(id)!.properties.title).toBe('West tower');
    expect(again.unsavedDrafts.value).toEqual([]);
  });

  test('is not deleted where another changed it meanwhile: theirs is shown first', async () => {
    const { id } = await drawnBy(server, 'Ana', place);
    const here = await open();
    await changedBy(server, 'Bo', id, { title: 'North tower' });
    await here.remove(here.annotations.value.get(id)!);
    expect(notice.value).toMatchObject({ kind: 'fault' });
    expect(notice.value!.text).toContain('Look at it again before you delete it.');
    expect(here.annotations.value.get(id)!.properties.title).toBe('North tower');
    expect(await stored(id)).toMatchObject({ title: 'North tower' });

    await here.remove(here.annotations.value.get(id)!);
    expect(here.annotations.value.has(id)).toBe(false);
    expect((await server.ask(`/api/annotations/${id}`)).status).toBe(410);
  });

  test('that another deleted already is deleted here too, and a cut line leaves it where it is', async () => {
    const one = await drawnBy(server, 'Ana', place);
    const other = await drawnBy(server, 'Ana', place);
    const here = await open();
    await doneBy(server, 'Bo', `DELETE /api/annotations/${one.id}`, { reason: 'Drawn twice.' });
    await here.remove(one);
    expect(notice.value).toMatchObject({ kind: 'done', text: `${one.properties.number} deleted.` });
    line.cut = true;
    await here.remove(other);
    expect(notice.value).toMatchObject({ kind: 'fault' });
    expect([...here.annotations.value.keys()]).toEqual([other.id]);
  });
});
