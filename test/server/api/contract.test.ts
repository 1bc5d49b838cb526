import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemCodes } from '#domain/problem/problem.contract.ts';
import { routes } from '../../../server/api/routes.ts';
import { problemsOf } from '../../../server/http/openapi.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import { assertDescribed } from '../../support/server/described.ts';
import { ROOT } from '../../support/server/server-process.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

const committed = JSON.parse(await readFile(path.join(ROOT, 'docs/openapi.json'), 'utf8'));

describe('the description of the API', () => {
  it('is served as it is committed', async () => {
    expect((await server.ask('/api/openapi.json')).body).toEqual(committed);
  });

  it('has all that is mounted, and each operation under a name of its own', () => {
    const mounted = server.app.routes
      .filter(({ method, path }) => method !== 'ALL' && !/\.\w+$|^\/$/.test(path.replace('display.tif', '')))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    const described = routes
      .filter(({ definition }) => !/\.\w+$/.test(definition.path.replace('display.tif', '')))
      .map(
        ({ definition: { method, path } }) => `${method === 'head' ? 'GET' : method.toUpperCase()} ${path}`,
      );
    expect(new Set(mounted)).toEqual(new Set(described));
    const ids = routes.map(({ definition }) => definition.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('asks each write, and no read, who acts', () => {
    for (const { definition } of routes) {
      const { security } = committed.paths[definition.path][definition.method];
      const reads = ['get', 'head', 'options'].includes(definition.method);
      expect(security, definition.id).toEqual(reads ? [] : [{ Analyst: [] }]);
    }
  });

  it('says of each operation which problems it can come to, and of each problem where it can come', () => {
    const told = new Set(routes.flatMap(({ definition }) => problemsOf(definition)));
    // What is told where no operation is.
    told.add('method_not_allowed');
    expect([...told].toSorted()).toEqual([...problemCodes].toSorted());
  });
});

describe('a reply that the description does not have is found', () => {
  const json = new Headers({ 'Content-Type': 'application/json' });
  const at = new Date().toISOString();
  const site = { id: crypto.randomUUID(), name: 'x', code: 'X1', createdAt: at, updatedAt: at };
  const tagged = new Headers({ 'Content-Type': 'application/json', ETag: '"1"' });
  const problem = new Headers({ 'Content-Type': 'application/problem+json' });
  const told = {
    type: '/problems/not_found',
    title: 'There is no such thing',
    status: 404,
    detail: 'There is no site under this id.',
  };

  it.each<[string, number, Headers, object, RegExp | undefined]>([
    ['as it is described', 200, tagged, site, undefined],
    ['with another status', 202, tagged, site, /status 202/],
    ['without a header', 200, json, site, /no header ETag/],
    [
      'of another media type',
      200,
      new Headers({ 'Content-Type': 'text/plain', ETag: '"1"' }),
      site,
      /media type/,
    ],
    ['with a member more', 200, tagged, { ...site, more: 1 }, /additional/],
    ['with a member less', 200, tagged, { ...site, name: undefined }, /required/],
    ['that is refused as described', 404, problem, told, undefined],
    ['that is refused with another code', 404, problem, { ...told, type: '/problems/deleted' }, /type/],
    ['that is refused in another form', 404, json, told, /media type application.json/],
  ])('%s', (_, status, headers, body, fault) => {
    const text = JSON.stringify(body);
    const reply = () => assertDescribed('GET', `/api/sites/${site.id}`, { status, headers, text });
    if (fault) expect(reply).toThrow(fault);
    else reply();
  });

  it('at an address that is none', () => {
    const reply = (status: number, headers: Headers) => () =>
      assertDescribed('GET', '/api/nothing', { status, headers, text: JSON.stringify(told) });
    expect(reply(200, json)).toThrow('status 200');
    reply(404, problem)();
  });
});

describe('a problem', () => {
  it.each(problemCodes)('is explained by a page at its type: %s', async (code) => {
    const { status, headers, text } = await server.ask(`/problems/${code}`, { as: null });
    expect([status, headers.get('Content-Type')]).toEqual([200, 'text/html; charset=UTF-8']);
    const [, title = '', meaning = ''] = /<h1>(.+)<\/h1>\s*<p>(.+)<\/p>/.exec(text) ?? [];
    expect(title.length).toBeGreaterThan(10);
    expect(meaning.length).toBeGreaterThan(60);
  });

  it.each(['nothing', '__proto__', 'toString'])('that is none has no page: %s', async (code) => {
    const { status, body } = await server.ask(`/problems/${code}`);
    expect([status, body.detail]).toEqual([404, 'There is no problem of this name.']);
  });
});

describe('what is refused is told in plain words', () => {
  const feature = { type: 'Feature', geometry: { type: 'Polygon', coordinates: [] } };
  it.each<[string, string, unknown, Record<string, string>]>([
    ['what is missing', '/api/sites', {}, { '/name': "'name' is missing: give a text." }],
    ['a number for a text', '/api/sites', { name: 1 }, { '/name': "'name' is not a text, and has to be." }],
    ['no object', '/api/sites', [], { '': 'This is not an object, and has to be.' }],
    [
      'a text that is too long',
      '/api/sites',
      { name: 'a'.repeat(121) },
      { '/name': 'Write at most 120 characters here.' },
    ],
    ['an empty text', '/api/sites', { name: '' }, { '/name': 'Write something here.' }],
    ['an unknown property', '/api/sites', { name: 'a', x: 1 }, { '/x': "'x' is not known here." }],
    [
      'another kind of geometry',
      '/api/sites',
      { name: 'a', boundary: { type: 'Point', coordinates: [] } },
      {
        '/boundary/type': "'type' is not known here: give 'Polygon'.",
        '/boundary/coordinates': 'A polygon has an exterior ring.',
      },
    ],
    [
      'a corner that is no number',
      '/api/sites',
      { name: 'a', boundary: { type: 'Polygon', coordinates: [[['a', 1]]] } },
      {
        '/boundary/coordinates/0/0/0': "An entry of 'coordinates' is not a number, and has to be.",
        '/boundary/coordinates/0':
          'An outline has at least three different corners, and its last position repeats its first.',
      },
    ],
    [
      'a kind of structure that nobody knows',
      '/api/sites/{site}/annotations',
      {
        ...feature,
        properties: {
          structure: 'hut',
          change: 'gone',
          beforeSceneId: crypto.randomUUID(),
          afterSceneId: crypto.randomUUID(),
        },
      },
      {
        '/geometry/coordinates': 'A polygon has an exterior ring.',
        '/properties/structure':
          "'structure' is not known here: give one of the values that the description of the API lists.",
        '/properties/change':
          "'change' is not known here: give one of 'razed', 'demolished', 'damaged', 'altered', 'constructed', 'no_visible_change'.",
      },
    ],
    [
      'an id that is missing',
      '/api/sites/{site}/annotations',
      {
        ...feature,
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 0],
            ],
          ],
        },
        properties: { structure: 'gate', change: 'razed', beforeSceneId: crypto.randomUUID() },
      },
      { '/properties/afterSceneId': "'afterSceneId' is missing: give a text." },
    ],
  ])('%s', async (_, address, body, sentences) => {
    const { body: made } = await server.ask('/api/sites', { body: { name: 'Plain' } });
    const reply = await server.ask(address.replace('{site}', made.id), { body });
    expect(reply.status).toBe(422);
    const told = reply.body.errors.map(({ pointer, detail }: { pointer: string; detail: string }) => [
      pointer,
      detail,
    ]);
    expect(Object.fromEntries(told)).toEqual(sentences);
  });

  it.each<[string, object, string]>([
    [
      'a source that is named anew',
      { kind: 'news', title: 5, reliability: 'B' },
      "'title' is not a text, and has to be.",
    ],
    ['a source that is named again', { sourceId: 'x' }, 'Give an id in the form of a UUID.'],
  ])('%s', async (_, source, sentence) => {
    const body = { version: 1, verdict: 'agree', sources: [{ credibility: 2, ...source }] };
    const reply = await server.ask(`/api/annotations/${crypto.randomUUID()}/assessments`, { body });
    expect([reply.status, reply.body.detail]).toEqual([422, sentence]);
  });

  it.each([
    ['limit=many', "'limit' is not a number, and has to be."],
    ['limit=0', 'Give at least 1 here.'],
    ['limit=1.5', "'limit' is not a whole number, and has to be."],
    ['limit=20000', 'Give at most 10,000 here.'],
  ])('a list cut by %s', async (query, sentence) => {
    const { status, body } = await server.ask(`/api/sites?${query}`);
    expect([status, body.detail]).toEqual([400, sentence]);
  });
});
