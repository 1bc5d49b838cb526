import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasSites } from '../../../server/site/site.queries.ts';
import { tower, valley } from '../../support/base/valley.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

const any = { 'If-Match': '*' };
const patch = (address: string, body: unknown, headers: Record<string, string> = any) =>
  server.ask(address, { method: 'PATCH', headers, body, as: 'Bo' });
const remove = (address: string, headers: Record<string, string> = {}) =>
  server.ask(address, { method: 'DELETE', headers, as: 'Bo' });
/** Takes back what the same analyst drew. */
const undraw = ({ body, etag }: Awaited<ReturnType<TestApp['ask']>>) =>
  server.ask(`/api/annotations/${body.id}`, { method: 'DELETE', headers: { 'If-Match': etag } });
const make = async (name: string, code?: string) =>
  (await server.ask('/api/sites', { body: { name, code } })).body;
const actsOf = async (siteId: string) =>
  (await server.ask(`/api/history?siteId=${siteId}`)).body.items.map(({ act }: { act: string }) => act);

describe('what is closed', () => {
  it('says who closed it and when, stays readable, and is offered again', async () => {
    const here = await valley(server.database.database);
    for (const address of [`/api/sites/${here.siteId}`, `/api/scenes/${here.sceneIds[0]}`]) {
      const closed = await patch(address, { closed: true });
      expect(closed.body.closed).toEqual({ by: 'Bo', at: closed.body.updatedAt });
      expect((await server.ask(address)).body).toEqual(closed.body);
      const again = await patch(address, { closed: true }, { 'If-Match': closed.etag });
      expect([again.status, again.etag, again.body]).toEqual([200, closed.etag, closed.body]);
      const open = await patch(address, { closed: null });
      expect(open.body.closed).toBeUndefined();
      expect((await patch(address, { closed: false })).etag).toBe(open.etag);
      expect((await patch(address, { closed: true }, { 'If-Match': closed.etag })).status).toBe(412);
      expect((await patch(address, { closed: 'yes' })).body.errors[0].pointer).toBe('/closed');
    }
    expect(await actsOf(here.siteId)).toEqual([
      'site.changed',
      'site.changed',
      'scene.changed',
      'scene.changed',
    ]);
  });

  it('is still drawn on by who has it on screen', async () => {
    const { siteId, sceneIds } = await valley(server.database.database);
    await patch(`/api/scenes/${sceneIds[0]}`, { closed: true });
    const drawn = await server.ask(`/api/sites/${siteId}/annotations`, {
      body: tower(sceneIds[0]!, sceneIds[2]!),
    });
    expect(drawn.status).toBe(201);
  });
});

describe('a site that is removed', () => {
  it('is in no list and answers nowhere, its code is free, and its history is kept', async () => {
    const { id, code } = await make('Gone', 'GON');
    expect((await server.ask(`/api/sites/${id}/dependents`)).body).toEqual({ items: [] });
    expect((await remove(`/api/sites/${id}`, { 'If-Match': '"7"' })).status).toBe(412);
    expect((await remove(`/api/sites/${id}`)).status).toBe(204);
    expect((await remove(`/api/sites/${id}`)).status).toBe(404);
    for (const below of ['', '/scenes', '/annotations', '/overlays', '/dependents'])
      expect((await server.ask(`/api/sites/${id}${below}`)).status).toBe(404);
    expect((await patch(`/api/sites/${id}`, { name: 'Back' })).status).toBe(404);
    const { items } = (await server.ask('/api/sites')).body;
    expect(items.map((one: { id: string }) => one.id)).not.toContain(id);
    expect((await server.ask('/api/sites', { body: { id, name: 'Gone', code } })).status).toBe(409);
    expect((await make('Other', code)).code).toBe(code);
    expect(await actsOf(id)).toEqual(['site.created', 'site.removed']);
  });

  it('is not removed while anything depends on it: that is counted', async () => {
    const { siteId, sceneIds } = await valley(server.database.database);
    const only = await remove(`/api/sites/${siteId}`);
    expect([only.status, only.body.type]).toEqual([409, '/problems/site_in_use']);
    expect(only.body.detail).toBe('Test valley still holds 3 scenes: remove those first, or close the site.');
    const drawn = await server.ask(`/api/sites/${siteId}/annotations`, {
      body: tower(sceneIds[0]!, sceneIds[2]!),
    });
    expect((await undraw(drawn)).status).toBeLessThan(300);
    const { body } = await remove(`/api/sites/${siteId}`);
    expect(body.dependents).toEqual([
      { kind: 'scene', count: 3 },
      { kind: 'annotation', count: 1, deleted: 1 },
    ]);
    expect(body.detail).toContain('3 scenes and 1 annotation (deleted)');
    expect((await server.ask(`/api/sites/${siteId}/dependents`)).body).toEqual({
      items: body.dependents,
      sentence: body.detail,
    });
  });

  it('still counts as a site that was there, so that the sample does not come back', async () => {
    const fresh = await testApp();
    try {
      const { body } = await fresh.ask('/api/sites', { body: { name: 'Sample' } });
      await fresh.ask(`/api/sites/${body.id}`, { method: 'DELETE' });
      expect((await fresh.ask('/api/sites')).body.items).toEqual([]);
      expect(await hasSites(fresh.database.database)).toBe(true);
    } finally {
      await fresh.close();
    }
  });
});

describe('a scene that something names', () => {
  it('is not removed: it is listed what names it, the deleted marked', async () => {
    const { siteId, sceneIds } = await valley(server.database.database);
    const [before, between, after] = sceneIds as [string, string, string];
    const draw = () => server.ask(`/api/sites/${siteId}/annotations`, { body: tower(before, after) });
    const [first, second] = [await draw(), await draw()];
    expect((await undraw(second)).status).toBeLessThan(300);
    await patch(`/api/sites/${siteId}`, { referenceSceneId: before });
    const refused = await remove(`/api/scenes/${before}`);
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/scene_in_use']);
    const numbers = [first.body.properties.number, `${second.body.properties.number} (deleted)`];
    expect(refused.body.dependents).toEqual([
      { kind: 'annotation', count: 2, deleted: 1, numbers },
      { kind: 'site', count: 1 },
    ]);
    expect(refused.body.detail).toBe(
      `The scene is named by annotations ${numbers.join(' and ')} and by the site as its reference scene: close the scene instead.`,
    );
    expect((await server.ask(`/api/scenes/${before}/dependents`)).body.sentence).toBe(refused.body.detail);
    expect((await server.ask(`/api/scenes/${between}/dependents`)).body).toEqual({ items: [] });
    expect((await remove(`/api/scenes/${between}`)).status).toBe(204);
  });

  it('tells ten numbers, and how many more there are', async () => {
    const { siteId, sceneIds } = await valley(server.database.database);
    for (let count = 0; count < 12; count++)
      await server.ask(`/api/sites/${siteId}/annotations`, { body: tower(sceneIds[0]!, sceneIds[2]!) });
    const { body } = await server.ask(`/api/scenes/${sceneIds[2]}/dependents`);
    expect(body.items).toMatchObject([{ kind: 'annotation', count: 12 }]);
    expect(body.items[0].numbers).toHaveLength(10);
    expect(body.sentence).toContain('-010 and 2 more: close the scene instead.');
  });
});
