import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import { deletionModel } from '../../../client/annotation/acts/deletion.store.ts';
import { savingModel } from '../../../client/annotation/acts/saving.store.ts';
import { annotationsModel, draftModel, listModel, undoModel } from '../../../client/annotation/index.ts';
import { comparisonModel } from '../../../client/comparison/index.ts';
import { notice, type Workspace } from '../../../client/core/index.ts';
import { valley } from '../../support/base/valley.ts';
import { connect, type Line, openSite } from '../../support/page/page.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

const corners: Position[] = [
  [129.95, 42.55],
  [129.951, 42.55],
  [129.951, 42.551],
];

describe('the life of what is drawn', () => {
  let server: TestApp;
  let line: Line;
  let [valleyId, plainId] = ['', ''];

  beforeAll(async () => {
    server = await testApp();
    line = connect(server);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    line.cut = false;
    notice.value = undefined;
    valleyId = (await valley(server.database.database)).siteId;
    plainId = (await valley(server.database.database)).siteId;
  });

  /** The site opened, and all that is drawn between loaded. */
  async function open(siteId: string) {
    const workspace = openSite(siteId);
    const { listStanding } = workspace.get(listModel);
    const { after } = workspace.get(comparisonModel);
    await vi.waitUntil(() => listStanding.value.kind === 'there' && after.value, { timeout: 15_000 });
    return {
      workspace,
      ...workspace.get(annotationsModel),
      ...workspace.get(draftModel),
      ...workspace.get(deletionModel),
      ...workspace.get(savingModel),
      ...workspace.get(undoModel),
    };
  }

  function draw({ get }: Pick<Workspace, 'get'>) {
    const { sketchBegun, sketchChanged, sketchFinished, openDraft } = get(draftModel);
    const nowhere = { east: 0, north: 0 };
    sketchBegun(corners[0]!, 'polygon', {
      mode: 'swipe',
      resolution: 0.5,
      drawnOnSceneId: get(comparisonModel).after.value!.id,
      offsets: { before: nowhere, after: nowhere },
    });
    sketchChanged(corners, 'polygon');
    sketchFinished({ type: 'Polygon', coordinates: [[...corners, corners[0]!]] });
    return openDraft.value!.id;
  }

  const titles = ({ annotations }: Pick<ReturnType<typeof annotationsModel>, 'annotations'>) =>
    [...annotations.value.values()].map(({ properties }) => properties.title ?? '(none)');

  test('made, loaded, edited, saved, undone, done again, and left', async () => {
    const here = await open(valleyId);
    const id = draw(here.workspace);
    expect(here.undoes.value).toBe('drawing the new change');
    here.editProperties(id, (draft) => ({ ...draft, properties: { ...draft.properties, title: 'Tower' } }));
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
    here.editProperties(id, (draft) => ({ ...draft, properties: { ...draft.properties, title: 'Gate' } }));
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
    await vi.waitUntil(() => titles(here).length === 1, { timeout: 15_000 });

    const there = await open(plainId);
    expect([there.undoes.value, there.redoes.value]).toEqual([undefined, undefined]);
    await there.undo();
    await there.redo();
    expect(titles(there)).toEqual([]);
    const again = await open(valleyId);
    expect(titles(again)).toEqual(['Gate']);
  });

  test('a draft that is left with its site is there when the site is opened again, and nowhere else', async () => {
    const here = await open(valleyId);
    const id = draw(here.workspace);
    here.editProperties(id, (draft) => ({ ...draft, properties: { ...draft.properties, title: 'Half do' } }));
    const there = await open(plainId);
    expect(there.drafts.value.size).toBe(0);
    const again = await open(valleyId);
    await vi.waitUntil(() => again.drafts.value.size === 1, { timeout: 15_000 });
    expect(again.drafts.value.get(id)!.properties.title).toBe('Half do');
    expect(again.undoes.value).toBeUndefined();
  });

  test('what somebody else changed since is not set aside by an undo', async () => {
    const here = await open(valleyId);
    const id = draw(here.workspace);
    await here.saveDraft(id);
    const stored = await server.ask(`/api/annotations/${id}`);
    const { geometry, properties } = stored.body;
    const { beforeSceneId, afterSceneId, structure, change } = properties;
    await server.ask(`/api/annotations/${id}`, {
      method: 'PUT',
      as: 'Bo',
      headers: { 'If-Match': stored.etag },
      body: {
        type: 'Feature',
        id,
        geometry,
        properties: { beforeSceneId, afterSceneId, structure, change, title: 'Bo was here' },
      },
    });
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
    const here = await open(valleyId);
    const id = draw(here.workspace);
    line.cut = true;
    await here.saveDraft(id);
    expect(here.saveFaults.value?.sentence).toContain('Nothing you typed is lost');
    expect([...here.drafts.value.keys()]).toEqual([id]);
    line.cut = false;
    await here.saveDraft(id);
    await here.saveDraft(id);
    expect((await server.ask(`/api/sites/${valleyId}/annotations`)).body.features).toHaveLength(1);
  });
});
