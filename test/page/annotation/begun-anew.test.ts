import { afterEach, describe, expect, test, vi } from 'vitest';
import { savingModel } from '../../../client/annotation/acts/saving.store.ts';
import { annotationsModel, draftModel, listModel } from '../../../client/annotation/index.ts';
import { notice } from '../../../client/core/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import {
  changedBy,
  comes,
  doneBy,
  drawnBy,
  holdNextAnswer,
  openLoaded,
  typeInto,
} from '../../support/page/changes.ts';

/** Holds back what the browser reads next of the drafts it keeps: it is read when `given` ends. */
function holdNextDrafts(): { given: Promise<void>; open: () => void } {
  const { getAll } = IDBObjectStore.prototype;
  const [given, arrives] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const spy = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (
    this: IDBObjectStore,
    ...asked
  ) {
    const reading = getAll.apply(this, asked);
    if (this.transaction.db.name !== 'afterimage-drafts') return reading;
    spy.mockRestore();
    const read = new Promise((resolve) => {
      reading.onsuccess = () => {
        given.resolve();
        void arrives.promise.then(() => resolve(reading.result));
      };
    });
    // Whoever asks awaits it, as a request that is wrapped in a promise already.
    return read as unknown as typeof reading;
  });
  return { given: given.promise, open: arrives.resolve };
}

describe('a draft that is given up, or left, while it is being saved', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);
  afterEach(() => vi.restoreAllMocks());

  async function open(siteId = place.siteId) {
    const workspace = await openLoaded(siteId);
    return {
      ...workspace.get(annotationsModel),
      ...workspace.get(draftModel),
      ...workspace.get(savingModel),
      ...workspace.get(listModel),
    };
  }
  type Here = Awaited<ReturnType<typeof open>>;
  const stored = async (id: string) => (await server.ask(`/api/annotations/${id}`)).body.properties;
  const sendings = (id: string) => line.sent.filter((one) => one === `PUT /api/annotations/${id}`).length;

  function entitle(here: Here, id: string, title: string) {
    here.editInForm(id);
    typeInto(here, id, { title });
  }

  /** A saved change with a title typed into it, open in its form. */
  async function openTyped(here: Here, title: string) {
    const { id } = await drawnBy(server, 'Ana', place);
    await here.refreshAnnotation(id);
    entitle(here, id, title);
    return id;
  }

  /** Sends it, and gives it up and begins another one before the answer arrives. */
  async function begunAnew(here: Here, id: string, title: string) {
    const answer = holdNextAnswer(line, `PUT /api/annotations/${id}`);
    const saving = here.saveDraft(id);
    await answer.given;
    here.discardDraft(id);
    entitle(here, id, title);
    return async () => {
      answer.open();
      await saving;
    };
  }

  test('leaves one that is begun anew as it is: on its own ground, with its own words', async () => {
    const here = await open();
    const id = await openTyped(here, 'Tower');
    const answered = await begunAnew(here, id, 'Gate');
    const anew = here.openDraft.value!;
    await answered();
    const saved = here.annotations.value.get(id)!;
    expect(saved.properties).toMatchObject({ title: 'Tower', revision: 2 });
    expect(here.openDraft.value).toEqual(anew);
    expect(anew).toMatchObject({ properties: { title: 'Gate' }, base: { revision: 1 } });
    expect(notice.value).toMatchObject({ kind: 'done', text: `${saved.properties.number} saved.` });
    expect([here.conflicts.value.get(id), here.refusals.value.get(id), here.savingIds.value.size]).toEqual([
      undefined,
      undefined,
      0,
    ]);

    await here.saveDraft(id);
    expect(here.conflicts.value.get(id)).toMatchObject({ properties: { title: 'Tower' } });
    expect(await stored(id)).toMatchObject({ title: 'Tower', revision: 2 });
  });

  test.each([
    ['changed it', (id: string) => changedBy(server, 'Bo', id, { title: 'North tower' }), 'North tower'],
    [
      'judged it',
      (id: string) =>
        doneBy(server, 'Bo', `POST /api/annotations/${id}/assessments`, { version: 1, verdict: 'agree' }),
      undefined,
    ],
  ])(
    'is refused alone where another %s: one that is begun anew is neither saved nor in conflict',
    async (_, act, title) => {
      const here = await open();
      const id = await openTyped(here, 'Tower');
      await act(id);
      const answered = await begunAnew(here, id, 'Gate');
      const anew = here.openDraft.value!;
      await answered();
      await here.refreshAnnotation(id);
      expect(sendings(id)).toBe(1);
      expect(here.openDraft.value).toEqual(anew);
      expect([here.conflicts.value.get(id), here.refusals.value.get(id)]).toEqual([undefined, undefined]);
      expect((await stored(id)).title).toBe(title);
    },
  );

  test('does not come back where its site is opened again, and what that keeps is still being read', async () => {
    const here = await open();
    const other = await openTyped(here, 'Gate');
    const id = await openTyped(here, 'Tower');
    const answer = holdNextAnswer(line, `PUT /api/annotations/${id}`);
    const saving = here.saveDraft(id);
    await answer.given;
    await open(elsewhere.siteId);
    const kept = holdNextDrafts();
    const again = await open();
    await kept.given;
    answer.open();
    await saving;
    expect(again.drafts.value.size).toBe(0);
    kept.open();
    await comes(() => again.drafts.value.has(other));
    expect(again.unsavedDrafts.value.map((draft) => draft.id)).toEqual([other]);
    expect(await stored(id)).toMatchObject({ title: 'Tower', revision: 2 });
    await open(elsewhere.siteId);
    const later = await open();
    await comes(() => later.drafts.value.has(other));
    expect([...later.drafts.value.keys()]).toEqual([other]);
  });

  test('is there with its words where its form is opened while what is kept is still being read', async () => {
    const id = await openTyped(await open(), 'Half done');
    await open(elsewhere.siteId);
    const kept = holdNextDrafts();
    const again = await open();
    await kept.given;
    again.editInForm(id);
    expect(again.openDraft.value?.properties.title).not.toBe('Half done');
    kept.open();
    await comes(() => again.openDraft.value?.properties.title === 'Half done');
    await open(elsewhere.siteId);
    const later = await open();
    await comes(() => later.drafts.value.get(id)?.properties.title === 'Half done');
  });
});
