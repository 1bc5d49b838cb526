import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { comparisonModel } from '../../../client/comparison/index.ts';
import { notice } from '../../../client/core/index.ts';
import { registrationModel } from '../../../client/registration/index.ts';
import { keptRegistrations } from '../../../client/registration/kept-registration.store.ts';
import { valley } from '../../support/base/valley.ts';
import { comes, holdNextAnswer, mendLine } from '../../support/page/changes.ts';
import { connect, type Line, openSite } from '../../support/page/page.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

describe('a registration that is being saved', () => {
  let server: TestApp;
  let line: Line;
  let [valleyId, plainId] = ['', ''];
  let [referenceId, movingId] = ['', ''];

  beforeAll(async () => {
    server = await testApp();
    line = connect(server);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    mendLine(line);
    line.sent = [];
    notice.value = undefined;
    const made = await valley(server.database.database, ['2010-11-05', '2012-10-11']);
    valleyId = made.siteId;
    [referenceId, movingId] = made.sceneIds as [string, string];
    plainId = (await valley(server.database.database)).siteId;
  });

  async function open(siteId: string) {
    const workspace = openSite(siteId);
    const { after } = workspace.get(comparisonModel);
    const model = workspace.get(registrationModel);
    await comes(() => after.value);
    const begin = () => {
      model.openRegistration();
      model.movingPixel.value = 0.5;
    };
    return { ...model, begin };
  }

  const offsetThere = async () => (await server.ask(`/api/scenes/${movingId}`)).body.offset;

  /** The later scene laid by one pair of points, and one point of a further pair marked. */
  function layByPoints(here: Awaited<ReturnType<typeof open>>) {
    here.begin();
    here.markPoint(referenceId, [102, 100]);
    here.markPoint(movingId, [100, 100]);
    here.markPoint(referenceId, [300, 300]);
  }

  test('and laid further as its site was left and opened again stays kept', async () => {
    const here = await open(valleyId);
    here.begin();
    here.nudge(1, 0);
    const answer = holdNextAnswer(line, `PATCH /api/scenes/${movingId}`);
    const saving = here.saveRegistration();
    await answer.given;
    await open(plainId);
    const again = await open(valleyId);
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
    const here = await open(valleyId);
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
    const here = await open(valleyId);
    layByPoints(here);
    const { promise, resolve } = Promise.withResolvers<void>();
    line.hold = (request) => (request.startsWith('PATCH') ? promise : undefined);
    const saving = here.saveRegistration();
    await open(plainId);
    line.cut = true;
    resolve();
    await saving;
    mendLine(line);
    expect(notice.value).toMatchObject({
      kind: 'fault',
      text: expect.stringMatching(/^The registration is not saved\. .*Nothing you typed is lost/),
    });
    const again = await open(valleyId);
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
