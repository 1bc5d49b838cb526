import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { square, tower, valley } from '../../support/base/valley.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

let server: TestApp;
let annotations: string;
let scenes: string[];

beforeAll(async () => {
  server = await testApp();
  const { siteId, sceneIds } = await valley(server.database.database);
  annotations = `/api/sites/${siteId}/annotations`;
  scenes = sceneIds;
});
afterAll(() => server.close());

const testimony = { kind: 'testimony', title: 'Former guard', reliability: 'B', credibility: 2 };
const claimed = (change: string, more: Record<string, unknown> = {}) =>
  tower(scenes[0]!, scenes[2]!, { change, ...more });

/** An annotation that Ana drew as razed. */
async function draw(): Promise<string> {
  const { body } = await server.ask(annotations, { body: claimed('razed') });
  return `/api/annotations/${body.id}`;
}
async function put(address: string, as: string, body: unknown) {
  const { status, body: now } = await server.ask(address, {
    method: 'PUT',
    as,
    headers: { 'If-Match': '*' },
    body,
  });
  expect(status).toBe(200);
  return now.properties;
}
const judge = (address: string, as: string, version: number, verdict = 'agree') =>
  server.ask(`${address}/assessments`, {
    as,
    body: { version, verdict, sources: [testimony], note: 'Seen.' },
  });

describe('A claim that becomes again what it was', () => {
  it('is that version again, with its author and the status that its assessments give', async () => {
    const address = await draw();
    await judge(address, 'Ben', 1);
    expect(await put(address, 'Cleo', claimed('demolished'))).toMatchObject({
      version: 2,
      status: 'observed',
      claimBy: 'Cleo',
    });
    const back = await put(address, 'Cleo', claimed('razed'));
    expect(back).toMatchObject({ version: 1, status: 'corroborated', claimBy: 'Ana', revision: 4 });
    expect((await server.ask(`${address}`)).body.properties).toEqual(back);
    // Of version 1, Cleo is another reader.
    expect((await judge(address, 'Cleo', 1, 'disagree')).body).toMatchObject({
      status: 'disputed',
      secondReading: true,
    });
    expect(await put(address, 'Ana', claimed('demolished'))).toMatchObject({ version: 2, claimBy: 'Cleo' });
    expect((await server.ask(`${address}/assessments`)).body.items).toHaveLength(2);
  });

  it('is told in the history as that version', async () => {
    const address = await draw();
    await put(address, 'Ana', claimed('demolished'));
    await put(address, 'Ana', claimed('razed'));
    const { items } = (await server.ask(`${address}/history`)).body;
    expect(items.slice(1)).toMatchObject([
      { act: 'annotation.claim_changed', version: 2 },
      {
        act: 'annotation.claim_changed',
        version: 1,
        change: { returnsTo: 1, claim: { new: { change: 'razed' } } },
      },
    ]);
    expect(items[1].change).not.toHaveProperty('returnsTo');
  });

  it('gives the next new claim a number that no other had, and keeps each judgement with its own', async () => {
    const address = await draw();
    await put(address, 'Ana', claimed('demolished'));
    await put(address, 'Ana', claimed('razed'));
    expect(await put(address, 'Ana', claimed('damaged'))).toMatchObject({ version: 3, status: 'observed' });
    await judge(address, 'Ben', 3);
    await put(address, 'Ana', claimed('demolished'));
    expect(await put(address, 'Ana', claimed('damaged'))).toMatchObject({
      version: 3,
      status: 'corroborated',
    });
    const refused = await judge(address, 'Ben', 2);
    expect(refused.status).toBe(409);
  });

  it('has the second reading asked for that was asked for then, and for no other version', async () => {
    const address = await draw();
    await server.ask(`${address}/review-request`, { method: 'POST' });
    expect(await put(address, 'Ana', claimed('demolished'))).toMatchObject({ status: 'observed' });
    expect(await put(address, 'Ana', claimed('razed'))).toMatchObject({ version: 1, status: 'in_review' });
    expect(await put(address, 'Ana', claimed('demolished'))).toMatchObject({
      version: 2,
      status: 'observed',
    });
  });

  it('is no other where its outline is drawn back, or begins at another corner', async () => {
    const address = await draw();
    const { geometry } = (await server.ask(address)).body;
    await put(address, 'Ana', {
      ...claimed('razed'),
      geometry: { type: 'Polygon', coordinates: [square(129.9501, 42.5501, 0.0001)] },
    });
    expect(await put(address, 'Ana', { ...claimed('razed'), geometry })).toMatchObject({ version: 1 });
    expect(await put(address, 'Ana', claimed('razed', { damageGrade: 'destroyed' }))).toMatchObject({
      version: 3,
    });
    expect(await put(address, 'Ana', claimed('razed'))).toMatchObject({ version: 1 });
  });

  it('stays superseded where it is, and takes words along that are no part of it', async () => {
    const address = await draw();
    const { body: other } = await server.ask(annotations, { body: claimed('razed') });
    await judge(address, 'Ben', 1);
    await put(address, 'Ana', claimed('demolished'));
    await server.ask(`${address}/supersede`, { body: { by: other.id } });
    const back = await put(address, 'Ana', claimed('razed', { title: 'By the ford' }));
    expect(back).toMatchObject({ version: 1, status: 'superseded', title: 'By the ford' });
    const { body } = await server.ask(`${address}/supersede`, { method: 'DELETE' });
    expect(body.properties).toMatchObject({ version: 1, status: 'corroborated' });
  });

  it('sent again is done once', async () => {
    const address = await draw();
    await put(address, 'Ana', claimed('demolished'));
    const once = { method: 'PUT', headers: { 'If-Match': '"2"' }, body: claimed('razed') };
    const [first, second] = [await server.ask(address, once), await server.ask(address, once)];
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect((await server.ask(`${address}/history`)).body.items).toHaveLength(3);
  });
});
