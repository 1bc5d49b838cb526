import { describe, expect, test } from 'vitest';
import { deletionModel } from '../../../client/annotation/acts/deletion.store.ts';
import { savingModel } from '../../../client/annotation/acts/saving.store.ts';
import { annotationsModel, draftModel, listModel, undoModel } from '../../../client/annotation/index.ts';
import { notice } from '../../../client/core/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { changedBy, comes, drawHere, openLoaded, typeInto } from '../../support/page/changes.ts';

describe('the life of what is drawn', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);

  async function open({ siteId } = place) {
    const workspace = await openLoaded(siteId);
    return {
      workspace,
      ...workspace.get(annotationsModel),
      ...workspace.get(draftModel),
      ...workspace.get(deletionModel),
      ...workspace.get(savingModel),
      ...workspace.get(undoModel),
    };
  }

  const titles = ({ annotations }: Pick<ReturnType<typeof annotationsModel>, 'annotations'>) =>
    [...annotations.value.values()].map(({ properties }) => properties.title ?? '(none)');

  test('made, loaded, edited, saved, undone, done again, and left', async () => {
    const here = await open();
    const id = drawHere(here.workspace);
    expect(here.undoes.value).toBe('drawing the new change');
    typeInto(here, id, { title: 'Tower' });
    expect(here.undoes.value).toBe('changing the title of the new change');
    await here.undo();
    expect(here.openDraft.value!.properties.title).toBeUndefined();
    await here.redo();
    expect(here.openDraft.value!.properties.title).toBe('Tower');

    await here.saveDraft(id);
    const saved = here.annotations.value.get(id)!;
    const { number } = saved.properties;
    expect(here.drafts.value.size).toBe(0);
    expect(here.undoes.value).toBe(`drawing ${number}`);
    here.startEditing(id);
    typeInto(here, id, { title: 'Gate' });
    await here.saveDraft(id);
    expect(titles(here)).toEqual(['Gate']);
    expect(here.undoes.value).toBe(`changing ${number}`);

    await here.undo();
    expect(titles(here)).toEqual(['Tower']);
    expect(notice.value?.text).toBe(`Undone: changing ${number}.`);
    await here.undo();
    expect(titles(here)).toEqual([]);
    expect((await server.ask(`/api/annotations/${id}`)).status).toBe(410);
    await here.redo();
    await here.redo();
    expect(titles(here)).toEqual(['Gate']);
    expect((await server.ask(`/api/annotations/${id}`)).body.properties.title).toBe('Gate');

    await here.remove(here.annotations.value.get(id)!);
    expect(notice.value).toMatchObject({ text: `${number} deleted.`, action: { label: 'Undo' } });
    notice.value!.action!.run();
    await comes(() => titles(here).length === 1);

    const there = await open(elsewhere);
    expect([there.undoes.value, there.redoes.value]).toEqual([undefined, undefined]);
    await there.undo();
    await there.redo();
    expect(titles(there)).toEqual([]);
    const again = await open();
    expect(titles(again)).toEqual(['Gate']);
  });

  test('a draft that is left with its site is there when the site is opened again, and nowhere else', async () => {
    const here = await open();
    const id = drawHere(here.workspace);
    typeInto(here, id, { title: 'Half do' });
    const there = await open(elsewhere);
    expect(there.drafts.value.size).toBe(0);
    const again = await open();
    await comes(() => again.drafts.value.size === 1);
    expect(again.drafts.value.get(id)!.properties.title).toBe('Half do');
    expect(again.undoes.value).toBeUndefined();
  });

  test('what somebody else changed since is not set aside by an undo', async () => {
    const here = await open();
    const id = drawHere(here.workspace);
    await here.saveDraft(id);
    const { properties } = await changedBy(server, 'Bo', id, { title: 'Bo was here' });
    await here.workspace.get(listModel).refreshAnnotation(id);
    await here.undo();
    expect(titles(here)).toEqual(['Bo was here']);
    expect(notice.value).toMatchObject({
      kind: 'fault',
      text: `${properties.number} was changed since. Undoing would set that aside: open it, and change it by hand.`,
    });
    expect(here.undoes.value).toBeUndefined();
  });

  test('what the line swallowed stays a draft, and is saved once under its id', async () => {
    const here = await open();
    const id = drawHere(here.workspace);
    line.cut = true;
    await here.saveDraft(id);
    expect(here.refusals.value.get(id)?.sentence).toContain('Nothing you typed is lost');
    expect([...here.drafts.value.keys()]).toEqual([id]);
    line.cut = false;
    await here.saveDraft(id);
    await here.saveDraft(id);
    expect((await server.ask(`/api/sites/${place.siteId}/annotations`)).body.features).toHaveLength(1);
  });
});
