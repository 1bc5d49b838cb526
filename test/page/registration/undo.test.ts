import { beforeEach, describe, expect, test } from 'vitest';
import { notice } from '../../../client/core/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { doneBy } from '../../support/page/changes.ts';
import { movedByBo, openForLaying } from '../../support/page/registration.ts';

const NAME = 'laying 2012-10-11 on 2010-11-05';

describe('a registration, taken back', () => {
  const { server } = atWork();
  const place = freshValley(server, ['2010-11-05', '2012-10-11']);
  let movingId: string;

  beforeEach(() => {
    movingId = place.sceneIds[1]!;
  });

  /** The site opened, and the later scene laid two pixels further east, in steps. */
  async function openAndLay() {
    const here = await openForLaying(place);
    here.begin();
    here.resetToZero();
    here.nudge(2, 0);
    return here;
  }

  const offsetThere = async () => (await server.ask(`/api/scenes/${movingId}`)).body.offset;

  test('is one step by its name once it is saved: taken back, the scene lies where it lay, with no note', async () => {
    const here = await openAndLay();
    const former = await offsetThere();
    expect(here.undoes.value).toBe('moving 2012-10-11');
    await here.saveRegistration();
    expect(here.past.value.map(({ label }) => label)).toEqual([NAME]);
    const laid = await offsetThere();
    expect(laid).toMatchObject({ east: 1, north: 0, note: expect.stringMatching(/^Laid by keys/) });
    await doneBy(server, 'Bo', `PATCH /api/scenes/${movingId}`, { title: 'Theirs' });
    await here.scenesResource.load();
    await here.undo();
    expect(notice.value?.text).toBe(`Undone: ${NAME}.`);
    expect(await offsetThere()).toEqual(former);
    expect(here.sceneById(movingId)).toMatchObject({ offset: former, title: 'Theirs' });
    await here.redo();
    expect(await offsetThere()).toEqual(laid);
    expect([here.undoes.value, here.redoes.value]).toEqual([NAME, undefined]);
  });

  test('is not taken back where somebody else laid the scene since, and it is said', async () => {
    const here = await openAndLay();
    await here.saveRegistration();
    await movedByBo(server, movingId, 9);
    await here.scenesResource.load();
    await here.undo();
    expect(notice.value).toEqual({
      kind: 'fault',
      text: '2012-10-11 was changed since. Undoing would set that aside: open it, and change it by hand.',
    });
    expect(here.undoes.value).toBeUndefined();
    expect(await offsetThere()).toMatchObject({ east: 9, note: 'Bo was here.' });
  });

  test('leaves nothing to be taken back of the tool where it is given up', async () => {
    const here = await openAndLay();
    here.closeRegistration();
    expect(here.past.value).toEqual([]);
    await here.undo();
    expect(here.registration.value).toBeUndefined();
    expect((await offsetThere()).east).toBe(0);
  });
});
