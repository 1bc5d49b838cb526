import { describe, expect, test } from 'vitest';
import { savingModel } from '../../../client/annotation/acts/saving.store.ts';
import { settingAsideModel } from '../../../client/annotation/acts/setting-aside.store.ts';
import { annotationsModel, draftModel, listModel, undoModel } from '../../../client/annotation/index.ts';
import { notice } from '../../../client/core/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, doneBy, drawnBy, openLoaded, typeInto } from '../../support/page/changes.ts';

describe('a changed claim that others judged', () => {
  const { server, line } = atWork();
  const place = freshValley(server);

  async function open() {
    const workspace = await openLoaded(place.siteId);
    return {
      workspace,
      ...workspace.get(annotationsModel),
      ...workspace.get(draftModel),
      ...workspace.get(listModel),
      ...workspace.get(savingModel),
      ...workspace.get(settingAsideModel),
      ...workspace.get(undoModel),
    };
  }
  type Here = Awaited<ReturnType<typeof open>>;
  async function judge(here: Here, id: string, as: string) {
    const { version } = (await server.ask(`/api/annotations/${id}`)).body.properties;
    const source = { kind: 'news', title: 'A report', reliability: 'B', credibility: 2 };
    const body = { version, verdict: 'agree', sources: [source] };
    await doneBy(server, as, `POST /api/annotations/${id}/assessments`, body);
    await here.refreshAnnotation(id);
  }
  function claim(here: Here, id: string, change: 'razed' | 'demolished' | 'damaged') {
    here.editInForm(id);
    typeInto(here, id, { change });
  }
  const stored = async (id: string) => (await server.ask(`/api/annotations/${id}`)).body.properties;
  const changes = () => line.sent.filter((request) => request.startsWith('PUT')).length;

  test('is sent only after the judgements that it sets aside were named', async () => {
    const { id } = await drawnBy(server, 'Ana', place);
    const here = await open();
    await judge(here, id, 'Bo');
    expect((await stored(id)).status).toBe('corroborated');
    claim(here, id, 'demolished');
    const before = changes();

    const refused = here.saveDraft(id);
    await comes(() => here.settingAside.value);
    expect(here.settingAside.value).toMatchObject({
      annotation: { id },
      judgements: [{ by: 'Bo', verdict: 'agree', version: 1 }],
    });
    here.settingAside.value!.answer(false);
    await refused;
    expect(changes()).toBe(before);
    expect(here.drafts.value.get(id)).toMatchObject({ properties: { change: 'demolished' } });
    expect([here.savingIds.value.size, here.settingAside.value]).toEqual([0, undefined]);

    const saved = here.saveDraft(id);
    await comes(() => here.settingAside.value);
    here.settingAside.value!.answer(true);
    await saved;
    expect(await stored(id)).toMatchObject({ change: 'demolished', version: 2, status: 'observed' });
  });

  test('comes back with its version and its status where the change of it is undone', async () => {
    const { id } = await drawnBy(server, 'Ana', place);
    const here = await open();
    await judge(here, id, 'Bo');
    claim(here, id, 'demolished');
    const saved = here.saveDraft(id);
    await comes(() => here.settingAside.value);
    here.settingAside.value!.answer(true);
    await saved;
    await here.undo();
    expect(await stored(id)).toMatchObject({ change: 'razed', version: 1, status: 'corroborated' });
    expect(here.annotations.value.get(id)!.properties).toMatchObject({ version: 1, status: 'corroborated' });

    // Doing it again would set it aside once more: that is asked, and may be declined.
    const again = here.redo();
    await comes(() => here.settingAside.value);
    here.settingAside.value!.answer(false);
    await again;
    expect(await stored(id)).toMatchObject({ version: 1, status: 'corroborated' });
    expect(notice.value?.text).toContain('judgements');
    expect(here.redoes.value).toBeTruthy();
  });

  test('is asked about where somebody judges it while it is typed on, and where only a review was asked for', async () => {
    const judged = await drawnBy(server, 'Ana', place);
    const here = await open();
    claim(here, judged.id, 'damaged');
    await judge(here, judged.id, 'Bo');
    const saved = here.saveDraft(judged.id);
    await comes(() => here.settingAside.value);
    expect(here.settingAside.value!.judgements).toHaveLength(1);
    here.settingAside.value!.answer(true);
    await comes(
      () => here.annotations.value.get(judged.id)?.properties.version === 2 || here.settingAside.value,
    );
    here.settingAside.value?.answer(true);
    await saved;
    await comes(() => here.annotations.value.get(judged.id)?.properties.version === 2);

    const review = await drawnBy(server, 'Ana', place);
    await server.ask(`/api/annotations/${review.id}/review-request`, { method: 'POST' });
    await here.refreshAnnotation(review.id);
    claim(here, review.id, 'damaged');
    const waiting = here.saveDraft(review.id);
    await comes(() => here.settingAside.value);
    expect(here.settingAside.value!.judgements).toEqual([]);
    here.settingAside.value!.answer(true);
    await waiting;
    expect(await stored(review.id)).toMatchObject({ version: 2, status: 'observed' });
  });

  test('asks nothing where the claim stays, or nobody else judged it', async () => {
    const titled = await drawnBy(server, 'Ana', place);
    const own = await drawnBy(server, 'Ana', place);
    const here = await open();
    await judge(here, titled.id, 'Bo');
    here.editInForm(titled.id);
    typeInto(here, titled.id, { title: 'Ford' });
    await here.saveDraft(titled.id);
    expect(await stored(titled.id)).toMatchObject({ title: 'Ford', status: 'corroborated' });

    await judge(here, own.id, 'Ana');
    claim(here, own.id, 'damaged');
    await here.saveDraft(own.id);
    expect(await stored(own.id)).toMatchObject({ change: 'damaged', version: 2 });
  });

  test('is not sent where the judgements cannot be had, nor where the site is left before the answer', async () => {
    const { id } = await drawnBy(server, 'Ana', place);
    const here = await open();
    await judge(here, id, 'Bo');
    claim(here, id, 'demolished');
    line.cut = true;
    await here.saveDraft(id);
    expect(here.refusals.value.has(id)).toBe(true);
    line.cut = false;
    const left = here.saveDraft(id);
    await comes(() => here.settingAside.value);
    here.workspace.leave();
    await left;
    expect(await stored(id)).toMatchObject({ change: 'razed', version: 1 });
  });
});
