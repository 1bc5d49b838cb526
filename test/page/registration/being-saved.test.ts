import { beforeEach, describe, expect, test } from 'vitest';
import { notice } from '../../../client/core/index.ts';
import { keptRegistrations } from '../../../client/registration/kept-registration.store.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { holdNextAnswer, mendLine } from '../../support/page/changes.ts';
import { openForLaying } from '../../support/page/registration.ts';

describe('a registration that is being saved', () => {
  const { server, line } = atWork();
  const place = freshValley(server, ['2010-11-05', '2012-10-11']);
  const elsewhere = freshValley(server);
  let [referenceId, movingId] = ['', ''];

  beforeEach(() => {
    [referenceId, movingId] = place.sceneIds as [string, string];
  });

  const offsetThere = async () => (await server.ask(`/api/scenes/${movingId}`)).body.offset;

  /** The later scene laid by one pair of points, and one point of a further pair marked. */
  function layByPoints(here: Awaited<ReturnType<typeof openForLaying>>) {
    here.begin();
    here.markPoint(referenceId, [102, 100]);
    here.markPoint(movingId, [100, 100]);
    here.markPoint(referenceId, [300, 300]);
  }

  test('and laid further as its site was left and opened again stays kept', async () => {
    const here = await openForLaying(place);
    here.begin();
    here.nudge(1, 0);
    const answer = holdNextAnswer(line, `PATCH /api/scenes/${movingId}`);
    const saving = here.saveRegistration();
    await answer.given;
    await openForLaying(elsewhere);
    const again = await openForLaying(place);
    again.begin();
    expect(again.registration.value!.shift).toEqual({ east: 0.5, north: 0 });
    again.nudge(2, 0);
    answer.open();
    await saving;
    expect((await offsetThere()).east).toBe(0.5);
    expect(again.registration.value!.shift).toEqual({ east: 1.5, north: 0 });
    expect(keptRegistrations.value.get(movingId)!.shift).toEqual({ east: 1.5, north: 0 });
    await again.saveRegistration();
    expect((await offsetThere()).east).toBe(1.5);
    expect(keptRegistrations.value.has(movingId)).toBe(false);
  });

  test('is changed by nothing: no pair goes, comes, or comes back, and it is sent once', async () => {
    const here = await openForLaying(place);
    layByPoints(here);
    const answer = holdNextAnswer(line, `PATCH /api/scenes/${movingId}`);
    const saving = here.saveRegistration();
    await answer.given;
    const beingSaved = here.registration.value!;
    expect(beingSaved).toMatchObject({ saving: true, pairs: [{ moving: [100, 100] }] });
    here.removePair(0);
    here.markPoint(movingId, [298, 300]);
    here.resetToZero();
    here.fitPairs();
    here.switchMarking();
    here.askProposal();
    const twice = here.saveRegistration();
    expect(here.registration.value).toBe(beingSaved);
    answer.open();
    await Promise.all([saving, twice]);
    expect(here.registration.value).toBeUndefined();
    expect(await offsetThere()).toMatchObject({ east: 2, north: 0 });
    expect(line.sent.filter((one) => one === `PATCH /api/scenes/${movingId}`)).toHaveLength(1);
  });

  test('and fails after its site was left is told of, and kept with its half marked point', async () => {
    const here = await openForLaying(place);
    layByPoints(here);
    const { promise, resolve } = Promise.withResolvers<void>();
    line.hold = (request) => (request.startsWith('PATCH') ? promise : undefined);
    const saving = here.saveRegistration();
    await openForLaying(elsewhere);
    line.cut = true;
    resolve();
    await saving;
    mendLine(line);
    expect(notice.value).toMatchObject({
      kind: 'fault',
      text: expect.stringMatching(/^The registration is not saved\. .*Nothing you typed is lost/),
    });
    const again = await openForLaying(place);
    again.begin();
    expect(again.registration.value).toMatchObject({
      shift: { east: 2, north: 0 },
      pairs: [{ reference: [102, 100], moving: [100, 100] }],
      half: { reference: [300, 300] },
      marking: true,
    });
    await again.saveRegistration();
    expect((await offsetThere()).east).toBe(2);
  });
});
