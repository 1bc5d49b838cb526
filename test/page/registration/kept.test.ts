import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { comparisonModel } from '../../../client/comparison/index.ts';
import { keptTable } from '../../../client/core/index.ts';
import { registrationModel } from '../../../client/registration/index.ts';
import { keptRegistrations } from '../../../client/registration/kept-registration.store.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { valley } from '../../support/base/valley.ts';
import { COMING } from '../../support/page/changes.ts';
import { connect, type Line, openSite } from '../../support/page/page.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

const PIXEL = 0.5;

describe('a registration that is not saved', () => {
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
    line.hold = () => undefined;
    const made = await valley(server.database.database, ['2010-11-05', '2012-10-11']);
    valleyId = made.siteId;
    [referenceId, movingId] = made.sceneIds as [string, string];
    plainId = (await valley(server.database.database)).siteId;
  });

  /** The site opened, with its scenes, and a map that has told the size of a pixel. */
  async function open(siteId: string) {
    const workspace = openSite(siteId);
    const { after } = workspace.get(comparisonModel);
    const model = workspace.get(registrationModel);
    await vi.waitUntil(() => after.value, { timeout: 15_000 });
    return {
      ...model,
      ...workspace.get(sceneModel),
      begin: () => {
        model.openRegistration();
        model.movingPixel.value = PIXEL;
      },
    };
  }

  const offsetThere = async () => (await server.ask(`/api/scenes/${movingId}`)).body.offset;

  /** Bo lays the scene somewhere else. */
  async function moveAsBo(east: number) {
    const { etag } = await server.ask(`/api/scenes/${movingId}`);
    const { status } = await server.ask(`/api/scenes/${movingId}`, {
      method: 'PATCH',
      as: 'Bo',
      headers: { 'If-Match': etag, 'Content-Type': 'application/merge-patch+json' },
      body: { offset: { east, north: 0, residual: null, note: 'Bo was here.' } },
    });
    expect(status).toBe(200);
  }

  test('is kept with its half marked point, offered at its own site, and gone on with', async () => {
    const here = await open(valleyId);
    here.begin();
    here.nudge(3, 0);
    here.switchMarking();
    here.markPoint(referenceId, [7, 8]);
    const there = await open(plainId);
    expect(there.registration.value).toBeUndefined();
    expect([...keptRegistrations.value.values()].filter(({ siteId }) => siteId === plainId)).toEqual([]);
    // By a table of its own: what a page reads that is opened now.
    const inBrowser = keptTable('afterimage-registrations', 'movingId');
    await expect
      .poll(() => inBrowser.all(), COMING)
      .toContainEqual(expect.objectContaining({ movingId, siteId: valleyId }));
    const again = await open(valleyId);
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
    const here = await open(valleyId);
    here.begin();
    here.nudge(1, 0);
    await open(plainId);
    await moveAsBo(4);
    const again = await open(valleyId);
    again.begin();
    expect(again.registration.value).toMatchObject({
      shift: { east: 0.5, north: 0 },
      from: { east: 4, north: 0 },
      sentence: expect.stringContaining('it lies at 4.00 m E, 0.00 m N there'),
    });
  });

  test('is not moved while it is being saved, and is stored although its site was left', async () => {
    const here = await open(valleyId);
    here.begin();
    here.nudge(1, 0);
    const { promise, resolve } = Promise.withResolvers<void>();
    line.hold = (request) => (request.startsWith('PATCH') ? promise : undefined);
    const saved = here.saveRegistration();
    here.nudge(5, 0);
    expect(here.registration.value).toMatchObject({ saving: true, shift: { east: 0.5, north: 0 } });
    const there = await open(plainId);
    resolve();
    await saved;
    expect((await offsetThere()).east).toBe(0.5);
    expect(there.registration.value).toBeUndefined();
    expect(keptRegistrations.value.has(movingId)).toBe(false);
    const again = await open(valleyId);
    again.begin();
    expect(again.registration.value).toMatchObject({
      shift: { east: 0.5, north: 0 },
      found: { by: 'saved' },
    });
  });
});
