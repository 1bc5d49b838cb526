import { describe, expect, test, vi } from 'vitest';
import { annotationsModel, draftModel, inOrder, undoModel } from '../../../client/annotation/index.ts';
import { assessmentDrafts, assessmentModel } from '../../../client/assessment/index.ts';
import { editAssessment } from '../../../client/assessment/typed-assessment.store.ts';
import { comparisonModel } from '../../../client/comparison/index.ts';
import { saveState } from '../../../client/core/index.ts';
import { square } from '../../support/base/valley.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import {
  beginSketch,
  COMING,
  comes,
  drawHere,
  drawnBy,
  openLoaded,
  typeInto,
} from '../../support/page/changes.ts';

describe('what is drawn', () => {
  const { server } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);

  async function open(siteId = place.siteId) {
    const workspace = await openLoaded(siteId);
    return {
      workspace,
      asked: workspace.asked,
      ...workspace.get(annotationsModel),
      ...workspace.get(draftModel),
      ...workspace.get(undoModel),
    };
  }

  test('is a sketch until its outline is closed: its corners are taken back on the map, and giving it up leaves nothing', async () => {
    const here = await open();
    beginSketch(here.workspace);
    expect(here.sketching.value!.sketch).toHaveLength(4);
    expect(here.sketchArea.value).toBeGreaterThan(0);
    expect(here.openDraft.value).toBeUndefined();
    expect(here.undoes.value).toBe('the last corner');
    await here.undo();
    expect(here.asked).toEqual(['takeCornerBack']);
    expect(saveState.value).toEqual({ kind: 'unsaved', count: 1 });

    here.sketchCancelled();
    expect([here.sketching.value, here.sketchArea.value, here.drafts.value.size]).toEqual([
      undefined,
      undefined,
      0,
    ]);
    await here.undo();
    expect(here.asked).toEqual(['takeCornerBack']);
    expect(saveState.value).toEqual({ kind: 'saved' });
    await open(elsewhere.siteId);
    expect((await open()).drafts.value.size).toBe(0);
  });

  test('is kept as a sketch too, for its site alone, also where the page is opened anew, and can be gone on with', async () => {
    const here = await open();
    beginSketch(here.workspace);
    const { id, sketch } = here.sketching.value!;
    const there = await open(elsewhere.siteId);
    expect([there.drafts.value.size, there.undoes.value]).toEqual([0, undefined]);
    expect(saveState.value).toEqual({ kind: 'saved' });
    const again = await open();
    await comes(() => again.drafts.value.size === 1);
    expect(again.sketching.value).toBeUndefined();
    again.continueSketch(again.drafts.value.get(id)!);
    expect(again.sketching.value!.sketch).toEqual(sketch);
    expect(again.tool.value).toEqual({ kind: 'draw', shape: 'polygon' });

    vi.resetModules();
    const { keptDrafts } = await import('../../../client/annotation/base/draft.storage.ts');
    await vi.waitFor(
      async () => expect(await keptDrafts(place.siteId)).toMatchObject([{ id, sketch }]),
      COMING,
    );
    again.sketchFinished({ type: 'Polygon', coordinates: [[...sketch, sketch[0]!]] });
    expect(again.openDraft.value!.id).toBe(id);
  });

  test('claims from the earlier scene to the later, on whichever side they are', async () => {
    const here = await open();
    const { before, after, swap } = here.workspace.get(comparisonModel);
    swap();
    const [earlier, later] = inOrder(before.value, after.value);
    const id = drawHere(here.workspace);
    expect(earlier).toBe(after.value);
    expect(here.drafts.value.get(id)).toMatchObject({
      beforeSceneId: earlier!.id,
      afterSceneId: later!.id,
      properties: { structure: 'guard_tower' },
    });
  });

  test('ends the editing of its corners where the drawing itself is undone', async () => {
    const here = await open();
    const id = drawHere(here.workspace);
    const { geometry } = here.openDraft.value!;
    here.startEditing(id);
    here.geometryEdited(id, { type: 'Polygon', coordinates: [square(129.96, 42.56, 0.001)] });
    await here.undo();
    expect(here.tool.value).toEqual({ kind: 'edit', id });
    expect(here.openDraft.value!.geometry).toEqual(geometry);
    await here.undo();
    expect([here.drafts.value.has(id), here.tool.value]).toEqual([false, { kind: 'select' }]);
    await here.redo();
    expect([here.openDraft.value?.id, here.tool.value]).toEqual([id, { kind: 'select' }]);
  });

  test('and is given up takes the judgement typed with it along; a change that is given up leaves it', async () => {
    const { id: saved } = await drawnBy(server, 'Bo', place);
    const here = await open();
    const { assessing } = here.workspace.get(assessmentModel);
    const id = drawHere(here.workspace);
    editAssessment(id, { confidence: 'low', note: 'Half a th' });
    assessing.value = id;
    here.discardDraft(id);
    expect([assessmentDrafts.value.has(id), assessing.value]).toEqual([false, undefined]);
    expect(saveState.value).toEqual({ kind: 'saved' });

    here.editInForm(saved);
    typeInto(here, saved, { title: 'Gate' });
    editAssessment(saved, { note: 'Half a th' });
    here.discardDraft(saved);
    expect(assessmentDrafts.value.get(saved)).toMatchObject({ note: 'Half a th' });
    here.workspace.get(assessmentModel).discardAssessment(saved);
  });

  test('stays a draft where it is left changed, and is none where it is left as it was', async () => {
    const one = await drawnBy(server, 'Bo', place);
    const other = await drawnBy(server, 'Bo', place);
    const here = await open();
    here.startEditing(one.id);
    expect([here.openDraft.value?.id, here.tool.value]).toEqual([one.id, { kind: 'edit', id: one.id }]);
    expect(saveState.value).toEqual({ kind: 'saved' });
    here.select(other.id);
    expect([here.drafts.value.size, here.tool.value]).toEqual([0, { kind: 'select' }]);

    here.editInForm(one.id);
    typeInto(here, one.id, { title: 'Gate' });
    here.select(other.id);
    expect(here.unsavedDrafts.value.map(({ id }) => id)).toEqual([one.id]);
    here.select(one.id);
    expect(here.openDraft.value!.properties.title).toBe('Gate');
    await here.undo();
    expect(here.unsavedDrafts.value).toEqual([]);
    here.select(other.id);
    expect([here.drafts.value.size, here.undoes.value, here.redoes.value]).toEqual([0, undefined, undefined]);

    here.editInForm(one.id);
    typeInto(here, one.id, { title: 'Mine' });
    here.discardDraft(one.id);
    expect([here.drafts.value.size, here.selectedId.value, here.undoes.value]).toEqual([
      0,
      one.id,
      undefined,
    ]);
  });
});
