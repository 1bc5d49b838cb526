import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { deletionModel } from '../../../client/annotation/acts/deletion.store.ts';
import { savingModel } from '../../../client/annotation/acts/saving.store.ts';
import { NO_FILTER } from '../../../client/annotation/base/list.store.ts';
import { annotationsModel, draftModel, listModel } from '../../../client/annotation/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { changedBy, comes, doneBy, drawnBy, holdNextAnswer, openLoaded } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';
import { multiply } from '../../support/server/many-annotations.ts';

describe('the list of changes', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const other = freshValley(server);

  async function open({ siteId } = place) {
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
  type Here = Awaited<ReturnType<typeof open>>;
  const titles = ({ annotations }: Pick<Here, 'annotations'>) =>
    [...annotations.value.values()].map(({ properties }) => properties.title);
  const listOf = ({ siteId }: typeof place) => `GET /api/sites/${siteId}/annotations`;

  test('shows what its filters give once typing stops, and coordinates leave it as it is', async () => {
    await drawnBy(server, 'Bo', place, { title: 'Tower by the road' });
    await drawnBy(server, 'Bo', place, { title: 'Gate by the road', structure: 'gate' });
    await drawnBy(server, 'Bo', place, { title: 'Gate of the mine', structure: 'gate' });
    const here = await open();
    expect(titles(here)).toEqual(['Tower by the road', 'Gate by the road', 'Gate of the mine']);
    here.filter.value = { ...NO_FILTER, structure: 'gate' };
    expect(here.listStanding.value.kind).toBe('loading');
    for (const text of ['r', 'ro', 'road']) here.searchText.value = text;
    await comes(() => here.listStanding.value.kind === 'there');
    expect(titles(here)).toEqual(['Gate by the road']);
    expect(line.sent.filter((named) => named === listOf(place))).toHaveLength(2);

    here.searchText.value = '42.55, 129.95';
    expect(here.filter.value).toMatchObject({ structure: 'gate', q: '' });
    expect(here.searchedPlace.value).toMatchObject({ position: [129.95, 42.55] });
    await comes(() => here.listStanding.value.kind === 'there' && titles(here).length === 2);
    here.filter.value = NO_FILTER;
    expect(here.isFiltered.value).toBe(false);
    await comes(() => titles(here).length === 3);
  });

  test('comes page by page, and is whole on screen while it comes anew', async () => {
    const { id } = await drawnBy(server, 'Bo', place);
    const owner = new pg.Client(server.database.owner);
    await owner.connect();
    await multiply(owner, id, 1_200).finally(() => owner.end());
    let pages = 0;
    let rest = Promise.withResolvers<void>();
    line.hold = (named) => (named === listOf(place) && ++pages % 2 === 0 ? rest.promise : undefined);
    const { get } = openSite(place.siteId);
    const { annotations } = get(annotationsModel);
    const { listResource, listStanding, moreThanShown } = get(listModel);
    await comes(() => annotations.value.size === 1_000);
    expect([moreThanShown.value, listStanding.value.kind]).toEqual([true, 'loading']);
    rest.resolve();
    await comes(() => listStanding.value.kind === 'there');
    expect([annotations.value.size, moreThanShown.value]).toEqual([1_200, false]);
    expect([...annotations.value.keys()][0]).toBe(id);

    rest = Promise.withResolvers<void>();
    const loading = listResource.load();
    await comes(() => pages === 4);
    expect(annotations.value.size).toBe(1_200);
    rest.resolve();
    await loading;
    expect(annotations.value.size).toBe(1_200);
  });

  test('takes no late answer for a newer one: neither what was changed nor what was deleted comes back', async () => {
    const kept = await drawnBy(server, 'Bo', place, { title: 'Old' });
    const deleted = await drawnBy(server, 'Ana', place, { title: 'Deleted here' });
    const here = await open();
    const list = holdNextAnswer(line, listOf(place));
    const loading = here.listResource.load();
    await list.given;
    await here.remove(here.annotations.value.get(deleted.id)!);
    await changedBy(server, 'Bo', kept.id, { title: 'New' });
    await here.refreshAnnotation(kept.id);
    await drawnBy(server, 'Bo', place, { title: 'Drawn since' }).then(({ id }) => here.refreshAnnotation(id));
    list.open();
    await loading;
    expect(titles(here)).toEqual(['New', 'Drawn since']);

    const one = holdNextAnswer(line, `GET /api/annotations/${kept.id}`);
    const late = here.refreshAnnotation(kept.id);
    await one.given;
    await changedBy(server, 'Bo', kept.id, { title: 'Newest' });
    await here.refreshAnnotation(kept.id);
    one.open();
    await late;
    expect(titles(here)).toEqual(['Newest', 'Drawn since']);
  });

  test('hears what others draw, change and delete at this site, and of no other', async () => {
    const drawn = await drawnBy(server, 'Bo', place, { title: 'First' });
    const elsewhere = await drawnBy(server, 'Bo', other, { title: 'Elsewhere' });
    const here = await open();
    const second = await drawnBy(server, 'Bo', place, { title: 'Second' });
    await here.refreshAnnotation(second.id);
    await here.refreshAnnotation(elsewhere.id);
    expect(titles(here)).toEqual(['First', 'Second']);
    here.select(drawn.id);
    await doneBy(server, 'Bo', `DELETE /api/annotations/${drawn.id}`);
    await here.refreshAnnotation(drawn.id);
    expect(titles(here)).toEqual(['Second']);
    expect(here.selectedId.value).toBeUndefined();
  });

  test('keeps what is selected where another makes it something that the filters leave out', async () => {
    const { id } = await drawnBy(server, 'Bo', place, { title: 'A gate', structure: 'gate' });
    const here = await open();
    here.filter.value = { ...NO_FILTER, structure: 'gate' };
    await comes(() => here.listStanding.value.kind === 'there');
    here.select(id);
    await changedBy(server, 'Bo', id, { structure: 'mine', title: 'A mine' });
    await here.listResource.load();
    await comes(() => titles(here).includes('A mine'));
    expect(here.selectedId.value).toBe(id);
  });

  test('says that it could not be had, keeps what is on screen, and comes when asked again', async () => {
    await drawnBy(server, 'Bo', place, { title: 'Tower' });
    const here = await open();
    line.cut = true;
    await here.listResource.load();
    expect(here.listStanding.value).toMatchObject({ kind: 'failed' });
    expect(titles(here)).toEqual(['Tower']);
    line.cut = false;
    await drawnBy(server, 'Bo', place, { title: 'Gate' });
    await here.listResource.reload();
    expect(here.listStanding.value).toEqual({ kind: 'there' });
    expect(titles(here)).toEqual(['Tower', 'Gate']);
  });

  test('of a site that is left asks for nothing more and takes nothing in, and is unfiltered when it is come back to', async () => {
    await drawnBy(server, 'Bo', place, { title: 'Tower' });
    await drawnBy(server, 'Bo', other, { title: 'Elsewhere' });
    const here = await open();
    const list = holdNextAnswer(line, listOf(place));
    void here.listResource.load();
    await list.given;
    here.searchText.value = 'nothing like it';
    const there = await open(other);
    const sent = line.sent.length;
    list.open();
    // The pause in typing here began later than the one that was left.
    there.searchText.value = 'Elsewhere';
    await comes(() => there.listStanding.value.kind === 'there');
    await here.listResource.load();
    await here.listResource.reload();
    expect(titles(there)).toEqual(['Elsewhere']);
    expect(line.sent.slice(sent)).toEqual([listOf(other)]);

    const again = await open();
    expect([again.searchText.value, again.isFiltered.value]).toEqual(['', false]);
    expect(titles(again)).toEqual(['Tower']);
  });
});
