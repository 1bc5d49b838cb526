import { beforeEach, describe, expect, test } from 'vitest';
import { keptTable } from '../../../client/core/index.ts';
import { keptRegistrations } from '../../../client/registration/kept-registration.store.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { COMING } from '../../support/page/changes.ts';
import { movedByBo, openForLaying } from '../../support/page/registration.ts';

describe('a registration that is not saved', () => {
  const { server, line } = atWork();
  const place = freshValley(server, ['2010-11-05', '2012-10-11']);
  const elsewhere = freshValley(server);
  let [referenceId, movingId] = ['', ''];

  beforeEach(() => {
    [referenceId, movingId] = place.sceneIds as [string, string];
  });

  const offsetThere = async () => (await server.ask(`/api/scenes/${movingId}`)).body.offset;

  test('is kept with its half marked point, offered at its own site, and gone on with', async () => {
    const here = await openForLaying(place);
    here.begin();
    here.nudge(3, 0);
    here.switchMarking();
    here.markPoint(referenceId, [7, 8]);
    const there = await openForLaying(elsewhere);
    expect(there.registration.value).toBeUndefined();
    expect([...keptRegistrations.value.values()].filter(({ siteId }) => siteId === elsewhere.siteId)).toEqual(
      [],
    );
    // By a table of its own: what a page reads that is opened now.
    const inBrowser = keptTable('afterimage-registrations', 'movingId');
    await expect
      .poll(() => inBrowser.all(), COMING)
      .toContainEqual(expect.objectContaining({ movingId, siteId: place.siteId }));
    const again = await openForLaying(place);
    expect(again.registration.value).toBeUndefined();
    again.continueRegistration(keptRegistrations.value.get(movingId)!);
    expect(again.registration.value).toMatchObject({
      shift: { east: 1.5, north: 0 },
      half: { reference: [7, 8] },
      marking: true,
    });
    expect(again.registration.value!.sentence).toBeUndefined();
    again.closeRegistration();
    expect(keptRegistrations.value.has(movingId)).toBe(false);
    again.begin();
    expect(again.registration.value!.shift).toEqual({ east: 0, north: 0 });
  });

  test('says, when it goes on, that its scene was moved while its site was left', async () => {
    const here = await openForLaying(place);
    here.begin();
    here.nudge(1, 0);
    await openForLaying(elsewhere);
    await movedByBo(server, movingId, 4);
    const again = await openForLaying(place);
    again.begin();
    expect(again.registration.value).toMatchObject({
      shift: { east: 0.5, north: 0 },
      from: { east: 4, north: 0 },
      sentence: expect.stringContaining('it lies at 4.00 m E, 0.00 m N there'),
    });
  });

  test('is not moved while it is being saved, and is stored although its site was left', async () => {
    const here = await openForLaying(place);
    here.begin();
    here.nudge(1, 0);
    const { promise, resolve } = Promise.withResolvers<void>();
    line.hold = (request) => (request.startsWith('PATCH') ? promise : undefined);
    const saved = here.saveRegistration();
    here.nudge(5, 0);
    expect(here.registration.value).toMatchObject({ saving: true, shift: { east: 0.5, north: 0 } });
    const there = await openForLaying(elsewhere);
    resolve();
    await saved;
    expect((await offsetThere()).east).toBe(0.5);
    expect(there.registration.value).toBeUndefined();
    expect(keptRegistrations.value.has(movingId)).toBe(false);
    const again = await openForLaying(place);
    again.begin();
    expect(again.registration.value).toMatchObject({
      shift: { east: 0.5, north: 0 },
      found: { by: 'saved' },
    });
  });
});
