import { describe, expect, test } from 'vitest';
import { savingModel } from '../../../client/annotation/acts/saving.store.ts';
import { annotationsModel, draftModel, listModel, undoModel } from '../../../client/annotation/index.ts';
import { assessmentDrafts } from '../../../client/assessment/index.ts';
import { editAssessment } from '../../../client/assessment/typed-assessment.store.ts';
import { notice } from '../../../client/core/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import {
  comes,
  drawHere,
  drawnBy,
  holdNextAnswer,
  openLoaded,
  typeInto,
} from '../../support/page/changes.ts';

describe('what was saved is taken back', () => {
  const { server, line } = atWork();
  const place = freshValley(server);

  async function open() {
    const workspace = await openLoaded(place.siteId);
    return {
      workspace,
      ...workspace.get(annotationsModel),
      ...workspace.get(draftModel),
      ...workspace.get(savingModel),
      ...workspace.get(listModel),
      ...workspace.get(undoModel),
    };
  }
  type Here = Awaited<ReturnType<typeof open>>;
  const asked = (id: string) => server.ask(`/api/annotations/${id}`);
  /** The title that is stored; undefined where there is none, 'gone' where the annotation is deleted. */
  const stored = async (id: string) => {
    const { status, body } = await asked(id);
    return status === 410 ? 'gone' : body.properties.title;
  };

  /** A drawing, or a change of what was drawn before, on its way with the title 'Tow'. */
  const begun = {
    drawing: (here: Here) => {
      const id = drawHere(here.workspace);
      typeInto(here, id, { title: 'Tow' });
      return { id, request: `POST /api/sites/${place.siteId}/annotations`, former: 'gone' };
    },
    changing: async (here: Here) => {
      const { id } = await drawnBy(server, 'Bo', place, { title: 'Post' });
      await here.refreshAnnotation(id);
      here.editInForm(id);
      typeInto(here, id, { title: 'Tow' });
      return { id, request: `PUT /api/annotations/${id}`, former: 'Post' };
    },
  };
  const both = [['drawing'], ['changing']] as const;

  /** Saves it while more is typed, and gives what was there before. */
  async function savedWhileTyping(here: Here, kind: keyof typeof begun) {
    const { id, request, former } = await begun[kind](here);
    const answer = holdNextAnswer(line, request);
    const saving = here.saveDraft(id);
    await answer.given;
    typeInto(here, id, { title: 'Tower' });
    answer.open();
    await saving;
    const { number } = here.annotations.value.get(id)!.properties;
    return { id, former, label: `${kind} ${number}`, number };
  }

  test.each(both)(
    'not by %s while more is typed of it: that is said, and it can be once that is discarded',
    async (kind) => {
      const here = await open();
      const { id, former, label, number } = await savedWhileTyping(here, kind);
      for (const _ of ['once', 'and again']) {
        expect(here.undoes.value).toBe(label);
        await here.undo();
        expect(notice.value).toMatchObject({
          kind: 'fault',
          text: `Not undone: ${label}. ${number} is being changed: save that first, or discard it.`,
        });
        expect(await stored(id)).toBe('Tow');
        expect(here.annotations.value.get(id)!.properties.title).toBe('Tow');
        expect(here.openDraft.value!.properties.title).toBe('Tower');
      }
      here.discardDraft(id);
      await here.undo();
      expect(await stored(id)).toBe(former);
      expect([here.drafts.value.size, here.undoes.value, here.redoes.value]).toEqual([0, undefined, label]);
      await here.redo();
      expect(await stored(id)).toBe('Tow');
      expect(here.annotations.value.get(id)!.properties.title).toBe('Tow');
    },
  );

  test('after what was typed since is saved, one after the other', async () => {
    const here = await open();
    const { id } = await savedWhileTyping(here, 'drawing');
    await here.undo();
    await here.saveDraft(id);
    expect(await stored(id)).toBe('Tower');
    await here.undo();
    expect(await stored(id)).toBe('Tow');
    await here.undo();
    expect(await stored(id)).toBe('gone');
    expect([here.annotations.value.has(id), here.undoes.value]).toEqual([false, undefined]);
  });

  test.each(both)('also by %s where its form is open again, with nothing changed in it', async (kind) => {
    const here = await open();
    const { id, former } = await begun[kind](here);
    await here.saveDraft(id);
    here.startEditing(id);
    await here.undo();
    expect(await stored(id)).toBe(former);
    expect(here.annotations.value.get(id)?.properties.title ?? 'gone').toBe(former);
    expect([here.drafts.value.size, here.tool.value]).toEqual([0, { kind: 'select' }]);
    await here.redo();
    expect(await stored(id)).toBe('Tow');
    expect(here.annotations.value.get(id)!.properties.title).toBe('Tow');
  });

  test('while the judgement saved with it is on its way: nobody else is said to have changed it', async () => {
    const here = await open();
    const id = drawHere(here.workspace);
    editAssessment(id, { confidence: 'low', note: 'Half hidden' });
    const judged = holdNextAnswer(line, `POST /api/annotations/${id}/assessments`);
    const saving = here.saveDraft(id);
    await judged.given;
    const { number, revision } = here.annotations.value.get(id)!.properties;
    expect([revision, (await asked(id)).body.properties.revision]).toEqual([1, 2]);
    await here.undo();
    expect(notice.value).toMatchObject({ kind: 'done', text: `Undone: drawing ${number}.` });
    expect(await stored(id)).toBe('gone');
    expect([here.annotations.value.has(id), here.redoes.value]).toEqual([false, `drawing ${number}`]);
    judged.open();
    await saving;
    expect(notice.value).toMatchObject({ kind: 'done' });
    expect([here.annotations.value.has(id), assessmentDrafts.value.has(id)]).toEqual([false, false]);
    expect(here.unsavedAssessments.value).toEqual([]);
    await here.redo();
    await comes(() => here.annotations.value.has(id));
    expect((await server.ask(`/api/annotations/${id}/assessments`)).body.items).toMatchObject([
      { by: 'Ana', note: 'Half hidden' },
    ]);
  });
});
