import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { comparisonModel } from '../../../client/comparison/index.ts';
import { journalModel, notice } from '../../../client/core/index.ts';
import { registrationModel } from '../../../client/registration/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { valley } from '../../support/base/valley.ts';
import { comes } from '../../support/page/changes.ts';
import { connect, openSite } from '../../support/page/page.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

const NAME = 'laying 2012-10-11 on 2010-11-05';

describe('a registration, taken back', () => {
  let server: TestApp;
  let siteId: string;
  let movingId: string;

  beforeAll(async () => {
    server = await testApp();
    connect(server);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    notice.value = undefined;
    const made = await valley(server.database.database, ['2010-11-05', '2012-10-11']);
    siteId = made.siteId;
    movingId = made.sceneIds[1]!;
  });

  /** The site opened, and the later scene laid two pixels further east, in steps. */
  async function openAndLay() {
    const workspace = openSite(siteId);
    const { after } = workspace.get(comparisonModel);
    const model = workspace.get(registrationModel);
    await comes(() => after.value);
    model.openRegistration();
    model.movingPixel.value = 0.5;
    model.resetToZero();
    model.nudge(2, 0);
    return { ...model, ...workspace.get(sceneModel), ...workspace.get(journalModel) };
  }

  const offsetThere = async () => (await server.ask(`/api/scenes/${movingId}`)).body.offset;
  const patchByBo = (body: object) =>
    server.ask(`/api/scenes/${movingId}`, { method: 'PATCH', as: 'Bo', headers: { 'If-Match': '*' }, body });

  test('is one step by its name once it is saved: taken back, the scene lies where it lay, with no note', async () => {
    const here = await openAndLay();
    const former = await offsetThere();
    expect(here.undoes.value).toBe('moving 2012-10-11');
    await here.saveRegistration();
    expect(here.past.value.map(({ label }) => label)).toEqual([NAME]);
    const laid = await offsetThere();
    expect(laid).toMatchObject({ east: 1, north: 0, note: expect.stringMatching(/^Laid by keys/) });
    await patchByBo({ title: 'Theirs' });
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
    await patchByBo({ offset: { east: 9, north: 0, residual: null, note: 'Bo was here.' } });
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
