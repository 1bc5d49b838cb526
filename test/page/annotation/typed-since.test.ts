import { describe, expect, test } from 'vitest';
import { savingModel } from '../../../client/annotation/acts/saving.store.ts';
import { differences, merge, proposedSide } from '../../../client/annotation/base/merge.ts';
import {
  annotationsModel,
  draftModel,
  isClosed,
  listModel,
  undoModel,
} from '../../../client/annotation/index.ts';
import { journalModel, notice } from '../../../client/core/index.ts';
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

const TYPED_SINCE = 'What you typed since is not saved yet.';

describe('what is done while a draft is being saved', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);

  async function open(siteId = place.siteId) {
    const workspace = await openLoaded(siteId);
    return {
      workspace,
      ...workspace.get(annotationsModel),
      ...workspace.get(draftModel),
      ...workspace.get(savingModel),
      ...workspace.get(listModel),
      ...workspace.get(undoModel),
      ...workspace.get(journalModel),
    };
  }
  type Here = Awaited<ReturnType<typeof open>>;
  /** Saves a draft; its answer arrives when the returned function is called. */
  async function sent(here: Here, id: string, request = `PUT /api/annotations/${id}`) {
    const answer = holdNextAnswer(line, request);
    const saving = here.saveDraft(id);
    await answer.given;
    return () => {
      answer.open();
      return saving;
    };
  }
  /** Leaves the site, and opens it again with a draft that is kept. */
  async function openedAgain(id: string) {
    await open(elsewhere.siteId);
    const again = await open();
    await comes(() => again.drafts.value.has(id));
    return again;
  }
  const stored = async (id: string) => (await server.ask(`/api/annotations/${id}`)).body.properties;

  /** A saved change with a title typed into it, open in its form. */
  async function openTyped(here: Here, title: string) {
    const { id } = await drawnBy(server, 'Ana', place);
    await here.refreshAnnotation(id);
    here.editInForm(id);
    typeInto(here, id, { title });
    return id;
  }

  test('stays a draft on top of what was saved, of a new drawing and of a change, and is saved next', async () => {
    const here = await open();
    const id = drawHere(here.workspace);
    typeInto(here, id, { title: 'Tow' });
    const drawn = holdNextAnswer(line, `POST /api/sites/${place.siteId}/annotations`);
    const drawing = here.saveDraft(id);
    await drawn.given;
    typeInto(here, id, { title: 'Tower' });
    drawn.open();
    await drawing;
    const { number } = here.annotations.value.get(id)!.properties;
    expect(here.annotations.value.get(id)!.properties.title).toBe('Tow');
    expect(here.openDraft.value).toMatchObject({
      properties: { title: 'Tower' },
      base: { revision: 1, annotation: { properties: { title: 'Tow' } } },
    });
    expect(here.unsavedDrafts.value).toHaveLength(1);
    expect(notice.value).toMatchObject({ kind: 'done', text: `${number} saved. ${TYPED_SINCE}` });

    const changed = holdNextAnswer(line, `PUT /api/annotations/${id}`);
    const changing = here.saveDraft(id);
    await changed.given;
    typeInto(here, id, { title: 'Tower 4', description: 'By the gate' });
    changed.open();
    await changing;
    expect(await stored(id)).toMatchObject({ title: 'Tower', revision: 2 });
    expect(here.openDraft.value).toMatchObject({ base: { revision: 2 }, properties: { title: 'Tower 4' } });
    await here.saveDraft(id);
    expect(here.drafts.value.size).toBe(0);
    expect(notice.value!.text).toBe(`${number} saved.`);
    expect(await stored(id)).toMatchObject({ title: 'Tower 4', description: 'By the gate', revision: 3 });
  });

  test('is saved too where another said something of it meanwhile that touches nothing of it', async () => {
    const here = await open();
    const id = await openTyped(here, 'Tow');
    await doneBy(server, 'Bo', `POST /api/annotations/${id}/assessments`, { version: 1, verdict: 'agree' });
    const refused = holdNextAnswer(line, `PUT /api/annotations/${id}`);
    const saving = here.saveDraft(id);
    await refused.given;
    typeInto(here, id, { title: 'Tower' });
    refused.open();
    await saving;
    await comes(() => here.drafts.value.size === 0);
    expect(await stored(id)).toMatchObject({ title: 'Tower', revision: 3 });
  });

  test('is shown beside what another changed meanwhile, where both touched the same', async () => {
    const here = await open();
    const id = await openTyped(here, 'Tow');
    await changedBy(server, 'Bo', id, { title: 'North tower' });
    const refused = holdNextAnswer(line, `PUT /api/annotations/${id}`);
    const saving = here.saveDraft(id);
    await refused.given;
    typeInto(here, id, { title: 'Tower' });
    refused.open();
    await saving;
    expect(here.conflicts.value.get(id)).toMatchObject({ properties: { title: 'North tower' } });
    expect(here.openDraft.value!.properties.title).toBe('Tower');
  });

  test('may be the saving of another one', async () => {
    const here = await open();
    const one = await openTyped(here, 'Tower');
    const other = await openTyped(here, 'Gate');
    const arrives = await sent(here, one);
    await here.saveDraft(other);
    expect((await stored(other)).title).toBe('Gate');
    expect([[...here.savingIds.value], [...here.drafts.value.keys()]]).toEqual([[one], [one]]);
    await arrives();
    expect([here.savingIds.value.size, here.drafts.value.size]).toEqual([0, 0]);
    expect((await stored(one)).title).toBe('Tower');
  });

  test("may be the editing of another one's corners, which goes on; that of its own ends", async () => {
    const here = await open();
    const one = await openTyped(here, 'Tower');
    const other = await openTyped(here, 'Gate');
    const arrives = await sent(here, one);
    here.startEditing(other);
    await arrives();
    expect([here.tool.value, here.openDraft.value?.id]).toEqual([{ kind: 'edit', id: other }, other]);
    await here.saveDraft(other);
    expect([here.tool.value, here.drafts.value.size]).toEqual([{ kind: 'select' }, 0]);
  });

  test('may be typing on a drawing that had arrived unheard, and that another changed: theirs is not gone over', async () => {
    const here = await open();
    const id = drawHere(here.workspace);
    const address = `POST /api/sites/${place.siteId}/annotations`;
    loseAnswers(line);
    await here.saveDraft(id);
    mendLine(line);
    await changedBy(server, 'Bo', id, { title: "Bo's tower" });
    const arrives = await sent(here, id, address);
    typeInto(here, id, { description: 'By the gate' });
    await arrives();
    const theirs = here.conflicts.value.get(id)!;
    expect(theirs.properties.title).toBe("Bo's tower");
    const mine = here.openDraft.value!;
    if (!isClosed(mine)) throw new Error('The form is not open.');
    const fields = differences(mine.base!.annotation, mine, theirs);
    expect(fields).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'title', changedBy: 'them' }),
        expect.objectContaining({ field: 'description', changedBy: 'me' }),
      ]),
    );
    await here.saveMerged(merge(mine, theirs, new Map(fields.map((one) => [one.field, proposedSide(one)]))));
    expect(await stored(id)).toMatchObject({ title: "Bo's tower", description: 'By the gate' });
  });

  test('may be taking back what was typed, and going on to another one: that stays to be saved', async () => {
    const other = await drawnBy(server, 'Ana', place);
    const here = await open();
    const id = await openTyped(here, 'Tower');
    const arrives = await sent(here, id);
    await here.undo();
    here.select(other.id);
    await arrives();
    expect([...here.drafts.value.keys()]).toEqual([id]);
    await here.saveDraft(id);
    expect((await stored(id)).title).toBeUndefined();
  });

  test('may be typing at its site once that is open again, and leaving it: what was typed is kept', async () => {
    const here = await open();
    const id = await openTyped(here, 'Tower');
    const arrives = await sent(here, id);
    const again = await openedAgain(id);
    typeInto(again, id, { description: 'By the gate' });
    await open(elsewhere.siteId);
    await arrives();
    const later = await open();
    await comes(() => later.drafts.value.has(id));
    await later.saveDraft(id);
    expect(await stored(id)).toMatchObject({ title: 'Tower', description: 'By the gate', revision: 3 });
  });

  test('may be leaving its site and opening it again: nothing typed there makes a new drawing of it', async () => {
    const here = await open();
    const id = drawHere(here.workspace);
    const arrives = await sent(here, id, `POST /api/sites/${place.siteId}/annotations`);
    const again = await openedAgain(id);
    typeInto(again, id, { title: 'Tower' });
    await arrives();
    await again.undo();
    expect(again.drafts.value.get(id)).toMatchObject({
      base: { revision: 1 },
      properties: { title: 'Tower' },
    });
    await again.saveDraft(id);
    expect(await stored(id)).toMatchObject({ title: 'Tower', revision: 2 });
    expect(again.undoes.value).toMatch(/^changing /);
  });

  test.each([
    ['is gone there too', {}],
    ['stays with what was typed there', { description: 'By the gate' }],
  ])('may be leaving its site and opening it again: the draft %s', async (_, typed) => {
    const here = await open();
    const id = await openTyped(here, 'Tower');
    const arrives = await sent(here, id);
    const again = await openedAgain(id);
    const isMore = Object.keys(typed).length > 0;
    if (isMore) typeInto(again, id, typed);
    await arrives();
    expect([...again.drafts.value.keys()]).toEqual(isMore ? [id] : []);
    await open(elsewhere.siteId);
    const later = await open();
    await comes(() => later.drafts.value.size === (isMore ? 1 : 0));
    if (isMore) await later.saveDraft(id);
    expect(await stored(id)).toMatchObject({ title: 'Tower', revision: isMore ? 3 : 2, ...typed });
    expect(later.drafts.value.size).toBe(0);
  });
});
