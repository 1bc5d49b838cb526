import { beforeEach, describe, expect, test } from 'vitest';
import { notice } from '../../../client/core/index.ts';
import { keptRegistrations } from '../../../client/registration/kept-registration.store.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { movedByBo, openForLaying } from '../../support/page/registration.ts';

describe('the laying of one scene on another', () => {
  const { server, line } = atWork();
  const place = freshValley(server, ['2010-11-05', '2012-10-11']);
  let [referenceId, movingId] = ['', ''];

  beforeEach(() => {
    [referenceId, movingId] = place.sceneIds as [string, string];
  });

  const offsetThere = async () => (await server.ask(`/api/scenes/${movingId}`)).body.offset;

  test('by keys and by points, the later scene moves on screen, and is stored with how it was laid', async () => {
    const here = await openForLaying(place);
    here.begin();
    expect(here.registration.value).toMatchObject({ movingId, referenceId, shift: { east: 0, north: 0 } });
    expect(here.isChanged.value).toBe(false);
    here.nudge(2, -0.1);
    expect(here.registered(here.sceneById(movingId)!).offset).toMatchObject({ east: 1, north: -0.05 });
    expect(here.registered(here.sceneById(referenceId)!).offset).toMatchObject({ east: 0, north: 0 });
    here.resetToZero();
    for (const [at, off] of [
      [100, 2],
      [300, 2.2],
      [500, 7],
    ] as const) {
      here.markPoint(referenceId, [at + off, at]);
      here.markPoint(movingId, [at + here.registration.value!.shift.east, at]);
    }
    here.markPoint(crypto.randomUUID(), [0, 0]);
    expect(here.registration.value!.pairs).toHaveLength(3);
    here.removePair(2);
    expect(here.registration.value!.shift).toEqual({ east: 2.1, north: 0 });
    await here.saveRegistration();
    expect(here.registration.value).toBeUndefined();
    expect(notice.value?.text).toBe('Registration saved.');
    const stored = await offsetThere();
    expect(stored).toMatchObject({ east: 2.1, north: 0 });
    expect(stored.note).toBe(
      `Fitted to points. 2 pairs of points, residual ${stored.residual.toFixed(2)} m. Laid on: Scene of 2010-11-05.`,
    );
    expect(here.sceneById(movingId)!.offset).toEqual(stored);
    expect(keptRegistrations.value.has(movingId)).toBe(false);
  });

  test('a line that is cut leaves all that was set, and says so; sent again it is stored', async () => {
    const here = await openForLaying(place);
    here.begin();
    here.nudge(1, 1);
    line.cut = true;
    await here.saveRegistration();
    expect(here.registration.value).toMatchObject({ shift: { east: 0.5, north: 0.5 } });
    expect(here.registration.value!.sentence).toMatch(/did not answer|nobody knows/);
    expect(keptRegistrations.value.get(movingId)!.shift).toEqual({ east: 0.5, north: 0.5 });
    line.cut = false;
    await here.saveRegistration();
    expect(here.registration.value).toBeUndefined();
    expect(await offsetThere()).toMatchObject({
      east: 0.5,
      north: 0.5,
      note: expect.stringMatching(/^Laid by keys\./),
    });
  });

  test('a scene that somebody else moved meanwhile is told of, and replaced only when that is asked again', async () => {
    const here = await openForLaying(place);
    here.begin();
    here.nudge(1, 0);
    await movedByBo(server, movingId, 9);
    await here.saveRegistration();
    const told =
      'Somebody changed this scene meanwhile; it lies at 9.00 m E, 0.00 m N there. Save again to put yours in its place.';
    expect(here.registration.value).toMatchObject({ sentence: told, shift: { east: 0.5, north: 0 } });
    expect(here.sceneById(movingId)!.offset.east).toBe(9);
    expect((await offsetThere()).east).toBe(9);
    await here.saveRegistration();
    expect((await offsetThere()).east).toBe(0.5);
  });

  test('what the map found for scenes that were exchanged meanwhile is passed over', async () => {
    const here = await openForLaying(place);
    here.begin();
    here.askProposal();
    const asked = here.registration.value!;
    here.nudge(1, 0);
    expect(here.registration.value!.shift).toEqual({ east: 0, north: 0 });
    here.exchangeScenes();
    here.tellProposal(asked, { fault: 'Too little.' });
    expect(here.registration.value).toMatchObject({ movingId: referenceId, referenceId: movingId });
    expect(here.registration.value!.proposal).toBeUndefined();
    here.exchangeScenes();
    here.askProposal();
    here.tellProposal(here.registration.value!, {
      at: { east: 0, north: 0 },
      verdict: { kind: 'found', shift: { east: 1.25, north: 2 }, residual: 0.3, agreeing: 5, parts: [] },
    });
    here.acceptProposal();
    expect(here.registration.value).toMatchObject({
      shift: { east: 1.25, north: 2 },
      found: { by: 'correlation' },
    });
    await here.saveRegistration();
    expect(await offsetThere()).toMatchObject({ east: 1.25, north: 2, residual: 0.3 });
  });
});
