import { describe, expect, test } from 'vitest';
import { verificationModel } from '../../../client/annotation/acts/verification.store.ts';
import {
  annotationsModel,
  draftModel,
  historyModel,
  listModel,
  undoModel,
} from '../../../client/annotation/index.ts';
import { notice } from '../../../client/core/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { changedBy, comes, doneBy, drawnBy, holdNextAnswer, openLoaded } from '../../support/page/changes.ts';

describe('the standing of a change', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);

  async function open(siteId = place.siteId) {
    const workspace = await openLoaded(siteId);
    return {
      ...workspace.get(annotationsModel),
      ...workspace.get(draftModel),
      ...workspace.get(listModel),
      ...workspace.get(verificationModel),
      ...workspace.get(historyModel),
      ...workspace.get(undoModel),
    };
  }
  type Here = Awaited<ReturnType<typeof open>>;
  const statusOf = ({ annotations }: Here, id: string) => annotations.value.get(id)!.properties.status;
  const stored = async (id: string) => (await server.ask(`/api/annotations/${id}`)).body.properties;
  const acts = ({ entries }: Here) => entries.value?.map(({ act }) => act.replace('annotation.', ''));

  test('is in review once a second reading is asked for, and as it was where the line is cut', async () => {
    const { id } = await drawnBy(server, 'Ana', place);
    const here = await open();
    line.cut = true;
    await here.askForReview(id);
    expect(statusOf(here, id)).toBe('observed');
    expect(notice.value).toMatchObject({ kind: 'fault' });
    line.cut = false;
    await here.askForReview(id);
    expect(statusOf(here, id)).toBe('in_review');
    expect((await stored(id)).status).toBe('in_review');
  });

  test('is superseded by another, taken back, and both undone and done again by name', async () => {
    const old = await drawnBy(server, 'Ana', place);
    const better = await drawnBy(server, 'Ana', place);
    const here = await open();
    const { number } = old.properties;
    await here.supersedeBy(old, better.id);
    expect(here.annotations.value.get(old.id)!.properties).toMatchObject({
      status: 'superseded',
      supersededBy: better.id,
    });
    expect(here.undoes.value).toBe(`superseding ${number}`);
    await here.undo();
    expect(statusOf(here, old.id)).toBe('observed');
    expect(notice.value?.text).toBe(`Undone: superseding ${number}.`);
    await here.redo();
    expect((await stored(old.id)).supersededBy).toBe(better.id);

    await here.endSupersession(here.annotations.value.get(old.id)!);
    expect(statusOf(here, old.id)).toBe('observed');
    expect(here.undoes.value).toBe(`taking back that ${number} is superseded`);
    await here.undo();
    expect(statusOf(here, old.id)).toBe('superseded');
    expect((await stored(old.id)).supersededBy).toBe(better.id);
  });

  test('that another changed since is not set aside by undoing or redoing: it says so, and theirs stands', async () => {
    const old = await drawnBy(server, 'Ana', place);
    const better = await drawnBy(server, 'Ana', place);
    const best = await drawnBy(server, 'Ana', place);
    const here = await open();
    const { number } = old.properties;
    const address = `/api/annotations/${old.id}/supersede`;
    const asBo = (by: string | undefined) =>
      doneBy(server, 'Bo', `${by === undefined ? 'DELETE' : 'POST'} ${address}`, by && { by });
    const isTold = () => {
      expect(notice.value).toMatchObject({ kind: 'fault' });
      expect(notice.value!.text).toContain(`${number} was changed since.`);
    };

    await here.supersedeBy(old, better.id);
    await asBo(undefined);
    await asBo(best.id);
    await here.undo();
    isTold();
    expect([here.undoes.value, here.redoes.value]).toEqual([undefined, undefined]);
    expect((await stored(old.id)).supersededBy).toBe(best.id);

    await here.refreshAnnotation(old.id);
    await here.endSupersession(here.annotations.value.get(old.id)!);
    await asBo(better.id);
    await here.undo();
    isTold();
    expect((await stored(old.id)).supersededBy).toBe(better.id);

    await asBo(undefined);
    await here.supersedeBy(old, best.id);
    await here.undo();
    expect((await stored(old.id)).supersededBy).toBeUndefined();
    await asBo(better.id);
    await here.redo();
    isTold();
    expect(here.redoes.value).toBeUndefined();
    expect((await stored(old.id)).supersededBy).toBe(better.id);
  });

  test('is not changed by a refusal: it says why, and leaves nothing to undo', async () => {
    const [one, two, three] = [
      await drawnBy(server, 'Ana', place),
      await drawnBy(server, 'Ana', place),
      await drawnBy(server, 'Ana', place),
    ];
    const here = await open();
    await doneBy(server, 'Bo', `POST /api/annotations/${two.id}/supersede`, { by: three.id });
    await here.supersedeBy(one, two.id);
    expect(notice.value).toMatchObject({ kind: 'fault' });
    expect(statusOf(here, one.id)).toBe('observed');
    expect(here.undoes.value).toBeUndefined();

    await here.supersedeBy(one, three.id);
    line.cut = true;
    await here.undo();
    expect(notice.value).toMatchObject({ kind: 'fault' });
    expect(here.undoes.value).toBe(`superseding ${one.properties.number}`);
    line.cut = false;
    await here.undo();
    expect((await stored(one.id)).status).toBe('observed');
  });

  test('has a history that is told once it is opened, newest first, and grows with what others do', async () => {
    const { id } = await drawnBy(server, 'Bo', place);
    const here = await open();
    const address = `GET /api/annotations/${id}/history`;
    here.select(id);
    expect(line.sent).not.toContain(address);
    here.historyOpen.value = true;
    await comes(() => here.entries.value);
    expect(acts(here)).toEqual(['drawn']);
    await here.askForReview(id);
    await comes(() => acts(here)?.length === 2);
    await changedBy(server, 'Bo', id, { title: 'North tower' });
    await here.refreshAnnotation(id);
    await comes(() => acts(here)?.length === 3);
    expect(acts(here)).toEqual(['details_changed', 'review_requested', 'drawn']);
    expect(here.entries.value!.map(({ actor }) => actor.name)).toEqual(['Bo', 'Ana', 'Bo']);
    here.historyOpen.value = false;
    expect(here.entries.value).toBeUndefined();
  });

  test('has a history of its own: a late one of another change, or of a site that was left, is not shown', async () => {
    const one = await drawnBy(server, 'Bo', place);
    const other = await drawnBy(server, 'Cy', place);
    const here = await open();
    here.historyOpen.value = true;
    const late = holdNextAnswer(line, `GET /api/annotations/${one.id}/history`);
    here.select(one.id);
    await late.given;
    here.select(other.id);
    await comes(() => here.entries.value);
    late.open();
    await here.historyResource.load();
    expect(here.entries.value).toMatchObject([{ actor: { name: 'Cy' } }]);

    const there = await open(elsewhere.siteId);
    const sent = line.sent.length;
    here.select(one.id);
    here.putAnnotation(await changedBy(server, 'Bo', one.id, { title: 'North tower' }));
    await here.historyResource.load();
    expect(line.sent.slice(sent)).toEqual([]);
    expect([there.historyOpen.value, there.entries.value]).toEqual([false, undefined]);
  });
});
