import { describe, expect, test } from 'vitest';
import { savingModel } from '../../../client/annotation/acts/saving.store.ts';
import { annotationsModel, draftModel, listModel } from '../../../client/annotation/index.ts';
import { assessmentDrafts, assessmentModel } from '../../../client/assessment/index.ts';
import { editAssessment } from '../../../client/assessment/typed-assessment.store.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import {
  changedBy,
  comes,
  drawHere,
  drawnBy,
  holdNextAnswer,
  loseAnswers,
  mendLine,
  openLoaded,
  typeInto,
} from '../../support/page/changes.ts';

describe('the version that is judged', () => {
  const { server, line } = atWork();
  const place = freshValley(server);

  async function open() {
    const workspace = await openLoaded(place.siteId);
    return {
      workspace,
      ...workspace.get(annotationsModel),
      ...workspace.get(draftModel),
      ...workspace.get(savingModel),
      ...workspace.get(listModel),
      ...workspace.get(assessmentModel),
    };
  }
  type Here = Awaited<ReturnType<typeof open>>;

  /** A change of Bo's, selected on the page, its assessments on screen. */
  async function selected() {
    const { id } = await drawnBy(server, 'Bo', place);
    const here = await open();
    here.select(id);
    await comes(() => here.assessments.value);
    return { here, id };
  }
  /** Bo changes the claim, and the page hears of it. */
  async function boChanges(here: Here, id: string, change: Record<string, unknown>) {
    await changedBy(server, 'Bo', id, change);
    await here.refreshAnnotation(id);
  }
  const now = (here: Here, id: string) => here.annotations.value.get(id)!;
  const save = (here: Here, id: string) => here.sendAssessment(now(here, id), here.refreshAnnotation);
  const judged = async (id: string) => (await server.ask(`/api/annotations/${id}/assessments`)).body.items;
  const sendings = () => line.sent.filter((one) => one.startsWith('POST') && one.endsWith('/assessments'));

  test('is the one that was on screen when it was begun: another is not judged unseen', async () => {
    const { here, id } = await selected();
    here.typeAssessment(id, { verdict: 'agree' });
    expect(here.isOutdated(now(here, id))).toBe(false);
    await boChanges(here, id, { structure: 'gate' });
    expect(here.isOutdated(now(here, id))).toBe(true);
    here.typeAssessment(id, { note: 'Legs gone' });
    line.sent = [];
    expect(await save(here, id)).toBe(false);
    expect([sendings(), here.assessing.value]).toEqual([[], id]);
    expect(assessmentDrafts.value.get(id)).toMatchObject({ verdict: 'agree', note: 'Legs gone', version: 1 });

    here.judgePresent(now(here, id));
    expect(here.isOutdated(now(here, id))).toBe(false);
    await boChanges(here, id, { structure: 'guard_post' });
    expect([here.isOutdated(now(here, id)), await save(here, id)]).toEqual([true, false]);
    here.judgePresent(now(here, id));
    expect(await save(here, id)).toBe(true);
    expect(await judged(id)).toMatchObject([{ by: 'Ana', version: 3, note: 'Legs gone' }]);
  });

  test('is judged without asking where the claim became again what it was, or only words changed', async () => {
    const { here, id } = await selected();
    here.typeAssessment(id, { verdict: 'agree' });
    await boChanges(here, id, { change: 'demolished' });
    expect(here.isOutdated(now(here, id))).toBe(true);
    await boChanges(here, id, { change: 'razed', title: 'By the ford' });
    expect(here.isOutdated(now(here, id))).toBe(false);
    expect(await save(here, id)).toBe(true);
    expect(await judged(id)).toMatchObject([{ version: 1 }]);
  });

  test('is that of the first words, not of a form that was only opened, or was emptied again', async () => {
    const { here, id } = await selected();
    here.assessing.value = id;
    here.typeAssessment(id, { note: 'A shad' });
    here.typeAssessment(id, { note: '' });
    await boChanges(here, id, { structure: 'gate' });
    expect(here.isOutdated(now(here, id))).toBe(false);
    here.typeAssessment(id, { verdict: 'cannot_tell' });
    expect(await save(here, id)).toBe(true);
    expect(await judged(id)).toMatchObject([{ version: 2, verdict: 'cannot_tell' }]);
  });

  test('is the present one of what a page of before kept without any', async () => {
    const { here, id } = await selected();
    editAssessment(id, { verdict: 'agree' });
    await boChanges(here, id, { structure: 'gate' });
    expect(here.isOutdated(now(here, id))).toBe(false);
    here.typeAssessment(id, { note: 'Legs gone' });
    await boChanges(here, id, { structure: 'guard_post' });
    expect(here.isOutdated(now(here, id))).toBe(true);
    here.judgePresent(now(here, id));
    expect(await save(here, id)).toBe(true);
  });

  test('is asked about where the claim is changed while it is sent, and nothing that was typed is lost', async () => {
    const { here, id } = await selected();
    here.typeAssessment(id, { verdict: 'agree', note: 'Legs gone' });
    await changedBy(server, 'Bo', id, { structure: 'gate' });
    expect(await save(here, id)).toBe(false);
    expect(here.isOutdated(now(here, id))).toBe(true);
    expect(here.assessmentFaults.value!.sentence).toContain('What you wrote is kept');
    here.judgePresent(now(here, id));
    expect(here.assessmentFaults.value).toBeUndefined();
    expect(await save(here, id)).toBe(true);
    expect(await judged(id)).toMatchObject([{ version: 2, note: 'Legs gone' }]);
  });

  test('stays that of what was typed while it was sent, and of one whose answer was lost', async () => {
    const { here, id } = await selected();
    here.typeAssessment(id, { verdict: 'agree', note: 'One' });
    const answer = holdNextAnswer(line, `POST /api/annotations/${id}/assessments`);
    const sending = save(here, id);
    await answer.given;
    here.typeAssessment(id, { note: 'Two' });
    await changedBy(server, 'Bo', id, { structure: 'gate' });
    answer.open();
    expect(await sending).toBe(true);
    expect(here.isOutdated(now(here, id))).toBe(true);
    here.judgePresent(now(here, id));
    loseAnswers(line);
    expect(await save(here, id)).toBe(false);
    mendLine(line);
    await boChanges(here, id, { structure: 'guard_post' });
    here.judgePresent(now(here, id));
    expect(await save(here, id)).toBe(false);
    expect(here.assessmentFaults.value!.sentence).toContain('saved already');
    expect(await save(here, id)).toBe(true);
    expect((await judged(id)).map((one: { version: number }) => one.version)).toEqual([1, 2, 3]);
  });

  test('is the one that is saved with it: a new drawing, or a claim that the analyst changes', async () => {
    const here = await open();
    const id = drawHere(here.workspace);
    here.typeAssessment(id, { confidence: 'low' });
    await here.saveDraft(id);
    expect(await judged(id)).toMatchObject([{ verdict: 'agree', version: 1 }]);

    here.editInForm(id);
    typeInto(here, id, { change: 'demolished' });
    here.typeAssessment(id, { confidence: 'high' });
    await here.saveDraft(id);
    expect(await judged(id)).toMatchObject([{ version: 1 }, { confidence: 'high', version: 2 }]);
    expect(assessmentDrafts.value.has(id)).toBe(false);
  });

  test('waits for a look where only words are saved of a claim that somebody else changed', async () => {
    const { here, id } = await selected();
    here.typeAssessment(id, { verdict: 'agree', confidence: 'high' });
    await boChanges(here, id, { structure: 'gate' });
    here.editInForm(id);
    typeInto(here, id, { title: 'Ford' });
    line.sent = [];
    await here.saveDraft(id);
    expect(now(here, id).properties).toMatchObject({ title: 'Ford', version: 2 });
    expect([sendings(), here.assessing.value, here.isOutdated(now(here, id))]).toEqual([[], id, true]);
    here.judgePresent(now(here, id));
    expect(await save(here, id)).toBe(true);
    expect(await judged(id)).toMatchObject([{ version: 2, confidence: 'high' }]);
  });

  test('of a verdict without its reason is not sent, nor does it keep a change of words from being saved', async () => {
    const { here, id } = await selected();
    here.typeAssessment(id, { verdict: 'no_such_change' });
    here.editInForm(id);
    typeInto(here, id, { title: 'Ford' });
    line.sent = [];
    await here.saveDraft(id);
    expect(now(here, id).properties.title).toBe('Ford');
    expect([sendings(), here.assessing.value]).toEqual([[], id]);
    expect(here.judgementFaultsOf(id)).toEqual([
      { pointer: '/note', detail: 'Say why there is no such change.' },
    ]);
    here.typeAssessment(id, { verdict: 'disagree', note: '  ' });
    expect(here.judgementFaultsOf(id)).toEqual([]);
    expect(await save(here, id)).toBe(false);
    expect(here.judgementFaultsOf(id)).toEqual([{ pointer: '/note', detail: 'Say why you disagree.' }]);
    here.typeAssessment(id, { note: 'A shadow' });
    expect(await save(here, id)).toBe(true);
    expect(await judged(id)).toMatchObject([{ verdict: 'disagree', note: 'A shadow' }]);
  });
});
