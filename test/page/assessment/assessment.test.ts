import { describe, expect, test, vi } from 'vitest';
import { savingModel } from '../../../client/annotation/acts/saving.store.ts';
import { annotationsModel, draftModel, listModel } from '../../../client/annotation/index.ts';
import { blankSource } from '../../../client/assessment/assessment-draft.ts';
import { assessmentDrafts, assessmentModel } from '../../../client/assessment/index.ts';
import { editAssessment } from '../../../client/assessment/typed-assessment.store.ts';
import { notice } from '../../../client/core/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import {
  COMING,
  changedBy,
  comes,
  doneBy,
  drawHere,
  drawnBy,
  holdNextAnswer,
  loseAnswers,
  mendLine,
  openLoaded,
} from '../../support/page/changes.ts';

describe('what is judged of a change', () => {
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
      ...workspace.get(assessmentModel),
    };
  }
  const judge = (id: string, as: string, body: Record<string, unknown> = {}) =>
    doneBy(server, as, `POST /api/annotations/${id}/assessments`, { version: 1, verdict: 'agree', ...body });
  const judged = async (id: string) => (await server.ask(`/api/annotations/${id}/assessments`)).body.items;

  test('is sent as it was typed, stands with those of others, and the status follows from it', async () => {
    const drawn = await drawnBy(server, 'Bo', place);
    const here = await open();
    here.select(drawn.id);
    await comes(() => here.assessments.value);
    editAssessment(drawn.id, {
      verdict: 'agree',
      confidence: 'high',
      sources: [{ ...blankSource(), kind: 'testimony', title: 'Former guard', date: '2013-01' }],
    });
    expect(await here.sendAssessment(drawn, here.refreshAnnotation)).toBe(true);
    expect(notice.value?.text).toBe(`Assessment of ${drawn.properties.number} saved.`);
    expect(here.assessments.value).toMatchObject([
      { by: 'Ana', confidence: 'high', secondReading: true, sources: [{ title: 'Former guard' }] },
    ]);
    expect(here.annotations.value.get(drawn.id)!.properties.status).toBe('corroborated');
    expect(assessmentDrafts.value.has(drawn.id)).toBe(false);

    await judge(drawn.id, 'Cy', { verdict: 'disagree', note: 'A shadow' });
    await here.refreshAnnotation(drawn.id);
    await comes(() => here.assessments.value?.length === 2);
    expect(here.assessments.value!.map(({ by }) => by)).toEqual(['Ana', 'Cy']);
    expect(here.annotations.value.get(drawn.id)!.properties.status).toBe('disputed');
  });

  test('stays typed where its site is left and the page is opened anew, and is offered at its site alone', async () => {
    const drawn = await drawnBy(server, 'Bo', place);
    const here = await open();
    editAssessment(drawn.id, { note: 'Half a th' });
    expect(here.unsavedAssessments.value.map(({ id }) => id)).toEqual([drawn.id]);
    const there = await open(elsewhere.siteId);
    expect(there.unsavedAssessments.value).toEqual([]);
    expect((await open()).unsavedAssessments.value.map(({ id }) => id)).toEqual([drawn.id]);

    vi.resetModules();
    const anew = await import('../../../client/assessment/typed-assessment.store.ts');
    expect(anew.assessmentDrafts.value.size).toBe(0);
    await vi.waitFor(async () => {
      await anew.restoreAssessmentDrafts();
      expect(anew.assessmentDraftOf(drawn.id).note).toBe('Half a th');
    }, COMING);
    here.discardAssessment(drawn.id);
  });

  test('stays typed where it is refused, by what a field lacks or by a claim that was changed meanwhile', async () => {
    const drawn = await drawnBy(server, 'Bo', place);
    const here = await open();
    const { id } = drawn;
    editAssessment(id, {
      verdict: 'disagree',
      rivals: [{ kind: 'shadow', state: 'kept', reason: '' }],
      sources: [{ ...blankSource(), title: 'A daily', url: 'no address' }],
    });
    const sentBefore = line.sent.length;
    expect(await here.sendAssessment(drawn, here.refreshAnnotation)).toBe(false);
    expect(line.sent.length).toBe(sentBefore);
    expect(here.assessing.value).toBe(id);
    const pointers = here.judgementFaultsOf(id).map(({ pointer }) => pointer);
    expect(new Set(pointers)).toEqual(new Set(['/rivals/0/reason', '/sources/0/url']));

    editAssessment(id, { rivals: [{ kind: 'shadow', state: 'kept', reason: 'Low sun' }], sources: [] });
    await changedBy(server, 'Bo', id, { structure: 'gate' });
    expect(await here.sendAssessment(drawn, here.refreshAnnotation)).toBe(false);
    expect(here.assessmentFaults.value!.sentence).toContain('What you wrote is kept');
    expect(assessmentDrafts.value.get(id)!.rivals[0]!.reason).toBe('Low sun');
    const now = here.annotations.value.get(id)!;
    expect(now.properties).toMatchObject({ version: 2, structure: 'gate' });
    const sentTwice = line.sent.length;
    expect(await here.sendAssessment(now, here.refreshAnnotation)).toBe(false);
    expect([line.sent.length, here.isOutdated(now)]).toEqual([sentTwice, true]);
    here.judgePresent(now);
    expect([here.isOutdated(now), here.assessmentFaults.value]).toEqual([false, undefined]);
    expect(await here.sendAssessment(now, here.refreshAnnotation)).toBe(true);
    expect(here.assessmentFaults.value).toBeUndefined();
    expect(await judged(id)).toMatchObject([{ by: 'Ana', version: 2, verdict: 'disagree' }]);
  });

  test('is stored once where its answer was lost, and what was typed since is added as another', async () => {
    const drawn = await drawnBy(server, 'Bo', place);
    const here = await open();
    const { id } = drawn;
    editAssessment(id, { verdict: 'agree', note: 'One' });
    loseAnswers(line);
    expect(await here.sendAssessment(drawn, here.refreshAnnotation)).toBe(false);
    expect(here.assessmentFaults.value!.sentence).toContain('Nothing you typed is lost');
    mendLine(line);
    expect(await here.sendAssessment(drawn, here.refreshAnnotation)).toBe(true);
    expect(await judged(id)).toMatchObject([{ note: 'One' }]);

    editAssessment(id, { verdict: 'agree', note: 'Two' });
    loseAnswers(line);
    await here.sendAssessment(drawn, here.refreshAnnotation);
    mendLine(line);
    editAssessment(id, { note: 'Three' });
    expect(await here.sendAssessment(drawn, here.refreshAnnotation)).toBe(false);
    expect(here.assessmentFaults.value!.sentence).toContain('saved already');
    expect(await here.sendAssessment(drawn, here.refreshAnnotation)).toBe(true);
    expect((await judged(id)).map(({ note }: { note: string }) => note)).toEqual(['One', 'Two', 'Three']);
  });

  test('stays typed where that was done while it was sent, and is added as a further one', async () => {
    const drawn = await drawnBy(server, 'Bo', place);
    const here = await open();
    const { id } = drawn;
    editAssessment(id, { verdict: 'agree', note: 'On' });
    const former = assessmentDrafts.value.get(id)!;
    const answer = holdNextAnswer(line, `POST /api/annotations/${id}/assessments`);
    const sending = here.sendAssessment(drawn, here.refreshAnnotation);
    await answer.given;
    editAssessment(id, { note: 'One more' });
    answer.open();
    expect(await sending).toBe(true);
    expect(notice.value?.text).toBe(
      `Assessment of ${drawn.properties.number} saved. What you typed since is not: saving it adds a further one.`,
    );
    expect(assessmentDrafts.value.get(id)).toMatchObject({ verdict: 'agree', note: 'One more' });
    expect(assessmentDrafts.value.get(id)!.id).not.toBe(former.id);
    expect(here.unsavedAssessments.value.map((one) => one.id)).toEqual([id]);
    expect(await judged(id)).toMatchObject([{ id: former.id, note: 'On' }]);

    expect(await here.sendAssessment(here.annotations.value.get(id)!, here.refreshAnnotation)).toBe(true);
    expect((await judged(id)).map(({ note }: { note: string }) => note)).toEqual(['On', 'One more']);
    expect([assessmentDrafts.value.has(id), here.unsavedAssessments.value.length]).toEqual([false, 0]);
  });

  test('is no more called wrong once it is sent, also where more was typed while it was', async () => {
    const drawn = await drawnBy(server, 'Bo', place);
    const here = await open();
    const { id } = drawn;
    editAssessment(id, { verdict: 'disagree', rivals: [{ kind: 'shadow', state: 'kept', reason: '' }] });
    expect(await here.sendAssessment(drawn, here.refreshAnnotation)).toBe(false);
    expect(here.judgementFaultsOf(id)).toHaveLength(1);
    editAssessment(id, { rivals: [], note: 'A shadow' });
    const answer = holdNextAnswer(line, `POST /api/annotations/${id}/assessments`);
    const sending = here.sendAssessment(drawn, here.refreshAnnotation);
    await answer.given;
    editAssessment(id, { note: 'One more' });
    answer.open();
    expect(await sending).toBe(true);
    expect([here.assessmentFaults.value, here.judgementFaultsOf(id)]).toEqual([undefined, []]);
    expect([here.assessing.value, assessmentDrafts.value.get(id)!.note]).toEqual([id, 'One more']);
    here.discardAssessment(id);
  });

  test('is shown of the change that is selected, whatever answer comes late, and no more once the site is left', async () => {
    const one = await drawnBy(server, 'Bo', place);
    const other = await drawnBy(server, 'Bo', place);
    await judge(one.id, 'Cy', { note: 'Of one' });
    await judge(other.id, 'Cy', { note: 'Of the other' });
    const here = await open();
    const late = holdNextAnswer(line, `GET /api/annotations/${one.id}/assessments`);
    here.select(one.id);
    await late.given;
    here.select(other.id);
    await comes(() => here.assessments.value);
    late.open();
    await here.assessmentsResource.load();
    expect(here.assessments.value).toMatchObject([{ note: 'Of the other' }]);
    here.select(undefined);
    expect(here.assessments.value).toBeUndefined();

    const leaving = holdNextAnswer(line, `GET /api/annotations/${one.id}/assessments`);
    here.select(one.id);
    await leaving.given;
    const there = await open(elsewhere.siteId);
    leaving.open();
    await here.assessmentsResource.load();
    expect([here.assessments.value, there.assessments.value]).toEqual([undefined, undefined]);
  });

  test('is sent with the drawing that it was typed with, and waits alone where only that arrived', async () => {
    const here = await open();
    const id = drawHere(here.workspace);
    editAssessment(id, { confidence: 'low', rivals: [{ kind: 'snow', state: 'dismissed', reason: '' }] });
    await here.saveDraft(id);
    expect(here.judgementFaultsOf(id)).toMatchObject([{ pointer: '/rivals/0/reason' }]);
    expect(here.drafts.value.has(id)).toBe(true);
    expect((await server.ask(`/api/annotations/${id}`)).status).toBe(404);

    editAssessment(id, { rivals: [] });
    line.hold = (named) => {
      if (named.endsWith('/assessments')) line.cut = true;
      return undefined;
    };
    await here.saveDraft(id);
    mendLine(line);
    expect([here.drafts.value.has(id), here.assessing.value]).toEqual([false, id]);
    expect(here.assessmentFaults.value).toMatchObject({ annotationId: id });
    expect(here.unsavedAssessments.value.map((one) => one.id)).toEqual([id]);
    expect(await here.sendAssessment(here.annotations.value.get(id)!, here.refreshAnnotation)).toBe(true);
    expect(await judged(id)).toMatchObject([{ by: 'Ana', verdict: 'agree', confidence: 'low' }]);
    expect(here.unsavedAssessments.value).toEqual([]);
  });
});
