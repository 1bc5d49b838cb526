import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { square } from '../../support/base/valley.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

const make = (body: unknown) => server.ask('/api/sites', { body });

describe('a site', () => {
  it('gets a code from its name where none is given, and never one that is taken', async () => {
    const codes = [];
    for (const name of [
      'Camp 22',
      'Camp 22',
      'Joplin',
      '회령',
      '회령',
      'Élan',
      'A very long name of many words 2011',
    ])
      codes.push((await make({ name })).body.code);
    expect(codes).toEqual(['C22', 'C222', 'JOP', 'S2', 'S3', 'ELA', 'AVLNOM']);
  });

  it('keeps the code it was given, in capitals; a taken one is refused by name', async () => {
    const { status, body, headers } = await make({ name: 'Given', code: 'gvn' });
    expect(status).toBe(201);
    expect(body.code).toBe('GVN');
    expect(headers.get('Location')).toBe(`/api/sites/${body.id}`);
    const again = await make({ name: 'Other', code: 'GVN' });
    expect(again.status).toBe(409);
    expect(again.body.errors).toEqual([{ pointer: '/code', detail: expect.any(String) }]);
  });

  it('that is sent again with its id is one site; another one under the id is refused', async () => {
    const id = crypto.randomUUID();
    const first = await make({ id, name: 'Sent twice' });
    const second = await make({ id, name: 'Sent twice' });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    const other = await make({ id, name: 'Another' });
    expect([other.status, other.body.type]).toEqual([409, '/problems/id_taken']);
    const { body } = await server.ask('/api/sites');
    expect(body.items.filter(({ name }: { name: string }) => name === 'Sent twice')).toHaveLength(1);
  });

  it('may be changed since, and the request that made it is still known', async () => {
    const id = crypto.randomUUID();
    const { etag } = await make({ id, name: 'Renamed' });
    const change = { method: 'PATCH', headers: { 'If-Match': etag }, body: { name: 'Renamed since' } };
    await server.ask(`/api/sites/${id}`, change);
    expect((await make({ id, name: 'Renamed' })).body.name).toBe('Renamed since');
  });

  it.each<[string, object, string]>([
    ['no name', {}, '/name'],
    ['an empty name', { name: '  ' }, '/name'],
    ['a code of seven letters', { name: 'x', code: 'ABCDEFG' }, '/code'],
    ['a code with a dash', { name: 'x', code: 'C-2' }, '/code'],
    [
      'an open boundary',
      { name: 'x', boundary: polygon(square(0, 0, 1).slice(0, 4)) },
      '/boundary/coordinates/0',
    ],
    [
      'a latitude beyond the pole',
      { name: 'x', boundary: polygon(square(0, 89.5, 1)) },
      '/boundary/coordinates/0/2/1',
    ],
    ['something unknown', { name: 'x', owner: 'y' }, '/owner'],
  ])('with %s is refused', async (_, body, pointer) => {
    const reply = await make(body);
    expect(reply.status).toBe(422);
    expect(reply.body.errors[0].pointer).toBe(pointer);
  });

  it('with a boundary that crosses itself is refused, the place named', async () => {
    const crossing = [
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ];
    const { status, body } = await make({ name: 'x', boundary: polygon(crossing) });
    expect(status).toBe(422);
    expect(body.errors[0].pointer).toMatch(/^\/boundary\/coordinates/);
    expect(body.detail).toContain('0.5');
  });

  it('is read, and listed page by page without losing one', async () => {
    const { body } = await make({
      name: 'Read',
      description: 'Words',
      boundary: polygon(square(129.9, 42.5, 0.1)),
    });
    const read = await server.ask(`/api/sites/${body.id}`);
    expect(read.body).toEqual(body);
    expect(read.body.boundary.coordinates[0]).toHaveLength(5);
    const all = (await server.ask('/api/sites')).body.items.map(({ id }: { id: string }) => id);
    const paged: string[] = [];
    let next: string | undefined = '/api/sites?limit=2';
    while (next) {
      const reply: Awaited<ReturnType<TestApp['ask']>> = await server.ask(next);
      paged.push(...reply.body.items.map(({ id }: { id: string }) => id));
      next = /<(.*)>; rel="next"/.exec(reply.headers.get('Link') ?? '')?.[1];
    }
    expect(paged).toEqual(all);
    expect(new Set(all).size).toBe(all.length);
  });

  it('that is not there is 404, whatever the id looks like', async () => {
    expect((await server.ask(`/api/sites/${crypto.randomUUID()}`)).status).toBe(404);
    expect((await server.ask('/api/sites/camp')).status).toBe(404);
  });

  it('is changed only by who has seen how it stands', async () => {
    const { body, etag } = await make({ name: 'Before', description: 'Words' });
    const patch = (headers: Record<string, string>, change: unknown) =>
      server.ask(`/api/sites/${body.id}`, { method: 'PATCH', headers, body: change });
    expect((await patch({}, { name: 'After' })).status).toBe(428);
    const first = await patch({ 'If-Match': etag }, { name: 'After', description: null });
    expect(first.body.name).toBe('After');
    expect(first.body.description).toBeUndefined();
    const late = await patch({ 'If-Match': etag }, { name: 'Late' });
    expect([late.status, late.body.current]).toEqual([412, first.body]);
    const foreign = await patch({ 'If-Match': first.etag }, { referenceSceneId: crypto.randomUUID() });
    expect(foreign.body.errors[0].pointer).toBe('/referenceSceneId');
    expect((await patch({ 'If-Match': first.etag }, { code: 'NEW' })).body.errors[0].pointer).toBe('/code');
    const nothing = await patch({ 'If-Match': first.etag }, {});
    expect(nothing.etag).toBe(first.etag);
  });
});

function polygon(ring: number[][]) {
  return { type: 'Polygon', coordinates: [ring] };
}
