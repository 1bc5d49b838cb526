import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tower, valley } from '../../support/base/valley.ts';
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

/** An annotation that Ana drew. */
async function drawn(title: string): Promise<{ address: string; number: string }> {
  const [before, , after] = scenes as [string, string, string];
  const { body } = await server.ask(annotations, { body: tower(before, after, { title }), as: 'Ana' });
  return { address: `/api/annotations/${body.id}`, number: body.properties.number };
}
function remove(address: string, analyst: string, body?: unknown) {
  return server.ask(address, {
    method: 'DELETE',
    headers: { 'If-Match': '*' },
    as: analyst,
    ...(body !== undefined && { body }),
  });
}
async function deleted(title: string) {
  return (await server.ask(`${annotations}?deleted=true&q=${title}`)).body.features;
}

describe('Deleting an annotation', () => {
  it('asks for no reason where it is all one’s own', async () => {
    const { address, number } = await drawn('own');
    expect((await remove(address, 'Ana')).status).toBe(204);
    const [one] = await deleted('own');
    expect(one.properties).toMatchObject({ number, deletedBy: 'Ana', deletedAt: one.properties.updatedAt });
    expect(one.properties).not.toHaveProperty('deletedReason');
  });

  it.each([
    undefined,
    {},
    { reason: ' ' },
    { reason: 7 },
    { reason: 'x'.repeat(4_001) },
    { why: 'Twice' },
    [],
  ])('of somebody else is refused with %j, and told at the field', async (body) => {
    const { address } = await drawn('another’s');
    const refused = await remove(address, 'Ben', body);
    expect([refused.status, refused.body.type]).toEqual([422, '/problems/invalid']);
    expect((await server.ask(address)).status).toBe(200);
    if (body === undefined)
      expect(refused.body.errors).toEqual([
        { pointer: '/reason', detail: expect.stringContaining('say why it is deleted') },
      ]);
  });

  it('of somebody else says why: to those who look for it, and in the history', async () => {
    const { address } = await drawn('twice');
    expect((await remove(address, 'Ben', { reason: ' Drawn twice. ' })).status).toBe(204);
    const [one] = await deleted('twice');
    expect(one.properties).toMatchObject({ deletedBy: 'Ben', deletedReason: 'Drawn twice.' });
    const { body } = await server.ask(`${address}/history`);
    expect(body.items.at(-1)).toMatchObject({
      act: 'annotation.deleted',
      actor: { name: 'Ben' },
      change: { deleted: true, reason: 'Drawn twice.' },
    });
  });

  it('asks its author, too, where somebody changed its claim last, or judged it', async () => {
    const { address } = await drawn('changed');
    const [before, , after] = scenes as [string, string, string];
    const changed = tower(before, after, { title: 'changed', change: 'demolished' });
    await server.ask(address, { method: 'PUT', headers: { 'If-Match': '*' }, body: changed, as: 'Ben' });
    expect((await remove(address, 'Ana')).status).toBe(422);

    const { address: judged } = await drawn('judged');
    await server.ask(`${judged}/assessments`, { body: { version: 1, verdict: 'agree' }, as: 'Ana' });
    expect((await remove(judged, 'Ana')).status).toBe(422);
    expect((await remove(judged, 'Ana', { reason: 'Not needed.' })).status).toBe(204);
  });

  it('sent again is done once, and a stale one is refused', async () => {
    const { address } = await drawn('again');
    const once = {
      method: 'DELETE',
      headers: { 'If-Match': '"1"' },
      body: { reason: 'Once.' },
      as: 'Ben',
    };
    expect((await server.ask(address, once)).status).toBe(204);
    expect((await server.ask(address, once)).status).toBe(204);
    expect((await server.ask(`${address}/history`)).body.items).toHaveLength(2);
    const { address: stale } = await drawn('stale');
    const refused = await server.ask(stale, { ...once, headers: { 'If-Match': '"9"' } });
    expect(refused.status).toBe(412);
  });

  it('is undone by restoring: it is in the list again, and nothing is said of a deletion', async () => {
    const { address } = await drawn('restored');
    await remove(address, 'Ben', { reason: 'By mistake.' });
    const { status, body } = await server.ask(`${address}/restore`, { method: 'POST', as: 'Ana' });
    expect(status).toBe(200);
    for (const member of ['deletedBy', 'deletedAt', 'deletedReason'])
      expect(body.properties).not.toHaveProperty(member);
    expect(await deleted('restored')).toEqual([]);
    expect((await server.ask(`${annotations}?q=restored`)).body.features).toHaveLength(1);
  });
});

describe('The list of deleted annotations', () => {
  it('holds none that stands, and takes the other filters', async () => {
    const { address } = await drawn('standing');
    expect(await deleted('standing')).toEqual([]);
    await remove(address, 'Ana');
    expect(await deleted('standing')).toHaveLength(1);
    const { body } = await server.ask(`${annotations}?deleted=true&q=standing&change=constructed`);
    expect(body.features).toEqual([]);
  });

  it('goes page by page', async () => {
    const { body: all } = await server.ask(`${annotations}?deleted=true`);
    const first = await server.ask(`${annotations}?deleted=true&limit=1`);
    expect(first.body.features).toEqual(all.features.slice(0, 1));
    const next = /<([^>]+)>/.exec(first.headers.get('Link') ?? '')?.[1] ?? '';
    const second = await server.ask(next.slice(next.indexOf('/api')));
    expect(second.body.features[0]).toEqual(all.features[1]);
  });

  it.each(['false', '1', ''])('is not asked for with %j', async (value) => {
    const { status, body } = await server.ask(`${annotations}?deleted=${value}`);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ pointer: '?deleted' }]);
  });
});
