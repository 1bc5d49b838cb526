import { describe, expect, test } from 'vitest';
import { deletionModel } from '../../../client/annotation/acts/deletion.store.ts';
import { savingModel } from '../../../client/annotation/acts/saving.store.ts';
import { annotationsModel, draftModel, listModel } from '../../../client/annotation/index.ts';
import { changesUnheard, followEvents } from '../../../client/shell/events.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { COMING, comes, doneBy, drawnBy, openLoaded, typeInto } from '../../support/page/changes.ts';
import { giveEvents } from '../../support/page/events.ts';

describe('a change that is deleted while its form is open', () => {
  const { server, line } = atWork();
  const place = freshValley(server);

  async function open() {
    const workspace = await openLoaded(place.siteId);
    return {
      ...workspace.get(annotationsModel),
      ...workspace.get(deletionModel),
      ...workspace.get(draftModel),
      ...workspace.get(listModel),
      ...workspace.get(savingModel),
    };
  }

  test('keeps its form open, says who deleted it and why, and is restored and saved from there', async () => {
    const { id, properties } = await drawnBy(server, 'Ana', place);
    const here = await open();
    here.editInForm(id);
    typeInto(here, id, { title: 'Ford' });
    await doneBy(server, 'Bo', `DELETE /api/annotations/${id}`, { reason: 'Drawn twice.' });
    await here.refreshAnnotation(id);
    expect(here.openDraft.value).toMatchObject({ id, properties: { title: 'Ford' } });
    const said = here.gone.value.get(id);
    for (const word of [properties.number, 'Bo', 'Drawn twice.']) expect(said).toContain(word);

    await here.restore(here.openDraft.value!.base!.annotation);
    expect([here.gone.value.size, here.openDraft.value?.id]).toEqual([0, id]);
    await here.saveDraft(id);
    await expect
      .poll(async () => (await server.ask(`/api/annotations/${id}`)).body.properties?.title, COMING)
      .toBe('Ford');
  });

  test('closes where nothing is open of it', async () => {
    const { id } = await drawnBy(server, 'Ana', place);
    const here = await open();
    here.select(id);
    await doneBy(server, 'Ana', `DELETE /api/annotations/${id}`);
    await here.refreshAnnotation(id);
    expect([here.selectedId.value, here.annotations.value.size]).toEqual([undefined, 0]);
  });

  test('is heard of: what is gone is asked for only where something is typed of it', async () => {
    giveEvents();
    const end = followEvents();
    const [typed, other] = [await drawnBy(server, 'Ana', place), await drawnBy(server, 'Ana', place)];
    const here = await open();
    await comes(() => !changesUnheard.value);
    here.editInForm(typed.id);
    typeInto(here, typed.id, { title: 'Ford' });
    const asked: string[] = [];
    line.holdAnswer = (named) => void asked.push(named);
    for (const { id } of [other, typed]) await doneBy(server, 'Ana', `DELETE /api/annotations/${id}`);
    await comes(() => here.gone.value.has(typed.id) && here.annotations.value.size === 0);
    expect(here.openDraft.value?.id).toBe(typed.id);
    expect(asked.filter((named) => /^GET \/api\/annotations\/[^/]+$/.test(named))).toEqual([
      `GET /api/annotations/${typed.id}`,
    ]);
    end();
  });
});
