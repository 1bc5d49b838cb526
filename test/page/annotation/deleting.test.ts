import { describe, expect, test } from 'vitest';
import { deletionModel } from '../../../client/annotation/acts/deletion.store.ts';
import { savingModel } from '../../../client/annotation/acts/saving.store.ts';
import {
  annotationsModel,
  deletedModel,
  draftModel,
  listModel,
  undoModel,
} from '../../../client/annotation/index.ts';
import { notice } from '../../../client/core/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, doneBy, drawHere, drawnBy, openLoaded } from '../../support/page/changes.ts';

const { server, line } = atWork();
const place = freshValley(server);

describe('deleting a change', () => {
  async function open() {
    const workspace = await openLoaded(place.siteId);
    return {
      workspace,
      ...workspace.get(annotationsModel),
      ...workspace.get(deletedModel),
      ...workspace.get(deletionModel),
      ...workspace.get(draftModel),
      ...workspace.get(listModel),
      ...workspace.get(savingModel),
      ...workspace.get(undoModel),
    };
  }
  const judge = (id: string, as: string, version = 1) =>
    doneBy(server, as, `POST /api/annotations/${id}/assessments`, { version, verdict: 'agree' });
  const status = async (id: string) => (await server.ask(`/api/annotations/${id}`)).status;
  const acts = async (id: string) =>
    (await server.ask(`/api/annotations/${id}/history`)).body.items.map(({ act }: { act: string }) => act);
  const deletions = () => line.sent.filter((request) => request.startsWith('DELETE /api/annotations/'));

  test('of one’s own that nobody judged asks for nothing', async () => {
    const { id } = await drawnBy(server, 'Ana', place);
    const here = await open();
    await here.remove(here.annotations.value.get(id)!);
    expect([here.askedDeletion.value, await status(id)]).toEqual([undefined, 410]);
  });

  test('of another’s, or of what was judged, is not sent before its reason is given', async () => {
    const others = await drawnBy(server, 'Bo', place);
    const judged = await drawnBy(server, 'Ana', place);
    await judge(judged.id, 'Ana');
    const here = await open();
    for (const { id } of [others, judged]) {
      const sent = deletions().length;
      await here.remove(here.annotations.value.get(id)!);
      expect(here.askedDeletion.value).toMatchObject({ annotation: { id }, isJudged: id === judged.id });
      await here.removeAsked();
      expect(here.askedDeletion.value!.faults).toMatchObject([{ pointer: '/reason' }]);
      here.typeReason(id, '  ');
      await here.removeAsked();
      expect(here.askedDeletion.value!.faults).toMatchObject([{ pointer: '/reason' }]);
      expect(deletions().length).toBe(sent);
      here.typeReason(id, 'Drawn twice.');
      await here.removeAsked();
      expect([here.askedDeletion.value, await status(id), here.reasonFor(id)]).toEqual([undefined, 410, '']);
    }
  });

  test('keeps the reason that was typed where the line is cut, or somebody changed it meanwhile', async () => {
    const { id } = await drawnBy(server, 'Bo', place);
    const here = await open();
    await here.remove(here.annotations.value.get(id)!);
    here.typeReason(id, 'Drawn twice.');
    line.cut = true;
    await here.removeAsked();
    expect(here.askedDeletion.value?.sentence).toBeTruthy();
    line.cut = false;
    await judge(id, 'Bo');
    await here.removeAsked();
    expect(here.askedDeletion.value?.sentence).toContain('Look at it again before you delete it.');
    expect([await status(id), here.reasonFor(id)]).toEqual([200, 'Drawn twice.']);
    await here.removeAsked();
    expect([here.askedDeletion.value, await status(id)]).toEqual([undefined, 410]);
  });

  test('is undone and done again with its reason', async () => {
    const { id } = await drawnBy(server, 'Bo', place);
    const here = await open();
    await here.remove(here.annotations.value.get(id)!);
    here.typeReason(id, 'Drawn twice.');
    await here.removeAsked();
    await here.undo();
    expect(await status(id)).toBe(200);
    await here.redo();
    expect(await status(id)).toBe(410);
    here.deletedShown.value = true;
    await comes(() => here.deleted.value);
    expect(here.deleted.value).toMatchObject([
      { id, properties: { deletedBy: 'Ana', deletedReason: 'Drawn twice.' } },
    ]);
  });

  test('by undoing a drawing is no way past the judgement of somebody else', async () => {
    const here = await open();
    const own = drawHere(here.workspace);
    await here.saveDraft(own);
    await judge(own, 'Ana');
    await here.refreshAnnotation(own);
    await here.undo();
    expect(await status(own)).toBe(410);

    const judged = drawHere(here.workspace);
    await here.saveDraft(judged);
    await judge(judged, 'Bo');
    await here.refreshAnnotation(judged);
    await here.undo();
    expect(notice.value?.text).toContain('was judged or changed by somebody else');
    expect(await acts(judged)).toEqual(['annotation.drawn', 'annotation.assessed']);
  });
});

describe('what was deleted', () => {
  async function open() {
    const workspace = await openLoaded(place.siteId);
    return {
      asked: workspace.asked,
      ...workspace.get(annotationsModel),
      ...workspace.get(deletedModel),
      ...workspace.get(deletionModel),
      ...workspace.get(listModel),
      ...workspace.get(undoModel),
    };
  }
  async function deletedBy(as: string, reason: string, more: Record<string, unknown> = {}) {
    const { id } = await drawnBy(server, 'Ana', place, more);
    await doneBy(server, as, `DELETE /api/annotations/${id}`, { reason });
    return id;
  }

  test('by others before is listed with who, when and why, the last first, and restored', async () => {
    const first = await deletedBy('Bo', 'First.');
    const second = await deletedBy('Cy', 'Second.');
    const here = await open();
    expect([here.annotations.value.size, here.deleted.value]).toEqual([0, undefined]);
    here.deletedShown.value = true;
    await comes(() => here.deleted.value);
    expect(here.deleted.value).toMatchObject([
      {
        id: second,
        properties: { deletedBy: 'Cy', deletedReason: 'Second.', deletedAt: expect.any(String) },
      },
      { id: first, properties: { deletedBy: 'Bo', deletedReason: 'First.' } },
    ]);
    await here.restore(here.deleted.value![0]!);
    await here.deletedResource.load();
    expect(here.deleted.value!.map(({ id }) => id)).toEqual([first]);
    expect([here.selectedId.value, here.annotations.value.has(second)]).toEqual([second, true]);

    await here.undo();
    expect((await server.ask(`/api/annotations/${second}`)).status).toBe(410);
    await here.deletedResource.load();
    expect(here.deleted.value).toMatchObject([{ properties: { deletedReason: 'Second.' } }, {}]);
  });

  test('is narrowed by the other filters, and shown where it lay', async () => {
    const id = await deletedBy('Bo', 'Twice.', { title: 'Ford' });
    await deletedBy('Bo', 'Twice.', { title: 'Mine' });
    const here = await open();
    here.searchText.value = 'ford';
    here.deletedShown.value = true;
    await comes(() => here.deleted.value?.length === 1);
    expect(here.deleted.value![0]!.id).toBe(id);
    here.showWhere(here.deleted.value![0]!);
    expect(here.asked.at(-1)).toMatch(/^fit 129\./);
  });
});
