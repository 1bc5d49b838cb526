import { describe, expect, test } from 'vitest';
import { annotationsModel, draftModel, selectionModel } from '../../../client/annotation/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, drawnBy, openLoaded, typeInto } from '../../support/page/changes.ts';

describe('what is selected', () => {
  const { server, line } = atWork();
  const place = freshValley(server);

  async function open(siteId = place.siteId) {
    const workspace = await openLoaded(siteId);
    return {
      asked: workspace.asked,
      ...workspace.get(annotationsModel),
      ...workspace.get(draftModel),
      ...workspace.get(selectionModel),
    };
  }

  test('is stepped through and shown on the map, and nothing selected shows the site', async () => {
    const ids = [];
    for (const _ of [1, 2, 3]) ids.push((await drawnBy(server, 'Bo', place)).id);
    const here = await open();
    here.fitSelected();
    const steps = ([1, 1, 1, 1, -1] as const).map((step) => {
      here.stepSelection(step);
      return here.selectedId.value;
    });
    expect(steps).toEqual([ids[0], ids[1], ids[2], ids[2], ids[1]]);
    here.select(undefined);
    here.stepSelection(-1);
    expect(here.selectedId.value).toBe(ids[2]);
    expect(here.asked.map((act) => act.split(' ')[0])).toEqual([
      'fitSite',
      'fit',
      'fit',
      'fit',
      'fit',
      'fit',
    ]);
    const [west, south, east, north] = here.asked[1]!.split(' ')[1]!.split(',').map(Number);
    expect([west! < 129.93, south! < 42.54, east! > 129.9301, north! > 42.5401]).toEqual([
      true,
      true,
      true,
      true,
    ]);

    const narrowedAway = await drawnBy(server, 'Bo', place);
    here.selectAndFit(narrowedAway);
    expect([...here.annotations.value.keys()]).toEqual([...ids, narrowedAway.id]);
    expect(here.selectedId.value).toBe(narrowedAway.id);
  });

  test('gives way to a new drawing, in the shape drawn last, and is deleted only where nothing of it is typed', async () => {
    const { id } = await drawnBy(server, 'Ana', place);
    const here = await open();
    here.select(id);
    here.draw('rectangle');
    expect([here.selectedId.value, here.tool.value]).toEqual([
      undefined,
      { kind: 'draw', shape: 'rectangle' },
    ]);
    here.tool.value = { kind: 'select' };
    here.drawAgain();
    expect(here.tool.value).toEqual({ kind: 'draw', shape: 'rectangle' });

    here.editInForm(id);
    typeInto(here, id, { title: 'Gate' });
    here.deleteSelected();
    here.drawAgain();
    expect(here.drafts.value.get(id)!.properties.title).toBe('Gate');
    expect(line.sent).not.toContain(`DELETE /api/annotations/${id}`);
    here.discardDraft(id);
    here.select(id);
    here.deleteSelected();
    await comes(() => here.annotations.value.size === 0);
    expect((await server.ask(`/api/annotations/${id}`)).status).toBe(410);
  });
});
